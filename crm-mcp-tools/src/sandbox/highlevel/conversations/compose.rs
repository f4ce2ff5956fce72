//! The email that a request to send one makes.

use sqlx::SqliteConnection;

use super::{
    email::{self, AGENCY, NewEmail},
    row,
};
use crate::sandbox::kit::object::{Object, Properties as _};

/// The email of a message that was just made from the request. One that answers another keeps its thread; one that
/// passes another on has it below its own text.
pub(crate) async fn email(
    connection: &mut SqliteConnection,
    request: &Object,
    contact: &Object,
    message: &Object,
    id: &str,
) -> sqlx::Result<Object> {
    let forward = |name: &str| request.get("forward").and_then(|forward| forward[name].as_str());
    let forwarded = find(connection, forward("emailMessageId").or(forward("messageId"))).await?;
    let answered = find(connection, request.given("replyMessageId")).await?;
    let earlier = forwarded.as_ref().or(answered.as_ref());
    let prefix = if forwarded.is_some() { "Fwd: " } else { "Re: " };
    let repeated = || earlier.map(|earlier| format!("{prefix}{}", earlier.text("subject")));
    let to = forward("toEmail").or(request.given("emailTo")).unwrap_or_else(|| contact.text("email"));
    let mut email = email::document(
        message,
        NewEmail {
            id,
            earlier,
            subject: request.given("subject").map(str::to_owned).or_else(repeated).unwrap_or_default(),
            body: request.text("html").to_owned() + &forwarded.as_ref().map(email::quoted).unwrap_or_default(),
            from: request.given("emailFrom").unwrap_or(AGENCY).to_owned(),
            to: vec![to.to_owned()],
        },
    );
    if let Some(answered) = &answered {
        email.insert("replyToMessageId".into(), answered.text("id").into());
    }
    for (asked, name) in [("threadId", "threadId"), ("emailCc", "cc"), ("emailBcc", "bcc")] {
        email.extend(request.get(asked).map(|value| (name.to_owned(), value.clone())));
    }
    Ok(email)
}

/// The email that a request names by its own id or by its message's.
async fn find(connection: &mut SqliteConnection, id: Option<&str>) -> sqlx::Result<Option<Object>> {
    let Some(id) = id else { return Ok(None) };
    match row::email(connection, id).await? {
        None => row::email_of(connection, id).await,
        found => Ok(found),
    }
}
