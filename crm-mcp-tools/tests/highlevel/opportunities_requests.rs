//! The exact requests that the tools on opportunities make, and what they make of the vendor's answers.

use crm_mcp_core::ErrorCode;
use http::Response;
use serde_json::{Value, json};

use crate::support::{LOCATION, Vendor, answer, call};

const SEARCH: &str = "opportunities_search-opportunity";
const UPDATE: &str = "opportunities_update-opportunity";

const DEFINITIONS: &str = r#"{"customFields": [
    {"id": "f1", "name": "Lost To", "fieldKey": "opportunity.lost_to", "dataType": "TEXT", "model": "opportunity"},
    {"id": "f2", "name": "Start", "fieldKey": "opportunity.start", "dataType": "DATE", "model": "opportunity"},
    {"id": "f3", "name": "Services", "fieldKey": "opportunity.services", "dataType": "MULTIPLE_OPTIONS",
        "picklistOptions": ["Website", "SEO"], "model": "opportunity"},
    {"id": "f4", "name": "Size", "fieldKey": "opportunity.size", "dataType": "NUMERICAL"},
    {"id": "f5", "name": "Lost To", "fieldKey": "contact.lost_to", "dataType": "NUMERICAL", "model": "contact"},
    {"id": "f6", "name": "Mood", "fieldKey": "opportunity.mood", "dataType": "SINGLE_OPTIONS",
        "picklistOptions": ["Good"], "isAllowedCustomOption": true, "model": "opportunity"}
]}"#;

fn ok(body: &Value) -> Response<bytes::Bytes> {
    answer(200, body.to_string())
}

/// What the vendor saw: `METHOD path` and the body of each request.
fn saw<const N: usize>(vendor: &Vendor, expected: [(&str, Value); N]) {
    let expected: Vec<_> = expected.map(|(line, body)| (line.to_owned(), body)).into();
    assert_eq!(vendor.saw(), expected);
}

fn definitions_request() -> (&'static str, Value) {
    ("GET /locations/ve9EPM428h8vShlRW1KT/customFields?model=all", Value::Null)
}

/// An opportunity as HighLevel gives it, with everything that is of no use to an agent.
fn vendors_opportunity() -> Value {
    json!({
        "id": "o1", "name": "New site", "monetaryValue": "1200.50", "pipelineId": "p1", "pipelineStageId": "s1",
        "pipelineStageUId": "s1", "assignedTo": "u1", "status": "open", "source": "form", "indexVersion": "1",
        "lastStatusChangeAt": "2026-08-01T10:00:00.000Z", "lastStageChangeAt": 1_788_220_800_000_i64,
        "createdAt": "2026-08-01T10:00:00.000Z", "updatedAt": "2026-08-02T10:00:00.000Z", "contactId": "c1",
        "locationId": LOCATION, "lostReasonId": null, "followers": [[]], "relations": [{"recordId": "c1"}],
        "contact": {"id": "c1", "name": "Ada", "companyName": null, "email": "ada@example.com", "phone": null,
            "tags": ["vip"]},
        "notes": [[]], "tasks": [], "calendarEvents": [],
        "customFields": [{"id": "f1", "fieldValue": "Acme"}, {"id": "f3", "fieldValueArray": ["SEO"]}]
    })
}

fn slim_opportunity() -> Value {
    json!({
        "id": "o1", "name": "New site", "monetaryValue": 1200.5, "pipelineId": "p1", "pipelineStageId": "s1",
        "assignedTo": "u1", "status": "open", "source": "form", "lastStatusChangeAt": "2026-08-01T10:00:00.000Z",
        "lastStageChangeAt": "2026-09-01T00:00:00Z", "createdAt": "2026-08-01T10:00:00.000Z",
        "updatedAt": "2026-08-02T10:00:00.000Z", "contactId": "c1",
        "contact": {"name": "Ada", "email": "ada@example.com", "tags": ["vip"]},
        "customFields": {"lost_to": "Acme", "services": ["SEO"]}
    })
}

#[tokio::test]
async fn an_opportunity_is_slim_and_its_custom_fields_have_names() {
    for name in ["opportunityId", "id", "path_id"] {
        let vendor = Vendor::answering([ok(&json!({"opportunity": vendors_opportunity()})), answer(200, DEFINITIONS)]);
        let found = call(&vendor.location(), "opportunities_get-opportunity", json!({name: "o1"})).await.unwrap();
        assert_eq!(found, json!({"opportunity": slim_opportunity()}), "{name}");
        saw(&vendor, [("GET /opportunities/o1", Value::Null), definitions_request()]);
    }
}

