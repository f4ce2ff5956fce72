//! A CRM that counts the requests of each operation by themselves.

#![allow(clippy::unwrap_used)]

mod answers;
mod leads;
mod pace;
