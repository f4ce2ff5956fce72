//! Tasks, and calls to make.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::{
    questions::question,
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

fn rows(page: &Value) -> &Vec<Value> {
    page["data"].as_array().unwrap()
}

#[tokio::test]
async fn a_list_has_tasks_of_every_type_the_earliest_due_first() {
    let (_sandbox, crm) = crm().await;
    let page = call(&crm, "find_tasks", json!({"limit": 100})).await;
    let kinds: Vec<_> = rows(&page).iter().map(|task| task["_type"].as_str().unwrap()).collect();
    for kind in ["lead", "outgoing_call", "missed_call", "email_followup"] {
        assert!(kinds.contains(&kind), "{kind}");
    }
    let days: Vec<_> = rows(&page).iter().filter_map(|task| task["date"].as_str()?.get(..10)).collect();
    assert!(days.len() > 20 && days.is_sorted(), "{days:?}");
    let calls = call(&crm, "find_call_tasks", json!({"limit": 100})).await;
    let to_call = kinds.iter().filter(|kind| **kind == "outgoing_call").count();
    assert_eq!(rows(&calls).len(), to_call);
    assert!(rows(&calls).iter().all(|task| task["_type"] == "outgoing_call"));
}

#[tokio::test]
async fn a_list_is_narrowed_by_every_filter() {
    let nothing = || answer(200, json!({"data": [], "has_more": false}).to_string());
    let all = json!({
        "lead_id": "lead_1", "assigned_to": "user_1", "is_complete": false,
        "due_date": {"after": "2026-11-01", "before": "2026-12-01T00:00:00+01:00"}, "created_at": {"after": "2026-10-01"},
        "updated_at": {"before": "2026-11-30"}, "limit": 5,
    });
    let vendor = Vendor::answering([nothing(), nothing()]);
    call(&told(&vendor), "find_tasks", all.clone()).await;
    call(&told(&vendor), "find_call_tasks", all).await;
    let narrowed = "assigned_to=user_1&date_created__gte=2026-10-01&date__gte=2026-11-01\
        &date__lt=2026-11-30T23%3A00%3A00Z&is_complete=false&lead_id=lead_1&date_updated__lt=2026-11-30";
    let sorted = |path: &str| {
        let (path, query) = path.split_once('?').unwrap();
        let mut parts: Vec<_> = query.split('&').map(str::to_owned).collect();
        parts.sort();
        (path.to_owned(), parts)
    };
    for (seen, kind) in vendor.saw().iter().zip(["all", "outgoing_call"]) {
        let expected = format!("GET /api/v1/task/?_type={kind}&_order_by=date&{narrowed}&_skip=0&_limit=5");
        assert_eq!(sorted(&seen.0), sorted(&expected));
    }
}

