//! The user's agreement to a change.

use crm_mcp_core::{Call, ToolError};

use super::{
    change::{Change, Preview},
    form,
};
use crate::crm::{dialect::Dialect, operation::Write, request::Request};

impl<D: Dialect> Request<'_, D, Write> {
    /// Has the user agree, if the user is to be asked, and returns what was agreed to.
    ///
    /// What is agreed to is what was shown. If that is no longer what would happen, the user is asked again.
    pub(super) async fn agreed(&self, call: &Call, change: &impl Change<D>) -> Result<Option<Preview>, ToolError> {
        let covers = |effect| self.crm.confirm.covers(effect, self.operation.tool);
        if !call.client().forms || !covers(self.operation.effect) {
            return Ok(None);
        }
        let mut shown = change.preview(self, call).await?;
        while covers(shown.effect) {
            self.crm.while_the_user_answers(form::ask(call, &shown.text)).await?;
            // The answer came with the call, and what is shown has just been read.
            if !call.waits() {
                break;
            }
            let now = change.preview(self, call).await?;
            if now == shown {
                break;
            }
            shown = now;
        }
        Ok(Some(shown))
    }
}
