//! The custom fields of the demo data.

/// A custom field.
pub(crate) struct FieldRow {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    /// What it holds: `text`, `number`, `date`, `datetime`, `choices`, `user`, `contact`, `hidden`, `textarea`.
    pub(crate) holds: &'static str,
    pub(crate) has_several: bool,
    pub(crate) choices: &'static [&'static str],
}

const fn one(name: &'static str, description: &'static str, holds: &'static str) -> FieldRow {
    FieldRow { name, description, holds, has_several: false, choices: &[] }
}

const fn choice(
    name: &'static str,
    description: &'static str,
    has_several: bool,
    choices: &'static [&'static str],
) -> FieldRow {
    FieldRow { name, description, holds: "choices", has_several, choices }
}

pub(crate) const INDUSTRIES: &[&str] =
    &["Construction", "Education", "Events", "Health", "Hospitality", "Logistics", "Retail", "Services"];

const MODULES: &[&str] = &["Plans", "Absences", "Time clock", "Reports", "Payroll export"];

pub(crate) const LEAD_FIELDS: [FieldRow; 9] = [
    choice("Industry", "What the company does.", false, INDUSTRIES),
    one("Employees", "How many people are planned.", "number"),
    choice("Modules", "What they use or want.", true, MODULES),
    one("Contract ends", "The last day of the contract.", "date"),
    one("Last health check", "When we last looked at how they use it.", "datetime"),
    one("Account manager", "Who looks after them.", "user"),
    one("Main contact", "Whom to call first.", "contact"),
    one("Source", "How they came to us.", "text"),
    one("Billing reference", "The number in our books.", "hidden"),
];

pub(crate) const CONTACT_FIELDS: [FieldRow; 7] = [
    choice("Role", "The part they play when it is decided.", false, &["Decides", "Recommends", "Uses it", "Pays"]),
    choice("Languages", "The languages to write in.", true, &["English", "German", "French", "Spanish"]),
    one("Known since", "When we first met.", "date"),
    one("Last seen", "When we last met.", "datetime"),
    one("Seats planned by them", "How many people they plan themselves.", "number"),
    one("Introduced by", "Who of us knows them best.", "user"),
    one("Deputy", "Whom to ask when they are away.", "contact"),
];

pub(crate) const OPPORTUNITY_FIELDS: [FieldRow; 7] = [
    one("Competitor", "Whom they also look at.", "text"),
    one("Seats", "How many people are planned.", "number"),
    one("Go-live", "The day on which they want to start.", "date"),
    one("Decision meeting", "When it is decided.", "datetime"),
    choice("Lost because", "Why it was lost.", false, &["Price", "Too small", "Rival", "No budget", "No answer"]),
    one("Solution engineer", "Who of us answers technical questions.", "user"),
    one("Champion", "Who of them wants it.", "contact"),
];

/// The field that leads and opportunities share.
pub(crate) const REGION: FieldRow =
    choice("Region", "Who of us looks after it.", false, &["North America", "Europe", "Elsewhere"]);

/// A type of custom activities.
pub(crate) struct ActivityTypeRow {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    /// Its fields, and whether each must be filled in.
    pub(crate) fields: &'static [(FieldRow, bool)],
}

pub(crate) const ACTIVITY_TYPES: [ActivityTypeRow; 2] = [
    ActivityTypeRow {
        name: "Site visit",
        description: "A visit at the place where the plans are made.",
        fields: &[
            (one("What we saw", "In a few sentences.", "textarea"), true),
            (one("People met", "How many people were there.", "number"), false),
            (choice("Mood", "How it felt.", false, &["Good", "Mixed", "Bad"]), false),
        ],
    },
    ActivityTypeRow {
        name: "Onboarding step",
        description: "One step on the way to the first plan.",
        fields: &[
            (choice("Step", "Which step.", false, &["Import", "Training", "First plan", "Payroll"]), true),
            (one("Done on", "The day on which it was done.", "date"), false),
        ],
    },
];

/// The type of custom objects, with its fields.
pub(crate) const SITE_FIELDS: [FieldRow; 3] = [
    one("Seats at the site", "How many people are planned there.", "number"),
    choice("Shifts", "How many shifts there are.", false, &["One", "Two", "Three"]),
    one("Opened", "The day on which it was opened.", "date"),
];
