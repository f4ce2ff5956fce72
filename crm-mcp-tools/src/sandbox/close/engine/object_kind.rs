//! The kinds of records that Close has.

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    Organization,
    User,
    Group,
    Role,
    Membership,
    Lead,
    Contact,
    Opportunity,
    Task,
    Note,
    Call,
    Email,
    EmailThread,
    Sms,
    Meeting,
    /// An activity of a type that the organization defined.
    CustomActivity,
    LeadStatusChange,
    OpportunityStatusChange,
    TaskCompleted,
    Comment,
    CommentThread,
    LeadField,
    ContactField,
    OpportunityField,
    /// A custom field of a type of custom activities.
    ActivityField,
    /// A custom field of a type of custom objects.
    CustomObjectField,
    /// A custom field of several kinds of records.
    SharedField,
    /// A type of custom activities.
    ActivityType,
    /// A type of custom objects.
    CustomObjectType,
    CustomObject,
    LeadStatus,
    OpportunityStatus,
    Pipeline,
    EmailTemplate,
    SmsTemplate,
    /// A saved search.
    SmartView,
    /// A workflow.
    Sequence,
    Outcome,
    SchedulingLink,
    SharedSchedulingLink,
}

impl ObjectKind {
    /// The name of the kind: how it is kept, how Close writes of it, and how its ids begin.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Organization => ("Organization", "orga"),
            Self::User => ("User", "user"),
            Self::Group => ("Group", "group"),
            Self::Role => ("Role", "role"),
            Self::Membership => ("Membership", "memb"),
            Self::Lead => ("Lead", "lead"),
            Self::Contact => ("Contact", "cont"),
            Self::Opportunity => ("Opportunity", "oppo"),
            Self::Task => ("Task", "task"),
            Self::Note => ("Note", "acti"),
            Self::Call => ("Call", "acti"),
            Self::Email => ("Email", "acti"),
            Self::EmailThread => ("EmailThread", "acti"),
            Self::Sms => ("SMS", "acti"),
            Self::Meeting => ("Meeting", "acti"),
            Self::CustomActivity => ("CustomActivity", "acti"),
            Self::LeadStatusChange => ("LeadStatusChange", "acti"),
            Self::OpportunityStatusChange => ("OpportunityStatusChange", "acti"),
            Self::TaskCompleted => ("TaskCompleted", "acti"),
            Self::Comment => ("Comment", "comm"),
            Self::CommentThread => ("CommentThread", "thread"),
            Self::LeadField => ("LeadCustomField", "cf"),
            Self::ContactField => ("ContactCustomField", "cf"),
            Self::OpportunityField => ("OpportunityCustomField", "cf"),
            Self::ActivityField => ("ActivityCustomField", "cf"),
            Self::CustomObjectField => ("CustomObjectCustomField", "cf"),
            Self::SharedField => ("SharedCustomField", "cf"),
            Self::ActivityType => ("CustomActivityType", "actitype"),
            Self::CustomObjectType => ("CustomObjectType", "cotype"),
            Self::CustomObject => ("CustomObject", "custobj"),
            Self::LeadStatus => ("LeadStatus", "stat"),
            Self::OpportunityStatus => ("OpportunityStatus", "stat"),
            Self::Pipeline => ("Pipeline", "pipe"),
            Self::EmailTemplate => ("EmailTemplate", "tmpl"),
            Self::SmsTemplate => ("SmsTemplate", "smstmpl"),
            Self::SmartView => ("SavedSearch", "save"),
            Self::Sequence => ("Sequence", "seq"),
            Self::Outcome => ("Outcome", "outcome"),
            Self::SchedulingLink => ("SchedulingLink", "schlnk"),
            Self::SharedSchedulingLink => ("SharedSchedulingLink", "schlnk"),
        }
    }

    /// The name that the record is kept under, and that errors call it by. Of an activity it is its `_type`.
    pub(crate) const fn name(self) -> &'static str {
        self.names().0
    }

    /// How the ids of such records begin, without the underscore. Several kinds share `acti`, `stat` and `cf`.
    pub(crate) const fn prefix(self) -> &'static str {
        self.names().1
    }

    /// How many letters and digits follow the underscore.
    pub(crate) const fn length_of_id(self) -> usize {
        match self {
            Self::Pipeline
            | Self::ActivityType
            | Self::CustomObjectType
            | Self::SchedulingLink
            | Self::SharedSchedulingLink => 22,
            _ => 43,
        }
    }
}
