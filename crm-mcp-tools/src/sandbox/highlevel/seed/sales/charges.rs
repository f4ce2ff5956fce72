//! How the orders and subscriptions of the demo data were paid, or not.

use serde_json::{Value, json};

use super::purchases::Order;
use crate::sandbox::{
    highlevel::{
        account::LOCATION_ID,
        forms::ids::{self, RecordKind},
        seed::{
            basis::ago,
            material::goods::{self, Money, PLANS, SUBSCRIBED, Source},
        },
    },
    kit::{
        object::{Object, Properties as _},
        random::Random,
    },
};

/// When subscriptions are charged, all of them at once.
const BILLED: [&str; 8] = [
    "2026-01-01T06:00:00.000Z",
    "2026-02-01T06:00:00.000Z",
    "2026-03-01T06:00:00.000Z",
    "2026-04-01T06:00:00.000Z",
    "2026-05-01T06:00:00.000Z",
    "2026-06-01T06:00:00.000Z",
    "2026-07-01T06:00:00.000Z",
    "2026-08-01T06:00:00.000Z",
];

const CARDS: [&str; 4] = ["visa", "mastercard", "amex", "discover"];

/// What a charge is for.
struct Charge<'a> {
    contact: &'a Object,
    source: &'static Source,
    source_id: &'a str,
    /// The sort and the id of what is paid.
    entity: (&'static str, &'a str),
    live: bool,
    card: Value,
}

/// How a charge went.
struct Outcome {
    at: String,
    status: &'static str,
    amount: Money,
    refunded: Money,
}

/// The transactions of an order, as its status tells.
pub(crate) fn of_order(random: &mut Random, order: &Order<'_>) -> Vec<Value> {
    let charge = Charge {
        contact: order.contact,
        source: order.source,
        source_id: &order.source_id,
        entity: ("order", order.document["_id"].as_str().unwrap_or_default()),
        live: order.live,
        card: card(random),
    };
    let outcome = |status, percent, refunded, age| Outcome {
        at: ago(age),
        status,
        amount: order.amount.percent(percent),
        refunded: order.amount.percent(refunded),
    };
    let outcomes = match order.status {
        "completed" if random.chance(15) => {
            let again = order.age.saturating_sub(600);
            vec![outcome("failed", 100, 0, order.age), outcome("succeeded", 100, 0, again)]
        }
        "completed" if random.chance(15) => vec![outcome("partially_refunded", 100, 25, order.age)],
        "refunded" => vec![outcome("refunded", 100, 100, order.age)],
        "partially_paid" => vec![outcome("succeeded", 50, 0, order.age)],
        "pending" => vec![outcome("pending", 100, 0, order.age)],
        "cancelled" => vec![outcome("failed", 100, 0, order.age)],
        _ => vec![outcome("succeeded", 100, 0, order.age)],
    };
    outcomes.iter().map(|outcome| transaction(random, &charge, outcome, None)).collect()
}

/// The monthly charges of the `number`th subscription, since its contact came in.
pub(crate) fn of_subscription(random: &mut Random, contact: &Object, number: u64) -> Vec<Value> {
    let subscription = format!("sub_1{}", ids::of(RecordKind::Subscription, number));
    let (entity_id, source_id) = (random.object_id(), random.object_id());
    let charge = Charge {
        contact,
        source: &SUBSCRIBED,
        source_id: &source_id,
        entity: ("subscription", &entity_id),
        live: true,
        card: card(random),
    };
    let amount = random.pick(&PLANS).price_in(goods::currency_of(contact));
    let billed = BILLED.iter().filter(|at| **at > contact.text("dateAdded"));
    let month = |at: &&str| {
        let status = if random.chance(6) { "failed" } else { "succeeded" };
        let outcome = Outcome { at: (*at).to_owned(), status, amount, refunded: amount.percent(0) };
        transaction(random, &charge, &outcome, Some(&subscription))
    };
    billed.map(month).collect()
}

fn card(random: &mut Random) -> Value {
    json!({ "brand": random.pick(&CARDS), "last4": format!("{:04}", random.below(10_000)) })
}

fn transaction(random: &mut Random, charge: &Charge<'_>, outcome: &Outcome, subscription: Option<&str>) -> Value {
    let Charge { contact, source, card, .. } = charge;
    let (entity_type, entity_id) = charge.entity;
    let prefix = if subscription.is_some() { "in_1" } else { "ch_3" };
    let charge_id = format!("{prefix}{}", ids::of(RecordKind::Charge, random.word() >> 16));
    let mut transaction = json!({
        "_id": random.object_id(),
        "altId": LOCATION_ID,
        "altType": "location",
        "contactId": contact.text("id"),
        "contactName": contact.text("name"),
        "contactEmail": contact.text("email"),
        "currency": outcome.amount.currency,
        "amount": outcome.amount.value(),
        "amountRefunded": outcome.refunded.value(),
        "status": outcome.status,
        "liveMode": charge.live,
        "entityType": entity_type,
        "entityId": entity_id,
        "entitySourceType": source.kind,
        "entitySourceSubType": source.sub_kind,
        "entitySourceName": source.name,
        "entitySourceId": charge.source_id,
        "entitySourceMeta": source.meta(charge.source_id),
        "chargeId": charge_id,
        "chargeSnapshot": snapshot(charge, &charge_id, outcome),
        "paymentProviderType": "stripe",
        "paymentProviderConnectedAccount": Random::new(1).object_id(),
        "ipAddress": format!("203.0.113.{}", 1 + random.below(254)),
        "paymentMethod": { "card": card },
        "createdAt": outcome.at,
        "updatedAt": outcome.at,
        "fulfilledAt": outcome.at,
    });
    if let Some(subscription) = subscription {
        transaction["subscriptionId"] = subscription.into();
    }
    transaction
}

/// What the payment provider said, of which there is more than anybody needs.
fn snapshot(charge: &Charge<'_>, id: &str, outcome: &Outcome) -> Value {
    let declined = outcome.status == "failed";
    json!({
        "id": id,
        "object": if id.starts_with("in_") { "invoice" } else { "charge" },
        "account_country": "US",
        "account_name": "Harbor Street Marketing",
        "amount": outcome.amount.cents,
        "amount_refunded": outcome.refunded.cents,
        "currency": outcome.amount.currency.to_lowercase(),
        "livemode": charge.live,
        "paid": !declined,
        "failure_code": declined.then_some("card_declined"),
        "failure_message": declined.then_some("Your card was declined."),
        "billing_details": { "name": charge.contact.text("name"), "email": charge.contact.text("email") },
        "payment_method_details": { "type": "card", "card": charge.card },
        "calculated_statement_descriptor": "HARBOR STREET MARKETING",
        "outcome": { "network_status": if declined { "declined_by_network" } else { "approved_by_network" } },
        "receipt_url": format!("https://pay.harborstreet.example.com/receipts/{id}"),
    })
}
