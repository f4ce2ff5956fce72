//! The tools on contacts, the people at a lead.

mod added;
mod read;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::fetch_contact,
    write::{CloseContactUpdate, NewCloseContact, create_contact, delete_contact, update_contact},
};
use crate::close::context::Close;

/// The tools on contacts.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![fetch_contact, create_contact, update_contact, delete_contact]
}
