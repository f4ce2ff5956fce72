//! Reading contacts: one by id, or a search.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Contact, ContactAnswer, ContactRef};
use crate::highlevel::{HighLevel, operation, page, scopes::CONTACTS_READ};

/// Finds one contact by id, with its tags and custom fields.
///
/// Use `contacts_get-contacts` to search when the id is not known.
#[tool(name = "contacts_get-contact", title = "Get contact", read, scope = CONTACTS_READ)]
pub(super) async fn get_contact(crm: &HighLevel, args: ContactRef) -> Result<ContactAnswer, ToolError> {
    let ContactAnswer { contact } = crm.call(&operation::GET_CONTACT).id(&args.contact_id).send().await?;
    Ok(ContactAnswer { contact: crm.named(contact).await })
}

/// What to search for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContactSearch {
    /// Text to find in name, email, phone or company; leave out for all contacts.
    #[schemars(length(max = 75))]
    query: Option<String>,
    /// Contacts per page.
    #[serde(default = "ContactSearch::default_limit")]
    #[schemars(range(min = 1, max = 100))]
    limit: u8,
    /// `nextCursor` of the last page; leave out for the first.
    cursor: Option<String>,
}

impl ContactSearch {
    fn default_limit() -> u8 {
        20
    }
}

/// A page of contacts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactPage {
    /// The contacts.
    pub contacts: Vec<Contact>,
    /// Whether there are more.
    pub has_more: bool,
    /// The cursor for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// How many contacts the search found, on all pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

/// Where a search goes on: what was searched for, the vendor's own cursor, and how many contacts came before.
#[derive(Serialize, Deserialize)]
struct Position {
    query: Option<String>,
    after: Option<Value>,
    seen: u64,
}

impl Position {
    const LIST: &str = "contacts";

    /// The position that the arguments name: that of the cursor, or the beginning.
    fn of(query: Option<String>, cursor: Option<&str>) -> Result<Self, ToolError> {
        let Some(cursor) = cursor else { return Ok(Self { query, after: None, seen: 0 }) };
        let position: Self = page::position(Self::LIST, cursor)?;
        if query.is_some() && query != position.query {
            let cause = "the cursor belongs to a search for something else";
            return Err(ToolError::new(ErrorCode::InvalidArguments, cause)
                .next("leave `query` out to go on with that search, or `cursor` to begin a new one"));
        }
        Ok(position)
    }
}

/// The vendor's answer: every row carries the cursor that leads past it.
#[derive(Deserialize)]
struct Rows {
    contacts: Vec<Row>,
    total: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    #[serde(flatten)]
    contact: Contact,
    search_after: Option<Value>,
}

/// Searches contacts by name, email, phone or company, newest first, page by page.
///
/// Use `contacts_get-contact` when the id is known. A change shows up here a few seconds late.
#[tool(name = "contacts_get-contacts", title = "Get contacts", read, scope = CONTACTS_READ)]
pub(super) async fn get_contacts(crm: &HighLevel, args: ContactSearch) -> Result<ContactPage, ToolError> {
    let Position { query, after, seen } = Position::of(args.query, args.cursor.as_deref())?;
    let mut body = json!({"pageLimit": args.limit, "sort": [{"field": "dateAdded", "direction": "desc"}]});
    if let Some(query) = &query {
        body["query"] = json!(query);
    }
    if let Some(after) = after {
        body["searchAfter"] = after;
    }
    let Rows { contacts: mut rows, total } = crm.call(&operation::SEARCH_CONTACTS).body(&body)?.send().await?;

    // The last page has a cursor too; only a full page that does not complete the total has another after it.
    let seen = seen.saturating_add(rows.len() as u64);
    let is_full = rows.len() >= usize::from(args.limit) && total.is_none_or(|total| seen < total);
    let after = rows.last_mut().and_then(|row| row.search_after.take()).filter(|_| is_full);
    let to_cursor = |after| page::cursor(Position::LIST, &Position { query, after: Some(after), seen });
    let next_cursor = after.map(to_cursor).transpose()?;

    let mut contacts: Vec<_> = rows.into_iter().map(|row| row.contact).collect();
    crm.name_custom_fields(contacts.iter_mut().map(|contact| &mut contact.custom_fields)).await;
    Ok(ContactPage { contacts, has_more: next_cursor.is_some(), next_cursor, total })
}
