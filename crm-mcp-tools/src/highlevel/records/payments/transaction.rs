//! A transaction, and how it was paid.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::crm::record::{Record, record};

/// A transaction: an attempt to take or give back money.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Transaction {
    /// Id.
    #[serde(rename = "_id")]
    #[record(id)]
    pub id: String,
    /// `succeeded`, `pending`, `failed`, `refunded`.
    pub status: Option<String>,
    /// Amount.
    pub amount: Option<Number>,
    /// How much of it was given back.
    pub amount_refunded: Option<Number>,
    /// Currency of amount and amountRefunded, three-letter code.
    pub currency: Option<String>,
    /// Id of the contact.
    pub contact_id: Option<String>,
    /// Name of the contact.
    pub contact_name: Option<String>,
    /// Email address of the contact.
    pub contact_email: Option<String>,
    /// What was paid: `order`, `subscription`, `invoice`.
    pub entity_type: Option<String>,
    /// Id of what was paid, see entityType.
    pub entity_id: Option<String>,
    /// Where it was bought: `funnel`, `invoice`.
    pub entity_source_type: Option<String>,
    /// Name of the funnel, the invoice.
    pub entity_source_name: Option<String>,
    /// Id of the subscription at the payment provider.
    pub subscription_id: Option<String>,
    /// The payment provider: `stripe`.
    pub payment_provider_type: Option<String>,
    /// How it was paid.
    pub payment_method: Option<Record<PaymentMethod>>,
    /// Whether real money was moved; otherwise it was a test.
    pub live_mode: Option<bool>,
    /// When it was created.
    #[record(time)]
    pub created_at: Option<String>,
    /// When it was charged.
    #[record(time)]
    pub fulfilled_at: Option<String>,
}

/// How a transaction was paid.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PaymentMethod {
    /// The card.
    pub card: Option<Record<Card>>,
}

/// A card, as far as it may be told.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Card {
    /// Brand.
    pub brand: Option<String>,
    /// The last four digits.
    pub last4: Option<String>,
}
