//! `POST /contacts/search`: every filter against the same question asked of all contacts by hand.

use serde_json::{Value, json};

use crate::client::{Client, ids, located};

fn text<'a>(contact: &'a Value, name: &str) -> &'a str {
    contact[name].as_str().unwrap_or_default()
}

fn tagged(contact: &Value, tag: &str) -> bool {
    contact["tags"].as_array().unwrap().contains(&json!(tag))
}

/// The value of the custom field of this type.
fn custom<'a>(contact: &'a Value, id: &str) -> &'a Value {
    let values = contact["customFields"].as_array().unwrap();
    values.iter().find(|value| value["id"] == id).map_or(&Value::Null, |value| &value["value"])
}

type Predicate = Box<dyn Fn(&Value) -> bool>;

/// A filter, and what it means.
fn case(filter: Value, means: impl Fn(&Value) -> bool + 'static) -> (Value, Predicate) {
    (filter, Box::new(means))
}

fn on(field: &str, operator: &str, value: impl Into<Value>) -> Value {
    json!({ "field": field, "operator": operator, "value": value.into() })
}

fn plain_cases() -> Vec<(Value, Predicate)> {
    vec![
        case(on("country", "eq", "DE"), |c| c["country"] == "DE"),
        case(on("country", "eq", json!(["DE", "SE"])), |c| c["country"] == "DE" || c["country"] == "SE"),
        case(on("city", "not_eq", "berlin"), |c| c["city"] != "Berlin"),
        case(on("companyName", "contains", "CLINIC"), |c| text(c, "companyName").contains("Clinic")),
        case(on("businessName", "not_contains", "e"), |c| !text(c, "companyName").to_ascii_lowercase().contains('e')),
        case(on("contactName", "contains", "müller"), |c| text(c, "name").contains("Müller")),
        case(json!({ "field": "companyName", "operator": "exists" }), |c| c["companyName"].is_string()),
        case(json!({ "field": "phone", "operator": "not_exists" }), |c| c["phone"].is_null()),
        case(on("dnd", "eq", true), |c| c["dnd"] == true),
        case(on("dnd", "not_eq", true), |c| c["dnd"] != true),
        case(on("tags", "eq", "vip"), |c| tagged(c, "vip")),
        case(on("tags", "not_eq", json!(["vip", "lead"])), |c| !tagged(c, "vip") && !tagged(c, "lead")),
        case(on("tags", "contains", "web"), |c| tagged(c, "webinar attendee")),
        case(json!({ "field": "tags", "operator": "not_exists" }), |c| c["tags"] == json!([])),
        case(json!({ "field": "lastAppointment", "operator": "exists" }), |_| false),
        case(on("dateAdded", "range", json!({ "gte": "2026-01-01" })), |c| text(c, "dateAdded") >= "2026"),
        case(on("dateAdded", "range", json!({ "gt": "2025-06-01T02:00:00+02:00", "lt": "2025/07/01" })), |c| {
            text(c, "dateAdded").starts_with("2025-06")
        }),
        case(on("dateOfBirth", "range", json!({ "lte": "1980-01-01" })), |c| {
            c["dateOfBirth"].is_string() && text(c, "dateOfBirth") <= "1980-01-01T00:00:00.000Z"
        }),
    ]
}

