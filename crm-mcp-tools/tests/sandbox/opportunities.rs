//! Opportunities and their pipelines.

use std::collections::{BTreeSet, HashMap, HashSet};

use crm_mcp_tools::sandbox::{Quirk, Sandbox};
use serde_json::{Value, json};

use crate::client::{Answer, Client, Fits, UNLIMITED, ids};

const SEARCH: &str = "/opportunities/search?location_id=SandboxLocation00001";

impl Client {
    /// A search of opportunities that succeeds.
    async fn opportunities(&self, parameters: &str) -> Value {
        let answer = self.get(&format!("{SEARCH}{parameters}")).await;
        assert_eq!(answer.status, 200, "{parameters}: {}", answer.body);
        answer.body
    }

    /// All opportunities, newest first.
    async fn all_opportunities(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for page in 1..=2 {
            let body = self.opportunities(&format!("&limit=100&page={page}")).await;
            all.extend(rows(&body).iter().cloned());
        }
        all
    }

    async fn opportunity(&self, id: &Value) -> Value {
        let answer = self.get(&format!("/opportunities/{}", id.as_str().unwrap())).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body["opportunity"].clone()
    }

    async fn update(&self, id: &Value, body: Value) -> Answer {
        self.put(&format!("/opportunities/{}", id.as_str().unwrap()), body).await
    }

    async fn pipelines(&self) -> Vec<Value> {
        let answer = self.get("/opportunities/pipelines?locationId=SandboxLocation00001").await;
        answer.body["pipelines"].as_array().unwrap().clone()
    }

    /// The id of a custom field of opportunities.
    async fn field(&self, key: &str) -> Value {
        let answer = self.get("/locations/SandboxLocation00001/customFields?model=opportunity").await;
        let fields = answer.body["customFields"].as_array().unwrap();
        fields.iter().find(|field| field["fieldKey"] == key).unwrap()["id"].clone()
    }
}

fn rows(body: &Value) -> &[Value] {
    body["opportunities"].as_array().unwrap()
}

