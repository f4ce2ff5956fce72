//! Tools in the shapes of models' APIs, and calls of models.

#![allow(clippy::unwrap_used)]

mod calls;
mod definitions;
mod notebook;
mod strict;
