//! The parameter by which a function takes its call.

use crate::call::Call;

/// A parameter that takes the call: `&Call`, under whichever name it is imported.
///
/// The attributes ask for it where they hand the call on, so that another type is reported where it is written.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`&{Self}` is not the call",
    label = "the last reference of a tool, a prompt or a resource is `&Call`",
    note = "take arguments by value, as one struct: the first reference is the context, and only the call is borrowed beside it"
)]
pub trait CallParameter {
    /// The call, as the function takes it.
    fn of(call: &Call) -> &Self;
}

impl CallParameter for Call {
    fn of(call: &Call) -> &Self {
        call
    }
}
