//! After a create of which nobody knows whether it was carried out: whether the record is there.

use crm_mcp_core::ToolError;
use serde::Deserialize;
use serde_json::{Map, Value};
use time::UtcDateTime;

use super::whom::Whom;
use crate::{
    crm::{
        page::Rows,
        record::Record,
        write::lost::{Candidate, Looked, LostWords, latest},
    },
    highlevel::{
        context::{HighLevel, WriteRequest},
        records::{ContactNote, Opportunity},
        tables::operations,
    },
};

/// What a create makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::highlevel) enum Created {
    /// A contact; it is looked up by its email and phone.
    Contact,
    /// A note; it is looked up among those of its contact.
    Note,
    /// An opportunity; it is looked up among those of its contact.
    Opportunity,
    /// What cannot be looked up.
    Other,
}

const CONTACT: LostWords = LostWords {
    name: "contact",
    mark: "this email or phone",
    detail: "contactId",
    reader: "contacts_get-contact",
    again: "contacts_get-contacts (or contacts_find-duplicates, where it is served)",
    then: ", by contacts_update-contact if it lacks something",
};

const NOTE: LostWords = LostWords {
    name: "note",
    mark: "this text",
    detail: "noteId",
    reader: "contacts_get-notes",
    again: "contacts_get-notes",
    then: "",
};

const OPPORTUNITY: LostWords = LostWords {
    name: "opportunity",
    mark: "this name",
    detail: "opportunityId",
    reader: "opportunities_get-opportunity",
    again: "opportunities_search-opportunity",
    then: ", by opportunities_update-opportunity if it lacks something",
};

/// Why a create, sent at that time, failed; and whether the record is there.
pub(super) async fn looked_up(
    created: Created,
    whom: Whom<'_>,
    request: &WriteRequest<'_>,
    sent: UtcDateTime,
    error: ToolError,
) -> ToolError {
    let (crm, Ok(body)) = (request.crm(), request.fields()) else { return error };
    let (looked, words) = match created {
        Created::Contact => (contact(crm, &body).await, CONTACT),
        Created::Note => (note(crm, whom, &body).await, NOTE),
        Created::Opportunity => (opportunity(crm, whom, &body).await, OPPORTUNITY),
        Created::Other => return error,
    };
    words.told(looked, sent, error)
}

async fn contact(crm: &HighLevel, body: &Map<String, Value>) -> Result<Looked, ToolError> {
    let mut looked = Looked::Nowhere;
    for (parameter, field) in [("email", "email"), ("number", "phone")] {
        let Some(value) = body.get(field).and_then(Value::as_str) else { continue };
        if let Some(contact) = crm.contact_with(parameter, value).await? {
            return Ok(Looked::Found(Candidate { id: contact.slim.id, made_at: contact.slim.date_added }));
        }
        looked = Looked::Nothing;
    }
    Ok(looked)
}

async fn note(crm: &HighLevel, whom: Whom<'_>, body: &Map<String, Value>) -> Result<Looked, ToolError> {
    #[derive(Deserialize)]
    struct Answer {
        notes: Rows<ContactNote>,
    }
    let (Whom::Contact(contact), Some(text)) = (whom, body.get("body").and_then(Value::as_str)) else {
        return Ok(Looked::Nowhere);
    };
    let Answer { notes } = crm.call(&operations::GET_NOTES).id(contact).send().await?;
    let notes = notes.into_records().into_iter().map(|note| note.slim);
    let same = notes.filter(|note| note.body.as_deref().is_some_and(|body| body.trim() == text.trim()));
    Ok(latest(same.map(|note| Candidate { id: note.id, made_at: note.date_added })).into())
}

async fn opportunity(crm: &HighLevel, whom: Whom<'_>, body: &Map<String, Value>) -> Result<Looked, ToolError> {
    #[derive(Deserialize)]
    struct Answer {
        opportunities: Rows<Opportunity>,
    }
    let Whom::Contact(contact) = whom else { return Ok(Looked::Nowhere) };
    let request = crm.call(&operations::SEARCH_OPPORTUNITIES).with("contact_id", contact);
    let Answer { opportunities } = request.with("limit", 100).send().await?;
    let is_same = |opportunity: &Record<Opportunity>| {
        let of = |field: &str| body.get(field).and_then(Value::as_str);
        let has_name = opportunity.name.as_deref().map(str::trim) == of("name").map(str::trim);
        has_name && opportunity.pipeline_id.as_deref() == of("pipelineId")
    };
    let same = opportunities.into_records().into_iter().filter(is_same).map(|opportunity| opportunity.slim);
    Ok(latest(same.map(|opportunity| Candidate { id: opportunity.id, made_at: opportunity.created_at })).into())
}
