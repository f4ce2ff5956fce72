//! The words of the wire: protocol revisions, JSON-RPC messages, content, errors. Knows no tools.

mod content;
mod envelope;
mod error;
pub(crate) mod excerpt;
mod id;
mod incoming;
mod json;
mod message;
pub(crate) mod near;
mod resource;
mod revision;

pub use content::{Audience, Content, Contents, Icon, IconTheme, ResourceLink};
pub use envelope::{Envelope, Mirrored, MirroredArguments};
pub use error::{CallError, Denied, ErrorCode, Fault, IntoToolError, RpcError, ToolError, Unknown};
pub use excerpt::excerpt;
pub use id::RequestId;
pub use incoming::Incoming;
pub(crate) use incoming::{MOST_MESSAGES, Said};
pub(crate) use json::{FirstItems, FirstMembers, is_empty_array, is_object, no_items, stands_for_object, unquote};
pub(crate) use message::{Message, MessageKind, MessageParts, Meta, Outcome, Param, Params, Unreadable, outcome};
pub use resource::{ResourceContents, ResourceData};
pub use revision::{Revision, UnknownRevision};
