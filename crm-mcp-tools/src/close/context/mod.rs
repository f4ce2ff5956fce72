//! The context of the tools: Close, bound to one organization and one grant.

use secrecy::SecretString;

use super::dialect::CloseDialect;
use crate::crm::{
    context::{self, Crm},
    tenant::grant::{Grant, InvalidCredential},
};

/// Close, bound to one organization and one grant (an API key, or the access of an OAuth app): the context of
/// [`tools`](crate::close::tools()).
pub type Close = Crm<CloseDialect>;

/// A way to Close's API, without a credential.
pub type Client = context::client::Client<CloseDialect>;

impl Close {
    /// The organization to which this API key or access token belongs. Nothing is sent yet.
    ///
    /// [`new`](Crm::new) takes the id of the organization as well, and then refuses answers of another one.
    pub fn of_key(client: &Client, key: SecretString) -> Result<Self, InvalidCredential> {
        Ok(Self::of_grant(client, Grant::fixed(key)?))
    }
}
