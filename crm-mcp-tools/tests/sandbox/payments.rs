//! Orders and transactions.

use std::collections::{BTreeSet, HashMap, HashSet};

use crm_mcp_tools::sandbox::{Quirk, Sandbox};
use serde_json::{Value, json};

use crate::client::{Client, Fits, UNLIMITED};

const TRANSACTIONS: &str = "/payments/transactions?altId=SandboxLocation00001&altType=location";

impl Client {
    /// A page of transactions, and how many there are.
    async fn transactions(&self, parameters: &str) -> (Vec<Value>, usize) {
        let answer = self.get(&format!("{TRANSACTIONS}{parameters}")).await;
        assert_eq!(answer.status, 200, "{parameters}: {}", answer.body);
        let total = answer.body["totalCount"].as_u64().unwrap();
        (answer.body["data"].as_array().unwrap().clone(), total.try_into().unwrap())
    }

    async fn all_transactions(&self) -> Vec<Value> {
        let (mut all, total) = self.transactions("&limit=100").await;
        all.extend(self.transactions("&limit=100&offset=100").await.0);
        assert_eq!(all.len(), total);
        all
    }

    /// Every order that something was paid for, or should have been.
    async fn orders(&self) -> Vec<Value> {
        let mut orders = Vec::new();
        let mut seen = HashSet::new();
        for transaction in self.all_transactions().await {
            if transaction["entityType"] == "order" && seen.insert(transaction["entityId"].to_string()) {
                orders.push(self.order(&transaction["entityId"]).await);
            }
        }
        orders
    }

    async fn order(&self, id: &Value) -> Value {
        let answer = self.get(&format!("/payments/orders/{}?altId=SandboxLocation00001", id.as_str().unwrap())).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }
}

