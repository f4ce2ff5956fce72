//! A reason for which opportunities are lost.

use serde::Deserialize;

use crate::crm::{naming::Named, record::record};

/// A reason that the location has defined.
#[record]
#[derive(Debug, Deserialize)]
pub(in crate::highlevel) struct LostReason {
    #[record(id)]
    pub(in crate::highlevel) id: String,
    pub(in crate::highlevel) name: Option<String>,
}

impl Named for LostReason {
    const KIND: &'static str = "lost reason";
    const BY: &'static str = "name a lost reason by name or id";
    const APART: &'static str = "give the reason's id";

    fn id(&self) -> &str {
        &self.id
    }

    fn names(&self) -> Vec<&str> {
        self.name.as_deref().into_iter().collect()
    }
}
