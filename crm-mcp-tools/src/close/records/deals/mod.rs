//! What a lead may buy: opportunities, and the pipelines that they go through.

mod close_opportunity;
mod close_pipeline;

pub use self::{
    close_opportunity::CloseOpportunity,
    close_pipeline::{ClosePipeline, PipelineStatus},
};
