//! Listing users and groups.

use crm_mcp_core::{ToolError, tool};

use crate::{
    close::{
        context::Close,
        lookups::plain_list::{Every, HasList},
        records::{CloseUser, UserGroup},
        shapes::{Find, FoundPage},
        tables::operations::{LIST_GROUPS, LIST_USERS},
    },
    crm::operation::Read,
};

impl HasList for CloseUser {
    const NAME: &'static str = "users";
    const OPERATION: &'static Read = &LIST_USERS;
}

impl HasList for UserGroup {
    const NAME: &'static str = "groups";
    const OPERATION: &'static Read = &LIST_GROUPS;
    const IS_PAGED: bool = false;
}

/// Lists the users of the organization, with mention_html for comments.
#[tool(title = "List users", read, public)]
pub async fn org_users(crm: &Close, args: Find<Every<CloseUser>>) -> Result<FoundPage<CloseUser>, ToolError> {
    crm.find(args).await
}

/// Lists the groups of users, with mention_html for comments.
#[tool(title = "Find groups", read, public)]
pub async fn find_groups(crm: &Close, args: Find<Every<UserGroup>>) -> Result<FoundPage<UserGroup>, ToolError> {
    crm.find(args).await
}
