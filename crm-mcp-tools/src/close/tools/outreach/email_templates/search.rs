//! Listing templates of emails.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        lookups::skipped_page::has_part,
        records::EmailTemplate,
        shapes::{Find, FoundPage},
        tables::operations::LIST_EMAIL_TEMPLATES,
        tools::outreach::TemplateStatus,
    },
    crm::{
        page::{List, Page},
        record::Record,
    },
};

/// Which templates of emails are wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EmailTemplateFilter {
    /// Part of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_search: Option<String>,
    /// all if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TemplateStatus>,
}

impl List for EmailTemplateFilter {
    const NAME: &'static str = "emailTemplates";
    type Dialect = CloseDialect;
    type Slim = EmailTemplate;
    /// How many records come before the page.
    type At = u64;

    async fn page(&self, crm: &Close, at: Option<&u64>, limit: u16) -> Result<Page<EmailTemplate, u64>, ToolError> {
        let is_archived = self.status.unwrap_or_default() == TemplateStatus::Archived;
        let holds = |template: &Record<EmailTemplate>| has_part(template.name.as_deref(), self.name_search.as_deref());
        crm.sieved_page(|crm| crm.call(&LIST_EMAIL_TEMPLATES).with("is_archived", is_archived), holds, (at, limit))
            .await
    }
}

/// Lists email templates, without their bodies.
#[tool(title = "Find email templates", read, public)]
pub async fn find_email_templates(
    crm: &Close,
    args: Find<EmailTemplateFilter>,
) -> Result<FoundPage<EmailTemplate>, ToolError> {
    crm.find(args).await
}
