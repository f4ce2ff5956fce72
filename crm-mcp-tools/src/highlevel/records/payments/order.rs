//! An order, with its items and amounts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::crm::record::{Record, record};

/// An order. Every amount in it is beside its currency.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Order {
    /// Id.
    #[serde(rename = "_id")]
    #[record(id)]
    pub id: String,
    /// `completed`, `pending`, `refunded`.
    pub status: Option<String>,
    /// `fulfilled` or `unfulfilled`.
    pub fulfillment_status: Option<String>,
    /// What is to be paid.
    pub amount: Option<Number>,
    /// Currency, three-letter code.
    pub currency: Option<String>,
    /// How the amount came about.
    pub amount_summary: Option<Record<AmountSummary>>,
    /// The coupon that was used.
    pub coupon: Option<Record<Coupon>>,
    /// What was ordered.
    pub items: Vec<Record<OrderItem>>,
    /// Id of the contact who ordered.
    pub contact_id: Option<String>,
    /// Where it was ordered.
    pub source: Option<Record<OrderSource>>,
    /// Whether real money was moved; otherwise it was a test.
    pub live_mode: Option<bool>,
    /// When it was created.
    #[record(time)]
    pub created_at: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub updated_at: Option<String>,
}

/// How the amount of an order came about.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AmountSummary {
    /// The amount before the discount.
    pub subtotal: Option<Number>,
    /// The discount.
    pub discount: Option<Number>,
    /// Currency of subtotal and discount.
    pub currency: Option<String>,
}

/// A coupon.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Coupon {
    /// The code that was entered.
    pub code: Option<String>,
}

/// An item of an order.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OrderItem {
    /// Name.
    pub name: Option<String>,
    /// How many of it.
    pub qty: Option<Number>,
    /// Price of one.
    pub price: Option<Record<Price>>,
}

/// A price.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Price {
    /// The amount.
    pub amount: Option<Number>,
    /// Its currency.
    pub currency: Option<String>,
}

/// Where something was ordered.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OrderSource {
    /// `funnel`, `website`, `invoice`, `manual`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Kind of it: `one_step_order_form`.
    pub sub_type: Option<String>,
    /// Id of the funnel, the invoice.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

/// One order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OrderAnswer {
    /// The order.
    pub order: Record<Order>,
}
