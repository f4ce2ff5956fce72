//! The exact requests that the tools on payments make, and what they make of the vendor's answers.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::support::{LOCATION, Vendor, answer, call};

const ORDER: &str = "payments_get-order-by-id";
const TRANSACTIONS: &str = "payments_list-transactions";

/// What the vendor saw: `METHOD path` and the body of each request.
fn saw<const N: usize>(vendor: &Vendor, expected: [&str; N]) {
    let lines: Vec<_> = vendor.saw().into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, expected);
}

fn vendors_order() -> Value {
    json!({
        "_id": "653f5e0cde5a1314e62a837c", "altId": LOCATION, "altType": "location", "contactId": "c1",
        "currency": "EUR", "amount": "90", "status": "completed", "liveMode": "false", "fulfillmentStatus": "unfulfilled",
        "createdAt": "2026-08-20T10:23:36.515Z", "updatedAt": "2026-08-20T10:23:36.515Z", "traceId": "t",
        "contactSnapshot": {"first_name": "Ada"}, "amountSummary": {"subtotal": "100", "discount": 10},
        "source": {"type": "funnel", "subType": "upsell", "id": "s1", "name": "Spring", "meta": {"pageUrl": "/x"}},
        "items": [
            {"_id": "i1", "locationId": LOCATION, "name": "Audit", "qty": 2, "product": {"name": "Audit"},
                "price": {"_id": "pr1", "name": "Standard", "amount": "50", "type": "one_time"}},
            {"_id": "i2", "name": "Tip", "qty": "1", "price": {"amount": 3, "currency": "USD"}}
        ],
        "coupon": {"_id": "k1", "code": "SPRING10"}, "trackingId": "x", "fingerprint": "f", "meta": {},
        "markAsTest": true, "automaticTaxesCalculated": false
    })
}

fn slim_order() -> Value {
    json!({
        "_id": "653f5e0cde5a1314e62a837c", "contactId": "c1", "currency": "EUR", "amount": 90,
        "status": "completed", "liveMode": false, "fulfillmentStatus": "unfulfilled",
        "createdAt": "2026-08-20T10:23:36.515Z", "updatedAt": "2026-08-20T10:23:36.515Z",
        "amountSummary": {"subtotal": 100, "discount": 10, "currency": "EUR"},
        "source": {"type": "funnel", "subType": "upsell", "id": "s1", "name": "Spring"},
        "items": [
            {"name": "Audit", "qty": 2, "price": {"amount": 50, "currency": "EUR"}},
            {"name": "Tip", "qty": 1, "price": {"amount": 3, "currency": "USD"}}
        ],
        "coupon": {"code": "SPRING10"}
    })
}

#[tokio::test]
async fn an_order_is_slim_and_every_amount_is_a_number_beside_its_currency() {
    for arguments in [
        json!({"orderId": "653f5e0cde5a1314e62a837c"}),
        json!({"path_orderId": "653f5e0cde5a1314e62a837c", "query_altId": LOCATION, "query_altType": "location",
            "query_locationId": LOCATION}),
    ] {
        let vendor = Vendor::answering([answer(200, vendors_order().to_string())]);
        assert_eq!(call(&vendor.location(), ORDER, arguments).await.unwrap(), json!({"order": slim_order()}));
        saw(&vendor, [&format!("GET /payments/orders/653f5e0cde5a1314e62a837c?altId={LOCATION}")]);
    }
}

#[tokio::test]
async fn all_fields_of_an_order_and_of_its_items_are_given_on_request() {
    let vendor = Vendor::answering([answer(200, vendors_order().to_string())]);
    let order = call(&vendor.location(), ORDER, json!({"orderId": "o", "fields": "all"})).await.unwrap();
    let order = &order["order"];
    assert_eq!((&order["altId"], &order["items"][0]["product"]), (&json!(LOCATION), &json!({"name": "Audit"})));
    assert_eq!(order["amountSummary"], slim_order()["amountSummary"]);
    let price = json!({"_id": "pr1", "name": "Standard", "amount": 50, "type": "one_time", "currency": "EUR"});
    assert_eq!(order["items"][0]["price"], price);
    assert_eq!(order["coupon"], json!({"_id": "k1", "code": "SPRING10"}));
    assert_eq!(order["source"]["meta"], json!({"pageUrl": "/x"}));
}

