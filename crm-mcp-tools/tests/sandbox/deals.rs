//! How a deal ends, why it was lost, and deals that are upserted.

use serde_json::{Value, json};

use crate::client::{Answer, Client, located};

async fn lost_reasons(client: &Client, parameters: &str) -> Value {
    let answer = client.get(&format!("/opportunities/lost-reason?locationId=SandboxLocation00001{parameters}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

async fn deal(client: &Client, id: &Value) -> Value {
    client.get(&format!("/opportunities/{}", id.as_str().unwrap())).await.body["opportunity"].clone()
}

async fn upsert(client: &Client, body: Value) -> Answer {
    client.post("/opportunities/upsert", located(body)).await
}

async fn pipelines(client: &Client) -> Value {
    client.get("/opportunities/pipelines?locationId=SandboxLocation00001").await.body["pipelines"].clone()
}

fn names(found: &Value) -> Vec<&str> {
    found["lostReasons"].as_array().unwrap().iter().map(|reason| reason["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_reasons_of_lost_deals_are_on_a_list() {
    let client = Client::new().await;
    let all = lost_reasons(&client, "").await;
    assert_eq!(
        (names(&all), &all["total"]),
        (vec!["Price", "Chose somebody else", "Bad time", "No answer"], &json!(4))
    );
    let lost = client.get("/opportunities/search?location_id=SandboxLocation00001&status=lost&limit=100").await.body;
    for deal in lost["opportunities"].as_array().unwrap() {
        let listed = all["lostReasons"].as_array().unwrap().iter().any(|reason| reason["id"] == deal["lostReasonId"]);
        assert!(listed, "{deal}");
    }
    assert_eq!(names(&lost_reasons(&client, "&query=SOME").await), ["Chose somebody else"]);
    assert_eq!(names(&lost_reasons(&client, "&name=Price&getCount=true").await), ["Price"]);
    let page = lost_reasons(&client, "&skip=1&limit=2").await;
    assert_eq!((names(&page), &page["total"]), (vec!["Chose somebody else", "Bad time"], &json!(4)));
    assert_eq!(names(&lost_reasons(&client, "&deleted=true").await), [""; 0]);
}

#[tokio::test]
async fn a_deal_is_lost_for_a_reason_and_won_without() {
    let client = Client::new().await;
    let open = client.get("/opportunities/search?location_id=SandboxLocation00001&status=open&limit=1").await.body;
    let id = &open["opportunities"][0]["id"];
    let path = format!("/opportunities/{}/status", id.as_str().unwrap());
    let reason = &lost_reasons(&client, "").await["lostReasons"][1]["id"];

    let mut answer = client.put(&path, json!({ "status": "lost", "lostReasonId": reason })).await;
    assert!(answer.body["traceId"].take().is_string());
    assert_eq!((answer.status.as_u16(), answer.body), (200, json!({ "succeded": true, "traceId": null })));
    let lost = deal(&client, id).await;
    assert_eq!((&lost["status"], &lost["lostReasonId"]), (&json!("lost"), reason));
    assert!(lost["lastStatusChangeAt"].as_str() > open["opportunities"][0]["lastStatusChangeAt"].as_str());

    assert_eq!(client.put(&path, json!({ "status": "won" })).await.status, 200);
    let won = deal(&client, id).await;
    assert_eq!((&won["status"], won.get("lostReasonId")), (&json!("won"), None));

    for (body, fault) in [
        (json!({}), "status can't be undefined"),
        (json!({ "status": "all" }), "status must be one of the following values: open, won, lost, abandoned"),
        (json!({ "status": "lost", "lostReasonId": "x" }), "lostReasonId must be a lost reason of the location"),
        (json!({ "status": "won", "name": "x" }), "property name should not exist"),
    ] {
        assert_eq!(client.put(&path, body).await.faults(), [fault]);
    }
    let missing = client.put("/opportunities/nothing/status", json!({ "status": "won" })).await;
    assert_eq!(missing.body["message"], "Opportunity not found for id:nothing");
}

#[tokio::test]
async fn an_upsert_creates_a_deal_once_and_then_changes_it() {
    let client = Client::new().await;
    let (ada, pipelines) = (client.create(json!({ "name": "Ada King" })).await, pipelines(&client).await);
    let [pipeline, other] = [&pipelines[0], &pipelines[1]];
    let body = json!({ "contactId": ada["id"], "pipelineId": pipeline["id"] });
    let created = upsert(&client, body.clone()).await;
    let opportunity = &created.body["opportunity"];
    assert_eq!((created.status.as_u16(), &created.body["new"]), (200, &json!(true)));
    assert_eq!((&opportunity["name"], &opportunity["status"]), (&json!("Ada King"), &json!("open")));
    assert_eq!(opportunity["pipelineStageId"], pipeline["stages"][0]["id"]);
    assert_eq!(deal(&client, &opportunity["id"]).await, *opportunity);

    let mut more = body.clone();
    more["name"] = "Tender".into();
    more["monetaryValue"] = 1200.into();
    let changed = upsert(&client, more).await;
    let after = &changed.body["opportunity"];
    assert_eq!((&changed.body["new"], &after["id"]), (&json!(false), &opportunity["id"]));
    assert_eq!((&after["name"], &after["monetaryValue"]), (&json!("Tender"), &json!(1200)));
    assert_eq!(after["status"], "open", "what is not named stays");

    let moved = json!({
        "id": opportunity["id"], "pipelineId": other["id"], "pipelineStageId": other["stages"][1]["id"],
    });
    let moved = upsert(&client, moved).await.body;
    assert_eq!((&moved["new"], &moved["opportunity"]["pipelineId"]), (&json!(false), &other["id"]));
    assert_eq!(upsert(&client, body).await.body["new"], true, "the pipeline has none of this contact any more");
}

#[tokio::test]
async fn an_upsert_adds_and_removes_followers() {
    let client = Client::new().await;
    let (ada, pipelines) = (client.create(json!({ "name": "Ada King" })).await, pipelines(&client).await);
    let steps = [
        (
            json!({ "followers": ["a", "b"], "followersActionType": "add", "isRemoveAllFollowers": false }),
            json!(["a", "b"]),
        ),
        (json!({ "followers": ["b", "c"], "followersActionType": "add" }), json!(["a", "b", "c"])),
        (json!({ "followers": ["a"], "followersActionType": "remove" }), json!(["b", "c"])),
        (json!({}), json!(["b", "c"])),
        (json!({ "followers": ["d"], "isRemoveAllFollowers": true }), json!(["d"])),
        (json!({ "isRemoveAllFollowers": true }), json!([])),
    ];
    for (mut body, followers) in steps {
        body["contactId"] = ada["id"].clone();
        body["pipelineId"] = pipelines[0]["id"].clone();
        let shown = body.to_string();
        assert_eq!(upsert(&client, body).await.body["opportunity"]["followers"], followers, "{shown}");
    }
}

#[tokio::test]
async fn an_upsert_is_refused_as_a_create_is() {
    let client = Client::new().await;
    let ada = client.create(json!({ "name": "Ada King" })).await;
    let pipeline = pipelines(&client).await[0]["id"].clone();
    for (body, fault) in [
        (json!({ "contactId": "x" }), "pipelineId can't be undefined"),
        (json!({ "pipelineId": pipeline }), "contactId can't be undefined"),
        (json!({ "contactId": "x", "pipelineId": "y" }), "pipelineId must be a pipeline of the location"),
        (
            json!({ "contactId": ada["id"], "pipelineId": pipeline, "pipelineStageId": "y" }),
            "pipelineStageId must be a stage of the pipeline",
        ),
        (
            json!({ "contactId": "x", "pipelineId": pipeline, "lostReasonId": "y" }),
            "lostReasonId must be a lost reason of the location",
        ),
    ] {
        let shown = body.to_string();
        assert_eq!(upsert(&client, body).await.faults(), [fault], "{shown}");
    }
    let nobody = upsert(&client, json!({ "contactId": "nobody", "pipelineId": pipeline })).await;
    assert_eq!((nobody.status.as_u16(), &nobody.body["message"]), (400, &json!("Contact not found for id:nobody")));
    let nothing = upsert(&client, json!({ "id": "nothing", "pipelineId": pipeline })).await;
    assert_eq!(nothing.body["message"], "Opportunity not found for id:nothing");
}
