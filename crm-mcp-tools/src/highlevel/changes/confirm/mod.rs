//! Asking the user before something is changed.

mod change;
mod lines;
mod whom;

use crm_mcp_core::{Call, ToolError};

use crate::{crm::confirm::form, highlevel::context::Request};
pub(in crate::highlevel) use change::{Change, Edit};
pub(in crate::highlevel) use whom::Whom;

impl Request<'_> {
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
            self.crm.while_the_user_answers(form::ask(call, &shown.text)).await?;
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
