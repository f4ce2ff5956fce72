//! The sandbox's location, and the tokens for it.

/// The id of the sandbox's only location.
pub const LOCATION_ID: &str = "SandboxLocation00001";

/// The token that has every scope.
pub const TOKEN: &str = "pit-sandbox";

/// The token that has the read-only scopes.
pub const READ_TOKEN: &str = "pit-sandbox-read";
