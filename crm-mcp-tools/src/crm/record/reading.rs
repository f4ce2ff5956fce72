//! How `#[record]` has a field read: by its type, or by the word that stands on it.

pub use super::{
    field_type::{needed, optional},
    lenient::{addresses, day, id, time},
};
