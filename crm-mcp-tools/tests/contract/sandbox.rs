//! The sandbox, asked as any client would ask it: its answers, errors too, are those of the vendor.

use bytes::Bytes;
use crm_mcp_tools::{
    api::{InProcess, Upstream},
    sandbox::{LOCATION_ID, Sandbox, TOKEN},
};
use http::Request;
use serde_json::{Value, json};

use crate::support::contract::Checked;

/// Asks the sandbox; gives the answer, and what of the answer breaks the contract.
async fn ask(token: &str, method: &str, path: &str, body: &Value) -> (u16, Value, Vec<String>) {
    let sandbox = Sandbox::in_memory().await.unwrap();
    let checked = Checked::new(InProcess::new(sandbox.router()));
    let body = if body.is_null() { Bytes::new() } else { body.to_string().into() };
    let request = Request::builder().method(method).uri(path.replace("LOCATION", LOCATION_ID));
    let request = request.header("authorization", format!("Bearer {token}")).header("version", "2021-07-28");
    let response = checked.send(request.body(body).unwrap()).await.unwrap();
    let (status, body) = (response.status().as_u16(), serde_json::from_slice(response.body()).unwrap());
    let of_answer = checked.violations().into_iter().filter(|line| line.contains(": answer "));
    (status, body, of_answer.collect())
}

#[tokio::test]
async fn every_answer_of_the_sandbox_keeps_the_contract() {
    let whole = json!({"locationId": LOCATION_ID});
    let with = |key: &str, value: Value| {
        let mut body = whole.clone();
        body[key] = value;
        body
    };
    let (_, list, _) = ask(TOKEN, "GET", "/contacts/?locationId=LOCATION&limit=1", &Value::Null).await;
    let id = list["contacts"][0]["id"].as_str().unwrap();
    let contact = format!("/contacts/{id}");
    let email = list["contacts"][0]["email"].as_str().unwrap();
    let duplicate = format!("/contacts/search/duplicate?locationId=LOCATION&email={email}");
    let (_, deals, _) = ask(TOKEN, "GET", "/opportunities/search?location_id=LOCATION&limit=1", &Value::Null).await;
    let deal = &deals["opportunities"][0];
    let opportunity = format!("/opportunities/{}", deal["id"].as_str().unwrap());
    let mut repeated = with("name", json!("Again"));
    for name in ["contactId", "pipelineId", "status"] {
        repeated[name] = deal[name].clone();
    }
    let payments = "/payments/transactions?altId=LOCATION&altType=location&limit=100";
    let (_, paid, _) = ask(TOKEN, "GET", &format!("{payments}&entitySourceType=funnel"), &Value::Null).await;
    let order = format!("/payments/orders/{}?altId=LOCATION", paid["data"][0]["entityId"].as_str().unwrap());
    let rows = [
        (200, "GET", "/contacts/?locationId=LOCATION&limit=100", Value::Null),
        (200, "POST", "/contacts/search", with("pageLimit", json!(500))),
        (200, "GET", &contact, Value::Null),
        (200, "GET", &format!("{contact}/tasks"), Value::Null),
        (200, "PUT", &contact, json!({"firstName": "Ada", "city": null})),
        (201, "POST", &format!("{contact}/tags"), json!({"tags": ["new"]})),
        (200, "DELETE", &format!("{contact}/tags"), json!({"tags": ["new"]})),
        (201, "POST", "/contacts/", with("email", json!("ada@x.example"))),
        (200, "POST", "/contacts/upsert", with("email", json!("ada@x.example"))),
        (200, "GET", &format!("{contact}/notes"), Value::Null),
        (201, "POST", &format!("{contact}/notes"), json!({"body": "Called."})),
        (200, "GET", &duplicate, Value::Null),
        (200, "GET", "/opportunities/search?location_id=LOCATION&limit=100&getNotes=true&getTasks=true", Value::Null),
        (200, "GET", "/opportunities/search?location_id=LOCATION&limit=100&page=2", Value::Null),
        (200, "GET", "/opportunities/pipelines?locationId=LOCATION", Value::Null),
        (200, "GET", &opportunity, Value::Null),
        (200, "PUT", &opportunity, json!({"status": "lost", "customFields": [{"key": "lost_to", "field_value": "x"}]})),
        (400, "POST", "/opportunities/", repeated),
        (200, "GET", &order, Value::Null),
        (200, "GET", payments, Value::Null),
        (200, "GET", "/locations/LOCATION", Value::Null),
        (200, "GET", "/locations/LOCATION/customFields?model=all", Value::Null),
        (400, "GET", "/contacts/nobody", Value::Null),
        (400, "POST", "/contacts/", whole.clone()),
        (400, "GET", "/opportunities/nothing", Value::Null),
        (400, "GET", "/payments/orders/nothing?altId=LOCATION", Value::Null),
        (422, "GET", "/opportunities/search?locationId=LOCATION", Value::Null),
        (422, "PUT", &opportunity, json!({"status": "all"})),
        (422, "GET", "/payments/transactions?altId=LOCATION", Value::Null),
        (422, "PUT", &contact, json!({"undeclared": 1})),
        (422, "POST", "/contacts/search", whole.clone()),
    ];
    for (status, method, path, body) in rows {
        let answer = ask(TOKEN, method, path, &body).await;
        assert_eq!((answer.0, &answer.2[..]), (status, &[][..]), "{method} {path}: {}", answer.1);
        let answer = ask("pit-wrong", method, path, &body).await;
        assert_eq!((answer.0, &answer.2[..]), (401, &[][..]), "{method} {path}: {}", answer.1);
    }
}
