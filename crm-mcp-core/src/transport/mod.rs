#![doc = include_str!("../docs/transport.md")]

#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "stdio")]
pub mod stdio;

pub use crate::{
    call::{ChangeStream, Connection, Outgoing, Outlet, Peer, WaitingPlace},
    server::Reply,
    wire::{Envelope, Incoming, Mirrored, MirroredArguments, RequestId, RpcError},
};

/// U+FEFF in UTF-8. Some programs on Windows write it before a text. It says that UTF-8 follows, and it is not part of
/// the text.
#[cfg(any(feature = "http", feature = "stdio"))]
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
