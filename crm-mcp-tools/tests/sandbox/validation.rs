//! What a write or a query may hold, and how the vendor words its refusal.

use serde_json::{Value, json};

use crate::client::{Client, located};

#[tokio::test]
async fn wrong_properties_are_refused_in_the_vendors_words() {
    let client = Client::new().await;
    let long = "a".repeat(76);
    let cases: &[(&str, Value, &[&str])] = &[
        ("/contacts/", json!({ "nickname": "Al" }), &["property nickname should not exist"]),
        (
            "/contacts/",
            json!({ "firstName": 1, "dnd": "yes", "tags": "a", "phone": "123", "email": "ada" }),
            &[
                "dnd must be a boolean value",
                "email must be an email",
                "firstName must be a string",
                "phone must be a valid phone number",
                "tags must be an array of strings",
            ],
        ),
        ("/contacts/", json!({ "country": null }), &["country must be a string"]),
        ("/contacts/", json!({ "source": null }), &["source must be a string"]),
        ("/contacts/", json!({ "tags": ["a", 1] }), &["tags must be an array of strings"]),
        (
            "/contacts/",
            json!({ "createNewIfDuplicateAllowed": true }),
            &["property createNewIfDuplicateAllowed should not exist"],
        ),
        (
            "/contacts/upsert",
            json!({ "dndSettings": { "SMS": { "status": "off", "why": "" }, "sms": {} }, "inboundDndSettings": { "all": {} } }),
            &[
                "dndSettings.SMS.status must be one of the following values: active, inactive, permanent",
                "dndSettings.SMS.property why should not exist",
                "dndSettings.property sms should not exist",
                "inboundDndSettings.all.status can't be undefined",
            ],
        ),
        (
            "/contacts/",
            json!({ "customFields": { "team_size": 3 } }),
            &["customFields must be an array of at most 200 objects"],
        ),
        (
            "/contacts/",
            json!({ "customFields": [
                { "id": "nothing", "field_value": 1 }, { "field_value": 1 }, { "key": "team_size" },
                { "key": "team_size", "field_value": "many" }, { "key": "lost_to", "field_value": "us" },
            ] }),
            &[
                "customFields.0.nothing is not a custom field of this location",
                "customFields.1.id should not be empty",
                "customFields.2.field_value should not be empty",
                "customFields.3.field_value does not fit contact.team_size",
                "customFields.4.lost_to is not a custom field of this location",
            ],
        ),
        (
            "/contacts/",
            json!({ "customFields": [{ "key": "team_size", "value": 3 }] }),
            &["customFields.0.property value should not exist"],
        ),
        (
            "/contacts/search",
            json!({ "limit": 5 }),
            &["pageLimit can't be undefined", "property limit should not exist"],
        ),
        ("/contacts/search", json!({ "pageLimit": 501 }), &["pageLimit must not be greater than 500"]),
        (
            "/contacts/search",
            json!({ "pageLimit": 0, "page": 0 }),
            &["page must not be less than 1", "pageLimit must not be less than 1"],
        ),
        ("/contacts/search", json!({ "pageLimit": "20" }), &["pageLimit must be a whole number"]),
        (
            "/contacts/search",
            json!({ "pageLimit": 1, "query": long }),
            &["query must be shorter than or equal to 75 characters"],
        ),
        (
            "/contacts/search",
            json!({ "pageLimit": 1, "sort": [{ "field": "city", "direction": "up" }] }),
            &[
                "sort.0.direction must be one of the following values: asc, desc",
                "sort.0.field must be one of the following values: dateAdded, dateUpdated, firstNameLowerCase, \
             lastNameLowerCase, businessName, email, dnd, source",
            ],
        ),
        (
            "/contacts/search",
            json!({ "pageLimit": 1, "sort": [{}, {}, {}] }),
            &["sort must be an array of at most 2 objects"],
        ),
        (
            "/contacts/search",
            json!({ "pageLimit": 1, "page": 1, "searchAfter": [0, "x"] }),
            &["page should not exist beside searchAfter"],
        ),
    ];
    for (path, body, faults) in cases {
        let answer = client.post(path, located(body.clone())).await;
        assert_eq!(answer.faults(), *faults, "{body}");
    }
    assert_eq!(client.everybody().await.len(), 240, "nothing was written");
}

#[tokio::test]
async fn an_update_takes_fewer_properties_than_a_create() {
    let client = Client::new().await;
    let id = client.everybody().await[0]["id"].clone();
    let path = format!("/contacts/{}", id.as_str().unwrap());
    let answer = client.put(&path, located(json!({ "gender": "x", "companyName": "Acme", "source": null }))).await;
    let expected = ["companyName", "gender", "locationId"].map(|name| format!("property {name} should not exist"));
    assert_eq!(answer.faults(), expected);
    assert_eq!(client.put(&path, json!({ "source": null, "assignedTo": null })).await.status, 200);
}

