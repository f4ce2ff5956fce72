//! The words of the wire: protocol revisions, JSON-RPC messages, protocol errors. Knows no tools.

mod error;
mod first;
mod framing;
mod message;
mod revision;

pub use error::RpcError;
pub(crate) use first::{FirstItems, FirstMembers, no_items};
pub use framing::{Framing, Mirrored, MirroredArguments};
pub use message::RequestId;
pub(crate) use message::{
    Incoming, Kind, MOST_MESSAGES, Message, Params, is_empty_array, is_object, stands_for_object, text,
};
pub use revision::Revision;
