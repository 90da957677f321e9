//! Words by which proper names are told from each other and from other words with capitals: English, sorted, with
//! the capital that they have in names. A word that is in none of these tables is judged by its shape and by how the
//! articles write it elsewhere.

/// Nouns that names of bodies end with, or have before `of` and `for`.
#[rustfmt::skip]
pub(super) const BODIES: &[&str] = &[
    "Academy", "Administration", "Agencies", "Agency", "Airline", "Airlines", "Airways", "Alliance",
    "Archives", "Army", "Assembly", "Association", "Athletic", "Authority", "Band", "Bank", "Banks",
    "Battalion", "Bloc", "Board", "Books", "Brigade", "Broadcasting", "Brothers", "Bureau",
    "Cabinet", "Capital", "Cartel", "Caucus", "Cavalry", "Center", "Centre", "Chamber", "Choir",
    "Church", "Club", "Co", "Coalition", "Collective", "College", "Comics", "Command", "Commission",
    "Committee", "Committees", "Communications", "Company", "Confederation", "Conference",
    "Congress", "Consortium", "Consulate", "Cooperative", "Corp", "Corporation", "Corps", "Council",
    "Court", "Department", "Departments", "Directorate", "Division", "Electric", "Embassy",
    "Energy", "Ensemble", "Enterprises", "Entertainment", "Exchange", "FC", "Federation", "Firm",
    "Fleet", "Foods", "Force", "Forces", "Forum", "Foundation", "Front", "Fund", "Games", "Giants",
    "Government", "Group", "Guard", "Guild", "Holdings", "Hospital", "House", "Inc", "Industries",
    "Infantry", "Initiative", "Inspectorate", "Institute", "Institution", "Insurance",
    "Intelligence", "Interactive", "LLC", "LLP", "Laboratories", "Laboratory", "Labs", "League",
    "Legislature", "Library", "Limited", "Ltd", "Media", "Militia", "Ministries", "Ministry",
    "Mission", "Mosque", "Motors", "Museum", "Nations", "Navy", "Network", "Observatory", "Office",
    "Ombudsman", "Orchestra", "Organisation", "Organization", "PLC", "Parliament", "Partners",
    "Partnership", "Party", "Patrol", "Petroleum", "Pharma", "Pharmaceuticals", "Philharmonic",
    "Pictures", "Police", "Press", "Productions", "Programme", "Project", "Publishers",
    "Publishing", "Quartet", "Railway", "Railways", "Rangers", "Records", "Regiment", "Registry",
    "Reserve", "Rovers", "School", "Schools", "Secretariat", "Securities", "Senate", "Service",
    "Services", "Societies", "Society", "Software", "Squadron", "Staff", "Steel", "Studios",
    "Symphony", "Syndicate", "Systems", "Taskforce", "Team", "Technologies", "Telecom", "Treasury",
    "Tribunal", "Trust", "Union", "Unit", "United", "University", "Watch", "Workshop",
];

/// Words that names of newspapers, agencies and channels end with.
#[rustfmt::skip]
pub(super) const OUTLETS: &[&str] = &[
    "Argus", "Broadcasting", "Bulletin", "Chronicle", "Courier", "Daily", "Dispatch", "Echo",
    "Examiner", "Gazette", "Globe", "Guardian", "Herald", "Independent", "Inquirer", "Journal",
    "Magazine", "Mail", "Mirror", "News", "Newspaper", "Newswire", "Observer", "Post", "Radio",
    "Reporter", "Review", "Standard", "Sun", "TV", "Telegraph", "Television", "Times", "Today",
    "Tribune", "Weekly",
];

