//! Which CRMs can be served.
//!
//! To add one: implement [`ServedCrm`] for it in a file beside these, put it into [`CRMS`], give `Args` a flag for another
//! address than the vendor's, and name its sandbox in `serving/sandboxes.rs`. Nothing else in this server knows a CRM.

pub(crate) mod kind;
mod of_close;
mod of_highlevel;
mod sent;
pub(crate) mod served_crm;

use self::{kind::Kind, of_close::OfClose, of_highlevel::OfHighLevel, served_crm::ServedCrm};

/// The CRMs that can be served.
pub(crate) static CRMS: [&dyn Kind; 2] = [&OfHighLevel, &OfClose];

/// The one of `/mcp` unless another is chosen, by its name in flags.
pub(crate) const DEFAULT: &str = OfHighLevel::WORDS.path;

/// The names of the CRMs in paths and flags.
pub(crate) fn paths() -> [&'static str; CRMS.len()] {
    CRMS.map(|crm| crm.words().path)
}
