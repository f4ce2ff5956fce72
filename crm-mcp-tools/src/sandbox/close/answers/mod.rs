//! What Close's answers are made of: moments, and errors.

pub(crate) mod close_refusal;
pub(crate) mod moments;