#[tokio::test]
async fn all_fields_of_what_stands_in_a_record_are_given_on_request() {
    let vendor = Vendor::answering([ok(&json!({"opportunity": vendors_opportunity()})), answer(200, DEFINITIONS)]);
    let arguments = json!({"opportunityId": "o1", "fields": "all"});
    let found = call(&vendor.location(), "opportunities_get-opportunity", arguments).await.unwrap();
    let contact = json!({"id": "c1", "name": "Ada", "email": "ada@example.com", "tags": ["vip"]});
    assert_eq!(found["opportunity"]["contact"], contact);

    let stage = json!({"id": "s1", "name": "New", "position": 0, "originId": "s0", "showInFunnel": true});
    let vendor = Vendor::answering([ok(&json!({"pipelines": [{"id": "p1", "stages": [stage]}]}))]);
    let listed = call(&vendor.location(), "opportunities_get-pipelines", json!({"fields": "all"})).await.unwrap();
    assert_eq!(listed["pipelines"][0]["stages"], json!([stage]));
}

#[tokio::test]
async fn every_filter_of_a_search_is_sent_under_the_vendors_name() {
    let vendor = Vendor::answering([ok(&json!({"opportunities": [], "meta": {"total": 0}}))]);
    let arguments = json!({
        "query": "site & co", "status": "all", "pipelineId": "Pipeline000000000001", "pipelineStageId": "Stage000000000000001", "contactId": "c1",
        "assignedTo": "User0000000000000001", "date": "2026-08-01", "endDate": "09-30-2026", "order": "added_asc", "id": "o1",
        "campaignId": "k1", "country": "US", "getTasks": true, "getNotes": false, "getCalendarEvents": true, "limit": 7
    });
    let found = call(&vendor.location(), SEARCH, arguments).await.unwrap();
    assert_eq!(found, json!({"opportunities": [], "hasMore": false, "total": 0}));
    let line = format!(
        "GET /opportunities/search?location_id={LOCATION}&q=site+%26+co&status=all&pipeline_id=Pipeline000000000001&pipeline_stage_id=Stage000000000000001\
         &contact_id=c1&assigned_to=User0000000000000001&date=08-01-2026&endDate=09-30-2026&order=added_asc&id=o1&campaignId=k1\
         &country=US&getTasks=true&getNotes=false&getCalendarEvents=true&limit=7"
    );
    saw(&vendor, [(&line, Value::Null)]);
}

#[tokio::test]
async fn the_official_spellings_of_a_search_are_taken() {
    let vendor = Vendor::answering([ok(&json!({"opportunities": []}))]);
    let arguments = json!({
        "query_location_id": LOCATION, "query_q": "ada", "query_pipeline_id": "Pipeline000000000001", "pipeline_stage_id": "Stage000000000000001",
        "query_contact_id": "c1", "query_assigned_to": "User0000000000000001", "query_limit": "5", "query_page": 2
    });
    call(&vendor.location(), SEARCH, arguments).await.unwrap();
    let line = format!(
        "GET /opportunities/search?location_id={LOCATION}&q=ada&pipeline_id=Pipeline000000000001&pipeline_stage_id=Stage000000000000001&contact_id=c1\
         &assigned_to=User0000000000000001&limit=5&page=2"
    );
    saw(&vendor, [(&line, Value::Null)]);
}

#[tokio::test]
async fn what_happened_around_an_opportunity_is_shown_where_it_was_asked_for() {
    let mut row = vendors_opportunity();
    row["customFields"] = json!([]);
    row["tasks"] = json!([{"id": "t1", "title": "Call"}]);
    row["notes"] = json!([[{"id": "n1", "body": "Hello"}]]);
    let vendor = Vendor::answering([ok(&json!({"opportunities": [row]}))]);
    let found = call(&vendor.location(), SEARCH, json!({"getTasks": true, "getNotes": true})).await.unwrap();
    let opportunity = &found["opportunities"][0];
    assert_eq!(opportunity["tasks"], json!([{"id": "t1", "title": "Call"}]));
    assert_eq!(opportunity["notes"], json!([{"id": "n1", "body": "Hello"}]));
    assert_eq!(opportunity.get("calendarEvents"), None);
}

