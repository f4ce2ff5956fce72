//! Orders and transactions.

mod order;
mod transaction;

pub use self::{
    order::{AmountSummary, Coupon, Order, OrderAnswer, OrderItem, OrderSource, Price},
    transaction::{Card, PaymentMethod, Transaction},
};
