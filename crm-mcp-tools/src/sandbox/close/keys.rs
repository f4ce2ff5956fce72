//! Whose the sandbox is: its organization, its users, and their keys.

use super::engine::{close_ids, object_kind::ObjectKind};

/// The key that may do everything. It is the first user's.
///
/// The other users have keys too: `api_sandbox_2` is the second user's, and so on. Requests of several keys count
/// together against the limits of the organization.
pub const API_KEY: &str = "api_sandbox";

/// How many users there are.
const USERS: u64 = 4;

/// The id of the organization.
pub(crate) fn organization_id() -> String {
    close_ids::seeded(ObjectKind::Organization, 1)
}

/// The id of the user by the number: 1 to 4.
pub(crate) fn user_id(number: u64) -> String {
    close_ids::seeded(ObjectKind::User, number)
}

/// The id of the user that has this key; none if nobody has it.
pub(crate) fn owner(key: &str) -> Option<String> {
    let number = match key.strip_prefix(API_KEY)? {
        "" => Some(1),
        rest => rest.strip_prefix('_')?.parse().ok().filter(|number| (2..=USERS).contains(number)),
    };
    number.map(user_id)
}
