//! Close's tools.

#![allow(clippy::unwrap_used)]

mod toolset;