#[tokio::test]
async fn a_contact_of_nothing_but_its_location_is_refused_with_two_minds() {
    let client = Client::new().await;
    for path in ["/contacts/", "/contacts/upsert"] {
        let answer = client.post(path, located(json!({}))).await;
        assert_eq!((answer.status.as_u16(), &answer.body["statusCode"]), (400, &json!(422)));
        assert!(answer.body["message"].is_array());
    }
    let nothing = json!({ "email": "", "phone": null, "tags": ["", " "], "customFields": [] });
    assert_eq!(client.post("/contacts/", located(nothing)).await.status, 400);
    let flag = json!({ "createNewIfDuplicateAllowed": true });
    assert_eq!(client.post("/contacts/upsert", located(flag)).await.status, 400);
    assert_eq!(client.everybody().await.len(), 240);
}

#[tokio::test]
async fn a_custom_field_with_options_takes_no_others() {
    let client = Client::new().await;
    for (key, value) in [
        ("lead_temperature", json!("Tepid")),
        ("services_wanted", json!(["SEO", "Flyers"])),
        ("agreed_to", json!(["X"])),
    ] {
        let body = json!({ "name": "Ada", "customFields": [{ "key": key, "field_value": value }] });
        let fault = format!("customFields.0.field_value does not fit contact.{key}");
        assert_eq!(client.post("/contacts/", located(body)).await.faults(), [fault]);
    }
}

#[tokio::test]
async fn phones_are_kept_in_e164() {
    let client = Client::new().await;
    let cases = [
        ("+44 (20) 7946-0777", Some("+442079460777")),
        ("0049 30 23125 777", Some("+493023125777")),
        ("212.555.0177", Some("+12125550177")),
        ("1-212-555-0178", Some("+12125550178")),
        ("", None),
    ];
    for (written, kept) in cases {
        let contact = client.create(json!({ "firstName": "Ada", "phone": written })).await;
        assert_eq!(contact.get("phone").and_then(Value::as_str), kept, "{written}");
    }
    for wrong in ["555", "+1 212 555 01777 777 777", "phone", "+0212555017", "030 23125 777", "+12a25550177", "+"] {
        let answer = client.post("/contacts/", located(json!({ "phone": wrong }))).await;
        assert_eq!(answer.faults(), ["phone must be a valid phone number"], "{wrong}");
    }
}

#[tokio::test]
async fn what_is_no_date_is_refused() {
    let client = Client::new().await;
    // In UTC the last three would be in the years 10000 and -1.
    for wrong in ["last May", "9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00", "-001/01/01"] {
        let answer = client.post("/contacts/", located(json!({ "dateOfBirth": wrong }))).await;
        assert_eq!(answer.faults(), ["dateOfBirth must be a valid date"], "{wrong}");
    }
}

#[tokio::test]
async fn a_body_that_is_no_object_is_a_bad_request() {
    let client = Client::new().await;
    for body in ["", "{", "[]", "\"text\"", "{\"a\":1}x"] {
        let answer = client.send("POST", "/contacts/", body).await;
        assert_eq!((answer.status.as_u16(), &answer.body["error"]), (400, &json!("Bad Request")), "{body}");
    }
}

#[tokio::test]
async fn queries_declare_their_properties_too() {
    let client = Client::new().await;
    let cases: &[(&str, &[&str])] = &[
        ("/contacts/?locationId=SandboxLocation00001&page=2", &["property page should not exist"]),
        ("/contacts/?locationId=SandboxLocation00001&limit=101", &["limit must not be greater than 100"]),
        (
            &format!("/contacts/?locationId=SandboxLocation00001&query={}", "a+".repeat(1200)),
            &["query must be shorter than or equal to 75 characters"],
        ),
        (
            "/contacts/?locationId=SandboxLocation00001&startAfter=1788220800000000&startAfterId=a",
            &["startAfter must not be greater than 253402300799999"],
        ),
        ("/contacts/?locationId=SandboxLocation00001&limit=5&limit=9", &["limit must not be given twice"]),
        ("/contacts/?locationId=SandboxLocation00001&limit=ten", &["limit must be a whole number"]),
        (
            "/locations/SandboxLocation00001/customFields?locationId=SandboxLocation00001",
            &["property locationId should not exist"],
        ),
        (
            "/locations/SandboxLocation00001/customFields?model=deal",
            &["model must be one of the following values: contact, opportunity, all"],
        ),
    ];
    for (path, faults) in cases {
        assert_eq!(client.get(path).await.faults(), *faults);
    }
    // A search without its location is unprocessable rather than forbidden.
    assert_eq!(
        client.post("/contacts/search", json!({})).await.faults(),
        ["locationId can't be undefined", "pageLimit can't be undefined",]
    );
}

#[tokio::test]
async fn a_path_that_is_no_text_is_a_bad_request() {
    let client = Client::new().await;
    for path in ["/contacts/%FF", "/contacts/%FF/tasks", "/locations/%FF", "/locations/%FF/customFields"] {
        let answer = client.get(path).await;
        assert_eq!((answer.status.as_u16(), &answer.body["error"]), (400, &json!("Bad Request")), "{path}");
    }
}
