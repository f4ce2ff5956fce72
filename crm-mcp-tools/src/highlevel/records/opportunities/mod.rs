//! An opportunity, the pipelines that it goes through, and the reasons for which it is lost.

mod lost_reason;
mod opportunity;
mod pipeline;

pub(in crate::highlevel) use self::lost_reason::LostReason;
pub use self::{
    opportunity::{Opportunity, OpportunityAnswer, OpportunityContact},
    pipeline::{Pipeline, Stage},
};
