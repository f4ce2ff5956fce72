//! Reading contacts: one by id, or a search.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    crm::{
        page::{List, More, Next, Page, Paging, Rows, both},
        record::{Fields, Record, record},
        value::{
            Id,
            moment::{Edge, Milliseconds, rfc3339},
        },
    },
    highlevel::{
        context::HighLevel,
        dialect::HighLevelDialect,
        records::{Contact, ContactAnswer, User},
        tables::{operations, scopes::CONTACTS_READ},
    },
};

/// Which contact.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactRef {
    /// Contact's id.
    pub contact_id: Id,
}

/// Which contact, and how much of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ContactView {
    /// Which contact.
    #[serde(flatten)]
    pub contact: ContactRef,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

impl From<&Id> for ContactView {
    fn from(contact: &Id) -> Self {
        Self { contact: ContactRef { contact_id: contact.clone() }, fields: Fields::Slim }
    }
}

/// Finds one contact by id, with tags and custom fields.
///
/// contacts_get-contacts searches.
#[tool(name = "contacts_get-contact", title = "Get contact", read, scope = CONTACTS_READ)]
pub(super) async fn get_contact(crm: &HighLevel, args: ContactView) -> Result<ContactAnswer, ToolError> {
    let ContactAnswer { contact } = crm.call(&operations::GET_CONTACT).id(&args.contact.contact_id).send().await?;
    Ok(ContactAnswer { contact: crm.with_names(contact.showing(args.fields)).await })
}

impl HighLevel {
    /// Reads one contact, with tags and custom fields.
    pub async fn get_contact(&self, contact: impl Into<ContactView>) -> Result<Record<Contact>, ToolError> {
        Ok(get_contact(self, contact.into()).await?.contact)
    }
}

/// What to search for.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactSearch {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: ContactFilter<String>,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
    /// `startAfter` of the vendor's own listing, in milliseconds since 1970.
    #[schemars(extend("x-hidden" = true))]
    pub start_after: Option<u64>,
    /// `startAfterId` of the vendor's own listing.
    #[schemars(extend("x-hidden" = true))]
    pub start_after_id: Option<Id>,
}

/// Which contacts; its times as they are written, or as moments.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactFilter<T = String> {
    /// Text to find in name, email, phone or company.
    #[schemars(length(max = 75))]
    pub query: Option<String>,
    /// Only contacts with all these tags.
    #[schemars(extend("x-alias" = ["tag"]))]
    pub tags: Option<Vec<String>>,
    /// User's name, email or id.
    pub assigned_to: Option<String>,
    /// Created from: 2026-11-29 or 2026-11-29T14:00, local to the location unless it has an offset.
    pub added_after: Option<T>,
    /// Created until; written as addedAfter.
    pub added_before: Option<T>,
    /// `filters` of the vendor's own search, beside those above.
    #[schemars(extend("x-hidden" = true))]
    pub filters: Option<Vec<Condition>>,
}

/// A condition of the vendor's search: field, operator and value, or a group of others.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Condition(pub Map<String, Value>);

/// A page of contacts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ContactPage {
    /// The contacts.
    pub contacts: Vec<Record<Contact>>,
    /// The location's time zone, in which times without an offset were read.
    #[serde(rename = "timeZone", default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// Where a page of contacts begins.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ContactPosition {
    /// In the search: after the row with this cursor.
    Search(Value),
    /// In the deprecated listing, which is used by those only who know its cursors: after this contact.
    Listing { start_after: u64, start_after_id: Id },
}

impl List for ContactFilter<Milliseconds> {
    const NAME: &'static str = "contacts";
    type Dialect = HighLevelDialect;
    type Slim = Contact;
    type At = ContactPosition;

    async fn page(&self, crm: &HighLevel, at: Option<&ContactPosition>, limit: u16) -> Result<VendorPage, ToolError> {
        let mut page = match at {
            None => self.search(crm, None, limit).await?,
            Some(ContactPosition::Search(after)) => self.search(crm, Some(after), limit).await?,
            Some(ContactPosition::Listing { start_after, start_after_id }) => {
                self.listing(crm, *start_after, start_after_id, limit).await?
            }
        };
        crm.name_contacts(page.rows.iter_mut().collect()).await;
        Ok(page)
    }
}

type VendorPage = Page<Contact, ContactPosition>;

/// The answer of the search: every row carries the cursor that leads past it.
#[record]
#[derive(Deserialize)]
struct Found {
    #[record(needed)]
    contacts: Rows<Contact>,
    total: Option<u64>,
}

/// The answer of the listing.
#[record]
#[derive(Deserialize)]
struct Listed {
    #[record(needed)]
    contacts: Rows<Contact>,
    meta: Option<ListingMeta>,
}

#[record]
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ListingMeta {
    total: Option<u64>,
    start_after: Option<u64>,
    start_after_id: Option<Id>,
}

impl ContactFilter<String> {
    /// The filter as HighLevel wants it: with ids for names and moments for times; and the location's time zone if times
    /// are told by its clock.
    async fn resolved(self, crm: &HighLevel) -> Result<(ContactFilter<Milliseconds>, Option<String>), ToolError> {
        let Self { query, tags, mut assigned_to, added_after, added_before, filters } = self;
        if let Some(user) = &mut assigned_to {
            *user = crm.id_of::<User>("assignedTo", user).await?;
        }
        let times = [("addedAfter", added_after, Edge::Start), ("addedBefore", added_before, Edge::End)];
        let ([added_after, added_before], zone) = crm.moments(times).await?;
        Ok((ContactFilter { query, tags, assigned_to, added_after, added_before, filters }, zone))
    }
}

