//! What can be searched: the types of objects, their fields, and which are related to which.

/// What a field holds, and with that which conditions it can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldType {
    Text,
    /// One of a few words.
    Term,
    Number,
    /// A day, or a date and time.
    Moment,
    Flag,
    /// The id of an object, whose type queries call this.
    Reference(&'static str),
}

use FieldType::{Flag, Moment, Number, Reference, Term, Text};

type Fields = &'static [(&'static str, FieldType)];

/// A type of objects.
#[derive(Debug)]
pub(crate) struct SearchedType {
    pub(crate) name: &'static str,
    /// Whether a search can be for such objects. Others are only looked for beside them.
    is_result: bool,
    fields: &'static [Fields],
    /// The types of the objects that can be looked for beside such an object.
    related: &'static [&'static str],
}

impl SearchedType {
    /// The type of this name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        TYPES.iter().find(|kind| kind.name == name)
    }

    /// The type of this name, if a search can be for its objects.
    pub(crate) fn result(name: &str) -> Option<&'static Self> {
        Self::named(name).filter(|kind| kind.is_result)
    }

    /// All types that a search can be for.
    pub(crate) fn results() -> Vec<&'static Self> {
        TYPES.iter().filter(|kind| kind.is_result).collect()
    }

    /// What the field of this name holds.
    pub(crate) fn field(&self, name: &str) -> Option<FieldType> {
        self.all_fields().find(|(other, _)| *other == name).map(|(_, kind)| kind)
    }

    /// The type of this name, if its objects can be looked for beside one of this type.
    pub(crate) fn beside(&self, name: &str) -> Option<&'static Self> {
        Self::named(name).filter(|kind| self.related.contains(&kind.name))
    }

    /// The names of the fields that are texts.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &'static str> {
        self.all_fields().filter(|(_, kind)| *kind == Text).map(|(name, _)| name)
    }

    /// The types whose objects' words count as words of such an object.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &'static Self> {
        let is_part = |name: &&&str| self.name == "lead" || (self.name == "contact" && name.starts_with("contact_"));
        self.related.iter().filter(is_part).filter_map(|name| Self::named(name))
    }

    fn all_fields(&self) -> impl Iterator<Item = (&'static str, FieldType)> {
        self.fields.iter().copied().flatten().copied()
    }
}

const RECORD: Fields = &[
    ("id", Term),
    ("created_by", Reference("user")),
    ("updated_by", Reference("user")),
    ("date_created", Moment),
    ("date_updated", Moment),
];

const LEAD: Fields = &[
    ("name", Text),
    ("display_name", Text),
    ("description", Text),
    ("url", Text),
    ("status_id", Reference("status.lead")),
    ("addresses_count", Number),
    ("all_urls_count", Number),
];

const CONTACT: Fields = &[
    ("name", Text),
    ("title", Text),
    ("lead_id", Reference("lead")),
    ("emails_count", Number),
    ("phones_count", Number),
    ("urls_count", Number),
];

const ADDRESS: Fields = &[
    ("label", Term),
    ("address_1", Text),
    ("address_2", Text),
    ("city", Text),
    ("state", Text),
    ("zipcode", Text),
    ("country", Text),
    ("location", Text),
];

const OPPORTUNITY: Fields = &[
    ("note", Text),
    ("value", Number),
    ("value_currency", Term),
    ("value_period", Term),
    ("confidence", Number),
    ("expected_value", Number),
    ("annualized_value", Number),
    ("annualized_expected_value", Number),
    ("status_id", Reference("status.opportunity")),
    ("status_type", Term),
    ("pipeline_id", Reference("pipeline")),
    ("user_id", Reference("user")),
    ("lead_id", Reference("lead")),
    ("contact_id", Reference("contact")),
    ("date_won", Moment),
    ("date_lost", Moment),
];

