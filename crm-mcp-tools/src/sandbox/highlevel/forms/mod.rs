//! The vendor's forms: how requests are read and checked, how answers and their ids and dates are written.

pub(crate) mod dates;
mod faults;
pub(crate) mod ids;
pub(crate) mod kinds;
pub(crate) mod live_shapes;
pub(crate) mod origin;
pub(crate) mod reply;
