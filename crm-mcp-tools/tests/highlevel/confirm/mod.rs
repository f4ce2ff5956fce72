//! The user is asked before something is changed, and nothing is changed unless they agree.

mod client;
mod legacy;
mod nested;
mod policy;
mod rounds;
mod words;

pub(crate) use client::{server, yes};
