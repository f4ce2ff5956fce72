//! What a program does with the progress, the questions and the messages of a call that it makes itself.

use std::{future::Future, sync::Arc};

use serde_json::{Value, json, value::to_raw_value};

use super::{
    Answer, AskError, Call, CallClient, ClientCapabilities, ClientRequest, LogLevel, Progress,
    in_process::InProcess,
    progress::{Following, ProgressListener, Telling},
};

impl Call {
    /// The same call, whose progress this function is told.
    #[must_use]
    pub fn on_progress(self, told: impl Fn(Progress<'_>) + Send + Sync + 'static) -> Self {
        let told: Telling = Arc::new(told);
        let progress = Some(Following::of(ProgressListener::in_process(Arc::clone(&told))));
        Self { progress, ..self.in_process(|program| program.told = Some(told)) }
    }

    /// The same call, whose messages for the log this function takes, from this level on.
    #[must_use]
    pub fn on_log(self, level: LogLevel, taken: impl Fn(LogLevel, &Value) + Send + Sync + 'static) -> Self {
        let call = self.in_process(|program| program.logging = Some(Arc::new(taken)));
        Self { log_level: Some(level), ..call }
    }

    /// The same call, whose questions to the user this function answers. It gets what the user is to be told and the
    /// form, a JSON Schema, and gives what the user filled in: an object whose keys are properties of the schema.
    /// HighLevel's confirmations have one, `proceed`.
    ///
    /// This and [`on_request`](Self::on_request) replace each other.
    #[must_use]
    pub fn on_form<F>(self, shown: impl Fn(String, Value) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Answer<Value>> + Send + 'static,
    {
        self.on_request(ClientCapabilities::FORMS, move |request| {
            let answer = match request {
                ClientRequest::Form { message, schema } => Ok(shown(message, schema)),
                other => Err(AskError::Unable(other.capability())),
            };
            async move {
                Ok(match answer?.await {
                    Answer::Accepted(content) => json!({ "action": "accept", "content": content }),
                    Answer::Declined => json!({ "action": "decline" }),
                    Answer::Dismissed => json!({ "action": "cancel" }),
                })
            }
        })
    }

    /// The same call, whose requests of these kinds this function answers, with the `result` that a client would give:
    /// a JSON object.
    #[must_use]
    pub fn on_request<F>(
        self,
        capabilities: ClientCapabilities,
        answered: impl Fn(ClientRequest) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Value, AskError>> + Send + 'static,
    {
        self.in_process(|program| {
            program.capabilities = capabilities;
            program.answering = Some(Arc::new(move |request| {
                let answer = answered(request);
                Box::pin(
                    async move { to_raw_value(&answer.await?).map_err(|error| AskError::Unfit(error.to_string())) },
                )
            }));
        })
    }

    /// The same call with a change of what the program does. The calls of a server have no program in place of a client.
    fn in_process(mut self, change: impl FnOnce(&mut InProcess)) -> Self {
        if let CallClient::InProcess(program) = &mut self.client {
            change(program);
        }
        self
    }
}
