//! The tools on smart views, which the API calls saved searches.

mod pinned_views;
mod read;
mod search;
mod write;

use crm_mcp_core::{Tool, tools};

pub use self::{
    read::fetch_lead_smart_view,
    search::{SmartViewFilter, WhichSmartViews, find_lead_smart_views},
    write::{SmartViewUpdate, delete_lead_smart_view, update_lead_smart_view},
};
use crate::close::context::Close;

/// The tools on smart views.
pub(in crate::close) fn tools() -> Vec<Tool<Close>> {
    tools![find_lead_smart_views, fetch_lead_smart_view, update_lead_smart_view, delete_lead_smart_view]
}
