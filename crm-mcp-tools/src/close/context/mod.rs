//! The context of the tools: Close, bound to one organization and one grant.

use super::dialect::CloseDialect;
use crate::crm::context::{self, Crm};

/// Close, bound to one organization and one grant (an API key, or the access of an OAuth app): the context of
/// [`tools`](crate::close::tools()).
pub type Close = Crm<CloseDialect>;

/// A way to Close's API, without a credential.
pub type Client = context::client::Client<CloseDialect>;