#[tokio::test]
async fn pipelines_have_stages_with_names_and_an_order() {
    let client = Client::new().await;
    let pipelines = client.pipelines().await;
    let names: Vec<&str> = pipelines.iter().map(|pipeline| pipeline["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["New Business", "Website Projects", "Renewals"]);
    let stages: Vec<&Value> = pipelines.iter().flat_map(|pipeline| pipeline["stages"].as_array().unwrap()).collect();
    assert_eq!(stages.len(), 15);
    assert_eq!(stages.iter().map(|stage| stage["id"].as_str().unwrap()).collect::<HashSet<_>>().len(), 15);
    let uuid = |id: &str| id.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    assert!(stages.iter().all(|stage| uuid(stage["id"].as_str().unwrap())));
    assert_eq!((&stages[0]["name"], &stages[0]["position"]), (&json!("New Lead"), &json!(0)));
    assert_eq!((&stages[14]["name"], &stages[14]["position"]), (&json!("Renewed"), &json!(3)));
    assert_eq!(pipelines[0]["locationId"], "SandboxLocation00001");

    assert_eq!(client.get("/opportunities/pipelines").await.status, 403);
    let snake = client.get("/opportunities/pipelines?locationId=SandboxLocation00001&location_id=x").await;
    assert_eq!(snake.faults(), ["property location_id should not exist"]);
}

#[tokio::test]
async fn the_demo_deals_fit_their_contacts_and_pipelines() {
    let client = Client::new().await;
    let (all, pipelines) = (client.all_opportunities().await, client.pipelines().await);
    assert_eq!(all, Client::new().await.all_opportunities().await, "the same every time");
    assert!((100..=140).contains(&all.len()), "{}", all.len());

    let mut created = HashMap::<&str, u32>::new();
    let (mut statuses, mut owners) = (HashMap::<&str, u32>::new(), HashSet::new());
    let mut placed = HashSet::new();
    for deal in &all {
        let pipeline = pipelines.iter().find(|pipeline| pipeline["id"] == deal["pipelineId"]).unwrap();
        let stages = pipeline["stages"].as_array().unwrap();
        let stage = stages.iter().position(|stage| stage["id"] == deal["pipelineStageId"]).unwrap();
        assert_eq!(deal["status"] == "won", stage + 1 == stages.len(), "{deal}");
        assert!(placed.insert((deal["contactId"].as_str(), deal["pipelineId"].as_str())), "a duplicate: {deal}");
        assert_eq!(deal["contact"]["id"], deal["contactId"]);
        assert!(deal["createdAt"].as_str() <= deal["updatedAt"].as_str(), "{deal}");
        assert!(deal["updatedAt"].as_str() < Some("2026-09-01T00:00:00.001Z"), "{deal}");
        assert_eq!(deal.get("lostReasonId").is_some(), deal["status"] == "lost");
        *created.entry(deal["createdAt"].as_str().unwrap()).or_default() += 1;
        *statuses.entry(deal["status"].as_str().unwrap()).or_default() += 1;
        owners.insert(deal["assignedTo"].as_str());
    }
    assert!(created.values().any(|equal| *equal >= 4), "some came in at one moment");
    assert_eq!(statuses.len(), 4);
    assert!(statuses.values().all(|count| *count >= 8), "{statuses:?}");
    assert_eq!(owners.len(), 4, "three users and nobody");
    assert!(all.iter().any(|deal| deal["monetaryValue"] == 0) && all.iter().any(|deal| deal["followers"] != json!([])));
    for field in ["lost_to", "expected_start", "services_quoted"] {
        let id = client.field(&format!("opportunity.{field}")).await;
        let values = all.iter().flat_map(|deal| deal["customFields"].as_array().unwrap());
        assert!(values.filter(|value| value["id"] == id).count() >= 8, "{field}");
    }
}

#[tokio::test]
async fn contacts_list_their_opportunities_in_short() {
    let client = Client::new().await;
    let all = client.all_opportunities().await;
    let mut listed = Vec::new();
    for contact in client.everybody().await {
        for short in contact["opportunities"].as_array().unwrap() {
            let deal = all.iter().find(|deal| deal["id"] == short["id"]).unwrap();
            let names = ["id", "pipelineId", "pipelineStageId", "monetaryValue", "status"];
            assert_eq!(short.as_object().unwrap().len(), names.len());
            assert!(names.iter().all(|name| short[name] == deal[name]), "{short} {deal}");
            assert_eq!(deal["contactId"], contact["id"]);
            assert_eq!((&deal["contact"]["name"], &deal["contact"]["tags"]), (&contact["name"], &contact["tags"]));
            listed.push(short["id"].clone());
        }
    }
    assert_eq!(listed.len(), all.len());

    let deal = all.iter().find(|deal| deal["status"] == "open").unwrap();
    let before = client.contact(&deal["contactId"]).await;
    assert_eq!(client.update(&deal["id"], json!({ "status": "won" })).await.status, 200);
    let after = client.contact(&deal["contactId"]).await;
    let short = after["opportunities"].as_array().unwrap().iter().find(|short| short["id"] == deal["id"]).unwrap();
    assert_eq!(short["status"], "won");
    assert_eq!(after["dateUpdated"], before["dateUpdated"], "the contact itself did not change");
}

#[tokio::test]
async fn one_opportunity_has_the_vendors_whole_shape() {
    let client = Client::new().await;
    let all = client.all_opportunities().await;
    let lost = all.iter().filter(|deal| deal["status"] == "lost" && deal["contact"]["phone"].is_string());
    let deal = lost.max_by_key(|deal| deal.as_object().unwrap().len()).unwrap();
    assert_eq!(&client.opportunity(&deal["id"]).await, deal);
    let keys: BTreeSet<_> = deal.as_object().unwrap().keys().map(String::as_str).collect();
    let documented = [
        "id",
        "name",
        "monetaryValue",
        "pipelineId",
        "pipelineStageId",
        "assignedTo",
        "status",
        "source",
        "lastStatusChangeAt",
        "lastStageChangeAt",
        "lastActionDate",
        "indexVersion",
        "createdAt",
        "updatedAt",
        "contactId",
        "locationId",
        "contact",
        "notes",
        "tasks",
        "calendarEvents",
        "lostReasonId",
        "customFields",
        "followers",
    ];
    assert_eq!(keys, documented.into_iter().chain(["pipelineStageUId", "relations"]).collect());
    assert_eq!(deal["relations"][0]["recordId"], deal["contactId"]);
    assert_eq!(deal["relations"][0]["fullName"], deal["contact"]["name"]);

    let missing = client.get("/opportunities/nothing").await;
    let expected =
        json!({ "message": "Opportunity not found for id:nothing", "error": "Bad Request", "statusCode": 400 });
    assert_eq!((missing.status.as_u16(), missing.body), (400, expected));
}

/// The ids that following a way from page to page visits.
async fn visit(client: &Client, parameters: &str, next: impl Fn(&Value) -> Option<String>) -> Vec<String> {
    let (mut seen, mut place) = (Vec::new(), String::new());
    loop {
        let body = client.opportunities(&format!("{parameters}{place}")).await;
        let rows = rows(&body);
        seen.extend(ids(rows).into_iter().map(str::to_owned));
        assert!(seen.len() <= 200, "it leads in a circle");
        match next(&body) {
            Some(next) if !rows.is_empty() => place = next,
            _ => return seen,
        }
    }
}

#[tokio::test]
async fn pages_and_cursors_visit_every_opportunity_once() {
    let client = Client::new().await;
    let all = client.all_opportunities().await;
    let mut sorted = all.clone();
    sorted.sort_by_key(|deal| (std::cmp::Reverse(deal["createdAt"].to_string()), deal["id"].to_string()));
    assert_eq!(ids(&all), ids(&sorted), "newest first");
    sorted.sort_by_key(|deal| (deal["createdAt"].to_string(), deal["id"].to_string()));

    let cursor = |body: &Value| {
        let meta = &body["meta"];
        Some(format!("&startAfter={}&startAfterId={}", meta["startAfter"], meta["startAfterId"].as_str()?))
    };
    let page = |body: &Value| body["meta"]["nextPage"].as_u64().map(|page| format!("&page={page}"));
    for limit in [1, 3, 7, 100] {
        let newest = format!("&limit={limit}");
        let oldest = format!("&limit={limit}&order=added_asc");
        assert_eq!(visit(&client, &newest, cursor).await, ids(&all), "{limit}");
        assert_eq!(visit(&client, &newest, page).await, ids(&all), "{limit}");
        assert_eq!(visit(&client, &oldest, cursor).await, ids(&sorted), "{limit}");
        assert_eq!(visit(&client, &oldest, page).await, ids(&sorted), "{limit}");
    }
}

#[tokio::test]
async fn the_account_of_a_page_names_a_next_one_even_from_the_last() {
    let client = Client::new().await;
    let total = client.all_opportunities().await.len();
    let first = client.opportunities("").await;
    let account =
        |body: &Value| ["total", "currentPage", "nextPage", "prevPage"].map(|name| body["meta"][name].clone());
    assert_eq!(rows(&first).len(), 20, "the default limit");
    assert_eq!(account(&first), [json!(total), json!(1), json!(2), Value::Null]);
    assert_eq!(first["aggregations"], json!({}));

    let last = client.opportunities("&limit=100&page=2&status=all").await;
    assert_eq!(rows(&last).len(), total - 100);
    assert_eq!(account(&last), [json!(total), json!(2), Value::Null, json!(1)]);
    let end = rows(&last).last().unwrap();
    assert_eq!(last["meta"]["startAfterId"], end["id"], "a cursor that leads nowhere");
    let next = last["meta"]["nextPageUrl"].as_str().unwrap();
    let expected = format!(
        "http://sandbox.localhost/opportunities/search?limit=100&location_id=SandboxLocation00001\
         &status=all&startAfter={}&startAfterId={}",
        last["meta"]["startAfter"],
        end["id"].as_str().unwrap()
    );
    assert_eq!(next, expected);
    let past = client.get(next.strip_prefix("http://sandbox.localhost").unwrap()).await.body;
    assert_eq!((rows(&past), &past["meta"]["total"]), (&[][..], &json!(total)));
    assert!(past["meta"].get("startAfter").is_none());

    // Half a cursor is none.
    assert_eq!(client.opportunities("&startAfterId=x").await["opportunities"], first["opportunities"]);
}

#[tokio::test]
async fn every_parameter_narrows_the_search() {
    let client = Client::new().await;
    let all = client.all_opportunities().await;
    let deal = all.iter().find(|deal| deal["assignedTo"].is_string() && deal["status"] == "lost").unwrap();
    let text = |name: &str| deal[name].as_str().unwrap();
    let contact = client.contact(&deal["contactId"]).await;
    let campaigned = client.everybody().await;
    let campaign = campaigned
        .iter()
        .find(|contact| contact["opportunities"] != json!([]) && contact["attributionSource"].is_object())
        .unwrap();
    let day = text("createdAt").get(..10).unwrap().to_owned();
    let american = format!("{}-{}", &day[5..], &day[..4]);
    let of = |name: &'static str| {
        let wanted = deal[name].clone();
        Box::new(move |other: &Value| other[name] == wanted) as Fits
    };
    let from = day.clone();
    let cases: Vec<(String, Fits)> = vec![
        (format!("&pipeline_id={}", text("pipelineId")), of("pipelineId")),
        (format!("&pipeline_stage_id={}", text("pipelineStageId")), of("pipelineStageId")),
        (format!("&contact_id={}", text("contactId")), of("contactId")),
        (format!("&assigned_to={}", text("assignedTo")), of("assignedTo")),
        (format!("&id={}", text("id")), of("id")),
        ("&status=lost".into(), of("status")),
        ("&status=all".into(), Box::new(|_| true)),
        (format!("&date={american}"), Box::new(move |other| other["createdAt"].as_str() >= Some(&from))),
        (
            format!("&endDate={american}"),
            Box::new(move |other| other["createdAt"].as_str().unwrap().get(..10) <= Some(&day)),
        ),
        (
            format!("&campaignId={}", campaign["attributionSource"]["campaignId"].as_str().unwrap()),
            Box::new(|other| other["contactId"] == campaign["id"]),
        ),
        (
            format!("&q={}", contact["firstName"].as_str().unwrap().to_lowercase().replace(' ', "%20")),
            Box::new(|other| {
                let name = contact["firstName"].as_str().unwrap().to_lowercase();
                let contact = &other["contact"];
                [&other["name"], &contact["name"], &contact["email"], &contact["companyName"]]
                    .iter()
                    .any(|text| text.as_str().is_some_and(|text| text.to_lowercase().contains(&name)))
            }),
        ),
    ];
    for (parameters, expected) in cases {
        let body = client.opportunities(&format!("{parameters}&limit=100")).await;
        let expected: Vec<Value> = all.iter().filter(|deal| expected(deal)).cloned().collect();
        assert!(!expected.is_empty(), "{parameters}");
        assert_eq!(body["meta"]["total"], expected.len(), "{parameters}");
        assert_eq!(ids(rows(&body)), ids(&expected[..expected.len().min(100)]), "{parameters}");
    }
    let german = client.opportunities("&country=DE&limit=100").await;
    for deal in rows(&german) {
        assert_eq!(client.contact(&deal["contactId"]).await["country"], "DE");
    }
    assert!(rows(&german).len() > 3);
}

#[tokio::test]
async fn tasks_notes_and_events_of_the_contact_come_if_they_are_asked_for() {
    let client = Client::new().await;
    let (mut tasks, mut notes, mut events) = (0, 0, 0);
    for deal in rows(&client.opportunities("&limit=100&getTasks=true&getNotes=true&getCalendarEvents=true").await) {
        let path = format!("/contacts/{}", deal["contactId"].as_str().unwrap());
        let ids = |records: &Value| -> BTreeSet<String> {
            records.as_array().unwrap().iter().map(|record| record["id"].to_string()).collect()
        };
        let expected = client.get(&format!("{path}/tasks")).await.body["tasks"].clone();
        assert_eq!(ids(&deal["tasks"]), ids(&expected));
        tasks += expected.as_array().unwrap().len();
        let expected = client.get(&format!("{path}/notes")).await.body["notes"].clone();
        assert_eq!(ids(&deal["notes"]), ids(&expected));
        notes += expected.as_array().unwrap().len();
        let of_contact = deal["calendarEvents"].as_array().unwrap();
        assert!(of_contact.iter().all(|event| event["contactId"] == deal["contactId"]));
        events += of_contact.len();
    }
    assert!(tasks > 10 && notes > 10 && events > 10, "{tasks} {notes} {events}");
    let plain = client.opportunities("&limit=100&getTasks=false").await;
    let lists = ["tasks", "notes", "calendarEvents"];
    assert!(rows(&plain).iter().all(|deal| lists.iter().all(|list| deal[list] == json!([]))));
}

#[tokio::test]
async fn a_search_refuses_what_it_does_not_declare() {
    let client = Client::new().await;
    let camel = client.get("/opportunities/search?locationId=SandboxLocation00001").await;
    assert_eq!(camel.faults(), ["location_id can't be undefined", "property locationId should not exist"]);
    assert_eq!(client.get("/opportunities/search?location_id=AnotherLocation00001").await.status, 403);
    for (parameters, fault) in [
        ("&pipelineId=x", "property pipelineId should not exist"),
        ("&limit=101", "limit must not be greater than 100"),
        ("&page=0", "page must not be less than 1"),
        (
            "&page=9223372036854775807&startAfter=1788220800000&startAfterId=a",
            "page must not be greater than 1000000000",
        ),
        ("&date=2026-03-01", "date must be a date in the format mm-dd-yyyy"),
        ("&endDate=3-1-2026", "endDate must be a date in the format mm-dd-yyyy"),
        ("&endDate=02-30-2026", "endDate must be a date in the format mm-dd-yyyy"),
        ("&status=closed", "status must be one of the following values: open, won, lost, abandoned, all"),
        ("&order=name", "order must be one of the following values: added_desc, added_asc"),
        ("&startAfter=2026-03-01", "startAfter must be a whole number"),
        ("&startAfter=1788220800000000", "startAfter must not be greater than 253402300799999"),
        ("&getTasks=yes", "getTasks must be one of the following values: true, false"),
    ] {
        assert_eq!(client.get(&format!("{SEARCH}{parameters}")).await.faults(), [fault]);
    }
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let client = Client::new().await;
    let all = client.all_opportunities().await;
    let deal = all.iter().find(|deal| deal["status"] == "open").unwrap();
    let same =
        client.update(&deal["id"], json!({ "status": "open", "pipelineStageId": deal["pipelineStageId"] })).await;
    for date in ["lastStatusChangeAt", "lastStageChangeAt"] {
        assert_eq!(same.body["opportunity"][date], deal[date], "nothing changed");
    }
    let (lost_to, start) =
        (client.field("opportunity.lost_to").await, client.field("opportunity.expected_start").await);
    let body = json!({
        "name": "Tender", "status": "lost", "monetaryValue": 1250.5, "assignedTo": "somebody",
        "customFields": [
            { "id": lost_to, "field_value": "Quarterdeck Media" },
            { "key": "expected_start", "field_value": "2027-01-15" },
        ],
    });
    let answer = client.update(&deal["id"], body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let updated = answer.body["opportunity"].clone();
    assert_eq!(client.opportunity(&deal["id"]).await, updated);
    for (name, value) in [
        ("name", json!("Tender")),
        ("status", json!("lost")),
        ("monetaryValue", json!(1250.5)),
        ("assignedTo", json!("somebody")),
        ("pipelineStageId", deal["pipelineStageId"].clone()),
        ("createdAt", deal["createdAt"].clone()),
        ("lastStageChangeAt", deal["lastStageChangeAt"].clone()),
        ("lastStatusChangeAt", updated["updatedAt"].clone()),
    ] {
        assert_eq!(updated[name], value, "{name}");
    }
    let values = updated["customFields"].as_array().unwrap();
    assert!(values.contains(&json!({ "id": lost_to, "fieldValue": "Quarterdeck Media" })), "{values:?}");
    assert!(values.contains(&json!({ "id": start, "fieldValue": "2027-01-15T00:00:00.000Z" })), "{values:?}");
    let cleared = json!({ "customFields": [{ "key": "opportunity.lost_to", "field_value": "" }] });
    let cleared = client.update(&deal["id"], cleared).await.body["opportunity"].clone();
    assert_eq!(cleared["customFields"].as_array().unwrap().len(), values.len() - 1);
    assert_eq!(rows(&client.opportunities("&q=tender").await).len(), 1, "found by its new name");
}

#[tokio::test]
async fn an_update_refuses_what_it_does_not_declare_or_cannot_mean() {
    let client = Client::new().await;
    let deal = client.all_opportunities().await[0].clone();
    let contact_field = json!([{ "key": "team_size", "field_value": 3 }]);
    let cases = [
        (json!({ "contactId": deal["contactId"] }), "property contactId should not exist"),
        (json!({ "locationId": "SandboxLocation00001" }), "property locationId should not exist"),
        (json!({ "lostReasonId": "x" }), "property lostReasonId should not exist"),
        (json!({ "status": "all" }), "status must be one of the following values: open, won, lost, abandoned"),
        (json!({ "monetaryValue": "100" }), "monetaryValue must be a number"),
        (
            json!({ "customFields": [{ "key": "lost_to", "fieldValue": "x" }] }),
            "customFields.0.property fieldValue should not exist",
        ),
        (json!({ "customFields": contact_field }), "customFields.0.team_size is not a custom field of this location"),
        (
            json!({ "customFields": [{ "key": "services_quoted", "field_value": "SEO" }] }),
            "customFields.0.field_value does not fit opportunity.services_quoted",
        ),
    ];
    for (body, fault) in cases {
        assert_eq!(client.update(&deal["id"], body).await.faults(), [fault]);
    }
    assert_eq!(client.opportunity(&deal["id"]).await, deal, "nothing was written");
    assert_eq!(client.update(&json!("nothing"), json!({ "name": "x" })).await.status, 400);
}

#[tokio::test]
async fn a_move_to_another_pipeline_needs_one_of_its_stages() {
    let client = Client::new().await;
    let pipelines = client.pipelines().await;
    let [here, there] = [&pipelines[0], &pipelines[1]];
    let all = client.all_opportunities().await;
    let alone = |deal: &&Value| all.iter().filter(|other| other["contactId"] == deal["contactId"]).count() == 1;
    let deal = all.iter().filter(|deal| deal["pipelineId"] == here["id"]).find(alone).unwrap();
    let (stage, target) = (&here["stages"][2]["id"], &there["stages"][1]["id"]);
    let foreign = "pipelineStageId must be a stage of the pipeline";
    let cases = [
        (json!({ "pipelineId": there["id"] }), "pipelineStageId can't be undefined"),
        (json!({ "pipelineStageId": target }), foreign),
        (json!({ "pipelineId": there["id"], "pipelineStageId": stage }), foreign),
        (json!({ "pipelineId": "x", "pipelineStageId": stage }), "pipelineId must be a pipeline of the location"),
    ];
    for (body, fault) in cases {
        assert_eq!(client.update(&deal["id"], body).await.faults(), [fault]);
    }
    let body = json!({ "pipelineId": there["id"], "pipelineStageId": target });
    let moved = client.update(&deal["id"], body).await.body["opportunity"].clone();
    assert_eq!((&moved["pipelineId"], &moved["pipelineStageId"]), (&there["id"], target));
    assert_eq!((&moved["pipelineStageUId"], &moved["lastStageChangeAt"]), (target, &moved["updatedAt"]));
    assert_eq!(moved["lastStatusChangeAt"], deal["lastStatusChangeAt"]);
}

#[tokio::test]
async fn a_create_answers_the_opportunity_with_its_contact() {
    let client = Client::new().await;
    let contact = client.create(json!({ "name": "Ada King", "email": "ada@example.com", "tags": ["vip"] })).await;
    let pipeline = client.pipelines().await[0].clone();
    let body = json!({
        "locationId": "SandboxLocation00001", "contactId": contact["id"], "pipelineId": pipeline["id"],
        "name": "Engine", "status": "open", "monetaryValue": 900,
        "customFields": [{ "key": "services_quoted", "field_value": ["SEO"] }],
    });
    let answer = client.post("/opportunities/", body.clone()).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let created = answer.body["opportunity"].clone();
    assert_eq!(created["id"].as_str().unwrap().len(), 20);
    assert_eq!(created["pipelineStageId"], pipeline["stages"][0]["id"], "the first stage, unless told otherwise");
    assert_eq!(
        created["contact"],
        json!({ "id": contact["id"], "name": "Ada King", "email": "ada@example.com", "tags": ["vip"] })
    );
    assert_eq!((&created["name"], &created["monetaryValue"]), (&json!("Engine"), &json!(900)));
    assert_eq!(created["customFields"][0]["fieldValue"], json!(["SEO"]));
    assert_eq!(client.opportunity(&created["id"]).await, created);
    assert_eq!(client.contact(&contact["id"]).await["opportunities"][0]["id"], created["id"]);
    assert_eq!(rows(&client.opportunities("").await)[0]["id"], created["id"], "the newest");

    // A second one in the pipeline is a duplicate, whatever the status of the first.
    client.update(&created["id"], json!({ "status": "abandoned" })).await;
    let mut again = client.post("/opportunities/", body.clone()).await;
    assert!(again.body["traceId"].take().is_string());
    let expected = json!({
        "statusCode": 400,
        "message": "Can not create duplicate opportunity for the contact.",
        "code": "OPPORTUNITY_NO_DUPLICATE",
        "meta": { "existingId": created["id"] },
        "error": "Bad Request",
        "traceId": null,
    });
    assert_eq!((again.status.as_u16(), again.body), (400, expected));

    // In another pipeline it is none, until it moves into the first.
    let other = client.pipelines().await[2].clone();
    let mut elsewhere = body;
    elsewhere["pipelineId"] = other["id"].clone();
    elsewhere["pipelineStageId"] = other["stages"][1]["id"].clone();
    let second = client.post("/opportunities/", elsewhere).await.body["opportunity"].clone();
    assert_eq!(second["pipelineStageId"], other["stages"][1]["id"]);
    let back = json!({ "pipelineId": pipeline["id"], "pipelineStageId": pipeline["stages"][0]["id"] });
    let refused = client.update(&second["id"], back).await;
    assert_eq!((refused.status.as_u16(), &refused.body["meta"]["existingId"]), (400, &created["id"]));
}

#[tokio::test]
async fn a_create_refuses_what_is_missing_or_unknown() {
    let client = Client::new().await;
    let required = ["locationId", "contactId", "pipelineId", "name", "status"];
    let missing = required.map(|name| format!("{name} can't be undefined"));
    assert_eq!(client.post("/opportunities/", json!({})).await.faults(), missing);

    let pipelines = client.pipelines().await;
    let contact = client.create(json!({ "name": "Ada King" })).await;
    let body = |name: &str, value: Value| {
        let mut body = json!({
            "locationId": "SandboxLocation00001", "contactId": contact["id"], "pipelineId": pipelines[0]["id"],
            "name": "Engine", "status": "open",
        });
        body[name] = value;
        body
    };
    let cases = [
        ("status", json!("all"), "status must be one of the following values: open, won, lost, abandoned"),
        ("pipelineId", json!("x"), "pipelineId must be a pipeline of the location"),
        ("pipelineStageId", pipelines[1]["stages"][0]["id"].clone(), "pipelineStageId must be a stage of the pipeline"),
        ("source", json!("phone"), "property source should not exist"),
    ];
    for (name, value, fault) in cases {
        assert_eq!(client.post("/opportunities/", body(name, value)).await.faults(), [fault]);
    }
    let elsewhere = client.post("/opportunities/", body("locationId", json!("AnotherLocation00001"))).await;
    assert_eq!(elsewhere.status, 403);
    let nobody = client.post("/opportunities/", body("contactId", json!("nobody"))).await;
    assert_eq!((nobody.status.as_u16(), &nobody.body["message"]), (400, &json!("Contact not found for id:nobody")));
    assert_eq!(client.contact(&contact["id"]).await["opportunities"], json!([]), "nothing was written");
}

#[tokio::test]
async fn an_open_opportunity_may_have_a_status_that_nobody_knows() {
    let sandbox = Sandbox::in_memory().await.unwrap().with_limits(UNLIMITED).with_quirk(Quirk::UnknownEnumValues);
    let client = Client::of(&sandbox);
    let open = client.opportunities("&status=open").await;
    assert!(rows(&open).len() > 5 && rows(&open).iter().all(|deal| deal["status"] == "on_hold"));
    assert_eq!(client.opportunity(&rows(&open)[0]["id"]).await["status"], "on_hold");
    assert!(rows(&client.opportunities("&status=won").await).iter().all(|deal| deal["status"] == "won"));
}
