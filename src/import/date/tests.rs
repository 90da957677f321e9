//! What is read of a date, one line a case.

use super::{DateProblem, read};
use crate::date::zone;

fn check(text: &str, expected: &str) {
    let utc = zone("UTC").unwrap();
    let seen = match read(text) {
        Ok(when) => when.iso(&utc),
        Err(DateProblem::Unreadable) => "unreadable".to_owned(),
        Err(DateProblem::TwoReadings(first, second)) => {
            format!("{} or {}", first.iso(), second.iso())
        }
    };
    assert_eq!(seen, expected, "{text}");
}

#[test]
fn dates_of_front_matter_are_read() {
    check("2017-03-08", "2017-03-08");
    check("2017-3-8", "2017-03-08");
    check("2017/03/08", "2017-03-08");
    check("2017.03.08", "2017-03-08");
    check("20170308", "2017-03-08");
    check(" \"2017-03-08\" ", "2017-03-08");
    check("2017-03-08 2:05:17 -0400", "2017-03-08T02:05:17-04:00");
    check("2017-03-08 02:05:17 +0000", "2017-03-08T02:05:17+00:00");
    check("2017-03-08T02:05:17.123Z", "2017-03-08T02:05:17+00:00");
    check("2017-03-08T02:05:17.123456-05:00", "2017-03-08T02:05:17-05:00");
    check("2017-03-08t2:05", "2017-03-08T02:05:00+00:00");
    check("2017-03-08 2:05 UTC", "2017-03-08T02:05:00+00:00");
    check("2017-03-08 02:05:17 EST", "2017-03-08T02:05:17-05:00");
    check("2017-03-08 EST", "2017-03-08");
    check("20170308020517", "2017-03-08T02:05:17+00:00");
    check("201703080205", "2017-03-08T02:05:00+00:00");
    check("1488938717", "2017-03-08T02:05:17+00:00");
    check("1488938717000", "2017-03-08T02:05:17+00:00");
}

#[test]
fn dates_in_words_are_read() {
    check("March 8, 2017", "2017-03-08");
    check("8 March 2017", "2017-03-08");
    check("8th of March, 2017", "2017-03-08");
    check("Wednesday, March 8th, 2017", "2017-03-08");
    check("Sept. 3, 2017", "2017-09-03");
    check("May 1, 2017", "2017-05-01");
    check("8-Mar-2017", "2017-03-08");
    check("2017 March 8", "2017-03-08");
    check("Mar 8 2017 3:04 PM", "2017-03-08T15:04:00+00:00");
    check("March 8, 2017 at 12:30 a.m. EST", "2017-03-08T00:30:00-05:00");
    check("March 8, 2017, 3pm", "2017-03-08T15:00:00+00:00");
    check("March\u{a0}8,\u{a0}2017", "2017-03-08");
    check("Wed, 08 Mar 2017 02:05:17 GMT", "2017-03-08T02:05:17+00:00");
    check("Wed, 8 Mar 2017 02:05:17 -0500 (EST)", "2017-03-08T02:05:17-05:00");
    check("8. März 2017, 14:30 Uhr", "2017-03-08T14:30:00+00:00");
    check("1er août 2017 à 14h30", "2017-08-01T14:30:00+00:00");
    check("miércoles, 8 de marzo de 2017", "2017-03-08");
}

#[test]
fn a_date_in_numbers_is_read_where_one_reading_is_possible() {
    check("08.03.2017", "2017-03-08");
    check("8.3.2017 14:30", "2017-03-08T14:30:00+00:00");
    check("13/06/2018", "2018-06-13");
    check("06/13/2018", "2018-06-13");
    check("05/05/2018", "2018-05-05");
    check("05/06/2018", "2018-05-06 or 2018-06-05");
    check("5-6-2018 10:00", "2018-05-06 or 2018-06-05");
}

#[test]
fn what_is_no_day_of_the_calendar_is_refused() {
    for text in [
        "",
        "soon",
        "2017",
        "2017-03",
        "March 2017",
        "2017-02-30",
        "30/30/2017",
        "31 April 2017",
        "March 8, 17",
        "2017-03-08 25:00",
        "2017-03-08 13:00 pm",
        "2017-03-08 02:05 IST",
        "2017-03-08 02:05 +99:00",
        "{{ date }}",
        "March May 8 2017",
        "99999999999999",
        "1 2 3 4 5",
    ] {
        check(text, "unreadable");
    }
    check(&"1".repeat(10_000), "unreadable");
}

#[test]
fn a_refusal_spells_out_both_readings() {
    let problem = read("05/06/2018").unwrap_err();
    assert_eq!(problem.message("05/06/2018"), "`05/06/2018` may be 6 May 2018 or 5 June 2018");
    assert_eq!(problem.hint(), "write `2018-05-06` or `2018-06-05`");
}