#[tokio::test]
async fn filters_find_what_they_say() {
    let client = Client::new().await;
    let everybody = client.everybody().await;
    let fields = client.get("/locations/SandboxLocation00001/customFields").await.body;
    let id = |key: &str| {
        let fields = fields["customFields"].as_array().unwrap();
        text(fields.iter().find(|field| field["fieldKey"] == key).unwrap(), "id").to_owned()
    };
    let [size, services, heat] = ["contact.team_size", "contact.services_wanted", "contact.lead_temperature"].map(id);
    let field = |id: &str| format!("customFields.{id}");

    let mut cases = plain_cases();
    let email = text(&everybody[7], "email").to_owned();
    cases.push(case(on("email", "eq", email.to_uppercase()), move |c| text(c, "email") == email));
    cases.push(case(on(&field(&size), "range", json!({ "gte": 10, "lt": 20 })), {
        let size = size.clone();
        move |c| custom(c, &size).as_u64().is_some_and(|size| (10..20).contains(&size))
    }));
    cases.push(case(on(&field(&services), "contains", "seo"), move |c| {
        custom(c, &services).as_array().is_some_and(|services| services.contains(&json!("SEO")))
    }));
    cases.push(case(json!({ "field": field(&size), "operator": "not_exists" }), move |c| custom(c, &size).is_null()));
    let any = json!({ "group": "OR", "filters": [
        on(&field(&heat), "eq", "Hot"),
        { "group": "AND", "filters": [on("country", "eq", "GB"), on("tags", "eq", "customer")] },
    ] });
    cases.push(case(any, move |c| custom(c, &heat) == "Hot" || (c["country"] == "GB" && tagged(c, "customer"))));
    cases.push(case(json!({ "group": "AND", "filters": [] }), |_| true));
    cases.push(case(json!({ "group": "OR", "filters": [] }), |_| false));

    for (filter, means) in cases {
        let body = client.search(json!({ "pageLimit": 500, "filters": [&filter] })).await;
        let found = ids(body["contacts"].as_array().unwrap());
        let wanted: Vec<Value> = everybody.iter().filter(|contact| means(contact)).cloned().collect();
        assert_eq!(found, ids(&wanted), "{filter}");
        assert_eq!(body["total"], wanted.len(), "{filter}");
    }
    let both = json!([on("country", "eq", "US"), on("tags", "eq", "vip")]);
    let body = client.search(json!({ "pageLimit": 500, "filters": both, "query": "a" })).await;
    let means = |c: &&Value| c["country"] == "US" && tagged(c, "vip");
    assert_eq!(body["total"], everybody.iter().filter(means).count(), "all filters must hold, beside the query");
}

#[tokio::test]
async fn a_filter_that_makes_no_sense_is_refused() {
    let client = Client::new().await;
    let long = "a".repeat(76);
    let cases = [
        (json!("vip"), "each value in filters must be an object"),
        (on("shoeSize", "eq", 42), "shoeSize is not a searchable field"),
        (on("city", "like", "a"), "operator must be one of the following values"),
        (on("email", "contains", "a"), "operator contains is not supported for email"),
        (on("website", "contains", "a"), "operator contains is not supported for website"),
        (on("dateAdded", "eq", "2026-01-01"), "operator eq is not supported for dateAdded"),
        (on("dateAdded", "range", "2026"), "value must be an object with gt, gte, lt or lte"),
        (on("dateAdded", "range", json!({ "from": "2026" })), "value must be an object with gt, gte, lt or lte"),
        (on("dateAdded", "range", json!({ "gt": "9999-12-31T23:59:59-01:00" })), "gt must be a valid date or a number"),
        (on("dateAdded", "range", json!({ "lte": "yesterday" })), "lte must be a valid date or a number"),
        (on("dateAdded", "range", json!({ "gt": 1e300 })), "gt must be a valid date or a number"),
        (on("city", "eq", long), "value must be a text of at most 75 characters"),
        (on("city", "eq", json!({})), "value must be a text of at most 75 characters"),
        (json!({ "field": "city", "operator": "eq" }), "value must be a text of at most 75 characters"),
        (json!({ "field": "city", "operator": "eq", "value": "a", "not": true }), "property not should not exist"),
        (json!({ "group": "NOT", "filters": [] }), "group must be one of the following values: AND, OR"),
        (json!({ "group": "OR", "filters": [{ "group": "AND" }] }), "filters can't be undefined"),
    ];
    for (filter, fault) in cases {
        let answer = client.post("/contacts/search", located(json!({ "pageLimit": 1, "filters": [&filter] }))).await;
        assert!(answer.faults()[0].starts_with(fault), "{filter}: {:?}", answer.faults());
    }
}

