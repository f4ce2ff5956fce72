//! Addresses of a lead. Close has them as one list, so the lead is read and the whole list is sent again.

use crm_mcp_core::{Call, ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    close::{
        changes::{address_change::AddressChange, of_read_lists::OfReadLists},
        context::Close,
        lookups::list_in_record::ADDRESSES,
        records::Lead,
        shapes::WrittenRecord,
        shapes::given_fields::fields_of,
        tables::{
            operations::{CREATE_ADDRESS, DELETE_ADDRESS},
            record_kinds::LEAD,
        },
    },
    crm::{
        operation::Write,
        value::{Id, shortened},
    },
};

/// The kind of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names say it")]
pub enum AddressLabel {
    Business,
    Mailing,
    Other,
}

/// An address to add to a lead.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NewAddress {
    /// Id of the lead.
    #[serde(skip_serializing)]
    pub lead_id: Id,
    /// Kind.
    pub label: AddressLabel,
    /// Street and number.
    pub address_1: String,
    /// What follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_2: Option<String>,
    /// City.
    pub city: String,
    /// State or region.
    pub state: String,
    /// Postal code.
    pub zipcode: String,
    /// Two-letter code: US.
    #[schemars(length(min = 2, max = 2))]
    pub country: String,
}

/// Adds an address to a lead and keeps its others.
#[tool(title = "Create address", create, public)]
pub async fn create_address(crm: &Close, args: NewAddress, call: &Call) -> Result<WrittenRecord<Lead>, ToolError> {
    let mut address = fields_of(&args)?;
    // Not every country has states.
    address.retain(|_, part| part != "");
    let now = addresses_of(crm, &args.lead_id).await?;
    if now.items.contains(&address) {
        return Err(ToolError::new(ErrorCode::Conflict, "the lead has this address already; nothing was changed"));
    }
    let all = now.items.iter().cloned().chain([address.clone()]).collect();
    let change = AddressChange { lead: &args.lead_id, address: &address };
    replace(crm, &CREATE_ADDRESS, change, all, now.read, call).await
}

/// An address to delete: the one that has all these parts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DeletedAddress {
    /// Id of the lead.
    #[serde(skip_serializing)]
    pub lead_id: Id,
    /// Kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<AddressLabel>,
    /// Street and number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_1: Option<String>,
    /// What follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_2: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State or region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zipcode: Option<String>,
    /// Two-letter code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Deletes the one address of a lead that has exactly the given parts; only if the user asked for it.
///
/// Read the lead with fetch_lead and give the parts as they are there.
#[tool(title = "Delete address", delete, public)]
pub async fn delete_address(crm: &Close, args: DeletedAddress, call: &Call) -> Result<WrittenRecord<Lead>, ToolError> {
    let mut parts = fields_of(&args)?;
    parts.retain(|_, part| part != "");
    if parts.is_empty() {
        return Err(ToolError::new(ErrorCode::InvalidArguments, "nothing says which address is to be deleted")
            .with_next_step("give its parts as fetch_lead shows them"));
    }
    let Addresses { mut items, read } = addresses_of(crm, &args.lead_id).await?;
    let address = items.remove(the_one_with(&parts, &items)?);
    let change = AddressChange { lead: &args.lead_id, address: &address };
    replace(crm, &DELETE_ADDRESS, change, items, read, call).await
}

/// The addresses of a lead: as they can be sent, and as they were read.
struct Addresses {
    items: Vec<Map<String, Value>>,
    read: Map<String, Value>,
}

async fn addresses_of(crm: &Close, lead: &Id) -> Result<Addresses, ToolError> {
    LEAD.check(lead)?;
    let mut lead = crm.fields_of_record(&LEAD, lead).await?;
    let items = ADDRESSES.of(&lead)?;
    lead.retain(|field, _| field == ADDRESSES.field);
    Ok(Addresses { items, read: lead })
}

/// So many characters of addresses are told in an error.
const LONGEST_LIST: usize = 1_000;

/// The place of the one address that has these parts. Several that are alike are one.
fn the_one_with(parts: &Map<String, Value>, all: &[Map<String, Value>]) -> Result<usize, ToolError> {
    let has = |address: &Map<String, Value>| parts.iter().all(|(part, value)| address.get(part) == Some(value));
    let found: Vec<_> = all.iter().enumerate().filter(|(_, address)| has(address)).collect();
    if let [(place, first), others @ ..] = &found[..]
        && others.iter().all(|(_, address)| address == first)
    {
        return Ok(*place);
    }
    let list: Vec<_> =
        if found.is_empty() { all.iter().collect() } else { found.iter().map(|(_, one)| *one).collect() };
    let list = list.into_iter().cloned().collect::<Value>().to_string();
    let list = shortened(&list, LONGEST_LIST);
    let (code, cause) = match found.len() {
        0 => (ErrorCode::NotFound, format!("no address of this lead has exactly these parts; it has {list}")),
        count => (ErrorCode::InvalidArguments, format!("{count} addresses have these parts: {list}")),
    };
    Err(ToolError::new(code, cause).with_next_step("give all parts of the one that is meant, as fetch_lead shows them"))
}

/// Sends all addresses that the lead is to have.
async fn replace(
    crm: &Close,
    operation: &'static Write,
    change: AddressChange<'_>,
    all: Vec<Map<String, Value>>,
    read: Map<String, Value>,
    call: &Call,
) -> Result<WrittenRecord<Lead>, ToolError> {
    let lead = change.lead;
    let body = Map::from_iter([(ADDRESSES.field.to_owned(), all.into_iter().map(Value::Object).collect())]);
    let change = OfReadLists { change, of: (&LEAD, lead), read };
    crm.written(crm.call(operation).id(lead).body(&body)?, change, call).await
}
