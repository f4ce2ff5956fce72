//! Custom fields by name: what is asked of the vendor for it, and what a failure of that costs.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{Client, HighLevel},
};
use http::{Request, Response};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{Vendor, answer, call};

const CONTACT: &str = r#"{"contact":{"id":"c1","customFields":[{"id":"f1","value":1}]}}"#;
/// Contacts come at once, definitions never.
struct Silent(Vendor);

#[async_trait]
impl Upstream for Silent {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        if request.uri().path().ends_with("/customFields") {
            _ = self.0.send(request).await;
            return std::future::pending().await;
        }
        Ok(answer(200, CONTACT))
    }
}

async fn get(crm: &HighLevel) -> Value {
    call(crm, "contacts_get-contact", json!({"contactId": "c1"})).await.unwrap()["contact"]["customFields"].take()
}

#[tokio::test(start_paused = true)]
async fn concurrent_reads_wait_two_seconds_for_names_and_ask_once() {
    let vendor = Vendor::answering([answer(200, "{}")]);
    let crm = crate::support::location(&Client::over(Silent(vendor.clone())));
    let start = Instant::now();
    let read = tokio::join!(get(&crm), get(&crm), get(&crm), get(&crm));
    assert_eq!(read.0, json!({"f1": 1}));
    assert_eq!(start.elapsed(), Duration::from_secs(2));
    get(&crm).await;
    assert_eq!(start.elapsed(), Duration::from_secs(2), "the failure is remembered");
    assert_eq!(vendor.requests().len(), 1);
}

#[tokio::test]
async fn a_date_is_read_in_rfc_3339_and_a_number_as_it_is() {
    let contact = r#"{"contact":{"id":"c1","customFields":[
        {"id":"f1","value":1788220800000},{"id":"f2","value":642000000000},{"id":"f3","value":"2026-09-01"}]}}"#;
    let definitions = r#"{"customFields": [
        {"id": "f1", "name": "Revenue", "fieldKey": "contact.revenue", "dataType": "NUMERICAL"},
        {"id": "f2", "name": "Anniversary", "fieldKey": "contact.anniversary", "dataType": "DATE"},
        {"id": "f3", "name": "Renewal", "fieldKey": "contact.renewal", "dataType": "DATE"}]}"#;
    let vendor = Vendor::answering([answer(200, contact), answer(200, definitions)]);
    let dated =
        json!({"revenue": 1_788_220_800_000_i64, "anniversary": "1990-05-06T13:20:00Z", "renewal": "2026-09-01"});
    assert_eq!(get(&vendor.location()).await, dated);
}

#[tokio::test]
async fn odd_definitions_are_passed_over() {
    let odd = r#"{"customFields": [null, {"id": "f9", "name": "No key"}, {"id": 3, "fieldKey": "contact.x"},
        {"id": "f1", "name": "Team size", "fieldKey": "contact.team_size", "picklistOptions": null}]}"#;
    let vendor = Vendor::answering([answer(200, CONTACT), answer(200, odd)]);
    assert_eq!(get(&vendor.location()).await, json!({"team_size": 1}));
}

#[tokio::test]
async fn who_may_not_read_the_definitions_can_write_by_id() {
    let refused = || answer(401, r#"{"statusCode":401,"message":"The token is not authorized for this scope."}"#);
    let updated = answer(200, r#"{"succeded":true,"contact":{"id":"c1"}}"#);
    let vendor = Vendor::answering([refused(), updated, refused()]);
    let crm = vendor.location();
    let set = |fields: Value| call(&crm, "contacts_update-contact", json!({"contactId": "c1", "customFields": fields}));

    set(json!({"Zk3Xq9Lw2Pv7Rt5Ny8Ab": 7})).await.unwrap();
    let body = json!({"customFields": [{"id": "Zk3Xq9Lw2Pv7Rt5Ny8Ab", "field_value": 7}]});
    assert_eq!(vendor.saw()[1], ("PUT /contacts/c1".to_owned(), body));

    let error = set(json!({"Zk3Xq9Lw2Pv7Rt5Ny8Ab": 7, "Team size": 7})).await.unwrap_err();
    assert!(error.to_string().contains("View Custom Fields"), "{error}");
}
