//! Listing scheduling links: those of users, and those that the organization shares.

use crm_mcp_core::{ToolError, tool};
use futures_util::future::try_join;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        lookups::skipped_page::has_part,
        records::SchedulingLink,
        shapes::{Find, FoundPage},
        tables::operations::{LIST_SCHEDULING_LINKS, LIST_SHARED_SCHEDULING_LINKS},
    },
    crm::{
        operation::Read,
        page::{List, Next, Page, Rows},
    },
};

/// Which scheduling links are wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SchedulingLinkFilter {
    /// Part of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_search: Option<String>,
}

/// One of Close's two lists, which have no pages.
#[derive(Deserialize)]
struct Links {
    data: Rows<SchedulingLink>,
    #[serde(default)]
    has_more: bool,
}

impl List for SchedulingLinkFilter {
    const NAME: &'static str = "schedulingLinks";
    type Dialect = CloseDialect;
    type Slim = SchedulingLink;
    /// Close's lists have no pages.
    type At = ();

    async fn page(&self, crm: &Close, _: Option<&()>, _: u16) -> Result<Page<SchedulingLink, ()>, ToolError> {
        let lists = try_join(crm.links(&LIST_SCHEDULING_LINKS), crm.links(&LIST_SHARED_SCHEDULING_LINKS)).await?;
        let (Links { data: mut all, has_more }, Links { data: mut shared, has_more: has_more_shared }) = lists;
        all.iter_mut().for_each(|link| link.is_shared = Some(false));
        shared.iter_mut().for_each(|link| link.is_shared = Some(true));
        all.append(shared);
        all.retain(|link| has_part(link.name.as_deref(), self.name_search.as_deref()));
        let total = Some(all.len() as u64);
        Ok(Page::new(all, Next::when(has_more || has_more_shared, None), total))
    }
}

impl Close {
    async fn links(&self, operation: &'static Read) -> Result<Links, ToolError> {
        self.call(operation).send().await
    }
}

/// Lists links for booking meetings: a personal one has a url, a shared one a template_tag to write in templates.
#[tool(title = "Find scheduling links", read, public)]
pub async fn find_scheduling_links(
    crm: &Close,
    args: Find<SchedulingLinkFilter>,
) -> Result<FoundPage<SchedulingLink>, ToolError> {
    crm.find(args).await
}