#[tokio::test]
async fn a_task_is_made_changed_and_deleted_and_keeps_day_and_time_apart() {
    let (_sandbox, crm) = crm().await;
    let lead = call(&crm, "create_lead", json!({"name": "Acme"})).await;
    let new = json!({"lead_id": lead["id"], "text": "Call back", "due_date": "2026-12-24", "priority": "high"});
    let task = call(&crm, "create_task", new).await;
    assert_eq!(task.get("notApplied"), None);
    assert_eq!(
        (&task["date"], &task["lead_name"], &task["_type"]),
        (&json!("2026-12-24"), &json!("Acme"), &json!("lead"))
    );
    let id = &task["id"];
    let timed = json!({"id": id, "due_date": "2026-12-24T09:00-05:00", "is_complete": true, "priority": "medium"});
    let timed = call(&crm, "update_task", timed).await;
    assert_eq!(timed.get("notApplied"), None);
    assert!(timed["date"].as_str().unwrap().starts_with("2026-12-24T14:00:00"), "{timed}");
    assert_eq!((&timed["is_complete"], &timed["text"]), (&json!(true), &json!("Call back")));
    let dateless = call(&crm, "update_task", json!({"id": id, "due_date": "clear"})).await;
    assert_eq!(dateless.get("date"), None);
    assert_eq!(call(&crm, "delete_task", json!({"id": id})).await, json!({"deleted": id}));
    assert_eq!(refused(&crm, "fetch_task", json!({"id": id})).await.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn what_cannot_be_meant_or_done_is_refused_before_anything_is_sent() {
    let vendor = Vendor::default();
    let crm = told(&vendor);
    let task = json!({"lead_id": "lead_1", "text": "Call back"});
    let with = |field: &str, value: Value| {
        let mut task = task.clone();
        task[field] = value;
        task
    };
    let call_by_both =
        json!({"lead_id": "lead_1", "contact_id": "cont_1", "assigned_to": "user_1", "agent_config_id": "agent_1"});
    for (tool, arguments) in [
        ("create_task", with("due_date", json!("2026-12-24T09:00"))),
        ("create_task", with("due_date", json!("tomorrow"))),
        ("create_task", with("send_notification", json!(true))),
        ("create_task", with("priority", json!("low"))),
        ("create_call_task", call_by_both),
        ("update_task", json!({"id": "lead_1", "text": "Other"})),
        ("update_task", json!({"id": "task_1"})),
        ("fetch_task", json!({"id": "lead_1"})),
        ("delete_call_task", json!({"id": "lead_1"})),
    ] {
        let error = refused(&crm, tool, arguments.clone()).await;
        assert_eq!(error.code(), ErrorCode::InvalidArguments, "{tool} {arguments}");
    }
    assert_eq!(vendor.saw(), []);
}

#[tokio::test]
async fn a_call_task_is_one_of_its_type_and_no_other_passes_for_one() {
    let (_sandbox, crm) = crm().await;
    let lead = call(&crm, "create_lead", json!({"name": "Acme"})).await;
    let contact = call(&crm, "create_contact", json!({"lead_id": lead["id"], "name": "Ada"})).await;
    let new = json!({"lead_id": lead["id"], "contact_id": contact["id"], "due_date": "2026-12-24", "text": "Ask"});
    let to_call = call(&crm, "create_call_task", new).await;
    assert_eq!((&to_call["_type"], &to_call["contact_name"]), (&json!("outgoing_call"), &json!("Ada")));
    let id = &to_call["id"];
    let moved = call(&crm, "update_call_task", json!({"id": id, "due_date": "2026-12-27"})).await;
    assert_eq!((&moved["date"], &moved["text"]), (&json!("2026-12-27"), &json!("Ask")));
    assert_eq!(call(&crm, "fetch_call_task", json!({"id": id})).await["id"], *id);

    let to_do = call(&crm, "create_task", json!({"lead_id": lead["id"], "text": "Write"})).await;
    for tool in ["fetch_call_task", "update_call_task", "delete_call_task"] {
        let mut arguments = json!({"id": to_do["id"]});
        if tool == "update_call_task" {
            arguments["is_complete"] = true.into();
        }
        let error = refused(&crm, tool, arguments).await;
        assert!(error.message().ends_with("is a task of the type lead, and no call task"), "{tool}: {error}");
    }
    assert_eq!(call(&crm, "fetch_task", json!({"id": to_do["id"]})).await["is_complete"], false);
    assert_eq!(call(&crm, "delete_call_task", json!({"id": id})).await, json!({"deleted": id}));
}

#[tokio::test]
async fn the_call_of_a_voice_agent_is_not_moved_by_the_tool_for_tasks() {
    let (sandbox, crm) = crm().await;
    let lead = call(&crm, "create_lead", json!({"name": "Acme"})).await;
    let contact = call(&crm, "create_contact", json!({"lead_id": lead["id"], "name": "Ada"})).await;
    let new = json!({"lead_id": lead["id"], "contact_id": contact["id"], "agent_config_id": "agent_1"});
    let task = call(&crm, "create_call_task", new).await;
    let before = sandbox.changes();
    let error = refused(&crm, "update_task", json!({"id": task["id"], "due_date": "2026-11-29"})).await;
    assert!(error.next_step().unwrap().contains("update_call_task"), "{error}");
    assert_eq!(sandbox.changes(), before);
    let done = call(&crm, "update_task", json!({"id": task["id"], "is_complete": true})).await;
    assert_eq!(done["is_complete"], true);
}

#[tokio::test]
async fn a_voice_agent_is_named_to_the_user_before_it_is_to_call() {
    let (_sandbox, crm) = crm().await;
    let lead = call(&crm, "create_lead", json!({"name": "Acme"})).await;
    let contact = call(&crm, "create_contact", json!({"lead_id": lead["id"], "name": "Ada"})).await;
    let new = json!({"lead_id": lead["id"], "contact_id": contact["id"], "agent_config_id": "agent_1"});
    let asked = question(&crm, "create_call_task", new).await;
    assert!(asked.starts_with("Start a call task?"), "{asked}");
    assert!(asked.contains("agent_1"), "{asked}");
}
