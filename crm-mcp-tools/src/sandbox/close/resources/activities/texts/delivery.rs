//! What becomes of a message, by its status. Nothing leaves the sandbox: a message that is to be sent is as good as sent.

use crate::sandbox::{
    close::{
        answers::{close_refusal::CloseRefusal, moments},
        engine::resource::Change,
    },
    kit::object::Properties as _,
};

/// The statuses of a message.
pub(crate) const STATUSES: &[&str] = &["inbox", "draft", "scheduled", "outbox", "sent", "error"];

/// Refuses to send a message that does not say where from, and sends what is in the outbox.
pub(crate) fn prepare(change: &mut Change<'_>, sender: &'static str) -> Result<(), CloseRefusal> {
    let status = change.document.text("status");
    if !["draft", "sent"].contains(&status) && change.document.text(sender).is_empty() {
        return Err(CloseRefusal::field(sender, "This field is required."));
    }
    match status {
        "outbox" => {
            change.document.insert("status".into(), "sent".into());
            change.document.insert("date_sent".into(), moments::now().into());
        }
        "sent" => {
            let at = change.document.get("activity_at").cloned().unwrap_or_default();
            change.document.entry("date_sent").or_insert(at);
        }
        _ => {}
    }
    Ok(())
}
