//! Each create whose answer is lost on the sandbox: what was made is found, and the model goes on with it.

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::{
    api::InProcess,
    close::Close,
    sandbox::close::{CloseQuirk, CloseSandbox},
};
use serde_json::{Value, json};

use crate::support::{self, call, over, refused};

/// Ids to create something with, of the demo data or made for it.
async fn material(crm: &Close) -> Value {
    let lead = call(crm, "create_lead", json!({"name": "Acme"})).await["id"].take();
    let contact = call(crm, "create_contact", json!({"lead_id": lead, "name": "Max"})).await["id"].take();
    let pipelines = call(crm, "find_pipelines_and_opportunity_statuses", json!({})).await;
    let activity_types = call(crm, "find_custom_activities", json!({})).await;
    let object_types = call(crm, "find_custom_object_types", json!({})).await;
    let users = call(crm, "org_users", json!({})).await;
    json!({
        "lead": lead, "contact": contact, "pipeline": pipelines["data"][0]["id"],
        "status": pipelines["data"][0]["statuses"][0]["id"], "user": users["data"][0]["id"],
        "activity_type": activity_types["data"][0]["id"], "object_type": object_types["data"][0]["id"],
    })
}

/// What each tool creates, what makes it known again, and what is said of it.
fn creates(of: &Value) -> Vec<(&'static str, Value, &'static str)> {
    let (lead, contact) = (&of["lead"], &of["contact"]);
    let step = json!([{"step_type": "call", "delay": "P1D"}]);
    vec![
        ("create_lead", json!({"name": "Blue Fern Ltd"}), "lead {id} is there with this name"),
        (
            "create_contact",
            json!({"lead_id": lead, "name": "Ada", "title": "CTO",
            "emails": [{"email": "ada@x.example"}]}),
            "contact {id} is there with this name",
        ),
        (
            "create_opportunity",
            json!({"lead_id": lead, "status_id": of["status"], "value": 5000, "confidence": 40}),
            "opportunity {id} is there with these values",
        ),
        ("create_task", json!({"lead_id": lead, "text": "Call"}), "task {id} is there with this text"),
        (
            "create_call_task",
            json!({"lead_id": lead, "contact_id": contact, "assigned_to": of["user"]}),
            "call task {id} is there with this contact",
        ),
        ("create_note", json!({"lead_id": lead, "note": "Called."}), "note {id} is there with this text"),
        (
            "create_note",
            json!({"lead_id": lead, "note_html": "<p>Called <b>Ada</b></p>"}),
            "note {id} is there with this text",
        ),
        (
            "create_comment",
            json!({"object_id": of["deal"], "body": "Well done"}),
            "comment {id} is there with this text",
        ),
        (
            "create_draft_email",
            json!({"lead_id": lead, "contact_id": contact, "subject": "Hello", "body_text": "Hi"}),
            "draft {id} is there with this subject",
        ),
        (
            "create_custom_activity_instance",
            json!({"lead_id": lead, "custom_activity_type_id": of["activity_type"],
            "status": "draft"}),
            "custom activity {id} was made at that moment",
        ),
        (
            "create_custom_object_instance",
            json!({"lead_id": lead, "custom_object_type_id": of["object_type"],
            "name": "Machine"}),
            "custom object {id} is there with this name",
        ),
        ("create_lead_status", json!({"label": "Cold"}), "lead status {id} is there with this label"),
        (
            "create_opportunity_status_tool",
            json!({"label": "Waiting", "pipeline_id": of["pipeline"], "type": "active"}),
            "opportunity status {id} is there with this label",
        ),
        ("create_pipeline", json!({"name": "Partners"}), "pipeline {id} is there with this name"),
        (
            "create_email_template",
            json!({"name": "Hello", "subject": "Hi", "body": "<p>Hi</p>"}),
            "email template {id} is there with this name and subject",
        ),
        ("create_sms_template", json!({"name": "Hello", "text": "Hi"}), "SMS template {id} is there with this name"),
        ("create_workflow", json!({"name": "Nurture", "steps": step}), "workflow {id} is there with this name"),
    ]
}

fn losing_the_answer(sandbox: &CloseSandbox) -> Close {
    over(InProcess::new(sandbox.clone().with_quirk(CloseQuirk::LostAnswer).router()))
}

#[tokio::test]
async fn what_was_created_is_found_after_its_answer_was_lost() {
    let (sandbox, crm) = support::crm().await;
    let mut of = material(&crm).await;
    let deal = json!({"lead_id": of["lead"], "status_id": of["status"], "value": 100});
    of["deal"] = call(&crm, "create_opportunity", deal).await["id"].take();
    for (tool, arguments, told) in creates(&of) {
        let before = sandbox.changes();
        let error = refused(&losing_the_answer(&sandbox), tool, arguments.clone()).await;
        assert_eq!(error.code(), ErrorCode::Unavailable, "{tool}: {error}");
        assert!(sandbox.changes() > before, "{tool}");
        let details = json!(error.details());
        let id = details["id"].as_str().unwrap_or_else(|| panic!("{tool}: not found: {error}"));
        let told = told.replace("{id}", id);
        assert!(error.next_step().unwrap().contains(&told), "{tool}: {error}");
        assert_eq!(details["mayBeDone"], true, "{tool}");
    }
}

#[tokio::test]
async fn an_update_and_a_delete_whose_answers_are_lost_say_so() {
    let (sandbox, crm) = support::crm().await;
    let lead = call(&crm, "create_lead", json!({"name": "Acme"})).await;
    for (tool, arguments) in
        [("update_lead", json!({"id": lead["id"], "name": "Acme Ltd"})), ("delete_lead", json!({"id": lead["id"]}))]
    {
        let error = refused(&losing_the_answer(&sandbox), tool, arguments).await;
        assert_eq!(error.next_step(), Some("it may have been carried out; look before you repeat it"), "{tool}");
        assert_eq!(json!(error.details()), json!({"mayBeDone": true}), "{tool}");
    }
    assert_eq!(refused(&crm, "fetch_lead", json!({"id": lead["id"]})).await.code(), ErrorCode::NotFound);
}
