//! The tools on payments: orders and transactions.

mod order;
mod transactions;

pub use order::{AmountSummary, Coupon, Order, OrderAnswer, OrderItem, OrderSource, Price};
pub use transactions::{Card, PaymentMethod, Transaction, TransactionPage};

use crm_mcp_core::{Tool, tools};

use crate::highlevel::context::HighLevel;

/// The tools on payments, in the order of the vendor's own list.
pub(in crate::highlevel) fn tools() -> Vec<Tool<HighLevel>> {
    tools![order::get_order_by_id, transactions::list_transactions]
}
