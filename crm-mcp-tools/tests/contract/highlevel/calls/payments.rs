//! Calls of the tools on payments and on the location.

use serde_json::json;

use super::contacts::contact;
use crate::answers::Call;

pub(super) const CALLS: &[Call] = &[
    ("payments_list-transactions", |seen| {
        json!({
            "contactId": contact(seen), "entityId": "o1", "startAt": "2020-01-01", "endAt": "2030-12-31",
            "search": "a", "paymentMode": "live", "subscriptionId": "s1", "entitySourceType": "funnel",
            "entitySourceSubType": "two_step_order_form", "offset": 1
        })
    }),
    ("payments_list-transactions", |_| json!({"limit": 5})),
    (
        "payments_get-order-by-id",
        |seen| json!({"orderId": seen["payments_list-transactions"]["transactions"][0]["entityId"]}),
    ),
    ("locations_get-location", |_| json!({})),
    ("locations_get-custom-fields", |_| json!({"model": "all"})),
];
