//! What HighLevel's answers tell of their location, and what of them is never shown.

#![allow(clippy::unwrap_used)]

use http::Response;
use serde_json::{Value, json};

use crate::{
    crm::{
        operation::Operation,
        request::answer::{Belonging, place_of, read, remove_secrets},
        tenant::{grant::Grant, identity::Identity, tenants::Tenants},
    },
    highlevel::{
        dialect::HighLevelDialect,
        tables::operations::{
            ADD_TAGS, GET_CONTACT, GET_LOCATION, GET_MESSAGES, LIST_CONTACTS, LIST_TRANSACTIONS, SEARCH_CONTACTS,
        },
    },
};

#[test]
fn a_record_tells_its_location_wherever_it_stands() {
    let foreign = json!({"id": "1", "locationId": "L2"});
    let own = json!({"id": "1", "locationId": "L1", "place": {"locationId": "of something else"}});
    let unsaid = json!({"id": "1", "place": {"locationId": "L1"}});
    for (record, place) in [(foreign, Belonging::Elsewhere), (own, Belonging::Here), (unsaid, Belonging::Unsaid)] {
        let answers = [
            json!(record),
            json!({"contact": record}),
            json!({"contacts": [{"id": "0"}, record]}),
            json!({"messages": {"nextPage": false, "messages": [record]}}),
        ];
        for answer in answers {
            assert_eq!(place_of::<HighLevelDialect>(&GET_MESSAGES, &answer, "L1"), place, "{answer}");
        }
    }
    let mixed = json!([{"id": "1", "locationId": "L1"}, {"id": "2", "locationId": "L2"}, {"id": "3"}]);
    assert_eq!(place_of::<HighLevelDialect>(&GET_MESSAGES, &mixed, "L1"), Belonging::Elsewhere);
}

#[test]
fn only_payments_mean_a_location_by_their_alternative_id() {
    let answer = json!({"data": [{"_id": "1", "altId": "CA0123", "altType": "location"}]});
    assert_eq!(place_of::<HighLevelDialect>(&LIST_TRANSACTIONS, &answer, "L1"), Belonging::Elsewhere);
    assert_eq!(place_of::<HighLevelDialect>(&LIST_TRANSACTIONS, &answer, "CA0123"), Belonging::Here);
    assert_eq!(
        place_of::<HighLevelDialect>(&GET_MESSAGES, &answer, "L1"),
        Belonging::Unsaid,
        "the carrier's id of a call"
    );
}

#[test]
fn a_credential_is_proven_by_a_record_of_the_location_or_by_an_operation_that_names_it() {
    let is_proven_by = |operation: &Operation, status: u16, body: Value| {
        let identity = Identity::new("L1".parse().unwrap(), &Grant::fixed("pit".into()).unwrap());
        let tenant = Tenants::<HighLevelDialect>::with_capacity(1).get(identity);
        let response = Response::builder().status(status).body(body.to_string().into()).unwrap();
        _ = read::<_, Value>(operation, &tenant, None, Ok(response));
        tenant.is_proven()
    };
    let of = |location| json!({"contact": {"id": "1", "locationId": location}});
    let unsaid = json!({"contact": {"id": "1"}});
    assert!(is_proven_by(&GET_CONTACT, 200, of("L1")));
    assert!(!is_proven_by(&GET_CONTACT, 200, of("L2")), "refused as foreign");
    assert!(!is_proven_by(&GET_CONTACT, 200, unsaid.clone()), "any token succeeds with a record of its own");
    assert!(!is_proven_by(&ADD_TAGS, 201, json!({"tags": ["vip"]})));
    for operation in [&LIST_CONTACTS, &SEARCH_CONTACTS, &GET_LOCATION] {
        let operation: &Operation = operation;
        assert!(is_proven_by(operation, 200, json!({})), "{operation}");
        assert!(!is_proven_by(operation, 200, of("L2")), "{operation}");
        assert!(!is_proven_by(operation, 403, of("L1")), "{operation}");
    }
}

#[test]
fn secrets_are_removed_at_every_depth() {
    let mut answer = json!({
        "ssn": "078-05-1120",
        "contacts": [{"name": "Ada", "attributionSource": {"ip": "203.0.113.9", "medium": "form"}}],
        "data": {"chargeSnapshot": {"id": "ch_1"}, "meta": [{"ipAddress": "203.0.113.9"}]},
    });
    remove_secrets::<HighLevelDialect>(&mut answer);
    let kept = json!({
        "contacts": [{"name": "Ada", "attributionSource": {"medium": "form"}}],
        "data": {"meta": [{}]},
    });
    assert_eq!(answer, kept);
}
