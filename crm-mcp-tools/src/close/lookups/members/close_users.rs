//! The users of an organization by their ids.

use std::time::Duration;

use crm_mcp_core::ToolError;

use crate::{
    close::{
        context::Close, dialect::CloseDialect, known::Organization, records::CloseUser, tables::operations::LIST_USERS,
    },
    crm::memory::{
        asked::Asked,
        recent::{Kept, Recent},
    },
};

impl Kept for CloseUser {
    const MAX_AGE: Duration = Duration::from_mins(5);
}

impl Asked<CloseDialect> for CloseUser {
    fn kept(known: &Organization) -> &Recent<Self> {
        &known.users
    }

    async fn ask(crm: &Close) -> Result<Vec<Self>, ToolError> {
        crm.every(&LIST_USERS).await
    }
}
