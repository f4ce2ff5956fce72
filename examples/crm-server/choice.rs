//! Which tools of each CRM are served.

use crm_mcp_core::Tool;
use crm_mcp_tools::crm::UnknownTool;

use crate::crms::served_crm::Offer;

/// The tools that are served.
pub(crate) enum Choice<'a> {
    /// Those of each CRM that it serves by default.
    Default,
    /// Every tool of every CRM.
    All,
    /// Those with these names, or of toolsets with these names: of each CRM its own.
    Named(Vec<&'a str>),
}

impl Choice<'_> {
    /// The word for every tool.
    pub(crate) const ALL: &'static str = "all";

    /// The tools of a CRM that are served; none if other CRMs' tools were named.
    pub(crate) fn of_crm<C>(&self, offer: &Offer<C>) -> Result<Option<Vec<Tool<C>>>, UnknownTool> {
        match self {
            Self::Default => Ok(Some((offer.default_tools)())),
            Self::All => (offer.choose)(&(offer.toolsets)()).map(Some),
            Self::Named(names) => {
                let own: Vec<_> = names.iter().copied().filter(|name| (offer.choose)(&[*name]).is_ok()).collect();
                if own.is_empty() { Ok(None) } else { (offer.choose)(&own).map(Some) }
            }
        }
    }
}
