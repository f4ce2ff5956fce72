//! Templates, workflows and scheduling links.

use crm_mcp_core::ErrorCode;
use serde_json::{Value, json};

use crate::{
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

fn names(list: &Value) -> Vec<&str> {
    list["data"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_email_template_is_created_changed_put_away_and_deleted() {
    let (_sandbox, crm) = crm().await;
    let new = json!({"name": "Renewal", "subject": "Your plan", "body": "<p>Hi {{ contact.first_name }}</p>",
        "cc": ["ada@x.example"], "is_shared": true});
    let template = call(&crm, "create_email_template", new).await;
    let (id, body) = (&template["id"], json!("<p>Hi {{ contact.first_name }}</p>"));
    assert_eq!((&template["body"], &template["cc"]), (&body, &json!(["ada@x.example"])));
    assert_eq!(call(&crm, "fetch_email_template", json!({"id": id})).await, template);

    let change = json!({"id": id, "subject": "Your new plan", "cc": []});
    let changed = call(&crm, "update_email_template", change).await;
    assert_eq!((&changed["subject"], &changed["name"]), (&json!("Your new plan"), &json!("Renewal")));
    assert_eq!((changed.get("cc"), changed.get("notApplied")), (None, None));

    let find = |status: &str| json!({"name_search": "RENEW", "status": status});
    let found = call(&crm, "find_email_templates", find("all")).await;
    assert_eq!(names(&found), ["Renewal"]);
    assert_eq!(found["data"][0].get("body"), None, "a row has no body");
    call(&crm, "update_email_template", json!({"id": id, "is_archived": true})).await;
    assert!(names(&call(&crm, "find_email_templates", find("all")).await).is_empty());
    assert_eq!(names(&call(&crm, "find_email_templates", find("archived")).await), ["Renewal"]);

    assert_eq!(call(&crm, "delete_email_template", json!({"id": id})).await, json!({"deleted": id}));
    let gone = refused(&crm, "fetch_email_template", json!({"id": id})).await;
    assert_eq!(gone.code(), ErrorCode::NotFound);
    assert_eq!(gone.next_step(), Some("find the template's id with find_email_templates"));
}

#[tokio::test]
async fn an_sms_template_is_put_away_by_its_status() {
    let (_sandbox, crm) = crm().await;
    let template = call(&crm, "create_sms_template", json!({"name": "Reminder for 3", "text": "See you at 3"})).await;
    let id = &template["id"];
    let find = |status: &str| json!({"name_search": "reminder for", "status": status});
    assert_eq!(names(&call(&crm, "find_sms_templates", find("all")).await), ["Reminder for 3"]);
    let change = json!({"id": id, "text": "See you at 4", "is_archived": true});
    let changed = call(&crm, "update_sms_template", change).await;
    assert_eq!((&changed["status"], &changed["text"]), (&json!("archived"), &json!("See you at 4")));
    assert!(names(&call(&crm, "find_sms_templates", find("all")).await).is_empty());
    assert_eq!(names(&call(&crm, "find_sms_templates", find("archived")).await), ["Reminder for 3"]);
    let restored = call(&crm, "update_sms_template", json!({"id": id, "is_archived": false})).await;
    assert_eq!(restored["status"], "active");
    call(&crm, "delete_sms_template", json!({"id": id})).await;
    assert_eq!(refused(&crm, "fetch_sms_template", json!({"id": id})).await.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn a_template_of_a_workflow_is_not_deleted_and_an_id_of_another_kind_not_sent() {
    let (_sandbox, crm) = crm().await;
    let workflow = call(&crm, "find_workflows", json!({"name_search": "two weeks", "fields": "all"})).await;
    let template = &workflow["data"][0]["steps"][0]["email_template_id"];
    let error = refused(&crm, "delete_email_template", json!({"id": template})).await;
    assert_eq!(error.code(), ErrorCode::InvalidArguments, "{error}");
    let vendor = Vendor::answering([]);
    let error = refused(&told(&vendor), "update_sms_template", json!({"id": "tmpl_1", "text": "Hi"})).await;
    assert_eq!(error.message(), "`tmpl_1` is no id of the kind SMS template, which begins with smstmpl_");
    assert!(vendor.saw().is_empty());
}

#[tokio::test]
async fn a_workflow_is_made_as_a_draft_with_its_delays_in_seconds() {
    let (_sandbox, crm) = crm().await;
    let new = json!({"name": "Nurture", "trigger": {"trigger_type": "contact-manual"}, "steps": [
        {"step_type": "email", "delay": "PT0S", "email_template_id": "tmpl_1", "threading": "new_thread"},
        {"step_type": "call", "delay": "P2D"},
    ]});
    let workflow = call(&crm, "create_workflow", new).await;
    assert_eq!((&workflow["status"], &workflow["timezone"]), (&json!("draft"), &json!("America/Chicago")));
    let steps = json!([
        {"step_type": "email", "delay": 0, "email_template_id": "tmpl_1"}, {"step_type": "call", "delay": 172_800},
    ]);
    assert_eq!(workflow["steps"], steps);
    let drafts = call(&crm, "find_workflows", json!({"status": "draft"})).await;
    assert!(names(&drafts).contains(&"Nurture") && names(&drafts).contains(&"Win back"));
    let active = call(&crm, "find_workflows", json!({"status": "active"})).await;
    assert_eq!(names(&active), ["New lead, two weeks", "After the demo"]);
    assert_eq!(names(&call(&crm, "find_workflows", json!({"status": "all"})).await).len(), 4);
}

#[tokio::test]
async fn a_workflow_is_sent_as_the_api_has_it() {
    let vendor = Vendor::answering([answer(200, r#"{"id": "seq_1", "status": "draft"}"#)]);
    let new = json!({"name": "Nurture", "timezone": "Europe/Kyiv", "steps": [{"step_type": "task", "delay": "PT90M",
        "task_description": "Look"}]});
    call(&told(&vendor), "create_workflow", new).await;
    let body = json!({"name": "Nurture", "status": "draft", "timezone": "Europe/Kyiv", "allow_manual_enrollment": true,
        "steps": [{"step_type": "task", "delay": 5_400, "task_description": "Look"}]});
    assert_eq!(vendor.saw(), [("POST /api/v1/sequence/".to_owned(), body)]);
}

#[tokio::test]
async fn a_workflow_that_the_api_cannot_make_is_refused_before_anything_is_sent() {
    let vendor = Vendor::answering([]);
    let step = json!([{"step_type": "call", "delay": "P1D"}]);
    let refusals = [
        (json!({"name": "A", "steps": [{"step_type": "call", "delay": "P1M"}]}), "steps[0].delay"),
        (json!({"name": "A", "steps": []}), "steps"),
        (json!({"name": "A", "steps": step, "trigger": {"trigger_type": "lead-event"}}), "lead-event"),
    ];
    for (new, word) in refusals {
        let error = refused(&told(&vendor), "create_workflow", new).await;
        assert_eq!(error.code(), ErrorCode::InvalidArguments);
        assert!(error.to_string().contains(word), "{error}");
    }
    assert!(vendor.saw().is_empty());
}

#[tokio::test]
async fn personal_and_shared_links_are_one_list() {
    let (_sandbox, crm) = crm().await;
    let links = call(&crm, "find_scheduling_links", json!({})).await;
    assert_eq!(names(&links), ["Half an hour with Dana", "First call with Tomás", "Book a demo"]);
    assert_eq!((&links["hasMore"], &links["total"]), (&json!(false), &json!(3)));
    let [dana, .., demo] = &links["data"].as_array().unwrap()[..] else { panic!("{links}") };
    assert_eq!((&dana["is_shared"], &dana["url"]), (&json!(false), &json!("https://meet.example.com/dana/30")));
    assert_eq!((&demo["is_shared"], &demo["template_tag"]), (&json!(true), &json!("scheduling_link.book_a_demo")));
    let found = call(&crm, "find_scheduling_links", json!({"name_search": "TOMÁS", "limit": 1})).await;
    assert_eq!(names(&found), ["First call with Tomás"]);
    let first = call(&crm, "find_scheduling_links", json!({"limit": 2})).await;
    let rest = call(&crm, "find_scheduling_links", json!({"cursor": first["nextCursor"]})).await;
    assert_eq!((names(&first).len(), names(&rest)), (2, vec!["Book a demo"]));
}

/// A page of templates with these numbers, the first of them at `_skip`.
fn page(numbers: std::ops::Range<usize>, has_more: bool) -> http::Response<bytes::Bytes> {
    let name = |number: usize| if number.is_multiple_of(90) { "Offer" } else { "Other" };
    let rows = numbers.map(|number| json!({"id": format!("tmpl_{number}"), "name": name(number)}));
    answer(200, json!({"data": rows.collect::<Vec<_>>(), "has_more": has_more}).to_string())
}

#[tokio::test]
async fn a_list_that_close_cannot_search_is_read_page_by_page_until_enough_is_found() {
    let pages = || [page(0..100, true), page(100..200, true), page(200..300, true), page(300..310, false)];
    let vendor = Vendor::answering(pages().into_iter().take(2));
    let crm = told(&vendor);
    let first = call(&crm, "find_email_templates", json!({"name_search": "offer", "limit": 3})).await;
    let ids = |list: &Value| -> Vec<String> {
        list["data"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&first), ["tmpl_0", "tmpl_90", "tmpl_180"]);
    assert_eq!((&first["hasMore"], first.get("total")), (&json!(true), None));
    pages().into_iter().skip(2).for_each(|page| vendor.will(Ok(page)));
    let rest = call(&crm, "find_email_templates", json!({"cursor": first["nextCursor"], "limit": 3})).await;
    assert_eq!((ids(&rest), &rest["hasMore"]), (vec!["tmpl_270".to_owned()], &json!(false)));
    let asked: Vec<_> = vendor.saw().into_iter().map(|(line, _)| line).collect();
    let path = |skip: usize| format!("GET /api/v1/email_template/?is_archived=false&_skip={skip}&_limit=100");
    assert_eq!(asked, [0, 100, 200, 300].map(path));
}
