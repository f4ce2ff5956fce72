//! The organization and who is in it.

mod close_organization;
mod close_user;
mod mention;
mod user_group;

pub use self::{close_organization::CloseOrganization, close_user::CloseUser, user_group::UserGroup};
