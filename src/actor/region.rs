//! Names of regions behind the name of a place: `Jacksonville, Florida`, `Lytkarino, Moscow Oblast`.
//!
//! Comes in: the text behind a name. Goes out: how much of it says where the place is. Always holds: a list
//! (`Paris, France and Spain`) is none.

use super::context::is_capitalised;

/// The length of the regions behind a place's name, each behind a comma: bytes of `after`; 0 without one.
/// `is_state` knows the names of states.
pub(super) fn regions_after(after: &str, is_state: impl Fn(&str) -> bool) -> usize {
    let (mut end, mut known_end) = (0, 0);
    // A region that is not known counts when a state follows: `Lahore, Punjab, India`.
    let mut n_unknown = 0;
    while let Some(item) = item_at(&after[end..], &is_state) {
        // What follows tells a region from the next item of a list.
        let rest = &after[end + item.length..];
        if goes_on_as_list(rest) {
            break;
        }
        end += item.length;
        n_unknown += usize::from(!item.is_known);
        if item.is_known {
            known_end = end;
        }
        if n_unknown > 1 {
            break;
        }
    }
    known_end
}

/// True for the text behind an item that the next one of a list follows.
pub(super) fn goes_on_as_list(after: &str) -> bool {
    [" and ", " or ", ", and ", ", or "].iter().any(|word| after.starts_with(word))
}

/// True for a region behind a place that nobody has registered: `Elizabethtown, New Jersey` is one name, too.
pub(super) fn is_behind_place(before: &str, region: &str) -> bool {
    let Some(place) = before.strip_suffix(", ") else { return false };
    let word = place.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or(place);
    let is_region = |name: &str| REGIONS.binary_search(&name).is_ok();
    is_region(region)
        && is_capitalised(word)
        && word.chars().any(char::is_lowercase)
        // `Ohio, Pennsylvania and Michigan` is a list.
        && !REGIONS.iter().any(|known| place.ends_with(known))
}

/// `, Florida`: its length in bytes.
struct Item {
    length: usize,
    is_known: bool,
}

/// What stands behind the comma at the beginning of a text: the longest known region of at most four words, or
/// else all words with capitals.
fn item_at(text: &str, is_state: &impl Fn(&str) -> bool) -> Option<Item> {
    // What stands in the next line is another paragraph.
    let line = text.lines().next()?;
    let inner = line.strip_prefix(", ")?;
    let comma = line.len() - inner.len();
    let mut end = 0;
    let mut item = None;
    for word in inner.split_inclusive(' ').take(4) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let is_small = matches!(bare, "of" | "the" | "and" | "del" | "de" | "da");
        if !(is_capitalised(bare) || is_small && end > 0) {
            break;
        }
        let written = &inner[..end + bare.len()];
        let name =
            if is_known(written, is_state) { written } else { written.trim_end_matches('.') };
        let is_known = is_known(name, is_state);
        if is_known || item.as_ref().is_none_or(|item: &Item| !item.is_known) {
            item = Some(Item { length: comma + name.len(), is_known });
        }
        if bare.len() + 1 != word.len() {
            break;
        }
        end += word.len();
    }
    item
}

/// True for a part of a state that English text names behind a city.
pub(super) fn is_region(name: &str) -> bool {
    REGIONS.binary_search(&name).is_ok()
}

fn is_known(name: &str, is_state: &impl Fn(&str) -> bool) -> bool {
    let is_sort = name.rsplit_once(' ').is_some_and(|(_, sort)| SORTS.contains(&sort));
    let is_of = name.strip_prefix("Province of ").or_else(|| name.strip_prefix("State of "));
    is_sort || is_of.is_some_and(is_capitalised) || is_region(name) || is_state(name)
}

/// Words for parts of states.
#[rustfmt::skip]
const SORTS: &[&str] = &[
    "Canton", "County", "Department", "District", "Governorate", "Krai", "Municipality", "Oblast",
    "Parish", "Prefecture", "Province", "Raion", "Region", "State", "Territory", "Voivodeship",
];

