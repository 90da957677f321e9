//! The words by which names are told from other capitals: English, each table sorted by bytes.

pub(super) use super::super::word::{RANKS, lists};

/// Words whose stop does not end them.
#[rustfmt::skip]
pub(super) const ABBREVIATIONS: &[&str] = &[
    "Adm", "Assn", "Brig", "Bros", "Capt", "Cmdr", "Co", "Col", "Corp", "Cpl", "Dept", "Dr", "Esq", "Ft",
    "Gen", "Gov", "Hon", "Inc", "Insp", "Jr", "Lt", "Ltd", "Maj", "Messrs", "Mr", "Mrs", "Ms", "Mt", "Pres",
    "Prof", "Pvt", "Rep", "Rev", "Sen", "Sgt", "Sr", "St", "Ste", "Supt", "Univ",
];

/// Small words inside names, with a capital behind them.
#[rustfmt::skip]
pub(super) const JOINERS: &[&str] = &[
    "&", "aan", "al", "auf", "bei", "bin", "bint", "da", "dal", "das", "de", "degli", "dei", "del", "della",
    "delle", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "et", "für", "i", "ibn", "la", "las",
    "le", "les", "los", "pour", "sur", "ter", "und", "van", "vom", "von", "y", "zu", "zum", "zur", "à",
];

/// Bodies with members or officers: their last word, or the one before `of` and `for`.
#[rustfmt::skip]
pub(super) const BODIES: &[&str] = &[
    "AG", "Academy", "Administration", "Agency", "Airlines", "Airways", "Alliance", "Archive", "Archives",
    "Army", "Assembly", "Associates", "Association", "Athletic", "Authority", "Bank", "Bar", "Battalion",
    "Board", "Branch", "Brigade", "Bros", "Brothers", "Bundestag", "Bureau", "Cabinet", "Caucus", "Cell",
    "Center", "Centre", "Chamber", "Church", "Circle", "Club", "Co", "Coalition", "College", "Command",
    "Commission", "Committee", "Commonwealth", "Community", "Companies", "Company", "Confederation",
    "Conference", "Congress", "Consortium", "Cooperative", "Corp", "Corporation", "Corps", "Council", "Court",
    "Department", "Directorate", "Division", "Enterprises", "Exchange", "FC", "Faculty", "Federation",
    "Fleet", "Force", "Forces", "Forum", "Foundation", "Fund", "Funds", "GmbH", "Government", "Group",
    "Guard", "Guards", "Guild", "Headquarters", "Holdings", "Hospital", "House", "Inc", "Industries",
    "Infantry", "Initiative", "Inspectorate", "Institute", "Institutes", "Institution", "Intelligence",
    "International", "Judiciary", "Junta", "Knesset", "Laboratories", "Laboratory", "Labs", "League",
    "Legislature", "Limited", "Lords", "Ltd", "Ministry", "Mission", "Motors", "Museum", "Navy", "Network",
    "Observatory", "Office", "Ombudsman", "Orchestra", "Order", "Organisation", "Organization", "PLC",
    "Panel", "Parliament", "Partners", "Partnership", "Party", "Patrol", "Police", "Presidency", "Press",
    "Prosecutor", "Railway", "Railways", "Regiment", "Regiments", "Registry", "SA", "School", "Schools",
    "Secretariat", "Securities", "Seminary", "Senate", "Service", "Services", "Society", "Squad", "Squadron",
    "Staff", "Synod", "Systems", "Team", "Technologies", "Theatre", "Treasury", "Tribunal", "Trust", "Union",
    "Unit", "United", "Universities", "University", "Watch", "Works", "plc",
];

