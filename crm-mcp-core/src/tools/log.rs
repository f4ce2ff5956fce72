//! The access log: a line for each call of a tool, a prompt or a resource, with who called and what came of it. It never
//! tells the arguments.

use std::time::Instant;

use serde::Deserialize;

use crate::{
    access::{Caller, gate::Guarded},
    call::{Call, Usage},
    wire::{CallError, ErrorCode, ToolError, excerpt::beginning},
};

/// What the lines are filtered by.
pub(crate) const TARGET: &str = "crm_mcp_core::access";

/// A call that is being answered. Dropped before it has ended, it is logged as well.
pub(crate) struct Access<'a> {
    kind: &'static str,
    name: &'a str,
    call: &'a Call,
    /// `None` once the line of the call is written, or if no line of it would be read.
    began: Option<Instant>,
}

impl<'a> Access<'a> {
    /// A call begins.
    pub(crate) fn begin<T: Guarded>(name: &'a str, call: &'a Call) -> Self {
        Self {
            kind: T::KIND,
            name,
            call,
            began: tracing::enabled!(target: TARGET, tracing::Level::ERROR).then(Instant::now),
        }
    }

    /// What the call asked for, or why the gate did not give it. A refusal is the end of the call.
    ///
    /// From here on the log names what was found by its own name. Of a resource that is the template, so the values in
    /// the URI are not told.
    pub(crate) fn admitted<T: Guarded>(&mut self, found: Result<&'a T, CallError>) -> Result<&'a T, CallError> {
        found.inspect(|thing| self.name = thing.id()).inspect_err(|error| {
            self.began = None;
            let (outcome, name) = match error {
                CallError::Denied(denied) => ("denied", denied.name()),
                _ => ("unknown", T::loggable(self.name)),
            };
            let (kind, name) = (self.kind, shortened(name));
            let (caller, client) = (self.call.caller().name(), self.call.client_label());
            tracing::warn!(target: TARGET, kind, name, caller, client, outcome, "refused");
        })
    }

    /// The call has ended with this result, or without one because the program has cancelled it.
    pub(crate) fn ended<R>(mut self, result: Option<Result<R, ToolError>>) -> Result<R, CallError> {
        let mut result = result.ok_or(CallError::Cancelled)?;
        match &mut result {
            Ok(_) => self.log("ok"),
            Err(error) => {
                self.log(&error.code().to_string());
                report(self.kind, self.name, self.call.caller(), error);
            }
        }
        Ok(result?)
    }

    fn log(&mut self, outcome: &str) {
        let Some(began) = self.began.take() else { return };
        let (kind, name, caller) = (self.kind, self.name, self.call.caller().name());
        let (client, usage) = (self.call.client_label(), self.call.usage_so_far());
        let (tenant, requests) = (usage.and_then(Usage::tenant), usage.map(Usage::requests));
        let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        if outcome == PANICKED {
            tracing::error!(target: TARGET, kind, name, caller, tenant, client, outcome, ms, requests, "call");
        } else {
            tracing::info!(target: TARGET, kind, name, caller, tenant, client, outcome, ms, requests, "call");
        }
    }
}

impl Drop for Access<'_> {
    fn drop(&mut self) {
        if self.began.is_none() {
            return;
        }
        let interrupted = self.call.interrupted_as().unwrap_or("cancelled");
        self.log(if std::thread::panicking() { PANICKED } else { interrupted });
    }
}

/// Tells the log what the operator must see to or the author of a tool must mend, and what lies beneath.
pub(crate) fn report(kind: &str, name: &str, caller: &Caller, error: &mut ToolError) {
    if error.was_logged() {
        return;
    }
    let (caller, source) = (caller.name(), std::error::Error::source(error));
    match (error.operator_note(), error.code()) {
        (words, ErrorCode::Internal) => {
            tracing::error!(target: TARGET, kind, name, caller, source, "{}", words.unwrap_or_else(|| error.message()));
        }
        (Some(words), _) => tracing::warn!(target: TARGET, kind, name, caller, source, "{words}"),
        (None, _) => {}
    }
}

/// Whether anybody reads the lines of calls.
pub(crate) fn is_read() -> bool {
    tracing::enabled!(target: TARGET, tracing::Level::INFO)
}

/// The outcome of a call whose tool panicked.
const PANICKED: &str = "panicked";

/// So much of a name that a client made up is logged, and so much of what it says of itself.
const LONGEST_NAME: usize = 64;

/// What a client says that it is, in a form that fits a line: its name and its version.
pub(crate) fn client_label(info: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Info {
        name: String,
        #[serde(default)]
        version: String,
    }
    let Info { name, version } = serde_json::from_str(info).ok()?;
    Some(shortened(format!("{name} {version}").trim()))
}

/// The beginning of a text, without the letters that could pass for a line of the log.
fn shortened(text: &str) -> String {
    beginning(text, LONGEST_NAME).replace(char::is_control, "\u{fffd}")
}
