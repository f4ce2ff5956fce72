//! The exact requests that the contact tools make, and what they make of the vendor's answers.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::support::{LOCATION, Vendor, answer, call};

const DEFINITIONS: &str = r#"{"customFields": [
    {"id": "f1", "name": "Birthday", "fieldKey": "contact.birthday", "dataType": "DATE", "model": "contact"},
    {"id": "f2", "name": "Size", "fieldKey": "contact.shoe_size", "dataType": "NUMERICAL", "model": "contact"},
    {"id": "f3", "name": "size ", "fieldKey": "contact.shirt_size", "dataType": "TEXT", "model": "contact"}
]}"#;

/// A contact as HighLevel gives it, with everything that is of no use to an agent.
fn vendors_contact() -> Value {
    let attribution = json!({"url": "https://example.com", "campaign": "spring", "utmSource": "x", "gclid": "y"});
    json!({
        "id": "c1", "name": "ada lovelace", "locationId": LOCATION, "firstName": "Ada", "lastName": "Lovelace",
        "firstNameLowerCase": "ada", "lastNameLowerCase": "lovelace", "fullNameLowerCase": "ada lovelace",
        "email": "Ada@example.com", "emailLowerCase": "ada@example.com", "phone": null, "companyName": null,
        "dnd": false, "dndSettings": {"SMS": {"status": "active", "message": "", "code": ""}},
        "tags": ["vip"], "ssn": "078-05-1120", "keyword": "analyst", "postalCode": 12345, "type": "lead",
        "dateAdded": "2024-05-01T10:00:00.000Z", "dateOfBirth": -4_861_728_000_000_i64, "visitorId": "v1",
        "customFields": [{"id": "f1", "value": "1815-12-10"}, {"id": "unknown", "fieldValue": ["a"]}],
        "attributionSource": attribution, "lastAttributionSource": attribution, "attachments": [],
        "additionalEmails": [], "followers": [], "opportunities": []
    })
}

fn slim_contact() -> Value {
    json!({
        "id": "c1", "firstName": "Ada", "lastName": "Lovelace", "email": "Ada@example.com", "dnd": false,
        "dndSettings": {"SMS": "active"}, "tags": ["vip"], "postalCode": "12345", "type": "lead",
        "dateAdded": "2024-05-01T10:00:00.000Z", "dateOfBirth": "1815-12-10",
        "customFields": {"birthday": "1815-12-10", "unknown": ["a"]}
    })
}

/// What the vendor saw: `METHOD path` and the body of each request.
fn saw<const N: usize>(vendor: &Vendor, expected: [(&str, Value); N]) {
    let expected: Vec<_> = expected.map(|(line, body)| (line.to_owned(), body)).into();
    assert_eq!(vendor.saw(), expected);
}

fn definitions_request() -> (&'static str, Value) {
    ("GET /locations/ve9EPM428h8vShlRW1KT/customFields?model=all", Value::Null)
}

#[tokio::test]
async fn a_contact_is_slim_and_its_custom_fields_have_names() {
    let vendor = Vendor::answering([
        answer(200, json!({"contact": vendors_contact(), "traceId": "t"}).to_string()),
        answer(200, DEFINITIONS),
    ]);
    let found = call(&vendor.location(), "contacts_get-contact", json!({"contactId": "c1"})).await.unwrap();
    assert_eq!(found, json!({"contact": slim_contact()}));
    saw(&vendor, [("GET /contacts/c1", Value::Null), definitions_request()]);
}

/// A contact with this value in this field, as `contacts_get-contact` gives it.
async fn contact_with(field: &str, value: Value) -> Value {
    let contact = json!({"id": "c1", "firstName": "Ada", field: value});
    let vendor = Vendor::answering([answer(200, json!({"contact": contact}).to_string())]);
    call(&vendor.location(), "contacts_get-contact", json!({"contactId": "c1"})).await.unwrap()["contact"].take()
}

