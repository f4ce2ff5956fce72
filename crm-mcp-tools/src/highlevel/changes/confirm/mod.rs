//! Asking the user before something is changed.

mod change;
mod lines;
mod named;
mod policy;
mod whom;
mod words;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crm_mcp_core::{Answer, AskError, Call, ErrorCode, ToolError};
use schemars::JsonSchema;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::highlevel::context::request;
pub(in crate::highlevel) use change::{Change, Edit};
pub use named::UnknownConfirm;
pub use policy::Confirm;
pub(in crate::highlevel) use whom::Whom;
pub(in crate::highlevel) use words::is_hidden;

/// The form.
#[derive(Deserialize, JsonSchema)]
struct Consent {
    /// Carry it out as shown.
    // Not required: a form that comes back without it is an answer, by which nobody agreed, and none to ask for again.
    #[schemars(title = "Go ahead")]
    proceed: Option<bool>,
}

impl request::Call<'_> {
    /// Whether the user may be asked about it.
    pub(in crate::highlevel) fn is_asked_about(&self, call: &Call) -> bool {
        call.client().forms && self.crm.confirm.covers(self.operation.effect, self.operation.tool)
    }

    /// The same call, to be made before anything is changed: the user has agreed to it, or need not be asked.
    ///
    /// What is agreed to is what was shown. If that is no longer what would happen, the user is asked again.
    pub(in crate::highlevel) async fn confirmed(mut self, call: &Call, change: Change<'_>) -> Result<Self, ToolError> {
        if !self.is_asked_about(call) {
            return Ok(self);
        }
        let mut shown = change.preview(&self, call).await?;
        while self.crm.confirm.covers(shown.effect, self.operation.tool) {
            self.crm.while_the_user_answers(ask(call, &shown.text)).await?;
            // The answer came with the call, and what is shown has just been read.
            if !call.waits() {
                break;
            }
            let now = change.preview(&self, call).await?;
            if now == shown {
                break;
            }
            shown = now;
        }
        self.email_before = shown.email;
        Ok(self)
    }
}

/// Asks whether to go ahead. The question is known by what it shows, so that no answer to another one counts.
async fn ask(call: &Call, text: &str) -> Result<(), ToolError> {
    let key = format!("confirm-{}", BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(text)));
    let why = match call.ask::<Consent>(&key, text).await {
        Ok(Answer::Accepted(Consent { proceed: Some(true) })) => return Ok(()),
        Ok(Answer::Accepted(Consent { proceed: Some(false) }) | Answer::Declined) => {
            "the user declined this".to_owned()
        }
        Ok(Answer::Accepted(Consent { proceed: None })) => "the form was accepted without its box".to_owned(),
        Err(AskError::Unfit(why)) => format!("the user's answer could not be read: {why}"),
        Ok(Answer::Dismissed) => "the user was asked to confirm this and did not choose".to_owned(),
        Err(error) => format!("the user was to confirm this, and {error}"),
    };
    Err(ToolError::new(ErrorCode::Refused, format!("{why}; nothing was changed"))
        .with_next_step("tell the user, and do not call this again unless asked to"))
}