fn keys(record: &Value) -> BTreeSet<&str> {
    record.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn an_order_stands_at_the_root_and_adds_up() {
    let client = Client::new().await;
    let orders = client.orders().await;
    assert_eq!(orders.len(), 60);
    assert_eq!(orders, Client::new().await.orders().await, "the same every time");
    for order in &orders {
        let id = order["_id"].as_str().unwrap();
        assert!(id.len() == 24 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
        let contact = client.contact(&order["contactId"]).await;
        assert_eq!(order["contactSnapshot"]["first_name"], contact["firstName"]);
        assert!(order["createdAt"].as_str() >= contact["dateAdded"].as_str());
        let items = order["items"].as_array().unwrap();
        let line = |item: &Value| item["price"]["amount"].as_f64().unwrap() * item["qty"].as_f64().unwrap();
        let amount = |value: &Value| value.as_f64().unwrap();
        let (subtotal, discount) =
            (amount(&order["amountSummary"]["subtotal"]), amount(&order["amountSummary"]["discount"]));
        assert!((items.iter().map(line).sum::<f64>() - subtotal).abs() < 0.005, "{order}");
        assert!((subtotal - discount - amount(&order["amount"])).abs() < 0.005, "{order}");
        assert_eq!(discount > 0.0, order["coupon"]["code"].is_string(), "{order}");
        assert!(items.iter().all(|item| item["price"]["currency"] == order["currency"]));
        assert_eq!(order["markAsTest"], !order["liveMode"].as_bool().unwrap());
    }
    let values = |name: &str| orders.iter().filter_map(|order| order[name].as_str()).collect::<BTreeSet<_>>();
    assert_eq!(values("status"), ["cancelled", "completed", "partially_paid", "pending", "refunded"].into());
    assert!(values("currency").len() >= 5, "{:?}", values("currency"));
    assert!(orders.iter().any(|order| order["liveMode"] == false));
    assert!(orders.iter().filter(|order| order["coupon"].is_object()).count() >= 8);
}

#[tokio::test]
async fn an_order_has_the_vendors_whole_shape() {
    let client = Client::new().await;
    let orders = client.orders().await;
    let seen: BTreeSet<&str> = orders.iter().flat_map(keys).collect();
    let documented = [
        "_id",
        "altId",
        "altType",
        "amount",
        "amountSummary",
        "automaticTaxesCalculated",
        "contactId",
        "contactSnapshot",
        "coupon",
        "createdAt",
        "createdBy",
        "currency",
        "fingerprint",
        "fulfillmentStatus",
        "items",
        "liveMode",
        "markAsTest",
        "meta",
        "source",
        "status",
        "traceId",
        "trackingId",
        "updatedAt",
    ];
    assert_eq!(seen, documented.into());
    assert_eq!((&orders[0]["altId"], &orders[0]["altType"]), (&json!("SandboxLocation00001"), &json!("location")));
    assert_eq!(keys(&orders[0]["source"]), ["id", "meta", "name", "subType", "type"].into());
}

#[tokio::test]
async fn an_order_is_asked_for_by_the_location_as_alt_id() {
    let client = Client::new().await;
    let id = client.orders().await[0]["_id"].as_str().unwrap().to_owned();
    let get = async |parameters: &str| client.get(&format!("/payments/orders/{id}{parameters}")).await;
    let all = "?altId=SandboxLocation00001&altType=location&locationId=SandboxLocation00001";
    assert_eq!(get(all).await.body["_id"], json!(id));
    assert_eq!(get("").await.faults(), ["altId can't be undefined"]);
    assert_eq!(get("?locationId=SandboxLocation00001").await.faults(), ["altId can't be undefined"]);
    let wrong = get("?altId=SandboxLocation00001&altType=agency&limit=1").await;
    assert_eq!(
        wrong.faults(),
        ["altType must be one of the following values: location", "property limit should not exist"]
    );
    for elsewhere in ["?altId=AnotherLocation00001", "?altId=SandboxLocation00001&locationId=AnotherLocation00001"] {
        assert_eq!(get(elsewhere).await.status, 403, "{elsewhere}");
    }
    let missing = client.get("/payments/orders/653f5e0cde5a1314e62a837c?altId=SandboxLocation00001").await;
    let expected = json!({ "message": "Order not found", "error": "Bad Request", "statusCode": 400 });
    assert_eq!((missing.status.as_u16(), missing.body), (400, expected));
}

#[tokio::test]
async fn transactions_tell_how_their_orders_were_paid() {
    let client = Client::new().await;
    let all = client.all_transactions().await;
    assert!((130..=180).contains(&all.len()), "{}", all.len());
    let mut by_order: HashMap<&str, Vec<&Value>> = HashMap::new();
    for transaction in all.iter().filter(|transaction| transaction["entityType"] == "order") {
        by_order.entry(transaction["entityId"].as_str().unwrap()).or_default().push(transaction);
    }
    for order in client.orders().await {
        let paid = &by_order[order["_id"].as_str().unwrap()];
        let statuses: Vec<&str> = paid.iter().map(|transaction| transaction["status"].as_str().unwrap()).collect();
        let expected: &[&[&str]] = match order["status"].as_str().unwrap() {
            "completed" => &[&["succeeded"], &["succeeded", "failed"], &["partially_refunded"]],
            "pending" => &[&["pending"]],
            "refunded" => &[&["refunded"]],
            "partially_paid" => &[&["succeeded"]],
            _ => &[&["failed"]],
        };
        assert!(expected.contains(&&statuses[..]), "{} {statuses:?}", order["status"]);
        for transaction in paid {
            for name in ["contactId", "currency", "liveMode", "altId"] {
                assert_eq!(transaction[name], order[name], "{name}");
            }
            assert_eq!(transaction["amount"] == order["amount"], order["status"] != "partially_paid");
            let refunded = if order["status"] == "refunded" { order["amount"].as_f64().unwrap() } else { 0.0 };
            assert!(transaction["amountRefunded"].as_f64().unwrap() >= refunded);
            assert_eq!(transaction["entitySourceId"], order["source"]["id"]);
        }
    }
    assert!(all.iter().any(|transaction| transaction["status"] == "partially_refunded"));
    let mut billed = HashMap::<&str, u32>::new();
    for charge in all.iter().filter(|transaction| transaction["entityType"] == "subscription") {
        assert!(charge["subscriptionId"].as_str().unwrap().starts_with("sub_1"));
        *billed.entry(charge["createdAt"].as_str().unwrap()).or_default() += 1;
    }
    assert!(billed.len() == 8 && billed.values().any(|at_once| *at_once >= 6), "{billed:?}");
}

#[tokio::test]
async fn a_transaction_brings_everything_the_vendor_brings() {
    let client = Client::new().await;
    let (rows, _) = client.transactions("&entitySourceSubType=subscription_view&limit=1").await;
    let documented = [
        "_id",
        "altId",
        "altType",
        "amount",
        "amountRefunded",
        "chargeId",
        "chargeSnapshot",
        "contactEmail",
        "contactId",
        "contactName",
        "createdAt",
        "currency",
        "entityId",
        "entitySourceId",
        "entitySourceMeta",
        "entitySourceName",
        "entitySourceSubType",
        "entitySourceType",
        "entityType",
        "fulfilledAt",
        "ipAddress",
        "liveMode",
        "paymentMethod",
        "paymentProviderConnectedAccount",
        "paymentProviderType",
        "status",
        "subscriptionId",
        "updatedAt",
    ];
    assert_eq!(keys(&rows[0]), documented.into());
    assert_eq!(rows[0]["chargeSnapshot"]["id"], rows[0]["chargeId"]);
    assert_eq!(rows[0]["paymentMethod"]["card"]["last4"].as_str().unwrap().len(), 4);
    assert!(rows[0]["ipAddress"].as_str().unwrap().starts_with("203.0.113."));
    assert!(rows[0]["entitySourceMeta"]["domain"].is_string());
}

#[tokio::test]
async fn offsets_visit_every_transaction_once() {
    let client = Client::new().await;
    let all = client.all_transactions().await;
    let mut sorted = all.clone();
    sorted.sort_by_key(|row| (std::cmp::Reverse(row["createdAt"].to_string()), row["_id"].to_string()));
    assert_eq!(all, sorted, "newest first");
    for limit in [7, 10, 99] {
        let mut seen = Vec::new();
        loop {
            let (rows, total) = client.transactions(&format!("&limit={limit}&offset={}", seen.len())).await;
            assert_eq!(total, all.len());
            if rows.is_empty() {
                break;
            }
            seen.extend(rows);
        }
        assert_eq!(seen, all, "{limit}");
    }
    assert_eq!(client.transactions("").await.0, all[..10], "the default limit");
}

#[tokio::test]
async fn every_parameter_narrows_the_list() {
    let client = Client::new().await;
    let all = client.all_transactions().await;
    let charge = all.iter().rfind(|row| row["subscriptionId"].is_string()).unwrap();
    let text = |name: &str| charge[name].as_str().unwrap().to_owned();
    let of = |name: &'static str| {
        let wanted = charge[name].clone();
        Box::new(move |row: &Value| row[name] == wanted) as Fits
    };
    let day = |row: &Value| row["createdAt"].as_str().unwrap()[..10].to_owned();
    let surname = text("contactName").split(' ').next_back().unwrap().to_lowercase();
    let cases: Vec<(String, Fits)> = vec![
        ("&paymentMode=live".into(), Box::new(|row| row["liveMode"] == true)),
        ("&paymentMode=test".into(), Box::new(|row| row["liveMode"] == false)),
        ("&startAt=2026-03-01".into(), Box::new(move |row| *day(row) >= *"2026-03-01")),
        ("&endAt=2026-03-01".into(), Box::new(move |row| *day(row) <= *"2026-03-01")),
        ("&startAt=2026-03-01&endAt=2026-03-01".into(), Box::new(move |row| day(row) == "2026-03-01")),
        (format!("&entitySourceType={}", text("entitySourceType")), of("entitySourceType")),
        (format!("&entitySourceSubType={}", text("entitySourceSubType")), of("entitySourceSubType")),
        (format!("&subscriptionId={}", text("subscriptionId")), of("subscriptionId")),
        (format!("&entityId={}", text("entityId")), of("entityId")),
        (format!("&contactId={}", text("contactId")), of("contactId")),
        ("&search=monthly%20PLAN".into(), Box::new(|row| row["entitySourceName"] == "Monthly Plan")),
        (
            format!("&search={}", surname.replace(|letter: char| !letter.is_ascii(), "")),
            Box::new(move |row| {
                let surname = surname.replace(|letter: char| !letter.is_ascii(), "");
                ["contactName", "contactEmail", "entitySourceName"]
                    .iter()
                    .any(|name| row[name].as_str().unwrap().to_lowercase().contains(&surname))
            }),
        ),
        ("&locationId=SandboxLocation00001".into(), Box::new(|_| true)),
    ];
    for (parameters, expected) in cases {
        let expected: Vec<&Value> = all.iter().filter(|row| expected(row)).collect();
        let (rows, total) = client.transactions(&format!("{parameters}&limit=100")).await;
        assert!(!expected.is_empty(), "{parameters}");
        assert_eq!(total, expected.len(), "{parameters}");
        assert_eq!(rows.iter().collect::<Vec<_>>(), expected[..expected.len().min(100)], "{parameters}");
    }
}

#[tokio::test]
async fn transactions_refuse_what_they_do_not_declare() {
    let client = Client::new().await;
    assert_eq!(
        client.get("/payments/transactions?locationId=SandboxLocation00001").await.faults(),
        ["altId can't be undefined", "altType can't be undefined"]
    );
    assert_eq!(client.get("/payments/transactions?altId=AnotherLocation00001&altType=location").await.status, 403);
    for (parameters, fault) in [
        ("&page=2", "property page should not exist"),
        ("&limit=101", "limit must not be greater than 100"),
        ("&offset=-1", "offset must not be less than 0"),
        ("&startAt=03-01-2026", "startAt must be a date in the format yyyy-mm-dd"),
        ("&endAt=2026-03-01T00:00:00Z", "endAt must be a date in the format yyyy-mm-dd"),
        ("&paymentMode=real", "paymentMode must be one of the following values: live, test"),
    ] {
        assert_eq!(client.get(&format!("{TRANSACTIONS}{parameters}")).await.faults(), [fault]);
    }
}

async fn client(quirk: Quirk) -> Client {
    Client::of(&Sandbox::in_memory().await.unwrap().with_limits(UNLIMITED).with_quirk(quirk))
}

#[tokio::test]
async fn amounts_and_flags_may_come_as_texts() {
    let (plain, quirky) = (Client::new().await, client(Quirk::StringAmounts).await);
    let (typed, texts) = (plain.transactions("").await, quirky.transactions("").await);
    assert_eq!(typed.1, texts.1, "the count stays a number");
    for (typed, text) in typed.0.iter().zip(&texts.0) {
        for name in ["amount", "amountRefunded", "liveMode"] {
            assert_eq!(text[name], typed[name].to_string(), "{name}");
        }
        assert_eq!(text["contactId"], typed["contactId"]);
    }
    let order = &plain.orders().await[0];
    let texts = quirky.order(&order["_id"]).await;
    assert_eq!(texts["amountSummary"]["subtotal"], order["amountSummary"]["subtotal"].to_string());
    assert_eq!((&texts["markAsTest"], &texts["status"]), (&json!(order["markAsTest"].to_string()), &order["status"]));
}

#[tokio::test]
async fn an_order_may_need_its_alt_type() {
    let client = client(Quirk::AltTypeRequired).await;
    let (rows, _) = client.transactions("&entitySourceType=funnel&limit=1").await;
    let path = format!("/payments/orders/{}?altId=SandboxLocation00001", rows[0]["entityId"].as_str().unwrap());
    assert_eq!(client.get(&path).await.faults(), ["altType can't be undefined"]);
    assert_eq!(client.get(&format!("{path}&altType=location")).await.body["_id"], rows[0]["entityId"]);
}
