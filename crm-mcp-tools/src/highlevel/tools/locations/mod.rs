//! The tools on the location itself: what it is, and which custom fields its records have.

mod custom_fields;
mod get_location;

pub use custom_fields::{CustomFieldFilter, CustomFieldPage, CustomFieldSearch, ModelFilter};
pub use get_location::LocationView;

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on the location, in the order of the vendor's own list.
pub(super) fn tools() -> Vec<Tool<HighLevel>> {
    tools![get_location::get_location, custom_fields::get_custom_fields]
}
