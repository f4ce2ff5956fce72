//! Reading the organization and the user to whom the credential belongs.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    close::{
        context::Close,
        records::{CloseOrganization, CloseUser},
        shapes::ById,
        tables::operations::GET_ORGANIZATION,
    },
    crm::record::{Fields, Record},
};

/// How much is shown.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AskOrganization {
    /// slim (default) or all, which has statuses and members too.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

/// The organization, and who asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OrganizationInfo {
    /// The organization.
    pub organization: Record<CloseOrganization>,
    /// The user to whom the credential belongs.
    pub user: Record<CloseUser>,
}

/// Reads the organization and the user who calls.
#[tool(title = "Organization info", read, public)]
pub async fn org_info(crm: &Close, args: AskOrganization) -> Result<OrganizationInfo, ToolError> {
    let (user, organization) = crm.me().await?;
    let by_id = ById { id: organization, fields: args.fields };
    Ok(OrganizationInfo { organization: crm.fetch(&GET_ORGANIZATION, by_id).await?, user: user.showing(args.fields) })
}