/// Nouns that names of places end with, or have before `of`.
#[rustfmt::skip]
pub(super) const PLACES: &[&str] = &[
    "Airport", "Archipelago", "Area", "Arena", "Avenue", "Barracks", "Base", "Basin", "Bay",
    "Beach", "Belt", "Boulevard", "Bridge", "Building", "Canal", "Canyon", "Cape", "Castle",
    "Cathedral", "Cemetery", "City", "Coast", "Colony", "Corridor", "County", "Cove", "Crater",
    "Creek", "Crossing", "Delta", "Desert", "District", "Drive", "Emirates", "Falls", "Field",
    "Forest", "Fort", "Gardens", "Glacier", "Gorge", "Governorate", "Gulf", "Hall", "Harbor",
    "Harbour", "Heights", "Highlands", "Hill", "Hills", "Hotel", "Island", "Islands", "Isle",
    "Junction", "Kingdom", "Krai", "Lagoon", "Lake", "Lakes", "Landing", "Lowlands", "Manor",
    "Meadows", "Mount", "Mountain", "Mountains", "Municipality", "Oasis", "Oblast", "Ocean",
    "Palace", "Parish", "Park", "Pass", "Peak", "Peninsula", "Plains", "Plant", "Plateau", "Plaza",
    "Point", "Port", "Prefecture", "Prison", "Province", "Quarter", "Raion", "Range", "Rapids",
    "Refinery", "Region", "Republic", "Reservoir", "Ridge", "River", "Road", "Sea", "Shrine",
    "Springs", "Square", "Stadium", "State", "States", "Station", "Strait", "Straits", "Street",
    "Strip", "Suburb", "Temple", "Terminal", "Territories", "Territory", "Theater", "Theatre",
    "Tower", "Town", "Township", "Valley", "Village", "Voivodeship", "Volcano", "Ward", "Way",
    "Woods", "Zone",
];

/// Nouns that names of movements and other loose groups end with.
#[rustfmt::skip]
pub(super) const GROUPS: &[&str] = &[
    "Alliance", "Band", "Bloc", "Brigades", "Brotherhood", "Brothers", "Campaign", "Clan",
    "Coalition", "Front", "Group", "Insurgents", "Jihad", "Militants", "Militias", "Movement",
    "Network", "Protesters", "Rebels", "Resistance", "Tribe",
];

/// Nouns that names of events, works, laws, prizes and the like end with.
#[rustfmt::skip]
pub(super) const OTHERS: &[&str] = &[
    "Accord", "Accords", "Act", "Agreement", "Agreements", "Album", "Amendment", "Anthem", "Attack",
    "Attacks", "Award", "Awards", "Bible", "Bill", "Bombing", "Bombings", "Bowl", "Ceremony",
    "Championship", "Championships", "Chapter", "Charter", "Christmas", "Class", "Classic", "Code",
    "Competition", "Conflict", "Constitution", "Covenant", "Crisis", "Cup", "Cyclone", "Day",
    "Days", "Deal", "Declaration", "Decoration", "Decree", "Derby", "Directive", "Disaster",
    "Disease", "Doctrine", "Draft", "Earthquake", "Edition", "Election", "Elections", "Era", "Eve",
    "Exhibition", "Expo", "Fair", "Festival", "Fever", "Final", "Finals", "Formula", "Genocide",
    "Gospel", "Grammy", "Holocaust", "Honors", "Honours", "Hurricane", "Language", "Law", "Laws",
    "List", "Manifesto", "Marathon", "Massacre", "Medal", "Medallion", "Memorandum", "Method",
    "Model", "Month", "Night", "Olympic", "Olympics", "Open", "Operation", "Order", "Oscar", "Pact",
    "Pandemic", "Paper", "Papers", "Paralympics", "Plan", "Playoffs", "Prix", "Prize", "Protests",
    "Protocol", "Protocols", "Race", "Referendum", "Regatta", "Relay", "Renaissance", "Report",
    "Resolution", "Revolution", "Riots", "Saga", "Season", "Semester", "Series", "Shooting", "Show",
    "Siege", "Song", "Statute", "Statutes", "Storm", "Summit", "Sunday", "Syndrome", "System",
    "Test", "Theorem", "Theory", "Tour", "Tournament", "Treaty", "Trophy", "Tsunami", "Typhoon",
    "Uprising", "Virus", "War", "Wars", "Week", "Weekend", "Year",
];

