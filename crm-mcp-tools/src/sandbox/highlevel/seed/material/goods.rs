//! What the demo location sells, where, for how much and in whose currency.

use serde_json::{Value, json};

use crate::sandbox::kit::object::{Object, Properties as _};

/// An amount, whole cents of a currency.
#[derive(Clone, Copy)]
pub(crate) struct Money {
    pub(crate) cents: u32,
    pub(crate) currency: &'static str,
}

impl Money {
    /// As the vendor writes it: in units of the currency.
    pub(crate) fn value(self) -> Value {
        if self.cents.is_multiple_of(100) { (self.cents / 100).into() } else { (f64::from(self.cents) / 100.0).into() }
    }

    pub(crate) fn percent(self, percent: u32) -> Self {
        Self { cents: self.cents * percent / 100, ..self }
    }
}

pub(crate) struct Product {
    pub(crate) name: &'static str,
    /// In units of all currencies but the krona, which is worth about a tenth.
    price: u32,
}

impl Product {
    const fn new(name: &'static str, price: u32) -> Self {
        Self { name, price }
    }

    pub(crate) fn price_in(&self, currency: &'static str) -> Money {
        Money { cents: self.price * if currency == "SEK" { 1000 } else { 100 }, currency }
    }
}

pub(crate) const PRODUCTS: [Product; 8] = [
    Product::new("Website audit", 450),
    Product::new("SEO starter package", 1200),
    Product::new("Landing page", 750),
    Product::new("Brand workshop", 980),
    Product::new("Newsletter setup", 385),
    Product::new("Photo and video day", 1450),
    Product::new("Local listings cleanup", 295),
    Product::new("Analytics training, two hours", 240),
];

/// What customers pay for every month.
pub(crate) const PLANS: [Product; 4] = [
    Product::new("Google Ads management, monthly", 650),
    Product::new("SEO retainer, monthly", 900),
    Product::new("Website care plan, monthly", 85),
    Product::new("Reporting dashboard, monthly", 49),
];

/// A code, and the percent it takes off.
pub(crate) const COUPONS: [(&str, u32); 3] = [("WELCOME10", 10), ("SPRING15", 15), ("PARTNER20", 20)];

/// Where an order or a charge comes from.
pub(crate) struct Source {
    pub(crate) kind: &'static str,
    pub(crate) sub_kind: &'static str,
    pub(crate) name: &'static str,
}

impl Source {
    const fn new(kind: &'static str, sub_kind: &'static str, name: &'static str) -> Self {
        Self { kind, sub_kind, name }
    }

    pub(crate) fn to_json(&self, id: &str) -> Value {
        json!({ "type": self.kind, "subType": self.sub_kind, "id": id, "name": self.name, "meta": self.meta(id) })
    }

    /// The page it happened on.
    pub(crate) fn meta(&self, id: &str) -> Value {
        json!({ "domain": "harborstreet.example.com", "pageId": id, "pageUrl": format!("/pay/{}", self.kind) })
    }
}

pub(crate) const SOURCES: [Source; 7] = [
    Source::new("funnel", "one_step_order_form", "Website Audit Checkout"),
    Source::new("funnel", "two_step_order_form", "Spring Launch Offer"),
    Source::new("website", "store", "Service Store"),
    Source::new("invoice", "contact_view", "Project Invoice"),
    Source::new("payment_link", "card_payment", "Workshop Payment Link"),
    Source::new("calendar", "meeting", "Strategy Session"),
    Source::new("point_of_sale", "tap_to_pay", "Trade Show Counter"),
];

pub(crate) const SUBSCRIBED: Source = Source::new("manual", "subscription_view", "Monthly Plan");

/// A customer pays in the currency of the country.
pub(crate) fn currency_of(contact: &Object) -> &'static str {
    match contact.text("country") {
        "AU" => "AUD",
        "CA" => "CAD",
        "DE" | "FR" => "EUR",
        "GB" => "GBP",
        "SE" => "SEK",
        _ => "USD",
    }
}
