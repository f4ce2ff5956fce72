//! The tools on leads and contacts at once.

mod by_words;
mod fetch_any;

use crm_mcp_core::{Tool, tools};

pub use self::{
    by_words::{FurtherSearch, WordSearch, paginate_search, search},
    fetch_any::{FetchedRecord, fetch},
};
use crate::close::context::Close;

/// The tools on leads and contacts at once.
pub(super) fn tools() -> Vec<Tool<Close>> {
    tools![search, paginate_search, fetch]
}
