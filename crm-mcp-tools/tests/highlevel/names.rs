//! Names in the place of ids: of stages, pipelines, users and lost reasons, in arguments and in answers.

use std::time::Duration;

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::{
    demo::Demo,
    support::{LOCATION, Vendor, answer, call},
};

const SEARCH: &str = "opportunities_search-opportunity";
const GET: &str = "opportunities_get-opportunity";
const UPDATE: &str = "opportunities_update-opportunity";
const USER: &str = "User0000000000000001";

/// Two pipelines, each with a stage `New`.
const PIPELINES: &str = r#"{"pipelines": [
    {"id": "p1", "name": "Sales", "stages": [{"id": "s1", "name": "New"}, {"id": "s2", "name": "Qualified"}]},
    {"id": "p2", "name": "Support", "stages": [{"id": "s3", "name": "New"}]}
]}"#;

const USERS: &str = r#"{"users": [
    {"id": "User0000000000000001", "firstName": "Dana", "lastName": "Whitfield", "email": "Dana@x.example"},
    {"id": "User0000000000000002", "name": "Dana Ortega", "email": "ortega@x.example"}
]}"#;

const NO_SCOPE: &str = r#"{"statusCode": 401, "message": "The token is not authorized for this scope."}"#;

fn lines(vendor: &Vendor) -> Vec<String> {
    vendor.saw().into_iter().map(|(line, _)| line).collect()
}

#[tokio::test]
async fn opportunities_are_searched_by_the_names_of_pipeline_stage_and_user() {
    let demo = Demo::new().await;
    let crm = demo.crm();
    let whole = call(&crm, SEARCH, json!({"status": "won", "limit": 100, "fields": "all"})).await.unwrap();
    let sample = whole["opportunities"].as_array().unwrap().iter().find(|row| row["assignedTo"].is_string()).unwrap();
    for (argument, name, id) in [
        ("pipelineId", &sample["pipeline"], "pipelineId"),
        ("pipeline", &sample["pipeline"], "pipelineId"),
        ("assignedTo", &sample["assignedToName"], "assignedTo"),
    ] {
        let by_name = call(&crm, SEARCH, json!({argument: name, "limit": 100})).await.unwrap();
        let by_id = call(&crm, SEARCH, json!({id: sample[id], "limit": 100})).await.unwrap();
        assert_eq!(by_name, by_id, "{argument} {name}");
        assert!(by_name["opportunities"].as_array().unwrap().iter().any(|row| row["id"] == sample["id"]));
    }
    let stage =
        json!({"pipeline": sample["pipeline"], "stage": sample["stage"].as_str().unwrap().to_uppercase(), "limit": 2});
    let first = call(&crm, SEARCH, stage.clone()).await.unwrap();
    let mut rest = stage;
    rest["cursor"] = first["nextCursor"].clone();
    let second = call(&crm, SEARCH, rest).await.unwrap();
    for row in [&first, &second].into_iter().flat_map(|page| page["opportunities"].as_array().unwrap()) {
        assert_eq!((&row["stage"], &row["pipeline"]), (&sample["stage"], &sample["pipeline"]));
        assert_eq!((row.get("pipelineStageId"), row.get("pipelineId")), (None, None), "{row}");
    }
    assert!(!second["opportunities"].as_array().unwrap().is_empty());

    let one = call(&crm, GET, json!({"opportunityId": sample["id"]})).await.unwrap();
    for field in ["pipeline", "pipelineId", "stage", "pipelineStageId", "assignedTo", "assignedToName"] {
        assert_eq!(one["opportunity"][field], sample[field], "{field}");
    }
}

