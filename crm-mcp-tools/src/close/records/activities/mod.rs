//! Activities: what happened at a lead, and what people write about it.

mod activity;
mod close_call;
mod close_email;
mod close_note;
mod comment;
mod activity_outcome;
mod transcript;

pub use self::{
    activity::Activity, close_call::CloseCall, close_email::CloseEmail, close_note::CloseNote, comment::Comment,
    activity_outcome::ActivityOutcome, transcript::Transcript,
};
