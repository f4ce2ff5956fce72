//! Asking the client, and through it the user.

use std::future::pending;

use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, value::RawValue};

use super::{Answer, AskError, Rounds};
use crate::call::{Call, CallClient, ClientCapabilities, ClientRequest, Peer};
use crate::{
    arguments::{Arguments, Described, Ignored, Names, ShapeKind},
    schema::Form,
    wire::{ToolError, is_object},
};

impl Call {
    /// Shows the user a form and waits for the answer. The fields of the form are the fields of `T`.
    ///
    /// `key` names the question within the run of this tool; an answer counts for the words and the form that were shown.
    /// Ask before you change anything: a stateless client brings the answer by sending the request again, so what comes
    /// before the question runs once more, and the call ends at the first question that has no answer yet. Questions
    /// that are asked together, as by `join!`, are asked in one round. After a tool that this one has called has changed
    /// something, a stateless client cannot be asked any more: [`AskError::TooLate`].
    ///
    /// A form has fields of text, numbers, switches and choices: `T` is a struct of strings, numbers, booleans, enums of
    /// words, and lists of such enums. Any other type is an error, [`AskError::BadForm`], which the log gets too; nobody
    /// is asked then. What a client adds to the fields of the form is passed over.
    ///
    /// Use a different key for each question. A user of a stateless client who leaves a field wrong is asked again; of any
    /// other client the result is [`AskError::Unfit`]. A client that cannot show forms is
    /// [`AskError::Unable`]; a tool that cannot do without an answer [requires](Self::require) them first.
    ///
    /// ```
    /// use crm_mcp_core::{Answer, AskError, Call};
    ///
    /// #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// struct Confirm {
    ///     /// Delete it?
    ///     delete: bool,
    /// }
    ///
    /// async fn may_delete(call: &Call, name: &str) -> Result<bool, AskError> {
    ///     let answer = call.ask::<Confirm>("confirm", format!("{name} will be deleted.")).await?;
    ///     Ok(matches!(answer, Answer::Accepted(Confirm { delete: true })))
    /// }
    /// ```
    pub async fn ask<T>(&self, key: &str, message: impl Into<String>) -> Result<Answer<T>, AskError>
    where
        T: JsonSchema + DeserializeOwned,
    {
        let fields = Arguments::<T>::of_form();
        let schema = self.form(&fields).inspect_err(|error| {
            if let AskError::BadForm(error) = error {
                tracing::error!(key, "{} makes no form: {error}", std::any::type_name::<T>());
            }
        })?;
        let request = ClientRequest::Form { message: message.into(), schema };
        let key = self.key_of(key);
        let answer = self.obtain(&key, request.clone(), |rounds| rounds.answer(&key, &request)).await?;
        match read(answer.get(), &fields) {
            Err(Unread::Content(why)) => match &self.client {
                CallClient::Stateless { rounds, .. } => ask_in_round(rounds, &key, request).await,
                _ => Err(AskError::Unfit(why)),
            },
            Err(Unread::Answer(why)) => Err(AskError::Unfit(why)),
            Ok(answer) => Ok(answer),
        }
    }

    /// The form with these fields, as the client is shown it.
    fn form<T>(&self, fields: &Arguments<T>) -> Result<Value, AskError>
    where
        T: DeserializeOwned,
    {
        match &fields.shape().map_err(Clone::clone)?.kind {
            ShapeKind::Checked(schema) => {
                Form::of(schema)?.render(self.revision()).ok_or(AskError::Unable("elicitation"))
            }
            ShapeKind::Verbatim(schema) => Ok(schema.clone()),
        }
    }

    /// Asks the client for anything that clients can do, and waits for the answer: the `result` as the client gave it,
    /// a JSON object.
    ///
    /// What goes for [`ask`](Self::ask) goes for this, with one difference: a stateless client may bring the answer
    /// along before it was asked. So what a user must have seen first, a confirmation above all, is to be asked by
    /// `ask`, which takes no answer to a question that was not put, in this call and with these arguments.
    pub async fn request(&self, key: &str, request: ClientRequest) -> Result<Box<RawValue>, AskError> {
        let (key, asked) = (self.key_of(key), request.clone());
        let found = |rounds| Rounds::answer(rounds, &key, &asked).or_else(|| rounds.unasked_answer(&key));
        self.obtain(&key, request, found).await
    }

