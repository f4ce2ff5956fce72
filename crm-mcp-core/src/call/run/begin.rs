//! The runs of tools within a call: a call of its own for each, so that they do not disturb each other.

use std::sync::OnceLock;

use super::Run;
use crate::call::{
    Call, CallClient, Usage,
    progress::{Following, ProgressListener},
};

impl Call {
    /// The call of one run: of the tool that a program calls, or of a tool that is called by the tool whose call this is.
    ///
    /// An inner run has questions, progress and usage of its own. Its progress moves that of the outer run on, and its
    /// requests count there too.
    pub(crate) fn begin_run(&self, name: &str, arguments: &str) -> Self {
        let (run, progress, usage) = match &self.run {
            None => (Run::default(), self.followed_anew(), OnceLock::new()),
            Some(outer) => {
                let inner = Run { scope: outer.inner_scope(name, arguments), ..Run::default() };
                let progress = self.progress.as_ref().map(Following::within);
                (inner, progress, OnceLock::from(Usage::within(&self.usage())))
            }
        };
        Self {
            caller: self.caller.clone(),
            client: self.client.clone(),
            progress,
            log_level: self.log_level,
            client_label: self.client_label.clone(),
            usage,
            headers: None,
            cancelled: self.cancelled.clone(),
            run: Some(run),
        }
    }

    /// The key of a question, within the whole call.
    pub(in crate::call) fn key_of(&self, key: &str) -> String {
        self.run.as_ref().map_or_else(|| key.to_owned(), |run| run.key_of(key))
    }

    /// A run of a tool that may have changed something has ended. A stateless client would repeat the change with its
    /// answer to any further question, so there can be none.
    pub(crate) fn has_changed_something(&self) {
        if let CallClient::Stateless { rounds, .. } = &self.client {
            rounds.cannot_be_repeated();
        }
    }

    /// Progress that begins anew, for the program that made this call.
    fn followed_anew(&self) -> Option<Following> {
        let CallClient::InProcess(program) = &self.client else { return None };
        program.told.clone().map(|told| Following::of(ProgressListener::in_process(told)))
    }
}
