//! The kinds of records that Close has.

/// Defines the kinds, each with the name that it is kept under and with how its ids begin.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal, $prefix:literal;)*) => {
        /// What a record is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum ObjectKind {
            $($(#[$doc])* $kind,)*
        }

        impl ObjectKind {
            /// The name that the record is kept under, and that errors call it by. Of an activity it is its `_type`.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// How the ids of such records begin, without the underscore. Several kinds share `acti`, `stat` and `cf`.
            pub(crate) const fn prefix(self) -> &'static str {
                match self {
                    $(Self::$kind => $prefix,)*
                }
            }
        }
    };
}

kinds! {
    Organization = "Organization", "orga";
    User = "User", "user";
    Group = "Group", "group";
    Membership = "Membership", "memb";
    Lead = "Lead", "lead";
    Contact = "Contact", "cont";
    Opportunity = "Opportunity", "oppo";
    Task = "Task", "task";
    Note = "Note", "acti";
    Call = "Call", "acti";
    Email = "Email", "acti";
    EmailThread = "EmailThread", "acti";
    Sms = "SMS", "acti";
    Meeting = "Meeting", "acti";
    /// An activity of a type that the organization defined.
    CustomActivity = "CustomActivity", "acti";
    LeadStatusChange = "LeadStatusChange", "acti";
    OpportunityStatusChange = "OpportunityStatusChange", "acti";
    TaskCompleted = "TaskCompleted", "acti";
    Comment = "Comment", "comm";
    CommentThread = "CommentThread", "thread";
    LeadField = "LeadCustomField", "cf";
    ContactField = "ContactCustomField", "cf";
    OpportunityField = "OpportunityCustomField", "cf";
    /// A custom field of a type of custom activities.
    ActivityField = "ActivityCustomField", "cf";
    /// A custom field of a type of custom objects.
    CustomObjectField = "CustomObjectCustomField", "cf";
    /// A custom field of several kinds of records.
    SharedField = "SharedCustomField", "cf";
    /// A type of custom activities.
    ActivityType = "CustomActivityType", "actitype";
    /// A type of custom objects.
    CustomObjectType = "CustomObjectType", "cotype";
    CustomObject = "CustomObject", "custobj";
    LeadStatus = "LeadStatus", "stat";
    OpportunityStatus = "OpportunityStatus", "stat";
    Pipeline = "Pipeline", "pipe";
    EmailTemplate = "EmailTemplate", "tmpl";
    SmsTemplate = "SmsTemplate", "smstmpl";
    /// A saved search.
    SmartView = "SavedSearch", "save";
    /// A workflow.
    Sequence = "Sequence", "seq";
    Outcome = "Outcome", "outcome";
    SchedulingLink = "SchedulingLink", "schlnk";
    SharedSchedulingLink = "SharedSchedulingLink", "schlnk";
}

impl ObjectKind {
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