    /// Insists that the client can be asked for these. A stateless client that cannot is told which capabilities it
    /// lacks, by an error of the protocol, and the call ends here; any other is [`AskError::Unable`].
    ///
    /// ```
    /// use crm_mcp_core::{Answer, AskError, Call, ClientCapabilities};
    ///
    /// # #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// # struct Reason { reason: String }
    /// async fn reason(call: &Call) -> Result<Answer<Reason>, AskError> {
    ///     call.require(ClientCapabilities::FORMS).await?;
    ///     call.ask("reason", "Why?").await
    /// }
    /// ```
    pub async fn require(&self, needed: ClientCapabilities) -> Result<(), AskError> {
        let lacking: Vec<_> = self.client().lacking(needed).collect();
        let Some(first) = lacking.first() else { return Ok(()) };
        match &self.client {
            CallClient::Stateless { rounds, .. } if rounds.can_be_repeated() => {
                for capability in lacking {
                    rounds.lack(capability);
                }
                pending().await
            }
            _ => Err(AskError::Unable(first)),
        }
    }

    /// The answer of the client. In a stateless call it is the one `found` among those that came with the request.
    async fn obtain<'a>(
        &'a self,
        key: &str,
        request: ClientRequest,
        found: impl FnOnce(&'a Rounds) -> Option<&'a RawValue>,
    ) -> Result<Box<RawValue>, AskError> {
        if !request.is_within(self.client()) {
            return Err(AskError::Unable(request.capability()));
        }
        match &self.client {
            CallClient::InProcess(program) => program.answer(request).await,
            CallClient::Stateless { rounds, .. } => {
                if let Some(answer) = found(rounds) {
                    return Ok(answer.to_owned());
                }
                ask_in_round(rounds, key, request).await
            }
            CallClient::Legacy {
                peer: Peer { connection: Some(connection), outlet: Some(outlet) }, waiting, ..
            } => {
                let _place = waiting.enter(&self.caller).ok_or(AskError::TooMany)?;
                connection.ask(outlet, &request).await
            }
            CallClient::Legacy { .. } => Err(AskError::Unable(request.capability())),
        }
    }
}

/// What is wrong with the fields of a form. The error that holds it speaks of arguments, to a model.
fn in_words(error: &ToolError) -> String {
    match error.faults() {
        [] => error.message().to_owned(),
        faults => faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
    }
}

/// Has the round end with a question. The client sends the request again, with its answer.
async fn ask_in_round<T>(rounds: &Rounds, key: &str, request: ClientRequest) -> Result<T, AskError> {
    if !rounds.can_be_repeated() {
        return Err(AskError::TooLate);
    }
    rounds.ask(key, request);
    pending().await
}

/// Why the answer to a form could not be read, in words.
enum Unread {
    /// The user left a field wrong.
    Content(String),
    /// The client does not say what the user did.
    Answer(String),
}

/// The answer to a form with these fields.
fn read<T: DeserializeOwned>(answer: &str, fields: &Arguments<T>) -> Result<Answer<T>, Unread> {
    #[derive(Default, Deserialize)]
    struct Elicited<'a> {
        #[serde(borrow)]
        action: Option<&'a RawValue>,
        #[serde(borrow)]
        content: Option<&'a RawValue>,
    }
    let known = "`action` is accept, decline or cancel";
    // Derived code would read an array as the fields in order.
    let elicited = if is_object(answer) { serde_json::from_str(answer).ok() } else { None };
    let Some(Elicited { action, content }) = elicited else {
        return Err(Unread::Answer(format!(
            "it is {}, where an object is expected in which {known}",
            Described(answer)
        )));
    };
    match action.map(RawValue::get) {
        Some(r#""decline""#) => Ok(Answer::Declined),
        Some(r#""cancel""#) => Ok(Answer::Dismissed),
        Some(r#""accept""#) => {
            let names = Names { ignored: Ignored::All, ..Names::NONE };
            let content = fields.read(content.map_or("{}", RawValue::get), names).decode();
            content.map(Answer::Accepted).map_err(|error| Unread::Content(in_words(&error)))
        }
        Some(other) => Err(Unread::Answer(format!("its `action` is {}; {known}", Described(other)))),
        None => Err(Unread::Answer(format!("it has no `action`; {known}"))),
    }
}