impl ContactFilter<Milliseconds> {
    /// What must hold of a contact beside the text, in the vendor's form.
    fn conditions(&self) -> Vec<Value> {
        let condition = |field, operator, value| json!({"field": field, "operator": operator, "value": value});
        let tags = self.tags.iter().flatten().map(|tag| condition("tags", "eq", json!(tag)));
        let user = self.assigned_to.iter().map(|user| condition("assignedTo", "eq", json!(user)));
        let bounds = [("gte", self.added_after), ("lte", self.added_before)];
        let bounds =
            bounds.into_iter().filter_map(|(bound, at)| Some((bound.to_owned(), rfc3339(at?.since_1970())?.into())));
        let bounds: Map<String, Value> = bounds.collect();
        let added = (!bounds.is_empty()).then(|| condition("dateAdded", "range", bounds.into()));
        let others = self.filters.iter().flatten().map(|Condition(fields)| Value::from(fields.clone()));
        tags.chain(user).chain(added).chain(others).collect()
    }

    async fn search(&self, crm: &HighLevel, after: Option<&Value>, limit: u16) -> Result<VendorPage, ToolError> {
        // The last page has a cursor too, and the total is another when contacts change: one row more than is wanted
        // tells whether there are more.
        let mut body = json!({"pageLimit": limit + 1, "sort": [{"field": "dateAdded", "direction": "desc"}]});
        if let Some(query) = &self.query {
            body["query"] = json!(query);
        }
        let conditions = self.conditions();
        if !conditions.is_empty() {
            body["filters"] = conditions.into();
        }
        if let Some(after) = after {
            body["searchAfter"] = after.clone();
        }
        let Found { contacts: mut rows, total } = crm.call(&operations::SEARCH_CONTACTS).body(&body)?.send().await?;

        let goes_on = rows.len() > usize::from(limit);
        rows.truncate(limit.into());
        rows.iter_mut().for_each(take_address);
        let after = rows.take_last("searchAfter").map(ContactPosition::Search);
        Ok(Page::new(rows, Next::when(goes_on, after), total))
    }

    async fn listing(
        &self,
        crm: &HighLevel,
        start_after: u64,
        start_after_id: &Id,
        limit: u16,
    ) -> Result<VendorPage, ToolError> {
        let call = crm.call(&operations::LIST_CONTACTS).with("limit", limit).with_some("query", self.query.as_ref());
        let call = call.with("startAfter", start_after).with("startAfterId", start_after_id);
        let Listed { contacts: mut rows, meta } = call.send().await?;
        rows.iter_mut().for_each(restore_case);
        let meta = meta.unwrap_or_default();
        let place = meta.start_after.zip(meta.start_after_id);
        let place = place.map(|(start_after, start_after_id)| ContactPosition::Listing { start_after, start_after_id });
        let is_full = rows.len() >= usize::from(limit);
        Ok(Page::new(rows, Next::when(is_full && place.is_some(), place), meta.total))
    }
}

/// The search has another name for the street.
fn take_address(contact: &mut Record<Contact>) {
    if contact.address1.is_none() {
        contact.address1 = contact.others.get("address").and_then(Value::as_str).map(str::to_owned);
    }
}

/// The listing gives names in lower case, and as they were written beside that.
fn restore_case(contact: &mut Record<Contact>) {
    let raw = |name| contact.others.get(name).and_then(Value::as_str).map(str::to_owned);
    let (first, last) = (raw("firstNameRaw"), raw("lastNameRaw"));
    contact.first_name = first.or_else(|| contact.first_name.take());
    contact.last_name = last.or_else(|| contact.last_name.take());
}

/// Searches contacts by name, email, phone or company, newest first.
///
/// Rows are short; contacts_get-contact reads all of a contact. Changes show up here some seconds late.
#[tool(name = "contacts_get-contacts", title = "Get contacts", read, scope = CONTACTS_READ)]
pub(super) async fn get_contacts(crm: &HighLevel, args: ContactSearch) -> Result<ContactPage, ToolError> {
    let ContactSearch { filter, paging, fields, start_after, start_after_id } = args;
    let start = both(["startAfter", "startAfterId"], (start_after, start_after_id))?;
    let start = start.map(|(start_after, start_after_id)| ContactPosition::Listing { start_after, start_after_id });
    let (filter, time_zone) = filter.resolved(crm).await?;
    if start.is_some() && !filter.conditions().is_empty() {
        let cause = "`startAfter` is of a listing that takes no filter but `query`";
        return Err(ToolError::new(ErrorCode::InvalidArguments, cause)
            .with_next_step("leave startAfter and startAfterId out, and go on with `cursor`"));
    }
    let (contacts, more) = crm.list(filter, paging, fields, start).await?;
    Ok(ContactPage { contacts, time_zone, more })
}

impl HighLevel {
    /// Searches contacts, newest first.
    pub async fn get_contacts(&self, search: ContactSearch) -> Result<ContactPage, ToolError> {
        get_contacts(self, search).await
    }
}
