//! Reading a template of emails.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{
        context::Close,
        records::EmailTemplate,
        shapes::ById,
        tables::{operations::GET_EMAIL_TEMPLATE, record_kinds::EMAIL_TEMPLATE},
    },
    crm::record::Record,
};

/// Reads an email template with its body.
#[tool(title = "Fetch email template", read, public)]
pub async fn fetch_email_template(crm: &Close, args: ById) -> Result<Record<EmailTemplate>, ToolError> {
    EMAIL_TEMPLATE.check(&args.id)?;
    crm.fetch(&GET_EMAIL_TEMPLATE, args).await
}
