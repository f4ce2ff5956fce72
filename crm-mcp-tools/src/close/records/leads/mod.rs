//! Leads, the people at them, and what a search shows of both.

mod close_contact;
mod lead;
mod search_hit;

pub use self::{
    close_contact::{CloseContact, ContactEmail, ContactPhone, ContactUrl},
    lead::{Address, Lead},
    search_hit::SearchHit,
};
