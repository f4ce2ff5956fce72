//! After a create of which nobody knows whether it was carried out: whether the record is there.

use crm_mcp_core::{ErrorCode, ToolError};
use serde::Deserialize;
use serde_json::{Map, Value};
use time::UtcDateTime;

use super::whom::Whom;
use crate::{
    crm::{page::Rows, record::Record, refusal::details::DONE, value::moment::Milliseconds},
    highlevel::{
        context::{HighLevel, WriteRequest},
        records::{ContactNote, Opportunity},
        tables::operations,
    },
};

/// How far the vendor's clock may be behind ours, in milliseconds.
const TOLERANCE: i64 = 10_000;

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

/// A record that may be the one that was to be made, and when it was made.
struct Candidate(String, Option<String>);

/// How the error tells of a record.
struct Words {
    name: &'static str,
    /// What it has in common with the one that was to be made.
    mark: &'static str,
    /// The detail with its id.
    detail: &'static str,
    /// The tool that reads one.
    reader: &'static str,
    /// The tools to look again with.
    again: &'static str,
    /// What to do with the one that is there.
    then: &'static str,
}

const CONTACT: Words = Words {
    name: "contact",
    mark: "this email or phone",
    detail: "contactId",
    reader: "contacts_get-contact",
    again: "contacts_get-contacts (or contacts_find-duplicates, where it is served)",
    then: ", by contacts_update-contact if it lacks something",
};

const NOTE: Words = Words {
    name: "note",
    mark: "this text",
    detail: "noteId",
    reader: "contacts_get-notes",
    again: "contacts_get-notes",
    then: "",
};

const OPPORTUNITY: Words = Words {
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
    let (candidate, words) = match created {
        Created::Contact => (contact(crm, &body).await, CONTACT),
        Created::Note => (note(crm, whom, &body).await, NOTE),
        Created::Opportunity => (opportunity(crm, whom, &body).await, OPPORTUNITY),
        Created::Other => return error,
    };
    let is_done = error.details().contains_key(DONE);
    match candidate {
        Ok(Looked::Found(found)) => {
            let next = words.with(&found, sent, is_done);
            error.with_next_step(next).with_detail(words.detail, found.0)
        }
        Ok(Looked::Nothing) if !is_done => {
            let next = words.without(error.code());
            error.with_next_step(next)
        }
        // Now it is as unknown as before.
        Ok(Looked::Nothing | Looked::Nowhere) | Err(_) => error,
    }
}

/// What a look has shown.
enum Looked {
    Found(Candidate),
    Nothing,
    /// There was nothing to look by.
    Nowhere,
}

impl From<Option<Candidate>> for Looked {
    fn from(candidate: Option<Candidate>) -> Self {
        candidate.map_or(Self::Nothing, Self::Found)
    }
}

async fn contact(crm: &HighLevel, body: &Map<String, Value>) -> Result<Looked, ToolError> {
    let mut looked = Looked::Nowhere;
    for (parameter, field) in [("email", "email"), ("number", "phone")] {
        let Some(value) = body.get(field).and_then(Value::as_str) else { continue };
        if let Some(contact) = crm.contact_with(parameter, value).await? {
            return Ok(Looked::Found(Candidate(contact.slim.id, contact.slim.date_added)));
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
    Ok(latest(same.map(|note| Candidate(note.id, note.date_added))).into())
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
    Ok(latest(same.map(|opportunity| Candidate(opportunity.id, opportunity.created_at))).into())
}

/// The one that was made last.
fn latest(candidates: impl Iterator<Item = Candidate>) -> Option<Candidate> {
    candidates.max_by_key(Candidate::made_at)
}

impl Candidate {
    /// When it was made, in milliseconds since 1970.
    fn made_at(&self) -> Option<i64> {
        Some(Milliseconds::of_record(self.1.as_deref()?)?.since_1970())
    }
}

impl Words {
    /// What to do with the record that was found. It may have been there before.
    fn with(&self, found: &Candidate, sent: UtcDateTime, is_done: bool) -> String {
        let (Self { name, mark, then, reader, .. }, id) = (self, &found.0);
        let sent = sent.unix_timestamp_nanos() / 1_000_000;
        if found.made_at().is_some_and(|made| i128::from(made + TOLERANCE) >= sent) {
            return format!("do not create it again: {name} {id} is there with {mark}; go on with it{then}");
        }
        let then = if is_done { ", and do not repeat it" } else { " before you repeat it" };
        format!("{name} {id} has {mark}, and it may be the one; read it with {reader}{then}")
    }

    /// What to do where there is no such record. A refusal is final; without an answer the vendor may still be at it.
    fn without(&self, code: ErrorCode) -> String {
        let Self { name, mark, again, .. } = self;
        if code == ErrorCode::InvalidArguments {
            return format!("no {name} with {mark} is there, so correct what is wrong and call again");
        }
        format!("no {name} with {mark} is there yet; look again in a minute with {again} before you repeat it")
    }
}
