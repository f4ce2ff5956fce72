//! Who asks, and of which organization.

use crm_mcp_core::{ErrorCode, ToolError};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    close::{context::Close, records::CloseUser, tables::operations::GET_ME},
    crm::{record::Record, value::Id},
};

impl Close {
    /// The user to whom the credential belongs, and the id of the organization.
    pub(in crate::close) async fn me(&self) -> Result<(Record<CloseUser>, Id), ToolError> {
        let mut user: Record<CloseUser> = self.call(&GET_ME).send().await?;
        self.complete([&mut user]).await;
        let organization = match self.named_tenant() {
            Some(named) => named.clone(),
            None => the_only(user.others.get("organizations"))?,
        };
        Ok((user, organization))
    }

    /// The id of the organization. Only a context that was made without it asks Close.
    pub(in crate::close) async fn organization(&self) -> Result<Id, ToolError> {
        match self.named_tenant() {
            Some(named) => Ok(named.clone()),
            None => Ok(self.me().await?.1),
        }
    }
}

/// The id of the organization that a credential opens, which is one.
fn the_only(organizations: Option<&Value>) -> Result<Id, ToolError> {
    #[derive(Deserialize)]
    struct Opened {
        id: Id,
    }
    let organizations = organizations.cloned().unwrap_or_default();
    match serde_json::from_value::<[Opened; 1]>(organizations) {
        Ok([Opened { id }]) => Ok(id),
        Err(_) => {
            Err(ToolError::new(ErrorCode::Internal, "Close does not say of which one organization this credential is")
                .with_next_step("have the operator give the id of the organization"))
        }
    }
}
