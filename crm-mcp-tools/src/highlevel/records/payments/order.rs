//! An order, with its items and amounts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::crm::record::{Fields, Record, Slim, lenient};

/// An order. Every amount in it is beside its currency.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Order {
    /// Id.
    #[serde(rename = "_id", deserialize_with = "lenient::id")]
    pub id: String,
    /// `completed`, `pending`, `refunded`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `fulfilled` or `unfulfilled`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub fulfillment_status: Option<String>,
    /// What is to be paid.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub amount: Option<Number>,
    /// Currency, three-letter code.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// How the amount came about.
    #[serde(default, deserialize_with = "lenient::part", skip_serializing_if = "Option::is_none")]
    pub amount_summary: Option<Record<AmountSummary>>,
    /// The coupon that was used.
    #[serde(default, deserialize_with = "lenient::part", skip_serializing_if = "Option::is_none")]
    pub coupon: Option<Record<Coupon>>,
    /// What was ordered.
    #[serde(default, deserialize_with = "lenient::records", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Record<OrderItem>>,
    /// Id of the contact who ordered.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
    /// Where it was ordered.
    #[serde(default, deserialize_with = "lenient::part", skip_serializing_if = "Option::is_none")]
    pub source: Option<Record<OrderSource>>,
    /// Whether real money was moved; otherwise it was a test.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub live_mode: Option<bool>,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
}

/// How the amount of an order came about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AmountSummary {
    /// The amount before the discount.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub subtotal: Option<Number>,
    /// The discount.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub discount: Option<Number>,
    /// Currency of subtotal and discount.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// A coupon.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Coupon {
    /// The code that was entered.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// An item of an order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OrderItem {
    /// Name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many of it.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub qty: Option<Number>,
    /// Price of one.
    #[serde(default, deserialize_with = "lenient::part", skip_serializing_if = "Option::is_none")]
    pub price: Option<Record<Price>>,
}

/// A price.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Price {
    /// The amount.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub amount: Option<Number>,
    /// Its currency.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// Where something was ordered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OrderSource {
    /// `funnel`, `website`, `invoice`, `manual`.
    #[serde(rename = "type", default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Kind of it: `one_step_order_form`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub sub_type: Option<String>,
    /// Id of the funnel, the invoice.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Slim for AmountSummary {}
impl Slim for Coupon {}
impl Slim for OrderSource {}
impl Slim for Price {}

impl Slim for OrderItem {
    fn show(&mut self, fields: Fields) {
        self.price.show(fields);
    }
}

impl Slim for Order {
    fn show(&mut self, fields: Fields) {
        let Self { amount_summary, coupon, items, source, .. } = self;
        amount_summary.show(fields);
        coupon.show(fields);
        items.show(fields);
        source.show(fields);
    }
}

/// One order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OrderAnswer {
    /// The order.
    pub order: Record<Order>,
}
