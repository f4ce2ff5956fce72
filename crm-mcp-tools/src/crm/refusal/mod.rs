//! What a CRM says when something fails -> what the model is told: code, cause, next step.

pub(crate) mod details;
pub(crate) mod refusals;
pub(crate) mod rule;
pub(crate) mod said;
pub(crate) mod topic;

pub use self::{
    refusals::Refusals,
    rule::{IN_A_MOMENT, NO_USE, Rule, rule, setting},
    topic::{Topic, topic},
};
