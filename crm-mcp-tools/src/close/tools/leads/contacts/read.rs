//! Reading a contact.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{
        context::Close,
        records::CloseContact,
        shapes::ById,
        tables::{operations::GET_CONTACT, record_kinds::CONTACT},
    },
    crm::record::Record,
};

/// Reads a contact, a person at a lead, with emails, phones, urls and custom fields.
#[tool(title = "Fetch contact", read, public)]
pub async fn fetch_contact(crm: &Close, args: ById) -> Result<Record<CloseContact>, ToolError> {
    CONTACT.check(&args.id)?;
    crm.fetch(&GET_CONTACT, args).await
}
