//! Adjectives and peoples of places that no pack has.
//!
//! Comes in: the name of a place. Goes out: `Catalan` for `Catalonia`. States have theirs in the pack of states,
//! also where the pack is switched off.

/// The demonyms of a place; none for one that is not in the list.
pub(super) fn demonyms(name: &str) -> &'static [&'static str] {
    let name = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name);
    let found = DEMONYMS.binary_search_by(|(place, _)| (*place).cmp(name));
    found.map_or(&[], |idx| DEMONYMS[idx].1)
}

/// All names of the list and their demonyms.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    DEMONYMS.iter().copied()
}

/// Regions, former states and cities, sorted by name.
#[rustfmt::skip]
const DEMONYMS: &[(&str, &[&str])] = &[
    ("Abkhazia", &["Abkhaz", "Abkhazian"]),
    ("Africa", &["African", "Africans"]),
    ("Alps", &["Alpine"]),
    ("Amazon", &["Amazonian"]),
    ("Ancient Greece", &["Greek", "Greeks"]),
    ("Ancient Rome", &["Roman", "Romans"]),
    ("Andalusia", &["Andalusian", "Andalusians"]),
    ("Andes", &["Andean"]),
    ("Asia", &["Asian", "Asians"]),
    ("Asturias", &["Asturian", "Asturians"]),
    ("Austria-Hungary", &["Austro-Hungarian"]),
    ("Balkans", &["Balkan"]),
    ("Baltic states", &["Baltic"]),
    ("Basque Country", &["Basque", "Basques"]),
    ("Bavaria", &["Bavarian", "Bavarians"]),
    ("Bengal", &["Bengali", "Bengalis"]),
    ("Britain", &["British", "Briton", "Britons"]),
    ("Brittany", &["Breton", "Bretons"]),
    ("Byzantine Empire", &["Byzantine", "Byzantines"]),
    ("California", &["Californian", "Californians"]),
    ("Castile", &["Castilian"]),
    ("Catalonia", &["Catalan", "Catalans"]),
    ("Caucasus", &["Caucasian"]),
    ("Chechnya", &["Chechen", "Chechens"]),
    ("Corsica", &["Corsican", "Corsicans"]),
    ("Crimea", &["Crimean"]),
    ("Czechoslovakia", &["Czechoslovak", "Czechoslovakian"]),
    ("Dagestan", &["Dagestani"]),
    ("East Germany", &["East German", "East Germans"]),
    ("England", &["English", "Englishman", "Englishmen"]),
    ("Eurasia", &["Eurasian"]),
    ("Europe", &["European", "Europeans"]),
    ("Faroe Islands", &["Faroese"]),
    ("Flanders", &["Flemish"]),
    ("Florence", &["Florentine"]),
    ("Florida", &["Floridian", "Floridians"]),
    ("Galicia", &["Galician", "Galicians"]),
    ("Gaza", &["Gazan", "Gazans"]),
    ("Gaza Strip", &["Gazan", "Gazans"]),
    ("German Democratic Republic", &["East German", "East Germans"]),
    ("Great Britain", &["British", "Briton", "Britons"]),
    ("Greenland", &["Greenlandic", "Greenlander", "Greenlanders"]),
    ("Hawaii", &["Hawaiian", "Hawaiians"]),
    ("Himalayas", &["Himalayan"]),
    ("Hong Kong", &["Hong Konger", "Hong Kongers"]),
    ("Iberian Peninsula", &["Iberian"]),
    ("Kashmir", &["Kashmiri", "Kashmiris"]),
    ("Kingdom of Great Britain", &["British"]),
    ("Kosovo", &["Kosovan", "Kosovar", "Kosovars"]),
    ("Kurdistan", &["Kurdish"]),
    ("Latin America", &["Latin American", "Latin Americans"]),
    ("Lombardy", &["Lombard"]),
    ("London", &["Londoner", "Londoners"]),
    ("Macau", &["Macanese"]),
    ("Madrid", &["Madrilenian"]),
    ("Middle East", &["Middle Eastern"]),
    ("Moscow", &["Muscovite", "Muscovites"]),
    ("Mughal Empire", &["Mughal"]),
    ("Naples", &["Neapolitan"]),
    ("Nazi Germany", &["Nazi"]),
    ("New England", &["New Englander", "New Englanders"]),
    ("New York", &["New Yorker", "New Yorkers"]),
    ("New York City", &["New Yorker", "New Yorkers"]),
    ("Nordic countries", &["Nordic"]),
    ("Normandy", &["Norman"]),
    ("North Africa", &["North African", "North Africans"]),
    ("North America", &["North American", "North Americans"]),
    ("Northern Ireland", &["Northern Irish"]),
    ("Oceania", &["Oceanian"]),
    ("Ottoman Empire", &["Ottoman", "Ottomans"]),
    ("Palestine", &["Palestinian", "Palestinians"]),
    ("Paris", &["Parisian", "Parisians"]),
    ("Persia", &["Persian", "Persians"]),
    ("Prussia", &["Prussian", "Prussians"]),
    ("Puerto Rico", &["Puerto Rican", "Puerto Ricans"]),
    ("Quebec", &["Québécois", "Quebecer", "Quebecers"]),
    ("Republic of Ireland", &["Irish", "Irishman", "Irishmen"]),
    ("Rhodesia", &["Rhodesian"]),
    ("Roman Empire", &["Roman", "Romans"]),
    ("Rome", &["Roman", "Romans"]),
    ("Russian Empire", &["Imperial Russian"]),
    ("Sardinia", &["Sardinian", "Sardinians"]),
    ("Saxony", &["Saxon"]),
    ("Scandinavia", &["Scandinavian", "Scandinavians"]),
    ("Scotland", &["Scottish", "Scots", "Scotsman", "Scot"]),
    ("Siberia", &["Siberian"]),
    ("Sicily", &["Sicilian", "Sicilians"]),
    ("Somaliland", &["Somalilander"]),
    ("South America", &["South American", "South Americans"]),
    ("South Asia", &["South Asian", "South Asians"]),
    ("South Ossetia", &["South Ossetian", "South Ossetians"]),
    ("Southeast Asia", &["Southeast Asian", "Southeast Asians"]),
    ("Soviet Union", &["Soviet", "Soviets"]),
    ("Taiwan", &["Taiwanese"]),
    ("Texas", &["Texan", "Texans"]),
    ("Tibet", &["Tibetan", "Tibetans"]),
    ("Transnistria", &["Transnistrian"]),
    ("Tuscany", &["Tuscan"]),
    ("Tyrol", &["Tyrolean"]),
    ("Vatican City", &["Vatican"]),
    ("Venice", &["Venetian", "Venetians"]),
    ("Vienna", &["Viennese"]),
    ("Wales", &["Welsh", "Welshman"]),
    ("West Germany", &["West German", "West Germans"]),
    ("Western world", &["Western"]),
    ("Yorkshire", &["Yorkshireman"]),
    ("Yugoslavia", &["Yugoslav", "Yugoslavian"]),
    ("Zanzibar", &["Zanzibari"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_sorted_and_stand_in_the_list_once() {
        assert!(DEMONYMS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(demonyms("Catalonia"), ["Catalan", "Catalans"]);
        assert_eq!(demonyms("The Balkans"), ["Balkan"]);
        assert!(demonyms("Nowhere").is_empty());
    }
}