#[tokio::test]
async fn an_order_is_asked_for_once_more_if_the_vendor_wants_the_type_of_the_id() {
    let wants = r#"{"statusCode":422,"message":["altType must be location"],"error":"Unprocessable Entity"}"#;
    let vendor = Vendor::answering([answer(422, wants), answer(200, vendors_order().to_string())]);
    assert!(call(&vendor.location(), ORDER, json!({"orderId": "o1"})).await.is_ok());
    let line = format!("GET /payments/orders/o1?altId={LOCATION}");
    saw(&vendor, [&line, &format!("{line}&altType=location")]);

    let vendor = Vendor::answering([answer(422, wants), answer(422, wants)]);
    let error = call(&vendor.location(), ORDER, json!({"orderId": "o1"})).await.unwrap_err();
    assert!(error.to_string().contains("altType must be location"), "{error}");

    let other = answer(422, r#"{"statusCode":422,"message":["orderId must be a mongodb id"]}"#);
    let vendor = Vendor::answering([other]);
    let error = call(&vendor.location(), ORDER, json!({"orderId": "o1"})).await.unwrap_err();
    assert!(error.to_string().contains("orderId must be"), "{error}");
}

#[tokio::test]
async fn an_order_that_is_not_there_is_told_with_the_tool_that_finds_it() {
    let vendor = Vendor::answering([answer(400, r#"{"statusCode":400,"message":"Order not found"}"#)]);
    let error = call(&vendor.location(), ORDER, json!({"orderId": "o1"})).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotFound);
    assert!(error.next_step().unwrap().contains(TRANSACTIONS), "{error}");
}

#[tokio::test]
async fn odd_parts_of_an_order_cost_themselves_only() {
    let odd = json!({"_id": "o1", "amount": "about 10", "currency": null, "items": {"0": {}}, "amountSummary": "100",
        "source": [], "coupon": null, "createdAt": 1_788_220_800_000_i64});
    let vendor = Vendor::answering([answer(200, odd.to_string())]);
    let order = call(&vendor.location(), ORDER, json!({"orderId": "o1"})).await.unwrap();
    assert_eq!(order, json!({"order": {"_id": "o1", "createdAt": "2026-09-01T00:00:00Z"}}));
}

fn vendors_transaction(id: &str) -> Value {
    json!({
        "_id": id, "altId": LOCATION, "altType": "location", "contactId": "c1", "contactName": "Ada",
        "contactEmail": "ada@example.com", "currency": "USD", "amount": "100", "amountRefunded": 0,
        "status": "succeeded", "liveMode": true, "entityType": "order", "entityId": "o1",
        "entitySourceType": "funnel", "entitySourceSubType": "upsell", "entitySourceName": "Spring",
        "entitySourceId": "s1", "entitySourceMeta": {"pageUrl": "/x"}, "chargeId": "ch_1",
        "chargeSnapshot": {"id": "ch_1"}, "paymentProviderType": "stripe",
        "paymentProviderConnectedAccount": "acct_1", "ipAddress": "203.0.113.9",
        "paymentMethod": {"card": {"brand": "visa", "last4": "0012", "exp_month": 1}},
        "createdAt": "2026-08-20T10:23:36.515Z", "updatedAt": "2026-08-20T10:23:36.515Z",
        "fulfilledAt": "2026-08-20T10:27:36.515Z"
    })
}

fn page(ids: &[&str], total: &Value) -> http::Response<bytes::Bytes> {
    let data: Vec<_> = ids.iter().map(|id| vendors_transaction(id)).collect();
    answer(200, json!({"data": data, "totalCount": total}).to_string())
}

#[tokio::test]
async fn transactions_are_slim_and_every_filter_is_sent() {
    let vendor = Vendor::answering([page(&["t1"], &json!(1))]);
    let arguments = json!({
        "paymentMode": "live", "startAt": "2026-08-01", "endAt": "2026-08-31", "entitySourceType": "funnel",
        "entitySourceSubType": "upsell", "search": "spring", "subscriptionId": "sub_1", "entityId": "o1",
        "contactId": "c1", "limit": 5
    });
    let listed = call(&vendor.location(), TRANSACTIONS, arguments).await.unwrap();
    let slim = json!({
        "_id": "t1", "contactId": "c1", "contactName": "Ada", "contactEmail": "ada@example.com", "currency": "USD",
        "amount": 100, "amountRefunded": 0, "status": "succeeded", "liveMode": true, "entityType": "order",
        "entityId": "o1", "entitySourceType": "funnel", "entitySourceName": "Spring",
        "paymentProviderType": "stripe", "paymentMethod": {"card": {"brand": "visa", "last4": "0012"}},
        "createdAt": "2026-08-20T10:23:36.515Z", "fulfilledAt": "2026-08-20T10:27:36.515Z"
    });
    assert_eq!(listed, json!({"transactions": [slim], "hasMore": false, "total": 1}));

    let request = vendor.requests().remove(0);
    let query = request.uri().query().unwrap();
    let mut parameters: Vec<_> = query.split('&').collect();
    parameters.sort_unstable();
    let alt_id = format!("altId={LOCATION}");
    let expected = [
        &alt_id,
        "altType=location",
        "contactId=c1",
        "endAt=2026-08-31",
        "entityId=o1",
        "entitySourceSubType=upsell",
        "entitySourceType=funnel",
        "limit=5",
        "offset=0",
        "paymentMode=live",
        "search=spring",
        "startAt=2026-08-01",
        "subscriptionId=sub_1",
    ];
    assert_eq!((request.uri().path(), &parameters[..]), ("/payments/transactions", &expected[..]));
}

#[tokio::test]
async fn secrets_of_transactions_are_never_given() {
    let vendor = Vendor::answering([page(&["t1"], &json!(1))]);
    let listed = call(&vendor.location(), TRANSACTIONS, json!({"fields": "all"})).await.unwrap();
    let card = json!({"brand": "visa", "last4": "0012", "exp_month": 1});
    assert_eq!(listed["transactions"][0]["paymentMethod"]["card"], card);
    let transaction = &listed["transactions"][0];
    assert_eq!(transaction["chargeId"], "ch_1");
    assert_eq!((transaction.get("chargeSnapshot"), transaction.get("ipAddress")), (None, None));
}

#[tokio::test]
async fn transactions_go_on_by_offset_until_the_total_is_reached() {
    let vendor =
        Vendor::answering([page(&["t1", "t2"], &json!("5")), page(&["t3", "t4"], &json!(5)), page(&["t5"], &json!(5))]);
    let crm = vendor.location();
    let (mut seen, mut arguments) = (Vec::new(), json!({"limit": 2}));
    loop {
        let page = call(&crm, TRANSACTIONS, arguments).await.unwrap();
        assert_eq!(page["total"], 5);
        seen.extend(page["transactions"].as_array().unwrap().iter().map(|row| row["_id"].clone()));
        let Some(cursor) = page.get("nextCursor") else { break };
        arguments = json!({"limit": 2, "cursor": cursor});
    }
    assert_eq!(seen, ["t1", "t2", "t3", "t4", "t5"]);
    let line =
        |offset: u8| format!("GET /payments/transactions?altId={LOCATION}&altType=location&limit=2&offset={offset}");
    saw(&vendor, [&line(0), &line(2), &line(4)]);
}

#[tokio::test]
async fn an_offset_of_the_vendors_own_is_taken() {
    for (total, more) in [(json!(6), false), (json!(7), true), (Value::Null, true)] {
        let vendor = Vendor::answering([page(&["t5", "t6"], &total)]);
        let arguments = json!({"limit": 2, "query_offset": 4, "query_altType": "location"});
        let listed = call(&vendor.location(), TRANSACTIONS, arguments).await.unwrap();
        assert_eq!(listed["hasMore"], more, "{total}");
        saw(&vendor, [&format!("GET /payments/transactions?altId={LOCATION}&altType=location&limit=2&offset=4")]);
    }
}

#[tokio::test]
async fn calls_that_make_no_sense_are_refused_before_the_network() {
    let senseless = [
        (TRANSACTIONS, json!({"startAt": "2026-09-02", "endAt": "2026-09-01"}), "`endAt` is before `startAt`"),
        (TRANSACTIONS, json!({"startAt": "1/2/2026"}), "2026-01-02 or 2026-02-01"),
        (TRANSACTIONS, json!({"paymentMode": "real"}), "paymentMode"),
        (TRANSACTIONS, json!({"altId": "another"}), "altId"),
        (TRANSACTIONS, json!({"altType": "company"}), "altType"),
        (TRANSACTIONS, json!({"limit": 101}), "limit"),
        (ORDER, json!({"orderId": "a/b"}), "orderId"),
        (ORDER, json!({}), "orderId"),
    ];
    for (tool, arguments, told) in senseless {
        let vendor = Vendor::default();
        let error = call(&vendor.location(), tool, arguments.clone()).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArguments, "{tool} {arguments}");
        assert!(error.to_string().contains(told), "{tool} {arguments}: {error}");
        assert!(vendor.requests().is_empty(), "{tool} {arguments}");
    }
}

#[tokio::test]
async fn an_order_of_another_location_is_refused() {
    let mut order = vendors_order();
    order["altId"] = json!("another");
    let vendor = Vendor::answering([answer(200, order.to_string())]);
    let error = call(&vendor.location(), ORDER, json!({"orderId": "o1"})).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);

    let mut transaction = vendors_transaction("t1");
    transaction["altId"] = json!("another");
    let vendor = Vendor::answering([answer(200, json!({"data": [transaction]}).to_string())]);
    let error = call(&vendor.location(), TRANSACTIONS, json!({})).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
}
