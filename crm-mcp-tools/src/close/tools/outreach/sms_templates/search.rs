//! Listing templates of text messages.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        lookups::skipped_page::has_part,
        records::SmsTemplate,
        shapes::{Find, FoundPage},
        tables::operations::LIST_SMS_TEMPLATES,
        tools::outreach::TemplateStatus,
    },
    crm::{
        page::{List, Page},
        record::Record,
    },
};

/// Which templates of text messages are wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SmsTemplateFilter {
    /// Part of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_search: Option<String>,
    /// all if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TemplateStatus>,
}

impl List for SmsTemplateFilter {
    const NAME: &'static str = "smsTemplates";
    type Dialect = CloseDialect;
    type Slim = SmsTemplate;
    /// How many records come before the page.
    type At = u64;

    async fn page(&self, crm: &Close, at: Option<&u64>, limit: u16) -> Result<Page<SmsTemplate, u64>, ToolError> {
        let wants_archived = self.status.unwrap_or_default() == TemplateStatus::Archived;
        let holds = |template: &Record<SmsTemplate>| {
            let is_archived = template.status.as_deref() == Some("archived");
            is_archived == wants_archived && has_part(template.name.as_deref(), self.name_search.as_deref())
        };
        crm.sieved_page(|crm| crm.call(&LIST_SMS_TEMPLATES), holds, (at, limit)).await
    }
}

/// Lists SMS templates.
#[tool(title = "Find SMS templates", read, public)]
pub async fn find_sms_templates(
    crm: &Close,
    args: Find<SmsTemplateFilter>,
) -> Result<FoundPage<SmsTemplate>, ToolError> {
    crm.find(args).await
}
