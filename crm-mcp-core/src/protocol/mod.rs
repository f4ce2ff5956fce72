//! The words of the wire: protocol revisions, JSON-RPC messages, protocol errors. Knows no tools.

mod error;
mod framing;
mod message;
mod revision;

pub use error::RpcError;
pub use framing::{Framing, Mirrored, MirroredArguments};
pub use message::RequestId;
pub(crate) use message::{Incoming, Kind, Message, Params, is_object, text};
pub use revision::Revision;