/// Those who tell the news: their last word.
#[rustfmt::skip]
pub(super) const OUTLETS: &[&str] = &[
    "Broadcasting", "Chronicle", "Courier", "Daily", "Dispatch", "Examiner", "Gazette", "Globe", "Guardian",
    "Herald", "Inquirer", "Journal", "Magazine", "Mail", "Media", "News", "Newspapers", "Observer", "Post",
    "Radio", "Review", "Standard", "Star", "Sun", "TV", "Telegraph", "Television", "Times", "Tribune",
    "Weekly",
];

/// Loose groups: their last word.
#[rustfmt::skip]
pub(super) const GROUPS: &[&str] = &[
    "Bloc", "Brigades", "Campaign", "Faction", "Family", "Front", "Legion", "Militia", "Movement",
    "Resistance",
];

/// Words for places, last or first in their names, or before `of`.
#[rustfmt::skip]
pub(super) const PLACES: &[&str] = &[
    "Airfield", "Airport", "Archipelago", "Area", "Arena", "Avenue", "Base", "Basin", "Bay", "Beach", "Borough",
    "Boulevard", "Bridge", "Building", "Camp", "Canal", "Canton", "Canyon", "Cape", "Castle", "Cathedral",
    "Cave", "Channel", "City", "Coast", "Colony", "Corridor", "County", "Creek", "Crossing", "Dam", "Delta",
    "Desert", "District", "Duchy", "Embassy", "Emirate", "Falls", "Farm", "Field", "Forest", "Fort", "Garden",
    "Gardens", "Gate", "Glacier", "Governorate", "Gulf", "Hall", "Harbor", "Harbour", "Heights", "Highway",
    "Hill", "Hills", "Hotel", "Interstate", "Island", "Islands", "Isle", "Isthmus", "Junction", "Krai",
    "Lake", "Lakes", "Landing", "Lane", "Lodge", "Mall", "Manor", "Market", "Mosque", "Mount", "Mountain",
    "Mountains", "Municipality", "Oblast", "Ocean", "Palace", "Parish", "Park", "Pass", "Peak", "Peninsula",
    "Pier", "Plain", "Plains", "Plant", "Plateau", "Plaza", "Point", "Pond", "Port", "Prefecture",
    "Principality", "Province", "Quarter", "Raion", "Ranch", "Range", "Reef", "Region", "Reserve",
    "Reservoir", "Ridge", "River", "Road", "Route", "Sea", "Shire", "Shore", "Springs", "Square", "Stadium",
    "State", "Station", "Strait", "Straits", "Street", "Strip", "Suburb", "Tehsil", "Temple", "Terminal",
    "Territories", "Territory", "Tower", "Towers", "Town", "Township", "Tunnel", "Valley", "Village",
    "Voivodeship", "Volcano", "Ward", "Way", "Wetlands", "Wharf", "Woods",
];

/// Words for states, before `of`.
#[rustfmt::skip]
pub(super) const REALMS: &[&str] = &[
    "Caliphate", "Commonwealth", "Confederation", "Emirate", "Empire", "Federation", "Kingdom", "Realm",
    "Republic", "States", "Sultanate",
];

