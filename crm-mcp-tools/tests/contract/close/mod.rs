//! Close: its contract, and what its tools and its sandbox are asked.

mod calls;
mod checker;
mod sandbox;
mod tools;
mod unsent;

use std::sync::LazyLock;

use crate::checked::{Contract, Crm};

pub(crate) static CLOSE: Crm = Crm {
    base: "/api/v1",
    credential: "`Basic …` or `Bearer …`",
    is_credential: |value| {
        value.split_once(' ').is_some_and(|(kind, key)| ["Basic", "Bearer"].contains(&kind) && !key.is_empty())
    },
    nulls_are_gaps: false,
    selection: Some("_fields"),
    contract: LazyLock::new(|| Contract::read("close")),
};
