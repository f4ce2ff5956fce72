//! The context of the tools: HighLevel, bound to one location and one grant.

use super::dialect::HighLevelDialect;
use crate::crm::{
    context::{self, Crm},
    operation::{Read, Write},
    request::Request,
    value::Id,
};

/// HighLevel, bound to one location and one grant (a Private Integration token of that location, or the installation of an
/// OAuth app there): the context of [`tools`](crate::highlevel::tools()).
pub type HighLevel = Crm<HighLevelDialect>;

/// A way to HighLevel's API, without a credential.
pub type Client = context::client::Client<HighLevelDialect>;

/// A request of one of HighLevel's operations that read.
pub(in crate::highlevel) type ReadRequest<'a> = Request<'a, HighLevelDialect, Read>;

/// A request of one of HighLevel's operations that write.
pub(in crate::highlevel) type WriteRequest<'a> = Request<'a, HighLevelDialect, Write>;

impl HighLevel {
    /// The id of the location.
    pub fn location(&self) -> &Id {
        self.tenant()
    }
}
