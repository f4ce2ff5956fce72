//! HighLevel: its contract, and what its tools and its sandbox are asked.

mod calls;
mod checker;
mod sandbox;
mod tools;
mod unsent;

use std::sync::LazyLock;

use crate::checked::{Contract, Crm};

pub(crate) static HIGHLEVEL: Crm = Crm {
    base: "",
    credential: "`Bearer …`",
    is_credential: |value| value.strip_prefix("Bearer ").is_some_and(|token| !token.is_empty()),
    // What a record lacks the vendor leaves out or gives as null, at its pleasure; its documents say so nowhere.
    nulls_are_gaps: true,
    selection: None,
    contract: LazyLock::new(|| Contract::read("highlevel")),
};