fn page(ids: &[&str], meta: &Value) -> Response<bytes::Bytes> {
    let rows: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
    ok(&json!({"opportunities": rows, "meta": meta}))
}

#[tokio::test]
async fn a_search_goes_on_from_the_place_that_the_vendor_names() {
    let meta = json!({"total": 3, "startAfter": 1_788_220_800_000_i64, "startAfterId": "o2", "nextPage": 2,
        "nextPageUrl": "http://elsewhere.example.com/"});
    let last = json!({"total": 3, "startAfter": "1788220700000", "startAfterId": "o3", "nextPage": null});
    let vendor = Vendor::answering([page(&["o1", "o2"], &meta), page(&["o3"], &last)]);
    let crm = vendor.location();
    let first = call(&crm, SEARCH, json!({"status": "open", "limit": 2})).await.unwrap();
    assert_eq!((&first["hasMore"], &first["total"]), (&json!(true), &json!(3)));
    assert!(first["nextCursor"].as_str().unwrap().len() < 200, "a cursor holds what was given only: {first}");
    let rest = call(&crm, SEARCH, json!({"limit": 2, "cursor": first["nextCursor"]})).await.unwrap();
    assert_eq!(rest, json!({"opportunities": [{"id": "o3"}], "hasMore": false, "total": 3}));
    let line = format!("GET /opportunities/search?location_id={LOCATION}&status=open&limit=2");
    let next = format!("{line}&startAfter=1788220800000&startAfterId=o2");
    saw(&vendor, [(&line, Value::Null), (&next, Value::Null)]);
}

#[tokio::test]
async fn a_full_page_without_a_place_to_go_on_from_is_the_last() {
    for meta in [json!({}), json!({"startAfter": 1}), json!({"startAfterId": "o2"}), json!({"startAfter": {}})] {
        let vendor = Vendor::answering([page(&["o1", "o2"], &meta)]);
        let found = call(&vendor.location(), SEARCH, json!({"limit": 2})).await.unwrap();
        assert_eq!(found["hasMore"], false, "there is no way on: {meta}");
    }
}

#[tokio::test]
async fn a_place_or_a_page_of_the_vendors_own_is_taken() {
    let meta = json!({"total": 9, "startAfter": 5, "startAfterId": "o4", "nextPage": 4});
    let vendor = Vendor::answering([page(&["o3", "o4"], &meta), page(&["o5", "o6"], &meta)]);
    let crm = vendor.location();
    let from = json!({"limit": 2, "startAfter": "1788220800000", "startAfterId": "o2"});
    assert_eq!(call(&crm, SEARCH, from).await.unwrap()["hasMore"], true);
    assert_eq!(call(&crm, SEARCH, json!({"limit": 2, "page": 3})).await.unwrap()["hasMore"], true);
    let line = format!("GET /opportunities/search?location_id={LOCATION}&limit=2");
    let after = format!("{line}&startAfter=1788220800000&startAfterId=o2");
    saw(&vendor, [(&after, Value::Null), (&format!("{line}&page=3"), Value::Null)]);
}

#[tokio::test]
async fn pipelines_keep_their_stages_whatever_they_are_nested_in() {
    let stage = |id: &str, position: u8| json!({"id": id, "name": id, "position": position, "showInFunnel": true});
    let slim = |id: &str, position: u8| json!({"id": id, "name": id, "position": position});
    for stages in [json!([stage("s2", 1), stage("s1", 0)]), json!([[stage("s1", 0)], [stage("s2", 1), null]])] {
        let pipeline = json!({"id": "p1", "name": "Sales", "stages": stages, "showInFunnel": true,
            "locationId": LOCATION, "colorRenderMode": "dot"});
        let vendor = Vendor::answering([ok(&json!({"pipelines": [pipeline], "traceId": "t"}))]);
        let listed = call(&vendor.location(), "opportunities_get-pipelines", json!({})).await.unwrap();
        let slim = json!({"id": "p1", "name": "Sales", "stages": [slim("s1", 0), slim("s2", 1)]});
        assert_eq!(listed, json!({"pipelines": [slim], "hasMore": false, "total": 1}));
        saw(&vendor, [(&format!("GET /opportunities/pipelines?locationId={LOCATION}"), Value::Null)]);
    }
}

