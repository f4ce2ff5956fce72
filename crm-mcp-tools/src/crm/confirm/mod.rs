//! Asking the user before something is changed: which changes, the form, and values in words.

pub(crate) mod form;
pub(crate) mod policy;
pub(crate) mod words;

pub use policy::Confirm;
