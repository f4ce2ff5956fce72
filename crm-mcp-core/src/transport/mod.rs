//! The ways in: each turns what arrives into [`Server::handle`](crate::Server::handle) calls and its replies back.

#[cfg(feature = "http")]
pub mod http;
#[cfg(any(feature = "http", feature = "stdio"))]
mod opening;
#[cfg(feature = "stdio")]
pub mod stdio;
