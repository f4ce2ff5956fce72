//! What the people of the demo data do and want: companies, tags, sources, tasks, and what was noted about them.

/// A company's name and its mail domain, which is one of the names kept for examples.
pub(crate) const COMPANIES: [(&str, &str); 32] = [
    ("Brightwater Dental", "brightwater-dental.example.com"),
    ("Alder & Finch Interiors", "alderfinch.example.com"),
    ("Northgate Plumbing", "northgate-plumbing.example.net"),
    ("Café Mirabelle", "cafe-mirabelle.example.org"),
    ("Summit Ridge Roofing", "summitridge.example.com"),
    ("Bäckerei Sonnenschein", "baeckerei-sonnenschein.example.net"),
    ("Lumen Physiotherapy", "lumenphysio.example.com"),
    ("Harrow Street Legal", "harrowlegal.example.com"),
    ("Fjord Outdoor", "fjord-outdoor.example.net"),
    ("Golden Hour Weddings", "goldenhour.example.com"),
    ("Ironclad Fitness", "ironclad-fitness.example.com"),
    ("Maison Verdier", "maison-verdier.example.org"),
    ("Pacific Solar Works", "pacificsolar.example.com"),
    ("Quill Bookkeeping", "quillbooks.example.net"),
    ("Redwood Veterinary Clinic", "redwoodvet.example.com"),
    ("Schreinerei Holzmann", "schreinerei-holzmann.example.net"),
    ("Thistle & Thyme Catering", "thistlethyme.example.com"),
    ("Urban Nest Realty", "urbannest.example.com"),
    ("Velvet Salon", "velvetsalon.example.org"),
    ("Westbrook Insurance", "westbrook-insurance.example.com"),
    ("Atelier Bellamy", "atelier-bellamy.example.org"),
    ("Blue Heron Yoga", "blueheronyoga.example.com"),
    ("Copperfield Autos", "copperfield-autos.example.net"),
    ("Driftwood Kitchens", "driftwoodkitchens.example.com"),
    ("Evergreen Landscaping", "evergreen-landscaping.example.com"),
    ("Fox & Barrow Architects", "foxbarrow.example.net"),
    ("Gläser Optik", "glaeser-optik.example.org"),
    ("Hearth Home Care", "hearthhomecare.example.com"),
    ("Juniper Learning Centre", "juniperlearning.example.org"),
    ("Kestrel Logistics", "kestrel-logistics.example.com"),
    ("Larkspur Events", "larkspur-events.example.net"),
    ("Monarch Chiropractic", "monarchchiro.example.com"),
];

/// Mail domains of people without a company.
pub(crate) const MAILBOXES: [&str; 3] = ["mail.example.com", "post.example.net", "home.example.org"];

/// A tag, and of a hundred contacts how many have it.
pub(crate) const TAGS: [(&str, u64); 8] = [
    ("newsletter", 45),
    ("lead", 40),
    ("customer", 35),
    ("webinar attendee", 15),
    ("vip", 10),
    ("demo requested", 10),
    ("past due", 5),
    ("referral partner", 5),
];

pub(crate) const SOURCES: [&str; 8] =
    ["website form", "google ads", "facebook ads", "referral", "chat widget", "trade show", "csv import", "public api"];

pub(crate) const TASKS: [(&str, &str); 8] = [
    ("Call back about the quote", "Asked for a second option without the yearly contract."),
    ("Send the onboarding checklist", "The version for teams of more than five."),
    ("Confirm the appointment", "Prefers mornings."),
    ("Follow up after the demo", "Interested in reporting; wants to bring a colleague to the next call."),
    ("Check the unpaid invoice", "Accounting was told on the phone; no answer yet."),
    ("Ask for a review", "Happy with the last project."),
    ("Prepare the renewal offer", "The present contract ends this quarter."),
    ("Update billing details", "Moved office last month."),
];

pub(crate) const NOTES: [&str; 6] = [
    "Found us through a colleague. Has a small team and no in-house marketing.",
    "Compares three agencies. Price matters less than a fixed contact person.",
    "Wants to start after the summer. Call again, do not write.",
    "Had trouble with the previous provider's reporting; asked to see a sample report.",
    "Runs two locations and plans a third. Decides together with a business partner.",
    "Asked whether appointments can be booked directly from the website.",
];

pub(crate) const CAMPAIGNS: [&str; 4] = ["spring-launch", "local-services", "free-audit", "retargeting"];

pub(crate) const APPOINTMENT_NOTES: [&str; 8] = [
    "Asked for the agenda two days ahead.",
    "Talked about budget: 1,500 a month is the limit until spring.",
    "Wants monthly numbers on one page, not ten.",
    "Will send the logins for the website by Friday.",
    "Moved once already; please confirm by phone.",
    "Happy with the calls from search, less with those from social media.",
    "Next step: a proposal for the second location.",
    "The business partner joins from now on.",
];