/// Nouns that such names begin with, before `of` or a number.
#[rustfmt::skip]
pub(super) const OTHER_HEADS: &[&str] = &[
    "Act", "Age", "Article", "Bachelor", "Bachelors", "Battle", "Bill", "Book", "Category",
    "Chapter", "Charter", "Chronicles", "Class", "Code", "Convention", "Cyclone", "Day", "Days",
    "Declaration", "Diploma", "Doctor", "Episode", "Event", "Fall", "Feast", "Festival", "Figure",
    "Flight", "Formula", "Game", "Grade", "Highway", "History", "Hurricane", "Interstate", "Law",
    "Level", "Master", "Masters", "Medal", "Model", "Operation", "Order", "Page", "Part", "Peace",
    "Phase", "Resolution", "Rise", "Round", "Route", "Rule", "Season", "Section", "Series", "Siege",
    "Song", "Stage", "Statute", "Storm", "Table", "Tale", "Tales", "Theory", "Title", "Tour",
    "Treaty", "Type", "Typhoon", "Version", "Volume", "War", "Wars", "Week", "Windows", "Year",
];

/// What ministries and ministers are for.
#[rustfmt::skip]
pub(super) const PORTFOLIOS: &[&str] = &[
    "Affairs", "Agriculture", "Alcohol", "Arts", "Atomic", "Aviation", "Border", "Borders",
    "Budget", "Business", "Change", "Children", "Citizenship", "Climate", "Commerce",
    "Communication", "Communications", "Communities", "Control", "Cooperation", "Crime", "Culture",
    "Customs", "Defence", "Defense", "Development", "Digital", "Drug", "Drugs", "Economic",
    "Economics", "Economy", "Education", "Employment", "Energy", "Environment", "Environmental",
    "Equalities", "Excise", "Explosives", "Exterior", "External", "Families", "Finance", "Firearms",
    "Fish", "Fisheries", "Food", "Foreign", "Forestry", "Health", "Heritage", "Home", "Homeland",
    "Housing", "Human", "Immigration", "Industry", "Information", "Infrastructure", "Innovation",
    "Intelligence", "Interior", "Internal", "International", "Investment", "Justice", "Labor",
    "Labour", "Land", "Management", "Media", "Migration", "National", "Natural", "Nuclear", "Oil",
    "Operations", "Peace", "Planning", "Policy", "Population", "Press", "Prevention", "Public",
    "Reconstruction", "Refugees", "Relations", "Research", "Resources", "Revenue", "Rights",
    "Rural", "Safety", "Science", "Security", "Services", "Skills", "Social", "Space", "Sport",
    "Sports", "Standards", "State", "Technology", "Tobacco", "Tourism", "Trade", "Transport",
    "Transportation", "Treasury", "Urban", "Veterans", "War", "Water", "Welfare", "Wildlife",
    "Women", "Youth",
];

/// Words between a state and an office: `the Lenian Deputy Prime Minister`.
#[rustfmt::skip]
pub(super) const QUALIFIERS: &[&str] = &[
    "Acting", "Assistant", "Associate", "Attorney", "Caretaker", "Chief", "Defence", "Defense",
    "Deputy", "Economy", "Education", "Elect", "Energy", "Environment", "Ex", "Executive",
    "Exterior", "Federal", "Finance", "First", "Foreign", "Former", "Health", "Home", "House",
    "Incoming", "Interim", "Interior", "Junior", "Justice", "Lead", "Majority", "Minority",
    "National", "New", "Oil", "Outgoing", "Party", "Permanent", "Police", "Policy", "Press",
    "Prime", "Second", "Security", "Senior", "Special", "State", "Then", "Trade", "Transport",
    "Under", "Vice",
];

