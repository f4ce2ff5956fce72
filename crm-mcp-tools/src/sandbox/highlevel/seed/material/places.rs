//! Where the people of the demo data live: names, cities and telephone numbers of seven countries.
//!
//! Every number lies in a range that its country's regulator keeps for fiction, so none can be rung.

/// A country, and what makes a contact in it believable.
pub(crate) struct Country {
    pub(crate) code: &'static str,
    /// How many contacts live there. At most 100: the numbers end in two digits of the contact's own.
    pub(crate) contacts: u64,
    pub(crate) first_names: &'static [&'static str],
    pub(crate) last_names: &'static [&'static str],
    pub(crate) streets: &'static [&'static str],
    /// Whether the house number comes before the street.
    pub(crate) number_first: bool,
    pub(crate) cities: &'static [City],
}

pub(crate) struct City {
    pub(crate) name: &'static str,
    pub(crate) state: &'static str,
    pub(crate) postal_code: &'static str,
    pub(crate) timezone: &'static str,
    /// The telephone number but for its last two digits.
    pub(crate) phone: &'static str,
}

const fn city(
    name: &'static str,
    state: &'static str,
    postal_code: &'static str,
    timezone: &'static str,
    phone: &'static str,
) -> City {
    City { name, state, postal_code, timezone, phone }
}

