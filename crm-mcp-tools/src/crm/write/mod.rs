//! The one door of all writes: a change is shown, agreed to, sent once, and looked up where nobody knows what came of it.

mod agreement;
mod change;
mod done;
pub(crate) mod form;
pub(crate) mod lost;
pub(crate) mod words;

use crm_mcp_core::{Call, ToolError};
use serde::de::DeserializeOwned;
use time::UtcDateTime;

pub use self::{
    change::{Change, Preview},
    done::Done,
};
use super::{
    dialect::Dialect,
    operation::Write,
    refusal::details::{DONE, MAY_BE_DONE},
    request::Request,
};

impl<'a, D: Dialect> Request<'a, D, Write> {
    /// Carries out the change: asks the user where the context says so and the client can ask, sends the request once,
    /// and reads its answer. If it stays open whether a create was carried out, the error says what a look has shown.
    ///
    /// An error without the details `mayBeDone` and `done` means that nothing was changed.
    ///
    /// The change answers for what the user reads: that it is about what the request does, and that its effect is no less.
    /// A preview with the effect of a create is not asked about where only destructive writes are.
    pub async fn carry_out<T, C>(self, call: &Call, change: &C) -> Result<Done<'a, D, T, C::Found>, ToolError>
    where
        T: DeserializeOwned,
        C: Change<D>,
    {
        // What cannot be sent is not asked about.
        let request = self.request()?;
        let shown = self.agreed(call, change).await?;
        let found = change.before_sending(&self, shown.as_ref()).await?;
        let at = UtcDateTime::now();
        match self.delivered(request).await {
            Ok(told) => {
                let done = Done::new(self, told, found);
                change.learn(done.crm(), done.told());
                Ok(done)
            }
            Err(error) if may_be_done(&error) => Err(change.look_up(&self, at, error).await),
            Err(error) => Err(error),
        }
    }
}

/// Whether the write was or may have been carried out.
fn may_be_done(error: &ToolError) -> bool {
    [MAY_BE_DONE, DONE].iter().any(|detail| error.details().contains_key(*detail))
}