/// Parts of states that English text names behind a city, with the abbreviations of those of North America, sorted.
#[rustfmt::skip]
const REGIONS: &[&str] = &[
    "AK", "AL", "AR", "AZ", "Alabama", "Alaska", "Alberta", "Ariz.", "Arizona", "Ark.", "Arkansas", "B.C.",
    "Bavaria", "Bedfordshire", "Berkshire", "British Columbia", "Buckinghamshire", "CA", "CO", "CT",
    "Calif.", "California", "Cambridgeshire", "Catalonia", "Cheshire", "Colo.", "Colorado", "Conn.",
    "Connecticut", "Cornwall", "Cumbria", "D.C.", "DC", "DE", "Del.", "Delaware", "Derbyshire", "Devon",
    "District of Columbia", "Dorset", "England", "Essex", "FL", "Fla.", "Florida", "GA", "Ga.",
    "Gloucestershire", "HI", "Hampshire", "Hawaii", "Herefordshire", "Hertfordshire", "IA", "ID", "IL",
    "IN", "Idaho", "Ill.", "Illinois", "Ind.", "Indiana", "Iowa", "KS", "KY", "Kan.", "Kansas", "Kent",
    "Kentucky", "Ky.", "LA", "La.", "Lancashire", "Leicestershire", "Lincolnshire", "Louisiana", "MA",
    "MD", "ME", "MI", "MN", "MO", "MS", "MT", "Maine", "Manitoba", "Maryland", "Mass.", "Massachusetts",
    "Md.", "Merseyside", "Mich.", "Michigan", "Minn.", "Minnesota", "Miss.", "Mississippi", "Missouri",
    "Mo.", "Mont.", "Montana", "N.C.", "N.D.", "N.H.", "N.J.", "N.M.", "N.Y.", "NC", "ND", "NE", "NH",
    "NJ", "NM", "NV", "NY", "Neb.", "Nebraska", "Nev.", "Nevada", "New Brunswick", "New Hampshire",
    "New Jersey", "New Mexico", "New South Wales", "New York", "Newfoundland", "Norfolk", "North Carolina",
    "North Dakota", "Northamptonshire", "Northern Ireland", "Northumberland", "Nottinghamshire",
    "Nova Scotia", "OH", "OK", "OR", "Ohio", "Okla.", "Oklahoma", "Ont.", "Ontario", "Ore.", "Oregon",
    "Oxfordshire", "PA", "Pa.", "Pennsylvania", "Puerto Rico", "Quebec", "Queensland", "R.I.", "RI",
    "Rhode Island", "S.C.", "S.D.", "SC", "SD", "Saskatchewan", "Saxony", "Scotland", "Shropshire",
    "Somerset", "South Australia", "South Carolina", "South Dakota", "Staffordshire", "Suffolk", "Surrey",
    "Sussex", "TN", "TX", "Tasmania", "Tenn.", "Tennessee", "Tex.", "Texas", "UT", "Utah", "VA", "VT",
    "Va.", "Vermont", "Victoria", "Virginia", "Vt.", "W.Va.", "WA", "WI", "WV", "WY", "Wales",
    "Warwickshire", "Wash.", "Washington", "West Virginia", "Western Australia", "Wiltshire", "Wis.",
    "Wisconsin", "Worcestershire", "Wyo.", "Wyoming", "Yorkshire",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_behind_a_comma_belongs_to_the_name_of_the_place_and_a_list_does_not() {
        let check = |after: &str, expected: &str| {
            let is_state = |name: &str| ["India", "Iran", "Spain", "Poland"].contains(&name);
            assert_eq!(&after[..regions_after(after, is_state)], expected, "{after}");
        };
        check(", Florida.", ", Florida");
        check(", N.Y. He", ", N.Y.");
        check(", NY on Monday", ", NY");
        check(", North Dakota in", ", North Dakota");
        check(", Punjab Province, India, where", ", Punjab Province, India");
        check(", Punjab, India, on", ", Punjab, India");
        check(", Rome, Paris, Spain", "");
        check(", Province of Salamanca, he", ", Province of Salamanca");
        check(", Spain and Poland", "");
        check(", Spain, and Poland", "");
        check(", Berlin and Rome", "");
        check(", Spain", ", Spain");
        check(" Spain", "");
        check(", he said", "");
        check(", Florida.\n\nThe", ", Florida");
    }

    #[test]
    fn a_region_behind_an_unknown_place_is_known_and_one_of_a_list_is_not() {
        let check = |before: &str, expected: bool| {
            assert_eq!(is_behind_place(before, "New Jersey"), expected, "{before}");
        };
        check("in Elizabethtown, ", true);
        check("in Ohio, ", false);
        check("there, ", false);
        check("in ", false);
        assert!(!is_behind_place("in Taif, ", "Saudi Arabia"));
    }

    #[test]
    fn regions_are_sorted() {
        assert!(REGIONS.is_sorted_by(|a, b| a < b));
    }
}
