//! A call from the inside: what a tool can tell the client while it runs, and ask of it.

/// The call that a tool is answering.
#[derive(Debug)]
pub struct Call {}

impl Call {
    /// A call that nobody follows: in process, or from a client that wants no more than the result.
    pub fn detached() -> Self {
        Self {}
    }
}
