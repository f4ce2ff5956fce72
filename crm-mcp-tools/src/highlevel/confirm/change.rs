//! What a request would change, as things are now.

use crm_mcp_core::{Effect, ToolError};
use serde_json::Value;

use super::{
    Fields, lines,
    subject::{Before, Subject},
};
use crate::highlevel::request;

/// What a request is about to do.
#[derive(Debug, Clone, Copy)]
pub(in crate::highlevel) struct Change<'a> {
    /// In words that go before the name of the subject: `Remove tags from`.
    pub(in crate::highlevel) doing: &'static str,
    /// Whom or what it is about.
    pub(in crate::highlevel) subject: Subject<'a>,
    pub(in crate::highlevel) edit: Edit,
}

/// What the body of a request does to what is there.
#[derive(Debug, Clone, Copy)]
pub(in crate::highlevel) enum Edit {
    /// Its fields take the place of the subject's.
    Overwrites,
    /// It becomes a record of its own.
    Adds,
    AddsTags,
    RemovesTags,
}

/// What the user is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Preview {
    pub(super) text: String,
    /// What the request would do to the CRM, which may be less than its operation can.
    pub(super) effect: Effect,
}

impl Change<'_> {
    /// What this request would do. It only reads.
    pub(super) async fn preview(&self, request: &request::Call<'_>) -> Result<Preview, ToolError> {
        let body = serde_json::from_slice(&request.body).map_err(ToolError::internal)?;
        let Before { name, is_new, fields } = self.subject.before(request.crm).await?;
        let (doing, effect) = if is_new { ("Create", Effect::Create) } else { (self.doing, request.operation.effect) };
        let (old, new) = match fields {
            Some(fields) => self.edit.of(fields, body),
            None => (Fields::new(), body),
        };
        let (name, lines) = (lines::in_one_line(&name), lines::of(request.crm, old, new).await);
        Ok(Preview { text: format!("{doing} {name}?{lines}"), effect })
    }
}

impl Edit {
    /// What is compared: the fields as they are, and as they would be.
    fn of(self, old: Fields, body: Fields) -> (Fields, Fields) {
        let (had, given) = (tags(&old), tags(&body));
        let new = match self {
            Self::Overwrites => return (old, body),
            Self::Adds => return (Fields::new(), body),
            Self::AddsTags => had.iter().chain(given.iter().filter(|tag| !contains(&had, tag))).cloned().collect(),
            Self::RemovesTags => had.iter().filter(|tag| !contains(&given, tag)).cloned().collect(),
        };
        (old, Fields::from_iter([("tags".to_owned(), Value::Array(new))]))
    }
}

fn tags(fields: &Fields) -> Vec<Value> {
    fields.get("tags").and_then(Value::as_array).cloned().unwrap_or_default()
}

/// Whether a tag is among others, as the vendor compares them.
fn contains(tags: &[Value], tag: &Value) -> bool {
    let folded = |tag: &Value| tag.as_str().map(str::to_lowercase);
    tags.iter().any(|other| folded(other) == folded(tag))
}
