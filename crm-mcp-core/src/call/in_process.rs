//! A client in the same process: functions of the program that answer questions and take messages for the log.

use std::{fmt, sync::Arc};

use serde_json::{Value, value::RawValue};

use super::{
    boxed::BoxFuture,
    client::{ClientCapabilities, ClientRequest},
    log_level::LogLevel,
    progress::Telling,
    question::AskError,
};

/// What answers the questions of a call.
type Answering = Arc<dyn Fn(ClientRequest) -> BoxFuture<'static, Result<Box<RawValue>, AskError>> + Send + Sync>;

/// What takes the messages of a call for the log.
type Logging = Arc<dyn Fn(LogLevel, &Value) + Send + Sync>;

/// What the program does in place of a client. By default it does nothing.
#[derive(Clone, Default)]
pub(super) struct InProcess {
    pub(super) capabilities: ClientCapabilities,
    pub(super) answering: Option<Answering>,
    pub(super) logging: Option<Logging>,
    pub(super) told: Option<Telling>,
}

impl InProcess {
    /// Has the program answer a question.
    pub(super) async fn answer(&self, request: ClientRequest) -> Result<Box<RawValue>, AskError> {
        match &self.answering {
            Some(answering) if request.is_within(self.capabilities) => answering(request).await,
            _ => Err(AskError::Unable(request.capability())),
        }
    }

    /// Hands the program a message for the log.
    pub(super) fn log(&self, level: LogLevel, data: &Value) {
        if let Some(logging) = &self.logging {
            logging(level, data);
        }
    }
}

impl fmt::Debug for InProcess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("InProcess").field("capabilities", &self.capabilities).finish_non_exhaustive()
    }
}