#[tokio::test]
async fn an_update_sends_what_is_given_and_no_location() {
    let vendor = Vendor::answering([
        answer(200, DEFINITIONS),
        ok(&json!({"opportunity": vendors_opportunity(), "traceId": "t"})),
    ]);
    let arguments = json!({
        "path_id": "o1", "body_pipelineId": "Pipeline000000000002", "pipelineStageId": "Stage000000000000009", "name": "Newer", "status": "won",
        "monetaryValue": "99.5", "assignedTo": "u2", "customFields": {"Lost To": "Acme", "start": "09-30-2026"}
    });
    let updated = call(&vendor.location(), UPDATE, arguments).await.unwrap();
    let not_applied =
        ["assignedTo", "monetaryValue", "name", "pipelineId", "pipelineStageId", "status", "customFields.start"];
    assert_eq!(updated, json!({"opportunity": slim_opportunity(), "notApplied": not_applied}));
    let body = json!({
        "pipelineId": "Pipeline000000000002", "pipelineStageId": "Stage000000000000009", "name": "Newer", "status": "won", "monetaryValue": 99.5,
        "assignedTo": "u2",
        "customFields": [{"id": "f1", "field_value": "Acme"}, {"id": "f2", "field_value": "2026-09-30"}]
    });
    saw(&vendor, [definitions_request(), ("PUT /opportunities/o1", body)]);
}

#[tokio::test]
async fn a_move_within_a_pipeline_needs_the_stage_only() {
    let vendor = Vendor::answering([ok(&json!({"opportunity": {"id": "o1"}}))]);
    call(&vendor.location(), UPDATE, json!({"opportunityId": "o1", "pipelineStageId": "Stage000000000000002"}))
        .await
        .unwrap();
    saw(&vendor, [("PUT /opportunities/o1", json!({"pipelineStageId": "Stage000000000000002"}))]);
}

#[tokio::test]
async fn calls_that_make_no_sense_are_refused_before_the_network() {
    // Tool, arguments, and a part of what the model is told.
    let senseless = [
        (UPDATE, json!({"opportunityId": "o1"}), "nothing is to be changed"),
        (UPDATE, json!({"opportunityId": "o1", "name": "", "status": null}), "nothing is to be changed"),
        (UPDATE, json!({"opportunityId": "o1", "pipelineId": "p2"}), "opportunities_get-pipelines lists the stages"),
        (UPDATE, json!({"opportunityId": "o1", "status": "all"}), "status"),
        (UPDATE, json!({"opportunityId": "o1", "contactId": "c2"}), "contactId"),
        (UPDATE, json!({"opportunityId": "o1", "locationId": "another"}), "locationId"),
        (UPDATE, json!({"opportunityId": "o1", "monetaryValue": "a lot"}), "monetaryValue"),
        (UPDATE, json!({"opportunityId": "../users", "name": "x"}), "opportunityId"),
        (SEARCH, json!({"limit": 101}), "limit"),
        (SEARCH, json!({"location_id": "another"}), "location_id"),
        (SEARCH, json!({"status": "closed"}), "status"),
        (SEARCH, json!({"date": "08.01.2026"}), "2026-08-01 or 2026-01-08"),
        (SEARCH, json!({"date": "2026-09-02", "endDate": "2026-09-01"}), "`endDate` is before `date`"),
        (SEARCH, json!({"startAfter": 1}), "`startAfter` and `startAfterId` belong together"),
        (SEARCH, json!({"startAfter": 1, "startAfterId": "o1", "page": 2}), "`page` and `startAfter`"),
        (SEARCH, json!({"page": 0}), "page"),
        (SEARCH, json!({"cursor": "2"}), "nextCursor"),
    ];
    for (tool, arguments, told) in senseless {
        let vendor = Vendor::default();
        let error = call(&vendor.location(), tool, arguments.clone()).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArguments, "{tool} {arguments}");
        assert!(error.to_string().contains(told), "{tool} {arguments}: {error}");
        assert!(vendor.requests().is_empty(), "{tool} {arguments}");
    }
}

