//! What the customers of the demo data ordered.

use serde_json::{Value, json};

use crate::sandbox::{
    highlevel::{
        account::LOCATION_ID,
        contacts::document::repeated,
        seed::{
            basis::{age, ago},
            extras,
            material::goods::{self, COUPONS, Money, PRODUCTS, SOURCES, Source},
        },
    },
    kit::{
        object::{Object, Properties as _},
        random::Random,
    },
};

const YEAR_IN_SECONDS: u64 = 365 * 24 * 60 * 60;

/// What an order keeps of its contact, in the vendor's other spelling.
const SNAPSHOT: [(&str, &str); 10] = [
    ("id", "id"),
    ("first_name", "firstName"),
    ("first_name_lower_case", "firstNameLowerCase"),
    ("last_name", "lastName"),
    ("last_name_lower_case", "lastNameLowerCase"),
    ("email", "email"),
    ("phone", "phone"),
    ("company_name", "companyName"),
    ("type", "type"),
    ("location_id", "locationId"),
];

/// An order, with what its transactions need to know.
pub(crate) struct Order<'a> {
    pub(crate) document: Value,
    pub(crate) contact: &'a Object,
    pub(crate) source: &'static Source,
    pub(crate) source_id: String,
    pub(crate) status: &'static str,
    pub(crate) amount: Money,
    /// How many seconds before the data was taken it was made.
    pub(crate) age: u64,
    pub(crate) live: bool,
}

pub(crate) fn order<'a>(random: &mut Random, contact: &'a Object) -> Order<'a> {
    let (age, currency) = (random.below(age(contact).min(YEAR_IN_SECONDS) + 1), goods::currency_of(contact));
    let (status, source, source_id) = (status(random), random.pick(&SOURCES), random.object_id());
    let live = !random.chance(8);
    let (items, prices): (Vec<Value>, Vec<u32>) = (0..=random.below(3)).map(|_| item(random, currency)).unzip();
    let subtotal: u32 = prices.iter().sum();
    let coupon = random.chance(25).then(|| random.pick(&COUPONS));
    let discount = coupon.map_or(0, |(_, percent)| subtotal * percent / 100);
    let amount = Money { cents: subtotal - discount, currency };
    let value = |cents| Money { cents, currency }.value();

    let mut document = json!({
        "_id": random.object_id(),
        "altId": LOCATION_ID,
        "altType": "location",
        "contactId": contact.text("id"),
        "contactSnapshot": repeated(contact, &SNAPSHOT),
        "currency": currency,
        "amount": amount.value(),
        "amountSummary": { "subtotal": value(subtotal), "discount": value(discount) },
        "status": status,
        "fulfillmentStatus": if status == "completed" { "fulfilled" } else { "unfulfilled" },
        "liveMode": live,
        "markAsTest": !live,
        "createdAt": ago(age),
        "updatedAt": ago(random.below(age + 1)),
        "source": source.to_json(&source_id),
        "items": items,
        "trackingId": random.uuid(),
        "fingerprint": random.uuid(),
        "traceId": random.uuid(),
        "meta": {},
        "automaticTaxesCalculated": false,
    });
    add_coupon(random, &mut document, coupon);
    if source.kind == "invoice" {
        document["createdBy"] = extras::user(random).into();
    }
    Order { document, contact, source, source_id, status, amount, age, live }
}

fn add_coupon(random: &mut Random, document: &mut Value, coupon: Option<&(&str, u32)>) {
    let Some((code, percent)) = coupon else { return };
    let id = random.object_id();
    document["coupon"] = json!({ "_id": id, "code": code, "discountType": "percentage", "discountValue": percent });
}

fn status(random: &mut Random) -> &'static str {
    match random.below(100) {
        0..62 => "completed",
        62..74 => "pending",
        74..84 => "partially_paid",
        84..92 => "refunded",
        _ => "cancelled",
    }
}

/// A line of an order, and what it comes to.
fn item(random: &mut Random, currency: &'static str) -> (Value, u32) {
    let product = random.pick(&PRODUCTS);
    let price = product.price_in(currency);
    let quantity = if random.chance(20) { 2 } else { 1 };
    let item = json!({
        "_id": random.object_id(),
        "locationId": LOCATION_ID,
        "name": product.name,
        "qty": quantity,
        "authorizeAmount": 0,
        "product": { "_id": random.object_id(), "name": product.name, "productType": "SERVICE" },
        "price": {
            "_id": random.object_id(), "name": "Standard", "type": "one_time",
            "amount": price.value(), "currency": currency,
        },
    });
    (item, price.cents * quantity)
}