#[tokio::test]
async fn milliseconds_bound_dates_as_their_text_does() {
    let client = Client::new().await;
    let fields = client.get("/locations/SandboxLocation00001/customFields").await.body["customFields"].clone();
    let renewal = fields.as_array().unwrap().iter().find(|field| field["dataType"] == "DATE").unwrap()["id"].clone();
    for field in ["dateAdded", &format!("customFields.{}", renewal.as_str().unwrap())] {
        let within = |value: Value| json!({ "pageLimit": 1, "filters": [on(field, "range", json!({ "lt": value }))] });
        let by_text = client.search(within(json!("2027-01-01"))).await;
        let by_number = client.search(within(json!(1_798_761_600_000_i64))).await;
        assert_ne!(by_text["total"], 0, "{field}");
        assert_eq!(by_number["total"], by_text["total"], "{field}");
    }
}

#[tokio::test]
async fn filters_may_hold_so_many_values_and_no_more() {
    let client = Client::new().await;
    let any_of = |values: usize| on("city", "eq", vec!["Berlin"; values]);
    let one = || json!({ "field": "city", "operator": "exists" });
    // As deep as JSON is read.
    let nested = (0..60).fold(any_of(139), |filter, _| json!({ "group": "OR", "filters": [filter] }));
    let accepted = [json!([any_of(199)]), json!(vec![one(); 200]), json!([nested])];
    for filters in accepted {
        client.search(json!({ "pageLimit": 1, "filters": filters })).await;
    }
    let refused = [
        json!([any_of(200)]),
        json!([any_of(40_000)]),
        json!(vec![one(); 201]),
        json!([{ "group": "OR", "filters": vec![one(); 200] }]),
        json!([any_of(100), { "group": "AND", "filters": [any_of(100)] }]),
    ];
    for filters in refused {
        let answer = client.post("/contacts/search", located(json!({ "pageLimit": 1, "filters": filters }))).await;
        assert_eq!(answer.faults(), ["filters must hold at most 200 filters and values"]);
    }
}

#[tokio::test]
async fn what_looks_like_sql_is_only_text() {
    let client = Client::new().await;
    for text in ["' OR '1'='1", "%", "_", "\"; DROP TABLE contacts; --"] {
        let by_query = client.search(json!({ "pageLimit": 1, "query": text })).await;
        assert_eq!(by_query["total"], 0, "{text}");
        let by_field = on(&format!("customFields.{text}"), "eq", text);
        let body = client.search(json!({ "pageLimit": 1, "filters": [on("city", "contains", text), by_field] })).await;
        assert_eq!(body["total"], 0, "{text}");
    }
    assert_eq!(client.everybody().await.len(), 240);
}

#[tokio::test]
async fn filters_on_tags_owner_and_date_work_together_and_in_order() {
    let client = Client::new().await;
    let owner = client.get("/users/?locationId=SandboxLocation00001").await.body["users"][1]["id"].clone();
    let on =
        |field: &str, operator: &str, value: Value| json!({ "field": field, "operator": operator, "value": value });
    let filters = json!([
        on("tags", "eq", json!("customer")),
        on("assignedTo", "eq", owner.clone()),
        on("dateAdded", "range", json!({ "gte": "2025-01-01T00:00:00Z", "lte": "2026-06-30T23:59:59Z" })),
    ]);
    let body = json!({ "pageLimit": 500, "filters": filters, "sort": [{ "field": "dateAdded", "direction": "asc" }] });
    let found = client.search(body).await["contacts"].clone();
    let fits = |contact: &&Value| {
        let added = contact["dateAdded"].as_str().unwrap();
        contact["assignedTo"] == owner && tagged(contact, "customer") && ("2025".."2026-07").contains(&added)
    };
    let everybody = client.everybody().await;
    let mut expected: Vec<&Value> = everybody.iter().filter(fits).collect();
    expected.sort_by_key(|contact| contact["dateAdded"].to_string());
    assert!(expected.len() > 3, "{}", expected.len());
    let found: Vec<&Value> = found.as_array().unwrap().iter().map(|contact| &contact["id"]).collect();
    assert_eq!(found, expected.iter().map(|contact| &contact["id"]).collect::<Vec<_>>());
}