/// What somebody is or does, beside the offices.
#[rustfmt::skip]
pub(super) const ROLES: &[&str] = &[
    "Activist", "Actor", "Actress", "Advocate", "Agent", "Alderman", "Ambassadors", "Analyst",
    "Architect", "Artist", "Assemblyman", "Assemblywoman", "Astronaut", "Attorney", "Author",
    "Banker", "Barrister", "Bassist", "Biologist", "Blogger", "Botanist", "Broker", "CEO", "CFO",
    "COO", "Chairperson", "Chancellor", "Chef", "Chemist", "Co-founder", "Coach", "Columnist",
    "Comedian", "Commentator", "Commissioner", "Composer", "Comptroller", "Congressman",
    "Constable", "Consul", "Correspondent", "Councillor", "Councilman", "Councilwoman", "Counsel",
    "Dancer", "Defender", "Delegate", "Detective", "Doctor", "Drummer", "Economist", "Editor",
    "Engineer", "Entrepreneur", "Executive", "Footballer", "Forward", "Founder", "Goalkeeper",
    "Governors", "Guitarist", "Headmaster", "Historian", "Inspector", "Jockey", "Journalist",
    "Lawyer", "MEP", "MP", "Manager", "Mathematician", "Member", "Midfielder", "Minister",
    "Ministers", "Mister", "Novelist", "Nurse", "Officer", "Owner", "Painter", "Pastor",
    "Philosopher", "Photographer", "Physicist", "Pilot", "Player", "Poet", "Presenter",
    "Presidents", "Prime", "Principal", "Producer", "Prosecutor", "Provost", "Quarterback",
    "Rapper", "Rector", "Referee", "Reporter", "Representatives", "Scientist", "Sculptor",
    "Secretaries", "Senators", "Sheriff", "Singer", "Solicitor", "Spokesperson", "Strategist",
    "Striker", "Superintendent", "Surgeon", "Taoiseach", "Teacher", "Trader", "Trainer",
    "Treasurer", "Trustee", "Umpire", "Vice", "Vice-Chair", "Vice-Chancellor", "Vice-President",
    "Whip", "Wing", "Writer",
];

/// Letters that abbreviate no actor.
#[rustfmt::skip]
pub(super) const NO_ACTORS: &[&str] = &[
    "AC", "AD", "AI", "AIDS", "AM", "API", "ATM", "BA", "BBQ", "BC", "BCE", "BS", "CCTV", "CD",
    "CDs", "CE", "CEO", "CEOs", "CFO", "CO", "CO2", "COO", "COVID", "COVID-19", "CPU", "CSS", "CT",
    "CV", "DJ", "DNA", "DOI", "DVD", "DVDs", "EP", "EPs", "EST", "ET", "ETA2", "EV", "EVs", "FAQ",
    "FM", "GB", "GDP", "GMT", "GNP", "GOP2", "GPS", "GPU", "HD", "HDI", "HIV", "HTML", "HTTP",
    "ICBM", "ID", "IED", "II", "III", "IQ", "ISBN", "ISO", "ISSN", "IT", "IV", "IVF", "IX", "KB",
    "KPH", "LED", "LGBT", "LGBTQ", "LNG", "LP", "LPG", "LPs", "MB", "MBA", "MD", "MEP", "MP", "MPH",
    "MPs", "MRI", "MSc", "MVP", "NGO", "NGOs", "OK", "PC", "PCR", "PCs", "PD", "PDF", "PHD", "PIN",
    "PM", "POW", "PPE", "PR", "PTSD", "PhD", "QA", "QR", "R&D", "RAM", "RNA", "ROM", "RPM", "RV",
    "SARS", "SIM", "SMS", "SOS", "SUV", "TB", "TNT", "TV", "TVs", "UFO", "UHF", "URL", "USB", "UTC",
    "VAT", "VCR", "VHF", "VHS", "VI", "VII", "VIII", "VIP", "VP", "VR", "WC", "WMD", "XI", "XII",
    "XIII", "XIV", "XV", "XVI", "ZIP",
];

