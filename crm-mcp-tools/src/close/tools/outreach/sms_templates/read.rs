//! Reading a template of text messages.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{
        context::Close,
        records::SmsTemplate,
        shapes::ById,
        tables::{operations::GET_SMS_TEMPLATE, record_kinds::SMS_TEMPLATE},
    },
    crm::record::Record,
};

/// Reads an SMS template.
#[tool(title = "Fetch SMS template", read, public)]
pub async fn fetch_sms_template(crm: &Close, args: ById) -> Result<Record<SmsTemplate>, ToolError> {
    SMS_TEMPLATE.check(&args.id)?;
    crm.fetch(&GET_SMS_TEMPLATE, args).await
}
