//! Forms of the name of a place or state.
//!
//! Comes in: `Harrow River`, `Republic of Upper Lenia`, `Tarn, Lower Lenia`. Goes out: the name with the word for
//! what it is at the other end, in small letters or left out.

use super::super::registry::AliasKind;
use super::is_telling;
use super::organisation::initials;

pub(super) fn generate(name: &str, names: &mut Vec<(String, AliasKind)>) {
    let mut push = |text: String, kind: AliasKind| names.push((text, kind));
    if let Some((head, _)) = name.split_once(", ") {
        push(head.to_owned(), AliasKind::Variant);
        return;
    }
    if let Some(rest) = FORMS_OF_STATE.iter().find_map(|form| name.strip_prefix(form)) {
        push(rest.to_owned(), AliasKind::Variant);
    }
    if let Some(rest) = name.strip_prefix("River ") {
        push(format!("{rest} River"), AliasKind::Variant);
        push(rest.to_owned(), AliasKind::Short);
    }
    if name.split(' ').any(|word| BODIES.contains(&word)) {
        names.extend(initials(name).map(|initials| (initials, AliasKind::Initials)));
        return;
    }
    let mut push = |text: String, kind: AliasKind| names.push((text, kind));
    let Some((head, tail)) = name.rsplit_once(' ') else { return };
    if !SORTS.contains(&tail) {
        return;
    }
    push(format!("{head} {}", tail.to_lowercase()), AliasKind::Variant);
    match tail {
        "River" => push(format!("River {head}"), AliasKind::Variant),
        "City" if is_telling(head) => push(head.to_owned(), AliasKind::Variant),
        _ => {}
    }
    // `the Atlantic`, but not `the Black` for the Black Sea.
    if is_telling(head) && !head.ends_with("ern") {
        let is_known = ["Sea", "Ocean"].contains(&tail) && !head.contains(' ');
        push(head.to_owned(), if is_known { AliasKind::Variant } else { AliasKind::Short });
    }
}

/// Words for bodies that have a place, and are listed as one.
const BODIES: &[&str] = &[
    "Airport",
    "Base",
    "Center",
    "Centre",
    "Facility",
    "Hospital",
    "Institute",
    "Laboratory",
    "Library",
    "Museum",
    "Observatory",
    "Station",
    "University",
];

/// What stands before the name of a state.
pub(in crate::actor) const FORMS_OF_STATE: &[&str] = &[
    "Commonwealth of ",
    "Democratic Republic of ",
    "Federal Republic of ",
    "Federation of ",
    "Islamic Republic of ",
    "Kingdom of ",
    "Province of ",
    "Republic of ",
    "State of ",
    "Sultanate of ",
];

/// Words that say what a place is.
#[rustfmt::skip]
const SORTS: &[&str] = &[
    "Avenue", "Bay", "Borough", "Canal", "City", "County", "Desert", "District", "Governorate",
    "Highlands", "Hills", "Island", "Islands", "Lake", "Mountain", "Mountains", "Municipality", "Oblast",
    "Ocean", "Peninsula", "Plateau", "Prefecture", "Province", "Region", "River", "Road", "Sea", "Square",
    "State", "Strait", "Street", "Township", "Valley",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_for_what_a_place_is_may_be_small_or_missing() {
        let check = |name: &str, expected: &[&str]| {
            let mut names = Vec::new();
            generate(name, &mut names);
            let seen: Vec<&str> = names.iter().map(|(text, _)| text.as_str()).collect();
            assert_eq!(seen, expected, "{name}");
        };
        check("Harrow River", &["Harrow river", "River Harrow", "Harrow"]);
        check("River Harrow", &["Harrow River", "Harrow"]);
        check("Lenia City", &["Lenia city", "Lenia", "Lenia"]);
        check("Black Sea", &["Black sea"]);
        check("Republic of Lenia", &["Lenia"]);
        check("Tarn, Lower Lenia", &["Tarn"]);
        check("Saint Anne", &[]);
    }
}