/// Words with a capital that alone name no actor.
#[rustfmt::skip]
pub(super) const NO_NAMES: &[&str] = &[
    "Act", "Album", "Apostle", "Article", "Autumn", "Bachelor", "Bible", "Black", "Blacks",
    "Bronze", "Buddhism", "Buddhist", "Buddhists", "Category", "Catholic", "Catholicism",
    "Catholics", "Chapter", "Christ", "Christian", "Christianity", "Christians", "Christmas",
    "Christmastime", "Class", "Communism", "Communist", "Communists", "Constitution", "Creole",
    "Day", "Division", "Diwali", "Dr", "EP", "Earth", "Easter", "Eid", "Emmy", "Episode",
    "Esperanto", "Eve", "Figure", "Fort", "Game", "God", "Goddess", "Gold", "Gospel", "Grade",
    "Grammy", "Grammys", "Group", "HIV", "Hajj", "Halloween", "Hanukkah", "Hindu", "Hinduism",
    "Hindus", "Hispanic", "Hispanics", "Holocaust", "I", "Internet", "Islam", "Islamic", "Islamist",
    "Islamists", "Jew", "Jewish", "Jews", "Judaism", "Koran", "LP", "Lake", "Latino", "Latinos",
    "Lent", "Level", "Lord", "Lutheran", "Madam", "Mandarin", "Marxism", "Marxist", "Mass",
    "Master", "Medieval", "Methodist", "Mount", "Mr", "Mrs", "Ms", "Muslim", "Muslims", "Nativity",
    "New", "No", "Nobel", "Nos", "Olympic", "Olympics", "Orthodox", "Oscar", "Oscars", "Part",
    "Passover", "Phase", "Protestant", "Protestants", "Qur'an", "Quran", "Ramadan", "Renaissance",
    "Round", "Sabbath", "Saint", "Sanskrit", "Scripture", "Scriptures", "Season", "Section",
    "Series", "Sharia", "Shia", "Shiite", "Shiites", "Sikh", "Sikhs", "Silver", "Sir", "Spring",
    "St", "Stage", "Summer", "Sunni", "Sunnis", "Swahili", "Thanksgiving", "Torah", "Type", "Urdu",
    "Volume", "Web", "Week", "White", "Whites", "Wi-Fi", "Winter", "World", "XIV", "Year",
    "Yiddish", "Zionism", "Zionist",
];

/// Languages, of which many are also demonyms.
#[rustfmt::skip]
pub(super) const LANGUAGES: &[&str] = &[
    "Afrikaans", "Arabic", "Bengali", "Bulgarian", "Cantonese", "Catalan", "Chinese", "Croatian",
    "Czech", "Danish", "Dutch", "English", "Estonian", "Finnish", "French", "Gaelic", "German",
    "Greek", "Hebrew", "Hindi", "Hungarian", "Icelandic", "Indonesian", "Irish", "Italian",
    "Japanese", "Korean", "Latin", "Latvian", "Lithuanian", "Malay", "Mandarin", "Norwegian",
    "Pashto", "Persian", "Polish", "Portuguese", "Punjabi", "Romanian", "Russian", "Sanskrit",
    "Serbian", "Slovak", "Somali", "Spanish", "Swahili", "Swedish", "Tagalog", "Tamil", "Thai",
    "Turkish", "Ukrainian", "Urdu", "Vietnamese", "Welsh", "Yiddish",
];

/// Days and months.
#[rustfmt::skip]
pub(super) const CALENDAR: &[&str] = &[
    "Apr", "April", "Aug", "August", "Dec", "December", "Feb", "February", "Fri", "Friday",
    "Fridays", "Jan", "January", "Jul", "July", "Jun", "June", "Mar", "March", "May", "Mon",
    "Monday", "Mondays", "Nov", "November", "Oct", "October", "Sat", "Saturday", "Saturdays", "Sep",
    "Sept", "September", "Sunday", "Sundays", "Thu", "Thur", "Thurs", "Thursday", "Thursdays",
    "Tue", "Tues", "Tuesday", "Tuesdays", "Wed", "Wednesday", "Wednesdays",
];

/// Ranks that stand behind a name: `Charles, Prince of Lenia`.
#[rustfmt::skip]
pub(super) const NOBLES: &[&str] = &[
    "Archbishop", "Archduchess", "Archduke", "Baron", "Baroness", "Bishop", "Count", "Countess",
    "Duchess", "Duke", "Earl", "Elector", "Emperor", "Empress", "Grand", "King", "Landgrave",
    "Landgravine", "Lord", "Margrave", "Marquess", "Marquis", "Prince", "Princess", "Queen",
    "Viscount", "Viscountess",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_have_each_word_once() {
        for table in [
            BODIES,
            OUTLETS,
            PLACES,
            GROUPS,
            OTHERS,
            OTHER_HEADS,
            PORTFOLIOS,
            QUALIFIERS,
            ROLES,
            NO_ACTORS,
            NO_NAMES,
            LANGUAGES,
            CALENDAR,
            NOBLES,
        ] {
            assert!(table.is_sorted_by(|a, b| a < b), "{table:?}");
        }
    }
}
