//! Tests of the search for evidence.

use super::*;

const WATER: &str = "The reservoirs that supply the capital were at 23 percent last week, the \
                     lowest level since measurements began.";
const FARMS: &str = "Farmers have to reduce their use of water by a fifth and will be paid 120 \
                     florins for each hectare that they leave dry.";
const GOLF: &str = "The golf association said that it would go to court.";

#[track_caller]
fn check(passages: &[&str], statement: &str, expect: (Option<usize>, Support)) {
    let passages: Vec<Passage<'_>> =
        passages.iter().map(|text| Passage { text, role: Role::Bearer }).collect();
    let found = find(&passages, &[statement]).remove(0);
    assert_eq!((found.passage, found.support), expect, "{statement}");
}

#[test]
fn a_statement_in_other_words_finds_its_paragraph() {
    let text = [WATER, FARMS, GOLF];
    check(&text, "Reservoirs are at their lowest level ever.", (Some(0), Support::Enough));
    check(&text, "Farmers must save a fifth and get money.", (Some(1), Support::Enough));
    check(&text, "Golf clubs go to court.", (Some(2), Support::Enough));
}

#[test]
fn what_the_text_does_not_speak_of_is_not_supported() {
    let text = [WATER, FARMS, GOLF];
    check(&text, "The navy has bought four submarines from abroad.", (None, Support::Little));
    check(&text, "Four plants will desalinate sea water by 2031.", (None, Support::Little));
}

#[test]
fn of_equals_the_earlier_passage_is_shown() {
    check(&[GOLF, WATER, WATER], "Reservoirs at 23 percent.", (Some(1), Support::Enough));
}

#[test]
fn a_heading_tells_what_is_spoken_of_but_bears_nothing() {
    let passages = [
        Passage { text: "Golf clubs go to court", role: Role::Heading },
        Passage { text: WATER, role: Role::Bearer },
    ];
    let found = find(&passages, &["Golf clubs go to court over water levels."]).remove(0);
    assert_eq!((found.passage, found.support), (Some(1), Support::Enough));
    assert_eq!(find(&passages, &["Golf clubs go to court."])[0].passage, None);
}

#[test]
fn a_statement_of_two_words_is_not_judged() {
    check(&[WATER, FARMS], "No agreement.", (None, Support::Enough));
    check(&[WATER], "", (None, Support::Enough));
    check(&[], "The navy has bought four submarines.", (None, Support::Little));
}

#[test]
fn statements_in_other_languages_and_scripts_are_not_refused_for_their_grammar() {
    for (text, statement) in [
        (
            "Die Regierungen beider Länder haben sich am Montag auf eine Waffenruhe geeinigt.",
            "Beide Regierungen einigten sich auf die Waffenruhe.",
        ),
        (
            "Правительства двух стран в понедельник договорились о прекращении огня.",
            "Между правительствами стран действует договорённость прекратить огонь.",
        ),
        (
            "Hükümetler pazartesi günü otuz günlük bir ateşkes üzerinde anlaştı.",
            "Otuz gün sürecek ateşkes için hükümetlerin anlaşması var.",
        ),
        (
            "Hallitukset sopivat maanantaina kolmenkymmenen päivän tulitauosta.",
            "Hallitusten sopima tulitauko kestää kolmekymmentä päivää.",
        ),
        (
            "اتفقت الحكومتان يوم الاثنين على وقف إطلاق النار لمدة ثلاثين يوما.",
            "وقف لإطلاق النار بين الحكومتين لثلاثين يوما.",
        ),
        (
            "הממשלות הסכימו ביום שני על הפסקת אש של שלושים יום.",
            "הסכמה בין הממשלות להפסקת האש לשלושים ימים.",
        ),
        (
            "두 나라 정부는 월요일에 삼십 일 동안의 휴전에 합의했다.",
            "정부들의 휴전 합의는 삼십 일이다.",
        ),
        ("両国政府は月曜日、三十日間の停戦に合意した。", "停戦は三十日間で両政府が合意。"),
        ("两国政府星期一同意停火三十天。", "双方政府同意停火。"),
        ("รัฐบาลทั้งสองตกลงหยุดยิงสามสิบวันเมื่อวันจันทร์", "สองรัฐบาลตกลงหยุดยิง"),
        (
            "दोनों सरकारों ने सोमवार को तीस दिन के युद्धविराम पर सहमति जताई।",
            "सरकारें तीस दिनों के युद्धविराम पर सहमत हैं।",
        ),
        (
            "რესპუბლიკების მთავრობები ორშაბათს ცეცხლის შეწყვეტაზე შეთანხმდნენ.",
            "მთავრობების შეთანხმება ცეცხლის შეწყვეტის შესახებ.",
        ),
    ] {
        check(&[GOLF, text], statement, (Some(1), Support::Enough));
    }
}

#[test]
fn any_input_is_answered() {
    for text in ["", " ", "é", "会", "🎉", "…", "ß", "\u{301}", "a.b.c", "ⅻ"] {
        let passages = [Passage { text, role: Role::Bearer }];
        assert!(find(&passages, &[text])[0].passage.is_none_or(|passage| passage == 0));
    }
}
