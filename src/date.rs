//! Days and times as writers give them.
//!
//! Comes in: `2025-02-18`, `2025-02-18T09:00:00+03:00`, `2004-03`, and the site's time zone.
//! Goes out: values that compare by time, and the words readers see. No clock is read here.

use bitcode::{Decode, Encode};
use jiff::civil;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Day {
    /// The year, 0 to 9999.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
    /// The day of the month, 1 to 31.
    pub day: i8,
}

impl Day {
    /// `2025-02-18`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// As a reader sees it: `18 February 2025` in English, ISO 8601 in other languages.
    pub fn label(self, language: &str) -> String {
        match month_name(self.month, language) {
            Some(month) => format!("{} {month} {}", self.day, self.year),
            None => self.iso(),
        }
    }

    /// Month and year as a reader sees them: `February 2025`.
    pub fn month_label(self, language: &str) -> String {
        match month_name(self.month, language) {
            Some(month) => format!("{month} {}", self.year),
            None => format!("{:04}-{:02}", self.year, self.month),
        }
    }

    /// Days from an earlier day to this one; negative from a later one.
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from((self.civil() - earlier.civil()).get_days())
    }

    fn civil(self) -> civil::Date {
        civil::Date::new(self.year, self.month, self.day)
            .expect("invariant: a `Day` is made of a valid date")
    }
}

impl From<civil::Date> for Day {
    fn from(date: civil::Date) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

/// A day, or a point in time of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub struct When {
    /// The day as written.
    pub day: Day,
    /// Seconds since the day's midnight, when a time was written.
    time: Option<i32>,
    /// Seconds east of Greenwich, when an offset was written.
    offset: Option<i32>,
}

impl When {
    /// Reads `2025-02-18`, `2025-02-18 09:00` or `2025-02-18T09:00:00+03:00` (RFC 3339; the zone
    /// may be left out, then the site's zone counts).
    pub fn parse(text: &str) -> Option<Self> {
        let pieces = Pieces::parse(text.trim()).ok()?;
        if pieces.date().year() < 0 {
            return None;
        }
        let offset = pieces.to_numeric_offset().map(Offset::seconds);
        let time = pieces.time().map(|time| {
            i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second())
        });
        Some(Self { day: pieces.date().into(), time, offset })
    }

    /// A whole day.
    pub fn day(day: Day) -> Self {
        Self { day, time: None, offset: None }
    }

    /// As front matter has it: as precise as it was written, without an offset where none was.
    pub fn written(self) -> String {
        let mut text = self.day.iso();
        if let Some(time) = self.time {
            text.push_str(&format!("T{:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60));
            if let Some(offset) = self.offset {
                let sign = if offset < 0 { '-' } else { '+' };
                let minutes = offset.abs() / 60;
                text.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
            }
        }
        text
    }

    /// A time of a day; without an offset it is one of the site's zone.
    pub fn at(local: civil::DateTime, offset: Option<Offset>) -> Self {
        let seconds = local.time().duration_since(civil::Time::midnight()).as_secs();
        Self {
            day: local.date().into(),
            time: i32::try_from(seconds).ok(),
            offset: offset.map(Offset::seconds),
        }
    }

    /// The point in time, in seconds since 1970 UTC; a whole day counts from its first moment.
    pub fn instant(self, zone: &TimeZone) -> i64 {
        let midnight = self.day.civil().to_datetime(civil::Time::midnight());
        let span = jiff::SignedDuration::from_secs(self.time.unwrap_or(0).into());
        let local = midnight.checked_add(span).unwrap_or(midnight);
        let instant = match self.offset.and_then(|seconds| Offset::from_seconds(seconds).ok()) {
            Some(offset) => offset.to_timestamp(local),
            None => zone.to_timestamp(local),
        };
        // The last hours of the year 9999 are no timestamps any more, but an embargo until then must
        // hold all the same.
        let since_1970 = || local.duration_since(civil::date(1970, 1, 1).at(0, 0, 0, 0)).as_secs();
        instant.map_or_else(|_| since_1970(), jiff::Timestamp::as_second)
    }

    /// The day in the site's zone: the edition to which something of this time belongs.
    pub fn day_in(self, zone: &TimeZone) -> Day {
        if self.time.is_none() || self.offset.is_none() {
            return self.day;
        }
        day_of(self.instant(zone), zone)
    }

    /// RFC 3339, as precise as it was written.
    pub fn iso(self, zone: &TimeZone) -> String {
        if self.time.is_none() { self.day.iso() } else { self.rfc3339(zone) }
    }

    /// RFC 3339 with time and offset, as feeds demand it.
    pub fn rfc3339(self, zone: &TimeZone) -> String {
        let instant = self.instant(zone);
        let offset = self.offset.and_then(|seconds| Offset::from_seconds(seconds).ok());
        rfc3339(instant, &offset.map_or_else(|| zone.clone(), TimeZone::fixed))
    }
}

/// How a day looks, as far as a pattern can tell. That February has a 29th every fourth year alone is left to the build.
const DAY: &str = r"^\s*[0-9]{4}(-?)(?:(?:0[13578]|1[02])\1(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)\1(?:0[1-9]|[12][0-9]|30)|02\1(?:0[1-9]|[12][0-9]))";

impl schemars::JsonSchema for When {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "When".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["string", "integer"],
            "pattern": DAY,
            "minimum": 10_000_101,
            "maximum": 99_991_231,
            "examples": ["2025-02-18", "2025-02-18T09:00:00+03:00"],
        })
    }
}

