//! The 21 tools that every side serves, stated once; each side defines them in its own way.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    contact::{CONTACT, Contact},
    messages::{CONVERSATION, MESSAGES, Messages},
};

/// The tool that answers with the contact.
pub(crate) const GET_CONTACT: &str = "contacts_get-contact";
/// The tool that answers with the page of messages.
pub(crate) const GET_MESSAGES: &str = "conversations_get-messages";

/// Arguments, and what a tool with these arguments answers.
pub(crate) trait Arguments {
    type Answer;

    /// The answer, or nothing where there is no such contact.
    fn answer(self) -> Option<Self::Answer>;
}

/// Names one contact.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Reference {
    /// The contact's id.
    pub(crate) contact_id: String,
}

impl Arguments for Reference {
    type Answer = &'static Contact;

    fn answer(self) -> Option<Self::Answer> {
        find_contact(&self.contact_id)
    }
}

/// Names one conversation.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Conversation {
    /// The conversation's id.
    pub(crate) conversation_id: String,
}

impl Arguments for Conversation {
    type Answer = &'static Messages;

    fn answer(self) -> Option<Self::Answer> {
        find_messages(&self.conversation_id)
    }
}

/// Says what to look for.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Search {
    /// Words to find in names, addresses and notes.
    pub(crate) query: String,
    /// How many rows at most, 20 if left out.
    pub(crate) limit: Option<u8>,
    /// Where the page before ended.
    pub(crate) cursor: Option<String>,
}

impl Arguments for Search {
    type Answer = Receipt;

    fn answer(self) -> Option<Receipt> {
        let Self { query, limit, cursor } = self;
        Some(Receipt { id: cursor.unwrap_or_default(), summary: query, rows: limit.unwrap_or(20).into() })
    }
}

/// Says what to write.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Change {
    /// The id of the record to change.
    pub(crate) id: String,
    /// A short text: a name, a subject, a title.
    pub(crate) title: Option<String>,
    /// A long text: a message, a note, a description.
    pub(crate) body: Option<String>,
    /// Labels; they replace those the record has.
    pub(crate) tags: Option<Vec<String>>,
}

impl Arguments for Change {
    type Answer = Receipt;

    fn answer(self) -> Option<Receipt> {
        let summary = self.title.or(self.body).unwrap_or_default();
        Some(Receipt { id: self.id, summary, rows: self.tags.map_or(0, |tags| tags.len()) })
    }
}

/// What was found or written.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Receipt {
    /// The record, or the cursor of the next page.
    id: String,
    /// In a few words.
    summary: String,
    /// How many rows it concerns.
    rows: usize,
}

/// The contact of this id.
pub(crate) fn find_contact(contact_id: &str) -> Option<&'static Contact> {
    let contact: &'static Contact = &CONTACT;
    (contact.id == contact_id).then_some(contact)
}

/// The messages of the conversation of this id.
pub(crate) fn find_messages(conversation_id: &str) -> Option<&'static Messages> {
    let messages: &'static Messages = &MESSAGES;
    (CONVERSATION == conversation_id).then_some(messages)
}

/// Gives the catalogue to the macro `$define`: `identifier "name" "description" Arguments;` for each tool.
macro_rules! catalogue {
    ($define:ident) => {
        $define! {
            get_contact "contacts_get-contact" "Finds one contact by id, with its tags and custom fields. Use contacts_get-contacts to search when the id is not known." Reference;
            get_contacts "contacts_get-contacts" "Searches the location's contacts by name, email, phone or company. Answers one page; pass nextCursor to get the next." Search;
            create_contact "contacts_create-contact" "Creates a contact. Fails if the location forbids duplicates and one with this email or phone exists; the error names it." Change;
            update_contact "contacts_update-contact" "Changes the given fields of a contact and leaves the others as they are. Tags given here replace all tags of the contact." Change;
            upsert_contact "contacts_upsert-contact" "Creates a contact, or changes the one that has the same email or phone, by the location's rule for duplicates." Change;
            add_tags "contacts_add-tags" "Adds tags to a contact and answers all its tags. A tag the location does not know is defined for the whole location." Change;
            remove_tags "contacts_remove-tags" "Removes tags from a contact and answers those it keeps. The tags stay defined in the location." Change;
            get_all_tasks "contacts_get-all-tasks" "Lists every task of one contact, done or not, with its due date and the user in charge." Reference;
            get_calendar_events "calendars_get-calendar-events" "Lists the appointments of a calendar, a group or a user between two moments, deleted ones left out." Search;
            get_appointment_notes "calendars_get-appointment-notes" "Lists the notes of one appointment, the newest first, at most 20 at a time." Reference;
            search_conversation "conversations_search-conversation" "Searches conversations by contact, status, channel or words. Answers one page, the latest message of each included." Search;
            get_messages "conversations_get-messages" "Lists the messages of one conversation on every channel, the newest first. The body of an email is included as plain text." Conversation;
            send_message "conversations_send-a-new-message" "Sends a message to a contact by SMS, email or chat. It reaches a person and cannot be taken back." Change;
            get_location "locations_get-location" "Describes the location: name, address, time zone, and the settings that decide what happens to duplicates." Reference;
            get_custom_fields "locations_get-custom-fields" "Lists the custom fields the location defined for contacts and opportunities, with type and options." Search;
            search_opportunity "opportunities_search-opportunity" "Searches opportunities by pipeline, stage, status, contact or words. Answers one page; pass nextCursor to get the next." Search;
            get_pipelines "opportunities_get-pipelines" "Lists the location's pipelines with their stages in order, each with its id." Search;
            get_opportunity "opportunities_get-opportunity" "Finds one opportunity by id, with its contact, its value and the stage it is in." Reference;
            update_opportunity "opportunities_update-opportunity" "Changes an opportunity: name, value, stage, user in charge. Moving it to another pipeline needs pipeline and stage." Change;
            get_order "payments_get-order-by-id" "Finds one order by id, with its items, amounts and whether it was paid and fulfilled." Reference;
            list_transactions "payments_list-transactions" "Lists payments by contact, time or status, with amount, currency and the means of payment." Search;
        }
    };
}
pub(crate) use catalogue;