#[tokio::test]
async fn a_field_of_an_unforeseen_type_does_not_cost_the_contact() {
    // Field, what the vendor sends, and what becomes of it.
    let odd = [
        ("dndSettings", json!({"SMS": {}, "Email": {"status": "active"}}), json!({"Email": "active"})),
        ("dndSettings", json!({"SMS": null, "FB": {"status": 1}}), Value::Null),
        ("dndSettings", json!([]), Value::Null),
        ("dndSettings", json!("none"), Value::Null),
        ("companyName", json!(1984), json!("1984")),
        ("address1", json!(12), json!("12")),
        ("city", json!({"name": "Oslo"}), Value::Null),
        ("dnd", json!("yes"), Value::Null),
        ("tags", json!({"0": "vip"}), Value::Null),
        ("tags", json!(["vip", null, 7]), json!(["vip", "7"])),
        ("dateAdded", json!({"$date": 1}), Value::Null),
    ];
    for (field, value, expected) in odd {
        let shown = format!("{field}: {value}");
        let contact = contact_with(field, value).await;
        assert_eq!((&contact["firstName"], &contact[field]), (&json!("Ada"), &expected), "{shown}");
    }
}

#[tokio::test]
async fn times_in_milliseconds_are_given_as_dates() {
    let times = [
        (json!(1_700_000_000_000_i64), json!("2023-11-14T22:13:20Z")),
        (json!(1_700_000_000_123_i64), json!("2023-11-14T22:13:20.123Z")),
        (json!("2024-05-01T10:00:00.000Z"), json!("2024-05-01T10:00:00.000Z")),
        (json!(i64::MAX), json!(i64::MAX.to_string())),
    ];
    for field in ["dateAdded", "dateUpdated"] {
        for (time, expected) in &times {
            assert_eq!(contact_with(field, time.clone()).await[field], *expected, "{field} {time}");
        }
    }
}

#[tokio::test]
async fn a_record_without_an_id_is_no_answer() {
    for contact in [json!({}), json!({"id": null}), json!({"id": ""}), json!(null)] {
        let vendor = Vendor::answering([answer(200, json!({"contact": contact}).to_string())]);
        let error = call(&vendor.location(), "contacts_get-contact", json!({"contactId": "c1"})).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::Unavailable, "{contact}");
    }
}

#[tokio::test]
async fn a_record_of_another_location_is_refused() {
    let foreign = r#"{"contact":{"id":"c1","firstName":"Eve","locationId":"another"}}"#;
    let page = r#"{"contacts":[{"id":"c1","locationId":"another"}],"total":1}"#;
    let calls = [
        ("contacts_get-contact", json!({"contactId": "c1"}), foreign, false),
        ("contacts_get-contacts", json!({}), page, false),
        ("contacts_update-contact", json!({"contactId": "c1", "city": "Oslo"}), foreign, true),
    ];
    for (tool, arguments, body, was_written) in calls {
        let error = call(&Vendor::answering([answer(200, body)]).location(), tool, arguments).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::PermissionDenied, "{tool}");
        assert_eq!(error.message().contains("carried out"), was_written, "{tool}: {error}");
        assert!(error.next_step().unwrap().contains("a token of the same sub-account"), "{tool}: {error}");
    }
}

#[tokio::test]
async fn a_task_of_unforeseen_types_does_not_cost_the_list() {
    let tasks = json!([{"id": "t1", "title": 7, "completed": "no", "dueDate": 1_700_000_000_000_i64}, {"id": "t2"}]);
    let vendor = Vendor::answering([answer(200, json!({"tasks": tasks}).to_string())]);
    let listed = call(&vendor.location(), "contacts_get-all-tasks", json!({"contactId": "c1"})).await.unwrap();
    let slim = json!([{"id": "t1", "title": "7", "dueDate": "2023-11-14T22:13:20Z"}, {"id": "t2"}]);
    assert_eq!(listed, json!({"tasks": slim, "hasMore": false, "total": 2}));
}

