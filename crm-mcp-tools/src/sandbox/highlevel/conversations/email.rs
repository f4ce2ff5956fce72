//! Emails: what a message of that type says, which the message itself does not show.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::row;
use crate::sandbox::{
    highlevel::forms::reply::{self, Refusal},
    kit::{
        data::store::Store,
        door::{
            input::{Id, Parameters},
            validate,
        },
        object::{Object, Properties as _, object},
    },
};

/// Where emails come from that no user wrote.
pub(crate) const AGENCY: &str = "Harbor Street Marketing <hello@harborstreet.example.com>";

/// What an email repeats of its message.
const REPEATED: [&str; 8] =
    ["locationId", "contactId", "conversationId", "dateAdded", "direction", "attachments", "source", "contentType"];

/// What only an email has.
pub(crate) struct NewEmail<'a> {
    pub(crate) id: &'a str,
    /// The email that this one answers or passes on.
    pub(crate) earlier: Option<&'a Object>,
    pub(crate) subject: String,
    /// HTML.
    pub(crate) body: String,
    /// Name and address of the sender.
    pub(crate) from: String,
    /// Addresses.
    pub(crate) to: Vec<String>,
}

/// The email of a message, the first of its thread if there is no earlier one.
pub(crate) fn document(message: &Object, new: NewEmail<'_>) -> Object {
    let repeated = |name: &str| Some((name.to_owned(), message.get(name)?.clone()));
    let mut email: Object = REPEATED.into_iter().filter_map(repeated).collect();
    let thread = new.earlier.map_or(new.id, |earlier| earlier.text("threadId"));
    // The states of an email are fewer than those of its message.
    let status = if message.text("status") == "clicked" { "opened" } else { message.text("status") };
    email.extend(object([
        ("id", new.id.into()),
        ("altId", format!("{}@mail.harborstreet.example.com", new.id).into()),
        ("threadId", thread.into()),
        ("status", status.into()),
        ("provider", "Leadconnector".into()),
        ("subject", new.subject.into()),
        ("body", new.body.into()),
        ("from", new.from.into()),
        ("to", new.to.into()),
    ]));
    for name in ["cc", "bcc"] {
        email.insert(name.into(), json!([]));
    }
    email
}

/// An earlier email as mail programs repeat it in an answer.
pub(crate) fn quoted(earlier: &Object) -> String {
    let day = earlier.text("dateAdded").get(..10).unwrap_or_default();
    // The sender stands in the HTML: its angle brackets are text.
    let from = earlier.text("from").replace('<', "&lt;").replace('>', "&gt;");
    let body = earlier.text("body");
    format!("<div class=\"gmail_quote\"><p>On {day}, {from} wrote:</p><blockquote>{body}</blockquote></div>")
}

/// `GET /conversations/messages/email/{id}`. What the vendor answers to an id of no email is not documented: here the
/// 400 of other records.
pub(crate) async fn get(
    State(store): State<Store>,
    Id(id): Id,
    Parameters(query): Parameters,
) -> Result<Response, Refusal> {
    validate::read(query, &[])?;
    let email = row::email(&mut *store.read().await?, &id).await?;
    let email = email.ok_or(Refusal::NotFound("Email", id))?;
    Ok(reply::traced(StatusCode::OK, Value::Object(email)))
}
