//! Asking the client, and through it the user.

mod answer;
mod ask;
mod rounds;

pub use answer::{Answer, AskError};
pub(crate) use rounds::{Answers, Interruption, Rounds};
