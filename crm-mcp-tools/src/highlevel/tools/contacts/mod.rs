//! The tools on contacts, their tags and their tasks.

mod country_code;
mod dnd;
mod duplicates;
mod new_tags;
mod read;
mod record;
mod tags;
mod tasks;
mod write;

pub use new_tags::NewTags;
pub use read::ContactPage;
pub use record::{Contact, ContactAnswer, WrittenContact};
pub use tags::TagList;
pub use tasks::{Task, TaskPage};

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on contacts, in the order of the vendor's own list.
pub(in crate::highlevel) fn tools() -> Vec<Tool<HighLevel>> {
    tools![
        tasks::get_all_tasks,
        tags::add_tags,
        tags::remove_tags,
        read::get_contact,
        write::update_contact,
        write::upsert_contact,
        write::create_contact,
        read::get_contacts,
    ]
}
