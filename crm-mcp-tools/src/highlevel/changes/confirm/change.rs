//! What a request would change, as things are now.

use crm_mcp_core::{Call, Effect, ToolError};
use serde_json::{Map, Value};

use super::{
    lines,
    whom::{Before, Whom},
};
use crate::highlevel::context::Request;

/// What a request is about to do.
#[derive(Debug, Clone, Copy)]
pub(in crate::highlevel) struct Change<'a> {
    /// In words that go before the name of the subject: `Remove tags from`.
    pub(in crate::highlevel) doing: &'static str,
    /// Whom or what it is about.
    pub(in crate::highlevel) whom: Whom<'a>,
    pub(in crate::highlevel) edit: Edit,
}

/// What the body of a request does to what is there.
#[derive(Debug, Clone, Copy)]
pub(in crate::highlevel) enum Edit {
    /// Its fields take the place of the subject's.
    Overwrites,
    /// It becomes a record of its own.
    Adds,
    /// Its tags are added to the subject's, or taken from them.
    Tags,
}

/// What the user is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Preview {
    pub(super) text: String,
    /// What the request would do to the CRM, which may be less than its operation can.
    pub(super) effect: Effect,
    /// The email that the subject has, where the caller may know it.
    pub(super) email: Option<String>,
}

impl Change<'_> {
    /// What this request would do. It only reads.
    pub(super) async fn preview(&self, request: &Request<'_>, call: &Call) -> Result<Preview, ToolError> {
        let body = serde_json::from_slice(&request.body).map_err(ToolError::internal)?;
        let Before { name, is_new, fields } = self.whom.before(request.crm, call).await?;
        let (doing, effect) = if is_new { ("Create", Effect::Create) } else { (self.doing, request.operation.effect) };
        let email = fields.get("email").and_then(Value::as_str).map(str::to_owned);
        let (old, new) = self.edit.of(fields, body);
        let lines = lines::of(request.crm, old, new).await;
        Ok(Preview { text: format!("{doing} {name}?{lines}"), effect, email })
    }
}

impl Edit {
    /// What is compared: the fields as they are, so far as that is known, and as they would be.
    fn of(self, mut old: Map<String, Value>, mut body: Map<String, Value>) -> (Map<String, Value>, Map<String, Value>) {
        match self {
            Self::Overwrites => (old, body),
            Self::Adds => (Map::new(), body),
            // HighLevel does not say which tags are the same to it, `VIP` and `vip` for one: what comes of it is not
            // foretold.
            Self::Tags => {
                body.extend(old.remove("tags").map(|tags| ("tagsNow".to_owned(), tags)));
                (Map::new(), body)
            }
        }
    }
}
