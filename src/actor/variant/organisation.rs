//! Forms of the name of a body.
//!
//! Comes in: `Harrow Motor Company, Inc.`, `International Grain Council`. Goes out: the name without its legal
//! form, in other spellings, its initials, and its head where what follows only says what it does.

use super::super::registry::AliasKind;
use super::is_telling;

pub(super) fn generate(name: &str, names: &mut Vec<(String, AliasKind)>) {
    let mut push = |text: String, kind: AliasKind| {
        if text != name && !text.is_empty() {
            names.push((text, kind));
        }
    };
    let plain = without_legal_form(name);
    push(plain.to_owned(), AliasKind::Variant);
    for (one, two) in SPELLINGS {
        for (from, to) in [(one, two), (two, one)] {
            let spelt = replaced(plain, from, to);
            if spelt != plain {
                push(spelt, AliasKind::Variant);
            }
        }
    }
    for (long, shorts) in OWNERS {
        if let Some(rest) = plain.strip_prefix(long) {
            for short in *shorts {
                push(format!("{short}{rest}"), AliasKind::Variant);
            }
            push(rest.trim_start().to_owned(), AliasKind::Short);
        }
    }
    let words: Vec<&str> = plain.split(' ').collect();
    let n_tails = words.iter().rev().take_while(|word| TAILS.contains(word)).count();
    if (1..words.len()).contains(&n_tails) {
        let head = words[..words.len() - n_tails].join(" ");
        if head.contains(' ') || is_telling(&head) && !ADJECTIVES.contains(&head.as_str()) {
            push(head, AliasKind::Variant);
        }
    }
    if let [head, "Party"] = words.as_slice() {
        push((*head).to_owned(), AliasKind::Short);
        match *head {
            "Democratic" => push("Democrats".to_owned(), AliasKind::Variant),
            _ if head.ends_with(['n', 'e']) => push(format!("{head}s"), AliasKind::Variant),
            _ => {}
        }
    }
    if let Some(initials) = initials(plain) {
        push(initials, AliasKind::Initials);
    }
}

/// The initials of a name of three words or more: `IGC` of `International Grain Council`. Small words give
/// none, and neither does `The`.
pub(super) fn initials(name: &str) -> Option<String> {
    let words = name.split([' ', '-']).filter(|word| !matches!(*word, "The" | "&"));
    let initials: String =
        words.filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    (3..=6).contains(&initials.chars().count()).then_some(initials)
}

fn without_legal_form(name: &str) -> &str {
    let mut name = name;
    while let Some(rest) = LEGAL_FORMS.iter().find_map(|form| name.strip_suffix(form)) {
        let rest = rest.trim_end_matches([',', ' ', '&']);
        if rest.is_empty() {
            break;
        }
        name = rest.strip_suffix(" and").unwrap_or(rest);
    }
    name
}

fn replaced(name: &str, from: &str, to: &str) -> String {
    let words: Vec<&str> =
        name.split(' ').map(|word| if word == from { to } else { word }).collect();
    words.join(" ")
}

/// Spellings of one word.
const SPELLINGS: &[(&str, &str)] = &[
    ("&", "and"),
    ("Centre", "Center"),
    ("Defence", "Defense"),
    ("Labour", "Labor"),
    ("Organisation", "Organization"),
    ("Programme", "Program"),
];

/// Owners that text abbreviates.
const OWNERS: &[(&str, &[&str])] = &[
    ("United States ", &["US ", "U.S. "]),
    ("United Kingdom ", &["UK ", "U.K. "]),
    ("United Nations ", &["UN ", "U.N. "]),
    ("European Union ", &["EU ", "E.U. "]),
];

/// Legal forms at the end of a name.
#[rustfmt::skip]
const LEGAL_FORMS: &[&str] = &[
    " A/S", " AB", " AG", " ASA", " Co.", " Company", " Corp", " Corp.", " Corporation", " GmbH",
    " Holding", " Holdings", " Inc", " Inc.", " Incorporated", " KG", " LLC", " LLP", " Limited",
    " Ltd", " Ltd.", " N.V.", " NV", " Oyj", " PLC", " Plc", " S.A.", " S.p.A.", " SA", " SE", " SpA",
    " plc",
];

/// Words at the end of a company's name that say what it does.
#[rustfmt::skip]
const TAILS: &[&str] = &[
    "Aerospace", "Air", "Airlines", "Airways", "Automotive", "Aviation", "Bank", "Beverages",
    "Biotech", "Brewery", "Brothers", "Capital", "Chemical", "Chemicals", "Communications",
    "Electric", "Electronics", "Energy", "Engineering", "Entertainment", "Financial", "Foods",
    "Gas", "Group", "Industries", "Insurance", "Interactive", "International", "Laboratories", "Lines",
    "Locomotive", "Machine", "Manufacturing", "Media", "Mining", "Mobile", "Motor", "Motors",
    "Networks", "Oil", "Partners", "Petroleum", "Pharma", "Pharmaceuticals", "Pictures", "Products",
    "Publishing", "Rail", "Railway", "Railways", "Records", "Resources", "Semiconductor", "Services",
    "Software", "Solutions", "Steel", "Stores", "Studios", "Systems", "Technologies", "Technology",
    "Telecom", "Therapeutics", "Transportation", "Ventures", "Works", "and",
];

/// Heads that many bodies share.
#[rustfmt::skip]
const ADJECTIVES: &[&str] = &[
    "Advanced", "African", "Allied", "American", "Asian", "Atlantic", "Australian", "British",
    "Canadian", "Central", "Chinese", "City", "Commercial", "Consolidated", "Continental", "Dutch",
    "Eastern", "European", "Federal", "First", "French", "General", "German", "Global", "Great",
    "Imperial", "Indian", "International", "Israeli", "Italian", "Japanese", "Korean", "Metropolitan",
    "Middle", "National", "Northern", "Pacific", "Polish", "Public", "Royal", "Russian", "Saudi",
    "Southern", "Spanish", "Standard", "State", "Swiss", "Turkish", "Ukrainian", "United",
    "Universal", "Western", "World",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_name_are_those_that_text_has() {
        let check = |name: &str, expected: &[&str]| {
            let mut names = Vec::new();
            generate(name, &mut names);
            let seen: Vec<&str> = names.iter().map(|(text, _)| text.as_str()).collect();
            assert_eq!(seen, expected, "{name}");
        };
        check("Harrow, Inc.", &["Harrow"]);
        check("Harrow Motor Company", &["Harrow Motor", "Harrow"]);
        check("Harrow and Sons Works", &["Harrow & Sons Works", "Harrow and Sons", "HSW"]);
        check("International Grain Council", &["IGC"]);
        check("National Bank", &[]);
        check(
            "United States Grain Board",
            &["US Grain Board", "U.S. Grain Board", "Grain Board", "USGB"],
        );
        check("Republican Party", &["Republican", "Republicans"]);
        check("Ministry of Defence", &["Ministry of Defense"]);
    }
}