pub(crate) const COUNTRIES: [Country; 7] = [
    Country {
        code: "US",
        contacts: 90,
        first_names: &[
            "Olivia", "Marcus", "José", "Priya", "Hannah", "Tyrone", "Mei", "Caleb", "Zoë", "Dmitri", "Aaliyah",
            "Grant", "Noémie", "Samuel", "Rosa", "Kenji", "Brooke", "Luis", "Fatima",
        ],
        last_names: &[
            "Bennett",
            "Núñez",
            "Okafor",
            "Nguyễn",
            "Whitaker",
            "Castañeda",
            "Patel",
            "Kowalski",
            "Reyes",
            "Brooks",
            "Haddad",
            "Lindqvist",
            "O'Connor",
            "Ramírez",
            "Sutton",
            "Yamamoto",
            "Delgado",
            "Foster",
            "Ibrahim",
            "Monroe",
            "Park",
            "Schultz",
            "Vaughn",
        ],
        streets: &["Maple Avenue", "Cedar Lane", "Lakeview Drive", "Mission Street", "Old Mill Road", "Juniper Court"],
        number_first: true,
        cities: &[
            city("New York", "NY", "10013", "America/New_York", "+121255501"),
            city("Austin", "TX", "78704", "America/Chicago", "+151255501"),
            city("Denver", "CO", "80205", "America/Denver", "+130355501"),
            city("Portland", "ME", "04101", "America/New_York", "+120755501"),
            city("San Diego", "CA", "92103", "America/Los_Angeles", "+161955501"),
            city("Chicago", "IL", "60614", "America/Chicago", "+131255501"),
        ],
    },
    Country {
        code: "GB",
        contacts: 40,
        first_names: &[
            "Harriet", "Callum", "Siân", "Oliver", "Imogen", "Rhys", "Amelia", "Niamh", "Gareth", "Poppy", "Tariq",
        ],
        last_names: &[
            "Ashworth",
            "Fairclough",
            "Begum",
            "Llewellyn",
            "Pemberton",
            "Hughes",
            "Okonkwo",
            "Thistlewood",
            "Marsh",
            "Ó Súilleabháin",
            "Cartwright",
            "Singh",
            "Rowntree",
        ],
        streets: &["Kingsway", "Albion Street", "Victoria Terrace", "Church Lane", "Mill Road"],
        number_first: true,
        cities: &[
            city("London", "England", "EC1V 9BD", "Europe/London", "+4420794600"),
            city("Manchester", "England", "M4 1HQ", "Europe/London", "+4416149600"),
            city("Edinburgh", "Scotland", "EH3 6TJ", "Europe/London", "+4413149600"),
            city("Cardiff", "Wales", "CF10 1EP", "Europe/London", "+4429201800"),
        ],
    },
    Country {
        code: "DE",
        contacts: 36,
        first_names: &[
            "Jürgen",
            "Anneliese",
            "Björn",
            "Käthe",
            "Lukas",
            "Sabine",
            "Günther",
            "Leonie",
            "Emre",
            "Friederike",
            "Jörg",
        ],
        last_names: &[
            "Müller",
            "Schäfer",
            "Weiß",
            "Köhler",
            "Brandt",
            "Yıldız",
            "Hofmann",
            "Größl",
            "Lehmann",
            "Dörfler",
            "Vogel",
            "Krüger",
            "Baumgärtner",
        ],
        streets: &["Hauptstraße", "Lindenallee", "Schillerstraße", "Am Markt", "Gartenweg"],
        number_first: false,
        cities: &[
            city("Berlin", "Berlin", "10437", "Europe/Berlin", "+4930231250"),
            city("Hamburg", "Hamburg", "20359", "Europe/Berlin", "+4940669690"),
            city("Köln", "Nordrhein-Westfalen", "50667", "Europe/Berlin", "+4922147100"),
            city("München", "Bayern", "80469", "Europe/Berlin", "+4989999980"),
        ],
    },
    Country {
        code: "FR",
        contacts: 26,
        first_names: &["Élodie", "François", "Chloé", "Rémi", "Anaïs", "Théo", "Maëlle", "Jérôme", "Inès"],
        last_names: &[
            "Lefèvre",
            "Dubois",
            "Benoît",
            "Garnier",
            "Hervé",
            "Moreau",
            "Chevalier",
            "Noël",
            "Bâtard",
            "Diallo",
            "Roux",
        ],
        streets: &["rue des Lilas", "avenue Jean Jaurès", "place de l'Église", "quai de la Fosse"],
        number_first: true,
        cities: &[
            city("Paris", "Île-de-France", "75011", "Europe/Paris", "+331990012"),
            city("Nantes", "Pays de la Loire", "44000", "Europe/Paris", "+332619134"),
            city("Lyon", "Auvergne-Rhône-Alpes", "69003", "Europe/Paris", "+334657156"),
        ],
    },
    Country {
        code: "CA",
        contacts: 20,
        first_names: &["Gabrielle", "Ethan", "Amara", "Étienne", "Sophie", "Liam", "Harpreet"],
        last_names: &["Tremblay", "MacLeod", "Gagné", "Chen", "Bouchard", "Fraser", "Dhillon", "Lévesque", "Sinclair"],
        streets: &["Queen Street West", "Granville Street", "Spadina Avenue", "Birch Crescent"],
        number_first: true,
        cities: &[
            city("Toronto", "ON", "M5V 2A8", "America/Toronto", "+141655501"),
            city("Vancouver", "BC", "V6B 4N6", "America/Vancouver", "+160455501"),
        ],
    },
    Country {
        code: "AU",
        contacts: 16,
        first_names: &["Lachlan", "Matilda", "Jack", "Ruby", "Nikolai"],
        last_names: &["Fitzgerald", "Papadopoulos", "Walker", "Tran", "McAllister", "Hartigan", "Kaur"],
        streets: &["Bourke Street", "Wattle Grove", "Harbour Parade"],
        number_first: true,
        cities: &[
            city("Sydney", "NSW", "2010", "Australia/Sydney", "+612555017"),
            city("Melbourne", "VIC", "3000", "Australia/Melbourne", "+613555017"),
        ],
    },
    Country {
        code: "SE",
        contacts: 12,
        first_names: &["Åsa", "Örjan", "Linnéa", "Göran", "Märta"],
        last_names: &["Öberg", "Sjöström", "Lindström", "Hägglund", "Nyström", "Åkesson", "Bergqvist"],
        streets: &["Storgatan", "Drottninggatan", "Skolgatan"],
        number_first: false,
        cities: &[
            city("Stockholm", "Stockholms län", "111 21", "Europe/Stockholm", "+468465004"),
            city("Göteborg", "Västra Götalands län", "411 06", "Europe/Stockholm", "+463139006"),
        ],
    },
];
