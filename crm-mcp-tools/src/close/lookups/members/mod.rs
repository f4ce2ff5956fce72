//! Who asks, and who else is in the organization.

mod close_users;
mod me;
