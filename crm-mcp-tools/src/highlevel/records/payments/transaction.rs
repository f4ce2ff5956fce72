//! A transaction, and how it was paid.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::crm::record::{Fields, Record, Slim, lenient};

/// A transaction: an attempt to take or give back money.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Transaction {
    /// Id.
    #[serde(rename = "_id", deserialize_with = "lenient::id")]
    pub id: String,
    /// `succeeded`, `pending`, `failed`, `refunded`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Amount.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub amount: Option<Number>,
    /// How much of it was given back.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub amount_refunded: Option<Number>,
    /// Currency of amount and amountRefunded, three-letter code.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Id of the contact.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
    /// Name of the contact.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub contact_name: Option<String>,
    /// Email address of the contact.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
    /// What was paid: `order`, `subscription`, `invoice`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub entity_type: Option<String>,
    /// Id of what was paid, see entityType.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<String>,
    /// Where it was bought: `funnel`, `invoice`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub entity_source_type: Option<String>,
    /// Name of the funnel, the invoice.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub entity_source_name: Option<String>,
    /// Id of the subscription at the payment provider.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub subscription_id: Option<String>,
    /// The payment provider: `stripe`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub payment_provider_type: Option<String>,
    /// How it was paid.
    #[serde(default, deserialize_with = "lenient::part", skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<Record<PaymentMethod>>,
    /// Whether real money was moved; otherwise it was a test.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub live_mode: Option<bool>,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When it was charged.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub fulfilled_at: Option<String>,
}

/// How a transaction was paid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PaymentMethod {
    /// The card.
    #[serde(default, deserialize_with = "lenient::part", skip_serializing_if = "Option::is_none")]
    pub card: Option<Record<Card>>,
}

/// A card, as far as it may be told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Card {
    /// Brand.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// The last four digits.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub last4: Option<String>,
}

impl Slim for Card {}

impl Slim for PaymentMethod {
    fn show(&mut self, fields: Fields) {
        self.card.show(fields);
    }
}

impl Slim for Transaction {
    fn show(&mut self, fields: Fields) {
        self.payment_method.show(fields);
    }
}