const TASK: Fields = &[
    ("type", Term),
    ("text", Text),
    ("date", Moment),
    ("is_complete", Flag),
    ("assigned_to", Reference("user")),
    ("lead_id", Reference("lead")),
    ("contact_id", Reference("contact")),
];

const ACTIVITY: Fields = &[
    ("date", Moment),
    ("activity_at", Moment),
    ("user_id", Reference("user")),
    ("lead_id", Reference("lead")),
    ("contact_id", Reference("contact")),
];

const CALL: Fields = &[
    ("direction", Term),
    ("status", Term),
    ("disposition", Term),
    ("duration", Number),
    ("note", Text),
    ("phone", Text),
    ("outcome_id", Reference("outcome")),
];

const EMAIL: Fields = &[
    ("direction", Term),
    ("status", Term),
    ("subject", Text),
    ("body_text", Text),
    ("sender", Text),
    ("to", Text),
    ("template_id", Reference("email_template")),
];

const SMS: Fields =
    &[("direction", Term), ("status", Term), ("text", Text), ("remote_phone", Text), ("local_phone", Text)];

const MEETING: Fields = &[
    ("title", Text),
    ("note", Text),
    ("location", Text),
    ("status", Term),
    ("starts_at", Moment),
    ("ends_at", Moment),
    ("duration", Number),
    ("outcome_id", Reference("outcome")),
];

const CUSTOM_ACTIVITY: Fields = &[("custom_activity_type_id", Reference("custom_activity_type")), ("status", Term)];

const CUSTOM_OBJECT: Fields =
    &[("name", Text), ("custom_object_type_id", Reference("custom_object_type")), ("lead_id", Reference("lead"))];

const ABOVE: &[&str] = &["lead", "contact"];

/// A type of objects that have ids.
const fn record(name: &'static str, fields: &'static [Fields], related: &'static [&'static str]) -> SearchedType {
    SearchedType { name, is_result: true, fields, related }
}

/// A type of what is listed in an object and has no id.
const fn listed(name: &'static str, fields: &'static [Fields]) -> SearchedType {
    SearchedType { name, is_result: false, fields, related: &[] }
}

const TYPES: &[SearchedType] = &[
    record(
        "lead",
        &[RECORD, LEAD],
        &[
            "contact",
            "address",
            "opportunity",
            "task",
            "activity.note",
            "activity.call",
            "activity.email",
            "activity.sms",
            "activity.meeting",
            "activity.custom_activity",
            "custom_object",
        ],
    ),
    record(
        "contact",
        &[RECORD, CONTACT],
        &[
            "lead",
            "contact_email",
            "contact_phone",
            "contact_url",
            "opportunity",
            "task",
            "activity.note",
            "activity.call",
            "activity.email",
            "activity.sms",
            "activity.meeting",
            "activity.custom_activity",
        ],
    ),
    listed("contact_email", &[&[("type", Term), ("email", Text)]]),
    listed("contact_phone", &[&[("type", Term), ("phone", Text)]]),
    listed("contact_url", &[&[("type", Term), ("url", Text)]]),
    listed("address", &[ADDRESS]),
    record("opportunity", &[RECORD, OPPORTUNITY], ABOVE),
    record("task", &[RECORD, TASK], ABOVE),
    record("activity.note", &[RECORD, ACTIVITY, &[("title", Text), ("note", Text)]], ABOVE),
    record("activity.call", &[RECORD, ACTIVITY, CALL], ABOVE),
    record("activity.email", &[RECORD, ACTIVITY, EMAIL], ABOVE),
    record("activity.sms", &[RECORD, ACTIVITY, SMS], ABOVE),
    record("activity.meeting", &[RECORD, ACTIVITY, MEETING], ABOVE),
    record("activity.custom_activity", &[RECORD, ACTIVITY, CUSTOM_ACTIVITY], ABOVE),
    record("custom_object", &[RECORD, CUSTOM_OBJECT], &["lead"]),
];