/// A date that may be only a year or a month: `2004`, `2004-03`, `2004-03-17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// Reads `2004`, `2004-03` or `2004-03-17`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let number =
            |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?;
        match text.len() {
            4 => Some(Self { year: number(text)?, month: None, day: None }),
            7 if text.as_bytes()[4] == b'-' => {
                let month = number(text.get(5..)?)?;
                let year = number(text.get(..4)?)?;
                (1..=12).contains(&month).then_some(Self {
                    year,
                    month: Some(month as i8),
                    day: None,
                })
            }
            _ => {
                let Day { year, month, day } =
                    When::parse(text).filter(|when| when.time.is_none())?.day;
                Some(Self { year, month: Some(month), day: Some(day) })
            }
        }
    }

    /// The first day that the date may mean.
    pub fn first(self) -> Day {
        Day { year: self.year, month: self.month.unwrap_or(1), day: self.day.unwrap_or(1) }
    }

    /// The last day that the date may mean.
    pub fn last(self) -> Day {
        let month = self.month.unwrap_or(12);
        let first = Day { year: self.year, month, day: 1 };
        let day = self.day.unwrap_or_else(|| first.civil().days_in_month());
        Day { day, ..first }
    }

    /// ISO 8601, as precise as it was written.
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    /// As a reader sees it, as precise as it was written.
    pub fn label(self, language: &str) -> String {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first().label(language),
            (Some(_), None) => self.first().month_label(language),
            _ => format!("{}", self.year),
        }
    }
}

impl schemars::JsonSchema for PartialDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartialDate".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["string", "integer"],
            "pattern": r"^\s*[0-9]{4}",
            "minimum": 1000,
            "maximum": 9999,
            "examples": ["2004-03-17", "2004-03", 2004],
        })
    }
}

/// The day on which an instant (seconds since 1970 UTC) falls in a zone.
pub fn day_of(instant: i64, zone: &TimeZone) -> Day {
    let timestamp = jiff::Timestamp::from_second(instant).unwrap_or_default();
    zone.to_datetime(timestamp).date().into()
}

/// An instant (seconds since 1970 UTC) as RFC 3339 in a zone.
pub fn rfc3339(instant: i64, zone: &TimeZone) -> String {
    let timestamp = jiff::Timestamp::from_second(instant).unwrap_or_default();
    let offset = zone.to_offset(timestamp);
    timestamp.display_with_offset(offset).to_string()
}

/// The zone of an IANA name such as `Europe/London`, from the database inside the program, so that
/// every machine agrees.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: i8, language: &str) -> Option<&'static str> {
    let english =
        language.eq_ignore_ascii_case("en") || language.to_ascii_lowercase().starts_with("en-");
    english.then(|| MONTHS[(month.clamp(1, 12) - 1) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_its_precision_and_its_offset() {
        let london = zone("Europe/London").unwrap();
        let check = |text: &str, iso: Option<&str>| {
            assert_eq!(When::parse(text).map(|when| when.iso(&london)).as_deref(), iso, "{text}");
        };
        check("2025-02-18", Some("2025-02-18"));
        check("2025-02-18T09:00:00+03:00", Some("2025-02-18T09:00:00+03:00"));
        check("2025-07-18 09:00", Some("2025-07-18T09:00:00+01:00"));
        check("2025-02-18T09:00:00Z", Some("2025-02-18T09:00:00+00:00"));
        check("2025-02-30", None);
        check("18.02.2025", None);
        check("", None);
    }

    #[test]
    fn a_date_is_written_as_it_was_read() {
        for text in [
            "2025-02-18",
            "2025-02-18T09:00:05",
            "2025-02-18T09:00:00+03:00",
            "2025-02-18T09:00:00-04:30",
        ] {
            assert_eq!(When::parse(text).unwrap().written(), text);
        }
        assert_eq!(When::parse("2025-02-18 09:00").unwrap().written(), "2025-02-18T09:00:00");
    }

    #[test]
    fn the_end_of_the_calendar_lies_in_the_future() {
        let utc = zone("UTC").unwrap();
        let next_to_last = When::parse("9999-12-30").unwrap().instant(&utc);
        assert_eq!(When::parse("9999-12-31").unwrap().instant(&utc) - next_to_last, 86_400);
    }

    #[test]
    fn the_day_of_an_edition_is_the_day_in_the_zone_of_the_site() {
        let check = |text: &str, name: &str, day: &str| {
            let day_in = When::parse(text).unwrap().day_in(&zone(name).unwrap());
            assert_eq!(day_in.iso(), day);
        };
        check("2025-02-18T01:00:00+03:00", "Europe/London", "2025-02-17");
        check("2025-02-18T01:00:00", "Asia/Tokyo", "2025-02-18");
        check("2025-02-18", "America/New_York", "2025-02-18");
    }

    #[test]
    fn a_partial_date_spans_all_days_that_it_may_mean() {
        let check = |text: &str, span: Option<(&str, &str)>| {
            let seen = PartialDate::parse(text).map(|date| (date.first().iso(), date.last().iso()));
            let span = span.map(|(first, last)| (first.to_owned(), last.to_owned()));
            assert_eq!(seen, span, "{text}");
        };
        check("2004", Some(("2004-01-01", "2004-12-31")));
        check("2004-02", Some(("2004-02-01", "2004-02-29")));
        check("2004-02-03", Some(("2004-02-03", "2004-02-03")));
        check("2004-13", None);
        check("soon", None);
    }
}
