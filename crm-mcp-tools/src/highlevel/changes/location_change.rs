//! A change of a location: what it would do as things are now, and what is done around it.

use crm_mcp_core::{Call, Effect, ToolError};
use serde_json::{Map, Value};
use time::UtcDateTime;

use super::{
    lines,
    lost_create::{self, Created},
    whom::{Before, Whom},
};
use crate::{
    crm::{
        value::Id,
        write::{self, Preview},
    },
    highlevel::{
        context::{HighLevel, WriteRequest},
        dialect::HighLevelDialect,
        lookups::recipient,
        records::NewTags,
    },
};

/// What a request is about to do to a location.
///
/// It is given to [`carry_out`](crate::crm::Request::carry_out), which shows it to the user where that is wanted.
#[derive(Debug, Clone)]
pub struct LocationChange<'a> {
    /// In words that go before the name of the subject: `Remove tags from`.
    doing: &'static str,
    /// Whom or what it is about.
    whom: Whom<'a>,
    edit: Edit,
    /// The tags that it would give a contact.
    tags: &'a [String],
    /// What a further request of the same change sends.
    also: Map<String, Value>,
}

/// What the body of a request does to what is there.
#[derive(Debug, Clone, Copy)]
pub(in crate::highlevel) enum Edit {
    /// Its fields take the place of the subject's.
    Overwrites,
    /// It becomes a record of its own.
    Creates(Created),
    /// Its tags are added to the subject's, or taken from them.
    Tags,
    /// The subject is removed.
    Removes,
}

/// What was found out before a change was sent. Only the tools of HighLevel read it.
#[derive(Debug)]
pub struct FoundBefore {
    pub(in crate::highlevel) new_tags: NewTags,
    /// The email that the subject had, where the user was asked and the caller may know it.
    pub(in crate::highlevel) email_before: Option<String>,
}

impl<'a> LocationChange<'a> {
    pub(in crate::highlevel) fn new(doing: &'static str, whom: Whom<'a>, edit: Edit) -> Self {
        Self { doing, whom, edit, tags: &[], also: Map::new() }
    }

    /// New values for fields of this contact. The words go before its name in the question: `Update`.
    pub fn updating_contact(doing: &'static str, contact: &'a Id) -> Self {
        Self::new(doing, Whom::Contact(contact), Edit::Overwrites)
    }

    /// A record that is added to this contact. The words go before its name in the question: `Add a task to`.
    pub fn adding_to_contact(doing: &'static str, contact: &'a Id) -> Self {
        Self::new(doing, Whom::Contact(contact), Edit::Creates(Created::Other))
    }

    /// The end of this contact.
    pub fn deleting_contact(contact: &'a Id) -> Self {
        Self::new("Delete", Whom::Contact(contact), Edit::Removes)
    }

    /// New values for fields of this opportunity. The words go before its name in the question: `Update`.
    pub fn updating_opportunity(doing: &'static str, opportunity: &'a Id) -> Self {
        Self::new(doing, Whom::Opportunity(opportunity), Edit::Overwrites)
    }

    /// The end of this opportunity.
    pub fn deleting_opportunity(opportunity: &'a Id) -> Self {
        Self::new("Delete", Whom::Opportunity(opportunity), Edit::Removes)
    }

    /// The same, which gives a contact these tags. Those that are new to the location are found out before.
    pub(in crate::highlevel) fn with_tags(self, tags: &'a [String]) -> Self {
        Self { tags, ..self }
    }

    /// The same, of which a further request sends these fields.
    pub(in crate::highlevel) fn and_also(self, also: Map<String, Value>) -> Self {
        Self { also, ..self }
    }
}

impl write::Change<HighLevelDialect> for LocationChange<'_> {
    type Found = FoundBefore;

    async fn preview(&self, request: &WriteRequest<'_>, call: &Call) -> Result<Preview, ToolError> {
        let mut body = request.fields()?;
        body.extend(self.also.clone());
        let Before { name, is_new, fields } = self.whom.before(request.crm(), call).await?;
        let effect = request.operation().effect;
        let (doing, effect) = if is_new { ("Create", Effect::Create) } else { (self.doing, effect) };
        let before = fields.get_key_value(EMAIL).map(|(name, email)| (name.clone(), email.clone()));
        let lines = match self.edit.of(fields, body) {
            Some((old, new)) => lines::of(request.crm(), old, new).await,
            None => String::new(),
        };
        Ok(Preview { text: format!("{doing} {name}?{lines}"), effect, before: before.into_iter().collect() })
    }

    async fn before_sending(
        &self,
        request: &WriteRequest<'_>,
        shown: Option<&Preview>,
    ) -> Result<FoundBefore, ToolError> {
        if let Whom::Recipient(message) = self.whom {
            // A preview has looked them up already.
            if shown.is_none() {
                recipient::check(request.crm(), message).await?;
            }
            // The user may have taken long to answer.
            message.check_schedule()?;
        }
        let email_before = shown.and_then(|shown| shown.before.get(EMAIL)?.as_str().map(str::to_owned));
        Ok(FoundBefore { new_tags: request.crm().new_tags(self.tags).await, email_before })
    }

    async fn look_up(&self, request: &WriteRequest<'_>, sent: UtcDateTime, error: ToolError) -> ToolError {
        match self.edit {
            Edit::Creates(created) => lost_create::looked_up(created, self.whom, request, sent, error).await,
            Edit::Overwrites | Edit::Tags | Edit::Removes => error,
        }
    }

    // Tags that were removed stay defined in the location, so those that are left are learnt as well. It costs no request.
    fn learn(&self, crm: &HighLevel, answer: &Map<String, Value>) {
        let record = answer.get("contact").and_then(Value::as_object).unwrap_or(answer);
        let tags = record.get("tags").and_then(Value::as_array).into_iter().flatten();
        crm.learn_tags(tags.filter_map(Value::as_str));
    }
}

const EMAIL: &str = "email";

impl Edit {
    /// What is compared: the fields as they are, so far as that is known, and as they would be.
    fn of(
        self,
        mut old: Map<String, Value>,
        mut body: Map<String, Value>,
    ) -> Option<(Map<String, Value>, Map<String, Value>)> {
        match self {
            Self::Overwrites => Some((old, body)),
            Self::Creates(_) => Some((Map::new(), body)),
            // HighLevel does not say which tags are the same to it, `VIP` and `vip` for one: what comes of it is not
            // foretold.
            Self::Tags => {
                body.extend(old.remove("tags").map(|tags| ("tagsNow".to_owned(), tags)));
                Some((Map::new(), body))
            }
            Self::Removes => None,
        }
    }
}