/// Words that make a name the name of an event, a law, a work or a thing, wherever they end it or
/// stand before `of`.
#[rustfmt::skip]
pub(super) const THINGS: &[&str] = &[
    "Accord", "Accords", "Act", "Action", "Acts", "Age", "Agenda", "Agreement", "Agreements", "Album",
    "Amendment", "Anniversary", "Anthem", "Article", "Attack", "Attacks", "Award", "Awards", "Ballot",
    "Basketball", "Battle", "Bible", "Bill", "Bowl", "Budget", "Cabinets", "Carnival", "Census", "Century",
    "Championship", "Championships", "Chapter", "Chart", "Charter", "Christmas", "Civil", "Code", "Codes",
    "Concerto", "Concordat", "Constitution", "Convention", "Conventions", "Crisis", "Cross", "Crusade", "Cup",
    "Cyclone", "Day", "Days", "Deal", "Declaration", "Decree", "Depression", "Derby", "Directive", "Disease",
    "Doctrine", "Draft", "Dynasty", "Earthquake", "Edition", "Election", "Elections", "Encyclopedia", "Era",
    "Eve", "Evolution", "Exhibition", "Expedition", "Expo", "Express", "Fashion", "Festival", "Final",
    "Finals", "Football", "Formula", "Framework", "Games", "Genocide", "Giro", "Grammy", "Holocaust",
    "Hurricane", "Index", "Inquiry", "Insurrection", "Invasion", "Jubilee", "Language", "Law", "Laws", "List",
    "Marathon", "Massacre", "Medal", "Medals", "Memorandum", "Minutes", "Model", "Month", "Mutiny", "Night",
    "Nights", "Nobel", "Note", "Olympiad", "Olympics", "Open", "Operation", "Opus", "Oscar", "Oscars", "Pact",
    "Pandemic", "Paralympics", "Part", "Period", "Pilgrimage", "Plan", "Playoff", "Playoffs", "Policy",
    "Poll", "Premiership", "Prize", "Prizes", "Procedure", "Process", "Program", "Programme", "Project",
    "Protocol", "Protocols", "Psalm", "Qualifier", "Quarter-Finals", "Race", "Racing", "Rebellion", "Reform",
    "Reforms", "Regatta", "Regulation", "Report", "Resolution", "Restoration", "Revolt", "Revolution",
    "Riots", "Rule", "Rules", "Schedule", "Season", "Section", "Semi-Finals", "Semifinals", "Series", "Show",
    "Siege", "Singles", "Song", "Standards", "Statute", "Storm", "Strategy", "Summit", "Symphony", "Syndrome",
    "System", "Tax", "Testament", "Theorem", "Theory", "Title", "Tour", "Tournament", "Treaties", "Treaty",
    "Trial", "Trials", "Trophy", "Troubles", "Typhoon", "Uprising", "Version", "Virus", "Visit", "Volume",
    "War", "Wars", "Week", "Weekend", "World", "Year",
];

/// Words that begin the name of an event or a thing.
#[rustfmt::skip]
pub(super) const THING_OPENERS: &[&str] = &[
    "Article", "Chapter", "Cyclone", "Epistle", "Flight", "Formula", "Hurricane", "Operation", "Opus",
    "Phase", "Project", "Resolution", "Section", "Series", "Storm", "Task", "Typhoon", "Volume", "Windows", "World",
];

/// Titles of nobility, which say of what: `Christian III, Duke of Orla`.
#[rustfmt::skip]
pub(super) const NOBLES: &[&str] = &[
    "Archduchess", "Archduke", "Baron", "Baroness", "Count", "Countess", "Duchess", "Duke", "Earl", "Elector",
    "Emir", "Grand", "King", "Landgrave", "Landgravine", "Margrave", "Marquess", "Marquis", "Prince",
    "Princess", "Queen", "Sultan", "Viscount",
];

/// Callings that stand before a name.
#[rustfmt::skip]
pub(super) const CALLINGS: &[&str] = &[
    "Actor", "Actress", "Advocate", "Agent", "Attorney", "Author", "Barrister", "Botanist", "Captain-general",
    "Champion", "Co-chair", "Co-founder", "Coach", "Columnist", "Comptroller", "Consul", "Coordinator",
    "Correspondent", "Councillor", "Councilman", "Counsel", "Delegate", "Detective", "Director-General",
    "Doctor", "Engineer", "Executive", "Founder", "Goalkeeper", "Inspector", "Investor", "Journalist",
    "Lawyer", "Manager", "Member", "Midfielder", "Novelist", "Officer", "Owner", "Photographer", "Pilot",
    "Poet", "President-elect", "Producer", "Prosecutor", "Provost", "Rector", "Reporter", "Singer",
    "Spokesperson", "Striker", "Superintendent", "Taoiseach", "Treasurer", "Trustee", "Vice-President",
    "Whip",
];

