//! The form by which the user confirms a change.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crm_mcp_core::{Answer, AskError, Call, ErrorCode, ToolError};
use schemars::JsonSchema;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The form.
#[derive(Deserialize, JsonSchema)]
struct Consent {
    /// Carry it out as shown.
    // Not required: a form that comes back without it is an answer, by which nobody agreed, and none to ask for again.
    #[schemars(title = "Go ahead")]
    proceed: Option<bool>,
}

/// Asks whether to go ahead. The question is known by what it shows, so that no answer to another one counts.
pub(crate) async fn ask(call: &Call, text: &str) -> Result<(), ToolError> {
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
