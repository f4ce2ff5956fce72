//! What the contract holds and no tool sends, with the reason; the tests refuse a line that is not true any more.

use crate::called::Unsent;

pub(crate) const UNSENT: &[Unsent] =
    &[("* query", "the contract has every filter that Close has; the tools send those they offer")];