/// The custom fields that are sent for these, or what the model is told.
async fn custom_fields(fields: Value) -> Result<Value, String> {
    let opportunity = ok(&json!({"opportunity": {"id": "o1"}}));
    let vendor = Vendor::answering([answer(200, DEFINITIONS), opportunity]);
    let arguments = json!({"opportunityId": "o1", "customFields": fields});
    if call(&vendor.location(), UPDATE, arguments.clone()).await.is_ok() {
        return Ok(vendor.saw()[1].1["customFields"].take());
    }
    let vendor = Vendor::answering([answer(200, DEFINITIONS)]);
    let error = call(&vendor.location(), UPDATE, arguments).await.unwrap_err();
    assert_eq!((error.code(), vendor.requests().len()), (ErrorCode::InvalidArguments, 1));
    Err(error.message().to_owned())
}

#[tokio::test]
async fn a_custom_field_is_written_in_the_form_of_its_type() {
    // Name, value, id, what is sent.
    let fitting = [
        ("lost_to", json!("Acme"), "f1", json!("Acme")),
        ("opportunity.lost_to", json!(1984), "f1", json!("1984")),
        ("start", json!("2026-09-01"), "f2", json!("2026-09-01")),
        ("start", json!("2026-09-01T08:00:00-04:00"), "f2", json!("2026-09-01")),
        ("services", json!(["seo", "Website"]), "f3", json!(["SEO", "Website"])),
        ("services", json!("Website"), "f3", json!(["Website"])),
        ("services", json!([]), "f3", json!([])),
        ("size", json!(7.5), "f4", json!(7.5)),
        ("size", json!(" 7 "), "f4", json!(7)),
        ("mood", json!("Excellent"), "f6", json!("Excellent")),
        ("start", Value::Null, "f2", Value::Null),
    ];
    for (name, value, id, sent) in fitting {
        let written = custom_fields(json!({name: value})).await;
        assert_eq!(written, Ok(json!([{"id": id, "field_value": sent}])), "{name}: {value}");
    }
}

#[tokio::test]
async fn a_custom_field_of_the_wrong_type_or_of_another_record_is_refused_by_name() {
    let faulty = [
        (json!({"size": "large"}), "the custom field `size` takes a number"),
        (json!({"start": "05-06-2026"}), "the custom field `start` takes a day: 2026-11-22"),
        (json!({"Start": "next week"}), "the custom field `start` takes a day: 2026-11-22"),
        (json!({"start": 1_788_220_800_000_i64}), "the custom field `start` takes a day: 2026-11-22"),
        (json!({"services": ["Website", "Ads"]}), "the custom field `services` takes a list of: Website, SEO"),
        (json!({"lost_to": ["Acme"]}), "the custom field `lost_to` takes text"),
        (
            json!({"f5": 1}),
            "there is no custom field `f5`; there are: lost_to (Lost To), start (Start), services (Services), size (Size), mood (Mood)",
        ),
        (
            json!({"servises": []}),
            "there is no custom field `servises`; did you mean services (Services)? there are: lost_to (Lost To), \
             start (Start), services (Services), size (Size), mood (Mood)",
        ),
        (
            json!({"colour": "red"}),
            "there is no custom field `colour`; there are: lost_to (Lost To), start (Start), services (Services), \
             size (Size), mood (Mood)",
        ),
    ];
    for (fields, told) in faulty {
        assert_eq!(custom_fields(fields).await, Err(told.to_owned()));
    }
}

#[tokio::test]
async fn what_stands_in_an_opportunity_has_its_dates_in_the_same_form() {
    let (at, written) = (1_788_220_800_000_i64, "2026-09-01T00:00:00Z");
    let with = |at: &Value| {
        json!({"id": "o1", "tasks": [{"id": "t1", "dueDate": at}],
        "notes": [{"dateAdded": at}], "calendarEvents": [{"startTime": at}]})
    };
    let vendor = Vendor::answering([ok(&json!({"opportunity": with(&json!(at))}))]);
    let found =
        call(&vendor.location(), "opportunities_get-opportunity", json!({"opportunityId": "o1"})).await.unwrap();
    assert_eq!(found, json!({"opportunity": with(&json!(written))}));
}

#[tokio::test]
async fn a_record_of_another_location_is_refused() {
    let foreign = json!({"opportunity": {"id": "o1", "locationId": "another"}});
    let vendor = Vendor::answering([ok(&foreign)]);
    let arguments = json!({"opportunityId": "o1"});
    let error = call(&vendor.location(), "opportunities_get-opportunity", arguments).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
}
