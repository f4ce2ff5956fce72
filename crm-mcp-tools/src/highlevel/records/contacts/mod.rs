//! A contact, and what stands with it: its tags, tasks and notes.

mod channels;
mod contact;
mod contact_note;
mod tag_list;
mod task;

pub(in crate::highlevel) use self::channels::statuses;
pub use self::{
    contact::{Contact, ContactAnswer},
    contact_note::ContactNote,
    tag_list::{NewTags, TagList},
    task::Task,
};