#[tokio::test]
async fn ids_are_encoded_and_those_that_could_lead_elsewhere_never_leave() {
    let vendor = Vendor::answering([answer(200, r#"{"contact":{"id":"c1"}}"#)]);
    let crm = vendor.location();
    call(&crm, "contacts_get-contact", json!({"contactId": "a?b#c%2f"})).await.unwrap();
    for id in ["", "../users", "a/b", "a..b", "a\u{0}b", "a b", &"x".repeat(101)] {
        for tool in ["contacts_get-contact", "contacts_get-all-tasks"] {
            let error = call(&crm, tool, json!({"contactId": id})).await.unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArguments, "{id:?}");
            assert!(error.to_string().contains("contactId"), "{error}");
        }
    }
    saw(&vendor, [("GET /contacts/a%3Fb%23c%252f", Value::Null)]);
}

#[tokio::test]
async fn tags_are_added_and_removed_without_a_location_in_the_body() {
    let all = r#"{"tags":["vip","new"],"traceId":"t"}"#;
    let vendor = Vendor::answering([answer(201, all), answer(200, all)]);
    let crm = vendor.location();
    let arguments = json!({"contactId": "c1", "tags": ["new"]});
    let kept = json!({"tags": ["vip", "new"], "notApplied": ["new"]});
    for (tool, told) in [("contacts_add-tags", json!({"tags": ["vip", "new"]})), ("contacts_remove-tags", kept)] {
        assert_eq!(call(&crm, tool, arguments.clone()).await.unwrap(), told);
    }
    let body = json!({"tags": ["new"]});
    saw(&vendor, [("POST /contacts/c1/tags", body.clone()), ("DELETE /contacts/c1/tags", body)]);
}

#[tokio::test]
async fn tasks_are_listed_slim() {
    let task = json!({"id": "t1", "title": "Call", "body": "", "assignedTo": null, "dueDate": "2026-01-01T09:00:00Z",
        "completed": false, "contactId": "c1"});
    let vendor = Vendor::answering([answer(200, json!({"tasks": [task]}).to_string())]);
    let listed = call(&vendor.location(), "contacts_get-all-tasks", json!({"contactId": "c1"})).await.unwrap();
    let slim = json!({"id": "t1", "title": "Call", "dueDate": "2026-01-01T09:00:00Z", "completed": false});
    assert_eq!(listed, json!({"tasks": [slim], "hasMore": false, "total": 1}));
    saw(&vendor, [("GET /contacts/c1/tasks", Value::Null)]);
}

#[tokio::test]
async fn every_field_of_a_write_goes_where_the_vendor_wants_it() {
    let plain = json!({
        "firstName": "Ada", "lastName": "Lovelace", "name": "Ada Lovelace", "email": "ada@example.com",
        "phone": "+442071838750", "address1": "12 St James's Square", "city": "London", "state": "LDN",
        "postalCode": "SW1Y", "country": "GB", "website": "https://example.com", "timezone": "Europe/London",
        "dateOfBirth": "1815-12-10", "source": "letter", "assignedTo": "u1", "dnd": true, "tags": ["vip"]
    });
    let with = |more: Value| {
        let mut fields = plain.clone();
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        fields
    };
    let given = json!({"dndSettings": {"SMS": "active", "FB": "inactive"}, "inboundDndSettings": {"all": "active"},
        "customFields": {"birthday": "1815-12-10", "f2": 38}});
    let sent = json!({"dndSettings": {"SMS": {"status": "active"}, "FB": {"status": "inactive"}},
        "inboundDndSettings": {"all": {"status": "active"}},
        "customFields": [{"id": "f1", "field_value": "1815-12-10"}, {"id": "f2", "field_value": 38}]});
    let (given, sent) = (with(given), with(sent));

    // Tool, what is asked beside those fields, the request, what is sent beside those fields.
    let company = json!({"companyName": "Analytical", "gender": "female"});
    let writes = [
        ("contacts_update-contact", json!({"contactId": "c1"}), "PUT /contacts/c1", json!({})),
        ("contacts_create-contact", company.clone(), "POST /contacts/", json!({"locationId": LOCATION})),
        (
            "contacts_upsert-contact",
            json!({"createNewIfDuplicateAllowed": true}),
            "POST /contacts/upsert",
            json!({"locationId": LOCATION, "createNewIfDuplicateAllowed": true}),
        ),
    ];
    let join = |one: &Value, other: &Value| {
        let mut joined = one.as_object().unwrap().clone();
        joined.extend(other.as_object().unwrap().clone());
        Value::Object(joined)
    };
    for (tool, more, request, beside) in writes {
        let beside = if tool == "contacts_create-contact" { join(&beside, &company) } else { beside };
        let body = json!({"contact": {"id": "c1"}, "succeded": true, "new": false}).to_string();
        let vendor = Vendor::answering([answer(200, DEFINITIONS), answer(200, body)]);
        let answered = call(&vendor.location(), tool, join(&given, &more)).await.unwrap();
        assert_eq!(answered["contact"], json!({"id": "c1"}), "{tool}");
        saw(&vendor, [definitions_request(), (request, join(&sent, &beside))]);
    }
}

#[tokio::test]
async fn absent_null_and_empty_leave_a_field_and_clear_empties_it() {
    let vendor = Vendor::answering([answer(200, r#"{"contact":{"id":"c1"},"succeeded":true}"#)]);
    let arguments =
        json!({"contactId": "c1", "city": null, "phone": "", "state": "ME", "clear": ["email", "assignedTo"]});
    call(&vendor.location(), "contacts_update-contact", arguments).await.unwrap();
    saw(&vendor, [("PUT /contacts/c1", json!({"state": "ME", "email": null, "assignedTo": null}))]);
}

#[tokio::test]
async fn an_empty_list_leaves_the_tags_and_clear_removes_them() {
    let contact = || answer(200, r#"{"contact":{"id":"c1"}}"#);
    let vendor = Vendor::answering([contact(), contact()]);
    let crm = vendor.location();
    for more in [json!({"tags": []}), json!({"tags": [], "clear": ["tags"]})] {
        let mut arguments = json!({"contactId": "c1", "city": "Oslo"});
        arguments.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        call(&crm, "contacts_update-contact", arguments).await.unwrap();
    }
    let cleared = json!({"city": "Oslo", "tags": []});
    saw(&vendor, [("PUT /contacts/c1", json!({"city": "Oslo"})), ("PUT /contacts/c1", cleared)]);
}

#[tokio::test]
async fn writes_that_make_no_sense_are_refused_before_the_network() {
    // Tool, arguments, and a part of what the model is told.
    let senseless = [
        ("contacts_create-contact", json!({}), "firstName, lastName, name, email, phone, companyName"),
        ("contacts_create-contact", json!({"city": "Oslo", "email": ""}), "nothing says who the contact is"),
        ("contacts_upsert-contact", json!({"firstName": "Ada"}), "contacts_create-contact"),
        ("contacts_update-contact", json!({"contactId": "c1", "city": null}), "`clear` empties it"),
        ("contacts_update-contact", json!({"contactId": "c1", "email": "a@b.cd", "clear": ["email"]}), "email"),
        ("contacts_update-contact", json!({"contactId": "c1", "clear": ["country"]}), "clear[0]"),
        ("contacts_update-contact", json!({"contactId": "c1", "companyName": "X"}), "contacts_upsert-contact"),
        ("contacts_update-contact", json!({"contactId": "c1", "gender": "male"}), "only with a new contact"),
        ("contacts_update-contact", json!({"contactId": "c1", "shoes": 42}), "one of the fields contactId, address1"),
        ("contacts_create-contact", json!({"email": "a@b.cd", "locationId": "another"}), "locationId"),
        ("contacts_create-contact", json!({"phone": "555 1234"}), "phone"),
        (
            "contacts_update-contact",
            json!({"contactId": "c1", "inboundDndSettings": {"all": "permanent"}}),
            "inboundDndSettings",
        ),
        ("contacts_add-tags", json!({"contactId": "c1", "tags": []}), "tags"),
        ("contacts_add-tags", json!({"contactId": "c1", "tags": ["vip", " "]}), "tags[1]"),
        ("contacts_get-contacts", json!({"limit": 101}), "limit"),
        ("contacts_get-contacts", json!({"query": "x".repeat(76)}), "query"),
        ("contacts_get-contacts", json!({"cursor": "20"}), "nextCursor"),
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
async fn a_write_that_the_vendor_says_it_did_not_do_is_an_error() {
    let vendor = Vendor::answering([answer(200, r#"{"succeded":false,"contact":{"id":"c1"}}"#)]);
    let arguments = json!({"contactId": "c1", "city": "Oslo"});
    let error = call(&vendor.location(), "contacts_update-contact", arguments).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Refused);
}

#[tokio::test]
async fn an_upsert_says_whether_the_contact_is_new() {
    for new in [true, false] {
        let vendor = Vendor::answering([answer(200, json!({"new": new, "contact": {"id": "c1"}}).to_string())]);
        let answered = call(&vendor.location(), "contacts_upsert-contact", json!({"email": "a@b.cd"})).await.unwrap();
        assert_eq!(answered, json!({"new": new, "contact": {"id": "c1"}}));
    }
    let vendor = Vendor::answering([answer(200, r#"{"contact": {"id": "c1"}}"#)]);
    let answered = call(&vendor.location(), "contacts_upsert-contact", json!({"email": "a@b.cd"})).await.unwrap();
    assert_eq!(answered, json!({"contact": {"id": "c1"}}), "nothing is claimed that was not said");
}

#[tokio::test]
async fn a_custom_field_is_named_by_id_key_or_name_and_must_be_one() {
    let update = |fields: Value| json!({"contactId": "c1", "customFields": fields});
    for name in ["f1", "contact.birthday", "birthday", "Birthday", " birthDAY"] {
        let vendor = Vendor::answering([answer(200, DEFINITIONS), answer(200, r#"{"contact":{"id":"c1"}}"#)]);
        let arguments = update(json!({name: "1815-12-10"}));
        call(&vendor.location(), "contacts_update-contact", arguments).await.unwrap();
        assert_eq!(vendor.saw()[1].1, json!({"customFields": [{"id": "f1", "field_value": "1815-12-10"}]}), "{name}");
    }
    // Fields, and what the model is told.
    let unclear = [
        (
            json!({"colour": "red"}),
            "there is no custom field `colour`; there are: birthday (Birthday), shoe_size (Size), shirt_size (size )",
        ),
        (
            json!({"Size": 38}),
            "several are called `Size` where one custom field is wanted: shoe_size (Size), shirt_size (size )",
        ),
        (json!({"f1": "1815-12-10", "birthday": "1852-11-27"}), "customFields names the field `birthday` twice"),
    ];
    for (fields, told) in unclear {
        let vendor = Vendor::answering([answer(200, DEFINITIONS)]);
        let crm = vendor.location();
        let error = call(&crm, "contacts_update-contact", update(fields.clone())).await.unwrap_err();
        assert_eq!((error.code(), error.message()), (ErrorCode::InvalidArguments, told));
        vendor.will(Ok(answer(200, DEFINITIONS)));
        call(&crm, "contacts_update-contact", update(fields)).await.unwrap_err();
        assert_eq!(vendor.requests().len(), 2, "kept definitions are asked for once more: {told}");
    }
}

#[tokio::test(start_paused = true)]
async fn definitions_are_asked_for_once_a_minute() {
    let contact = || answer(200, r#"{"contact":{"id":"c1","customFields":[{"id":"f1","value":"1990-05-06"}]}}"#);
    let vendor =
        Vendor::answering([contact(), answer(200, DEFINITIONS), contact(), contact(), answer(200, DEFINITIONS)]);
    let crm = vendor.location();
    let get = async || call(&crm, "contacts_get-contact", json!({"contactId": "c1"})).await.unwrap();
    let named = json!({"contact": {"id": "c1", "customFields": {"birthday": "1990-05-06"}}});
    assert_eq!((get().await, get().await), (named.clone(), named.clone()));
    assert_eq!(vendor.requests().len(), 3);
    tokio::time::advance(std::time::Duration::from_mins(1)).await;
    assert_eq!(get().await, named);
    // They are asked for in the background.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(vendor.requests().len(), 5);
}

#[tokio::test]
async fn without_the_scope_for_definitions_reads_keep_ids_and_writes_name_the_scope() {
    let contact = || answer(200, r#"{"contact":{"id":"c1","customFields":[{"id":"f1","value":1}]}}"#);
    let denied = || answer(401, r#"{"statusCode":401,"message":"The token is not authorized for this scope."}"#);
    let vendor = Vendor::answering([contact(), denied(), contact(), denied()]);
    let crm = vendor.location();
    for _ in 0..2 {
        let found = call(&crm, "contacts_get-contact", json!({"contactId": "c1"})).await.unwrap();
        assert_eq!(found, json!({"contact": {"id": "c1", "customFields": {"f1": 1}}}));
    }
    assert_eq!(vendor.requests().len(), 3, "a refused question is not asked again with every contact");

    let arguments = json!({"contactId": "c1", "customFields": {"birthday": 1}});
    let error = call(&crm, "contacts_update-contact", arguments).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
    assert!(error.to_string().contains("\"View Custom Fields\""), "{error}");
}

#[tokio::test]
async fn a_search_is_paged_by_an_opaque_cursor() {
    let row = |id: &str, after: u64| json!({"id": id, "firstName": "Ada", "searchAfter": [after, id]});
    let page = |rows: Value| answer(200, json!({"contacts": rows, "total": 3}).to_string());
    let vendor =
        Vendor::answering([page(json!([row("c1", 30), row("c2", 20), row("c3", 10)])), page(json!([row("c3", 10)]))]);
    let crm = vendor.location();

    let first = call(&crm, "contacts_get-contacts", json!({"query": "ada", "limit": 2})).await.unwrap();
    assert_eq!(first["contacts"], json!([{"id": "c1", "firstName": "Ada"}, {"id": "c2", "firstName": "Ada"}]));
    assert_eq!((&first["hasMore"], &first["total"]), (&json!(true), &json!(3)));

    let other = json!({"query": "grace", "limit": 2, "cursor": first["nextCursor"]});
    let error = call(&crm, "contacts_get-contacts", other).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArguments, "{error}");

    let rest = json!({"limit": 2, "cursor": first["nextCursor"]});
    let second = call(&crm, "contacts_get-contacts", rest).await.unwrap();
    assert_eq!(second, json!({"contacts": [{"id": "c3", "firstName": "Ada"}], "hasMore": false, "total": 3}));

    let sort = json!([{"field": "dateAdded", "direction": "desc"}]);
    let body = json!({"locationId": LOCATION, "pageLimit": 3, "query": "ada", "sort": sort});
    let next = json!({"locationId": LOCATION, "pageLimit": 3, "query": "ada", "sort": sort, "searchAfter": [20, "c2"]});
    saw(&vendor, [("POST /contacts/search", body), ("POST /contacts/search", next)]);
}

#[tokio::test]
async fn a_forged_cursor_does_no_harm() {
    let position = r#"{"search":{"$gt":""}}"#;
    let mark = &LOCATION[LOCATION.len() - 8..];
    let forged = format!(r#"["contacts","{mark}",{{}},{position},65535,18446744073709551615]"#);
    let vendor = Vendor::answering([answer(200, r#"{"contacts":[{"id":"c1","searchAfter":[1]}],"total":9}"#)]);
    let arguments = json!({"limit": 1, "cursor": BASE64_URL_SAFE_NO_PAD.encode(forged)});
    let page = call(&vendor.location(), "contacts_get-contacts", arguments).await.unwrap();
    assert_eq!(page, json!({"contacts": [], "hasMore": false, "total": 9}));
    assert_eq!((&vendor.saw()[0].1["locationId"], &vendor.saw()[0].1["pageLimit"]), (&json!(LOCATION), &json!(101)));
}

#[tokio::test]
async fn a_position_of_the_vendors_own_listing_goes_on_there() {
    let row = |id: &str| json!({"id": id, "firstName": "ada", "firstNameRaw": "Ada"});
    let meta = json!({"total": 3, "startAfter": 20, "startAfterId": "c2"});
    let listed = json!({"contacts": [row("c1"), row("c2")], "meta": meta}).to_string();
    let last =
        json!({"contacts": [row("c3")], "meta": {"total": 3, "startAfter": 10, "startAfterId": "c3"}}).to_string();
    let vendor = Vendor::answering([answer(200, listed), answer(200, last)]);
    let crm = vendor.location();
    let half = call(&crm, "contacts_get-contacts", json!({"startAfter": 30})).await.unwrap_err();
    assert_eq!(half.message(), "`startAfter` and `startAfterId` belong together");

    let start = json!({"limit": 2, "startAfter": 30, "startAfterId": "c0"});
    let first = call(&crm, "contacts_get-contacts", start).await.unwrap();
    assert_eq!(first["contacts"], json!([{"id": "c1", "firstName": "Ada"}, {"id": "c2", "firstName": "Ada"}]));
    let rest = json!({"limit": 2, "cursor": first["nextCursor"]});
    let rest = call(&crm, "contacts_get-contacts", rest).await.unwrap();
    assert_eq!(rest, json!({"contacts": [{"id": "c3", "firstName": "Ada"}], "hasMore": false, "total": 3}));
    let page = |after: u8, id: &str| {
        format!("GET /contacts/?locationId={LOCATION}&limit=2&startAfter={after}&startAfterId={id}")
    };
    assert_eq!(vendor.saw(), [(page(30, "c0"), Value::Null), (page(20, "c2"), Value::Null)]);
}

#[tokio::test]
async fn tags_of_a_write_are_trimmed_and_blank_ones_left_out() {
    let vendor = Vendor::answering([answer(200, r#"{"succeded":true,"contact":{"id":"c1"}}"#)]);
    let arguments = json!({"contactId": "c1", "tags": [" vip ", "", "  "]});
    call(&vendor.location(), "contacts_update-contact", arguments).await.unwrap();
    saw(&vendor, [("PUT /contacts/c1", json!({"tags": ["vip"]}))]);
}

#[tokio::test]
async fn an_empty_place_where_no_page_begins_costs_no_answer() {
    let listed = r#"{"contacts":[],"meta":{"total":0,"startAfter":"","startAfterId":""}}"#;
    let found = r#"{"opportunities":[],"meta":{"total":0,"startAfter":"","startAfterId":"","nextPage":null}}"#;
    let messages = r#"{"messages":{"lastMessageId":"","nextPage":false,"messages":[]}}"#;
    for (tool, arguments, body) in [
        ("contacts_get-contacts", json!({"startAfter": 1, "startAfterId": "c1"}), listed),
        ("opportunities_search-opportunity", json!({}), found),
        ("conversations_get-messages", json!({"conversationId": "v1"}), messages),
    ] {
        let page = call(&Vendor::answering([answer(200, body)]).location(), tool, arguments).await.unwrap();
        assert_eq!(page["hasMore"], false, "{tool}: {page}");
    }
}
