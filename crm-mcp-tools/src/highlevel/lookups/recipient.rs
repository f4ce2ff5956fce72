//! Whether the contacts of a message can and may get it, looked up before it is sent: what is sent cannot be taken back.

use crm_mcp_core::{ErrorCode, ToolError};

use crate::{
    crm::{record::Record, refusal::details, value::Id},
    highlevel::{
        context::HighLevel,
        records::{Contact, ContactAnswer, MessageType, NewMessage},
        tables::operations,
    },
};

/// Refuses a message that would not reach a contact, or must not: the one it is for, or the one it is forwarded to.
/// Gives the one it is for, if the token may see it.
pub(in crate::highlevel) async fn check(
    crm: &HighLevel,
    message: &NewMessage,
) -> Result<Option<Record<Contact>>, ToolError> {
    let contact = check_contact(crm, &message.contact_id, message).await?;
    let forwarded_to = message.email.forward.as_ref().and_then(|forward| forward.recipient_contact_id.as_ref());
    if let Some(id) = forwarded_to {
        check_contact(crm, id, message).await?;
    }
    Ok(contact)
}

async fn check_contact(crm: &HighLevel, id: &Id, message: &NewMessage) -> Result<Option<Record<Contact>>, ToolError> {
    match crm.call(&operations::GET_CONTACT).id(id).send().await {
        Ok(ContactAnswer { contact }) => reached(&contact, message).map(|()| Some(contact)),
        // A token may send messages and not see contacts. HighLevel looks too, though later.
        Err(error) if details::is_missing_scope(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn reached(contact: &Contact, message: &NewMessage) -> Result<(), ToolError> {
    const OTHER_WAY: &str = "add one with contacts_update-contact, or use another type";
    let refused = |cause, next| {
        Err(ToolError::new(ErrorCode::Refused, cause)
            .with_next_step(next)
            .with_detail("contactId", contact.id.as_str()))
    };
    let is_blocked = message.kind.channel().is_some_and(|channel| is_blocked(contact, channel));
    if contact.dnd == Some(true) || is_blocked {
        let cause = "do-not-disturb is on for this contact and channel; nothing was sent";
        return refused(cause, "leave it; only a person may lift do-not-disturb");
    }
    let has = |address: Option<&String>| address.is_some_and(|address| !address.trim().is_empty());
    if message.kind.is_by_phone() && message.rare.to_number.is_none() && !has(contact.phone.as_ref()) {
        return refused("the contact has no phone number; nothing was sent", OTHER_WAY);
    }
    let forwarded_to = message.email.forward.as_ref().and_then(|forward| forward.to_email.as_ref());
    let addresses = [message.email.email_to.as_ref(), forwarded_to, contact.email.as_ref()];
    if matches!(message.kind, MessageType::Email) && !addresses.into_iter().any(has) {
        return refused("the contact has no email address; nothing was sent", OTHER_WAY);
    }
    Ok(())
}

/// Whether do-not-disturb is on for a channel, whose name is not always written alike.
fn is_blocked(contact: &Contact, channel: &str) -> bool {
    let is_on = |status: &str| matches!(status, "active" | "permanent");
    contact.dnd_settings.iter().any(|(name, status)| name.eq_ignore_ascii_case(channel) && is_on(status))
}
