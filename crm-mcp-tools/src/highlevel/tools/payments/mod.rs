//! The tools on payments: orders and transactions.

mod orders;
mod transactions;

pub use orders::OrderView;
pub use transactions::{PaymentMode, TransactionFilter, TransactionPage, TransactionSearch};

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on payments, in the order of the vendor's own list.
pub(super) fn tools() -> Vec<Tool<HighLevel>> {
    tools![orders::get_order_by_id, transactions::list_transactions]
}