/// Words that stand in offices, beside the offices themselves.
#[rustfmt::skip]
pub(super) const OFFICE_WORDS: &[&str] = &[
    "Acting", "Affairs", "Assistant", "Associate", "Brigadier", "Caretaker", "Chancellor", "Chief",
    "Communications", "Crown", "Defence", "Defense", "District", "Education", "Elect", "Energy",
    "Environment", "Ex", "Finance", "First", "Foreign", "Former", "General", "Health", "High", "Home",
    "Interim", "Interior", "Joint", "Junior", "Justice", "Labour", "Lead", "Lieutenant", "Majority",
    "Managing", "Members", "Minority", "Official", "Operating", "Opposition", "Permanent", "Police",
    "Political", "Press", "Prime", "Principal", "Republican", "Security", "Senior", "Shadow", "Special",
    "State", "Supreme", "Trade", "Transport", "Vice",
];

/// What offices and ministries are for.
#[rustfmt::skip]
pub(super) const PORTFOLIOS: &[&str] = &[
    "Affairs", "Agriculture", "Arts", "Business", "Co-operation", "Commerce", "Communications", "Communities",
    "Consumer", "Control", "Cooperation", "Cultural", "Culture", "Defence", "Defense", "Democracy",
    "Development", "Digital", "Drug", "Economic", "Economy", "Education", "Emergency", "Employment", "Energy",
    "Environment", "Equalities", "Equality", "Exchange", "External", "Family", "Finance", "Fisheries", "Food",
    "Foreign", "Forestry", "Health", "Heritage", "Home", "Homeland", "Housing", "Human", "Immigration",
    "Industry", "Information", "Infrastructure", "Innovation", "Intelligence", "Interior", "Internal",
    "International", "Investment", "Justice", "Labor", "Labour", "Land", "Law", "Management", "Mines",
    "National", "Natural", "Nuclear", "Oceans", "Oil", "Peace", "Pensions", "Planning", "Policy",
    "Prevention", "Protection", "Public", "Reconciliation", "Reconstruction", "Refugees", "Regional",
    "Research", "Resources", "Revenue", "Rights", "Rural", "Safety", "Science", "Sciences", "Security",
    "Services", "Social", "Sport", "Sports", "Standards", "State", "Statistics", "Strategic", "Technology",
    "Telecommunications", "Tourism", "Trade", "Training", "Transport", "Transportation", "Treasury", "Urban",
    "Veterans", "War", "Water", "Welfare", "Women", "Work", "Works", "Youth",
];