#[tokio::test]
async fn a_stage_of_several_pipelines_is_not_guessed_and_an_unknown_one_is_told_with_the_nearest() {
    for (arguments, told) in [
        (
            json!({"stage": "new"}),
            "several are called `new` where one stage is wanted: New of Sales (s1), New of Support (s3)",
        ),
        (
            json!({"stage": "Qualifed", "pipeline": "sales"}),
            "there is no stage `Qualifed`; did you mean Qualified? there are: New, Qualified",
        ),
        (json!({"pipeline": "Hiring"}), "there is no pipeline `Hiring`; there are: Sales, Support"),
    ] {
        let vendor = Vendor::answering([answer(200, PIPELINES), answer(200, PIPELINES)]);
        let crm = vendor.location();
        for _ in 0..2 {
            let error = call(&crm, SEARCH, arguments.clone()).await.unwrap_err();
            assert_eq!((error.code(), error.message()), (ErrorCode::InvalidArguments, told));
        }
        let pipelines = format!("GET /opportunities/pipelines?locationId={LOCATION}");
        assert_eq!(lines(&vendor), [pipelines.clone(), pipelines], "what is new is not missed");
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_is_not_looked_up_in_a_list_that_is_older_than_its_age() {
    let renamed = PIPELINES.replace("\"New\"", "\"Fresh\"").replace("\"Qualified\"", "\"New\"");
    let empty = || answer(200, r#"{"opportunities":[],"meta":{"total":0}}"#);
    let vendor = Vendor::answering([answer(200, PIPELINES), empty(), empty(), answer(200, renamed), empty()]);
    let crm = vendor.location();
    let stages = async |pause: u64| {
        tokio::time::sleep(Duration::from_secs(pause)).await;
        call(&crm, SEARCH, json!({"pipeline": "Sales", "stage": "New"})).await.unwrap();
        let line = lines(&vendor).pop().unwrap();
        line.split("pipeline_stage_id=").nth(1).unwrap().split('&').next().unwrap().to_owned()
    };
    let old = stages(0).await;
    assert_eq!(stages(50).await, old, "a young list is used");
    assert_ne!(stages(20).await, old, "an old one would give the name to the stage that had it before");
}

#[tokio::test]
async fn a_stage_without_its_pipeline_is_one_of_the_opportunitys_own() {
    let opportunity = || answer(200, r#"{"opportunity": {"id": "o1", "pipelineId": "p2", "pipelineStageId": "s3"}}"#);
    let vendor = Vendor::answering([opportunity(), answer(200, PIPELINES), opportunity()]);
    let updated = call(&vendor.location(), UPDATE, json!({"opportunityId": "o1", "stage": "New"})).await.unwrap();
    assert_eq!(vendor.saw()[2], ("PUT /opportunities/o1".to_owned(), json!({"pipelineStageId": "s3"})));
    assert_eq!(
        updated["opportunity"],
        json!({"id": "o1", "pipeline": "Support", "stage": "New", "pipelineId": "p2", "pipelineStageId": "s3"})
    );

    let vendor = Vendor::answering([opportunity(), answer(200, PIPELINES), answer(200, PIPELINES)]);
    let elsewhere = json!({"opportunityId": "o1", "pipelineStageId": "Qualified"});
    let error = call(&vendor.location(), UPDATE, elsewhere).await.unwrap_err();
    assert_eq!(error.message(), "there is no stage `Qualified`; there are: New");
    assert!(lines(&vendor).iter().all(|line| line.starts_with("GET ")));
}

#[tokio::test]
async fn an_opportunity_is_created_in_a_pipeline_and_a_stage_by_name() {
    let created = answer(201, r#"{"opportunity": {"id": "o1"}}"#);
    let vendor = Vendor::answering([answer(200, PIPELINES), created]);
    let arguments = json!({"contactId": "c1", "pipelineId": "sales", "stage": "qualified", "name": "Site"});
    call(&vendor.location(), "opportunities_create-opportunity", arguments).await.unwrap();
    let body = json!({"locationId": LOCATION, "contactId": "c1", "pipelineId": "p1", "pipelineStageId": "s2",
        "name": "Site", "status": "open"});
    assert_eq!(vendor.saw()[1].1, body);
}

#[tokio::test]
async fn names_that_cannot_be_read_leave_the_ids_and_are_not_asked_for_with_every_call() {
    let row = json!({"id": "o1", "pipelineId": "p1", "pipelineStageId": "s1", "assignedTo": USER});
    let rows = || answer(200, json!({"opportunities": [row]}).to_string());
    let vendor = Vendor::answering([rows(), answer(401, NO_SCOPE), answer(401, NO_SCOPE), rows()]);
    let crm = vendor.location();
    for _ in 0..2 {
        let found = call(&crm, SEARCH, json!({})).await.unwrap();
        let bare = json!({"id": "o1", "pipelineId": "p1", "pipelineStageId": "s1", "assignedTo": USER});
        assert_eq!(found["opportunities"], json!([bare]));
    }
    assert_eq!(vendor.requests().len(), 4);
}

#[tokio::test]
async fn a_user_is_named_in_every_search_by_name_email_or_id() {
    for given in ["dana whitfield", "dana@X.example", USER] {
        for (tool, list) in [
            ("contacts_get-contacts", "contacts"),
            (SEARCH, "opportunities"),
            ("conversations_search-conversation", "conversations"),
        ] {
            let found = answer(200, json!({list: []}).to_string());
            let vendor = Vendor::default();
            let is_id = given == USER;
            if !is_id {
                vendor.will(Ok(answer(200, USERS)));
            }
            vendor.will(Ok(found));
            call(&vendor.location(), tool, json!({"assignedTo": given})).await.unwrap();
            let requests = vendor.saw();
            let (line, body) = requests.last().unwrap();
            assert!(format!("{line} {body}").contains(USER), "{tool} {given}: {line} {body}");
            assert_eq!(requests.len(), if is_id { 1 } else { 2 }, "{tool} {given}");
        }
    }
    let vendor = Vendor::answering([answer(200, USERS), answer(200, r#"{"conversations": []}"#)]);
    let several = json!({"assignedTo": "ortega@x.example, unassigned"});
    call(&vendor.location(), "conversations_search-conversation", several).await.unwrap();
    assert!(lines(&vendor)[1].contains("assignedTo=User0000000000000002%2Cunassigned"), "{:?}", lines(&vendor));
}

#[tokio::test]
async fn a_user_who_is_not_clear_is_refused_and_without_the_scope_it_is_named() {
    let alike = USERS.replace("Dana Ortega", "dana");
    for (users, given, told) in [
        (
            &*alike,
            "Dana",
            "several are called `Dana` where one user is wanted: Dana Whitfield (Dana@x.example), dana (ortega@x.example)",
        ),
        (
            USERS,
            "Dana Whitfeld",
            "there is no user `Dana Whitfeld`; did you mean Dana Whitfield? there are: Dana Whitfield, Dana Ortega",
        ),
    ] {
        let vendor = Vendor::answering([(); 2].map(|()| answer(200, users.to_owned())));
        let error = call(&vendor.location(), "contacts_get-contacts", json!({"assignedTo": given})).await.unwrap_err();
        assert_eq!((error.code(), error.message()), (ErrorCode::InvalidArguments, told));
    }
    let vendor = Vendor::answering([answer(401, NO_SCOPE), answer(401, NO_SCOPE)]);
    let error = call(&vendor.location(), "contacts_get-contacts", json!({"assignedTo": "Dana"})).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
    assert!(error.message().contains("the token lacks the scope users.readonly"), "{error}");
    assert!(error.next_step().unwrap().starts_with("give the id; or have \"View Users\" ticked"), "{error}");
}

#[tokio::test]
async fn contacts_say_who_is_in_charge_of_them() {
    let contact = json!({"id": "c1", "assignedTo": USER});
    let vendor = Vendor::answering([
        answer(200, json!({"contacts": [contact], "total": 1}).to_string()),
        answer(200, USERS),
        answer(200, json!({"contact": contact}).to_string()),
    ]);
    let crm = vendor.location();
    let found = call(&crm, "contacts_get-contacts", json!({})).await.unwrap();
    assert_eq!(found["contacts"], json!([{"id": "c1", "assignedToName": "Dana Whitfield"}]), "a row has the name only");
    let one = call(&crm, "contacts_get-contact", json!({"contactId": "c1"})).await.unwrap();
    let whole = json!({"id": "c1", "assignedTo": USER, "assignedToName": "Dana Whitfield"});
    assert_eq!(one, json!({"contact": whole}));
    assert_eq!(vendor.requests().len(), 3, "the users are kept");
}

#[tokio::test]
async fn an_opportunity_is_lost_for_a_reason_after_everything_else_was_changed() {
    let demo = Demo::new().await;
    let crm = demo.crm();
    let open = call(&crm, SEARCH, json!({"status": "open", "limit": 2})).await.unwrap();
    let reason = demo.get("/opportunities/lost-reason?locationId=SandboxLocation00001").await["lostReasons"][1].take();
    let [first, second] = [0, 1].map(|place| open["opportunities"][place]["id"].as_str().unwrap());
    demo.sent();
    let lost = json!({"opportunityId": first, "status": "lost", "lostReasonId": reason["name"], "name": "Gone"});
    let answered = call(&crm, UPDATE, lost).await.unwrap();
    let writes: Vec<_> = demo.sent().into_iter().map(|sent| sent.line).filter(|line| line.starts_with("PUT")).collect();
    let base = "PUT https://services.leadconnectorhq.com/opportunities";
    assert_eq!(writes, [format!("{base}/{first}"), format!("{base}/{first}/status")]);
    for record in [answered, call(&crm, GET, json!({"opportunityId": first})).await.unwrap()] {
        let record = &record["opportunity"];
        let said = [&record["status"], &record["lostReasonId"], &record["name"]];
        assert_eq!(said, [&json!("lost"), &reason["id"], &json!("Gone")]);
    }

    let lost = json!({"opportunityId": second, "status": "lost", "lostReasonId": reason["id"]});
    let answered = call(&crm, UPDATE, lost).await.unwrap();
    assert_eq!(answered["opportunity"], json!({"id": second, "status": "lost", "lostReasonId": reason["id"]}));
    let writes: Vec<_> = demo.sent().into_iter().map(|sent| sent.line).filter(|line| line.starts_with("PUT")).collect();
    assert_eq!(writes, [format!("{base}/{second}/status")], "the status alone needs one request");
}

#[tokio::test]
async fn a_reason_that_is_refused_after_the_other_changes_is_told_as_done_in_part() {
    let reason = "Reason00000000000001";
    let refused = || answer(422, r#"{"statusCode": 422, "message": ["lostReasonId is not known"]}"#);
    let vendor = Vendor::answering([answer(200, r#"{"opportunity": {"id": "o1"}}"#), refused(), refused()]);
    let crm = vendor.location();
    let mut lost = json!({"opportunityId": "o1", "status": "lost", "lostReasonId": reason, "monetaryValue": 7});
    let error = call(&crm, UPDATE, lost.clone()).await.unwrap_err();
    assert_eq!((error.code(), &error.details()["doneInPart"]), (ErrorCode::InvalidArguments, &json!(true)));
    assert!(error.message().starts_with("everything but status and lostReasonId was changed"), "{error}");
    assert!(error.to_string().contains("if you repeat it, give status and lostReasonId only"), "{error}");
    let sent: Vec<_> = vendor.saw().into_iter().map(|(_, body)| body).collect();
    assert_eq!(sent, [json!({"monetaryValue": 7.0}), json!({"status": "lost", "lostReasonId": reason})]);

    lost["monetaryValue"] = Value::Null;
    let error = call(&crm, UPDATE, lost.clone()).await.unwrap_err();
    assert_eq!(error.details().get("doneInPart"), None, "nothing was changed before: {error}");

    for status in [Value::Null, json!("won")] {
        lost["status"] = status;
        let error = call(&Vendor::default().location(), UPDATE, lost.clone()).await.unwrap_err();
        assert_eq!(
            (error.code(), error.message()),
            (ErrorCode::InvalidArguments, "`lostReasonId` needs `status` lost")
        );
    }
}