/// Capitals that name no actor: days, months, feasts, faiths, languages, peoples, signs.
#[rustfmt::skip]
pub(super) const NEUTRAL: &[&str] = &[
    "AC", "ACL", "AD", "AI", "AIDS", "AM", "APR", "ATM", "Advent", "Allah", "Apr", "April", "Aug", "August",
    "BA", "BC", "BCE", "Bible", "Buddhism", "Buddhist", "Buddhists", "CCTV", "CD", "CE", "CEO", "CEOs", "CET",
    "CFO", "COO", "COVID", "COVID-19", "CPI", "CT", "CV", "Calvinist", "Catholic", "Catholicism", "Catholics",
    "Christ", "Christian", "Christianity", "Christians", "Christmas", "Covid", "Covid-19", "DJ", "DNA", "DVD",
    "DVDs", "Dec", "December", "EP", "EPs", "EST", "ETA", "EV", "Easter", "FAQ", "FM", "Facebook", "Feb",
    "February", "Fri", "Friday", "G20", "G7", "GDP", "GMT", "GNP", "GPA", "GPS", "God", "HIV", "HQ", "HR",
    "HTML", "Hanukkah", "Hindu", "Hinduism", "Hindus", "Hispanic", "I", "ICBM", "ICU", "ID", "IED", "IEDs",
    "IPO", "IQ", "IT", "Instagram", "Internet", "Islam", "Islamic", "Islamist", "Islamists", "Jan", "January",
    "Jew", "Jewish", "Jews", "Jul", "July", "Jun", "June", "Km", "LCD", "LED", "LEDs", "LGBT", "LGBTQ", "LNG",
    "LP", "Latin", "Latino", "Latinos", "MA", "MBA", "MP", "MPs", "MRI", "MSc", "MVP", "Mar", "March", "May",
    "Mon", "Monday", "Muslim", "Muslims", "NGO", "NGOs", "No", "Nov", "November", "OK", "Oct", "October",
    "Orthodox", "PC", "PDF", "PE", "PIN", "PM", "PPE", "PR", "PhD", "Protestant", "Protestants", "Q1", "Q2",
    "Q3", "Q4", "Quran", "R&D", "RNA", "RV", "Ramadan", "SIM", "SMS", "SOS", "SUV", "Sat", "Saturday", "Sep",
    "Sept", "September", "Shia", "Sikh", "Sikhs", "Sun", "Sunday", "Sunni", "TNT", "TV", "Thu", "Thursday",
    "Tue", "Tuesday", "Twitter", "UAV", "UAVs", "UFO", "URL", "USB", "USD", "UTC", "VAT", "VIP", "VR", "WC",
    "Wed", "Wednesday", "Whatsapp", "Wi-Fi", "X-ray", "Xmas", "YouTube", "ZIP",
];

/// Words that speak before or behind the name of a speaker.
#[rustfmt::skip]
pub(super) const SPEAKING: &[&str] = &[
    "acknowledged", "added", "admitted", "agreed", "alleged", "announced", "argued", "asked", "asserted",
    "believes", "called", "cautioned", "claimed", "commented", "complained", "conceded", "concluded",
    "confirmed", "declared", "declined", "denied", "explained", "feels", "has", "he", "her", "his",
    "insisted", "joked", "married", "met", "noted", "recalled", "remarked", "repeated", "replied", "resigned",
    "responded", "retired", "said", "says", "she", "spoke", "stated", "stressed", "suggested", "testified",
    "thinks", "thought", "told", "urged", "vowed", "warned", "who", "whose", "wondered", "wrote",
];

/// Words before the name of a place.
#[rustfmt::skip]
pub(super) const BEFORE_PLACES: &[&str] = &[
    "across", "around", "at", "central", "downtown", "eastern", "in", "inside", "into", "near", "nearby",
    "northeastern", "northern", "northwestern", "outside", "southeastern", "southern", "southwestern",
    "through", "throughout", "toward", "towards", "western", "within",
];

/// True for a day or month.
pub(super) fn is_calendar(word: &str) -> bool {
    const MONTHS: &[&str] = &["April", "August", "June", "March", "May"];
    const SHORT: &[&str] =
        &["Apr", "Aug", "Dec", "Feb", "Jan", "Jul", "Jun", "Mar", "Nov", "Oct", "Sep", "Sept"];
    lists(MONTHS, word)
        || lists(SHORT, word)
        || lists(NEUTRAL, word)
            && (word.ends_with("day") || word.ends_with("ber") || word.ends_with("uary"))
        || word == "July"
}

/// True for `IX`; `I` and `C` are more often something else.
pub(super) fn is_roman(word: &str) -> bool {
    word.chars().all(|c| "IVX".contains(c)) && !word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_have_each_word_once() {
        for table in [
            ABBREVIATIONS,
            JOINERS,
            BODIES,
            OUTLETS,
            GROUPS,
            PLACES,
            REALMS,
            THINGS,
            THING_OPENERS,
            NOBLES,
            CALLINGS,
            OFFICE_WORDS,
            PORTFOLIOS,
            NEUTRAL,
            SPEAKING,
            BEFORE_PLACES,
        ] {
            let fault = table.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(fault, None);
        }
    }
}
