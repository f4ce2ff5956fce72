//! The search of activities, calls, outcomes and drafts of emails.

use std::collections::HashSet;

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::close::Close;
use serde_json::{Value, json};

use crate::{
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

/// All rows of a list, page by page, and how many pages there were.
async fn all(crm: &Close, arguments: Value) -> (Vec<Value>, usize) {
    let (mut rows, mut pages, mut arguments) = (Vec::new(), 0, arguments);
    loop {
        let page = call(crm, "activity_search", arguments.clone()).await;
        rows.extend(page["data"].as_array().unwrap().clone());
        pages += 1;
        let Some(cursor) = page.get("nextCursor") else { return (rows, pages) };
        arguments["cursor"] = cursor.clone();
    }
}

fn moments(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["activity_at"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn without_a_lead_the_lists_of_all_types_become_one_the_newest_first() {
    let (_sandbox, crm) = crm().await;
    let first = call(&crm, "activity_search", json!({"limit": 30})).await;
    assert!(first["note"].as_str().unwrap().contains("within one lead only"), "{first}");
    let (rows, pages) = all(&crm, json!({"limit": 30})).await;
    let ids: HashSet<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert!(pages > 2 && ids.len() == rows.len(), "{pages} {} {}", ids.len(), rows.len());
    assert!(moments(&rows).is_sorted_by(|newer, older| newer >= older), "{:?}", moments(&rows));
    let kinds: HashSet<_> = rows.iter().map(|row| row["_type"].as_str().unwrap()).collect();
    for kind in ["Call", "Email", "Meeting", "Note", "SMS"] {
        assert!(kinds.contains(kind), "{kind} {kinds:?}");
    }
    // What a list of one type has is in the list of all.
    let (calls, _) = all(&crm, json!({"activity_types": ["activity.call"], "limit": 7})).await;
    assert_eq!(calls.len(), rows.iter().filter(|row| row["_type"] == "Call").count());
    assert!(calls.len() > 7 && calls.iter().all(|row| row["_type"] == "Call"));
}

#[tokio::test]
async fn one_lead_is_asked_for_at_once_with_every_filter() {
    let (_sandbox, crm) = crm().await;
    let (everything, _) = all(&crm, json!({"limit": 100})).await;
    let lead = &everything[0]["lead_id"];
    let (of_lead, _) = all(&crm, json!({"lead_ids": [lead], "limit": 5})).await;
    assert!(of_lead.len() > 1 && of_lead.iter().all(|row| row["lead_id"] == *lead));
    assert!(moments(&of_lead).is_sorted_by(|newer, older| newer >= older));
    assert_eq!(call(&crm, "activity_search", json!({"lead_ids": [lead]})).await.get("note"), None);

    let vendor = Vendor::answering([answer(200, json!({"data": [], "has_more": false}).to_string())]);
    let every = json!({
        "lead_ids": ["lead_1"], "activity_types": ["activity.call", "Meeting"], "contact_ids": ["cont_1", "cont_2"],
        "user_ids": ["user_1"], "activity_at": {"after": "2026-11-01", "before": "2026-12-01"}, "limit": 3,
    });
    call(&told(&vendor), "activity_search", every).await;
    let query = "lead_id=lead_1&_order_by=-activity_at&_type__in=Call%2CMeeting&contact_id__in=cont_1%2Ccont_2\
        &user_id__in=user_1&activity_at__gte=2026-11-01&activity_at__lt=2026-12-01&_skip=0&_limit=3";
    assert_eq!(vendor.saw(), [(format!("GET /api/v1/activity/?{query}"), Value::Null)]);
}

#[tokio::test]
async fn several_leads_are_asked_for_by_type() {
    let nothing = || answer(200, json!({"data": [], "has_more": false}).to_string());
    let vendor = Vendor::answering([nothing(), nothing()]);
    let several = json!({"lead_ids": ["lead_1", "lead_2"], "activity_types": ["note", "sms"], "user_ids": ["user_1"]});
    call(&told(&vendor), "activity_search", several).await;
    let query = "lead_id=lead_1%2Clead_2&user_id=user_1&_skip=0&_limit=20";
    let mut saw: Vec<_> = vendor.saw().into_iter().map(|(line, _)| line).collect();
    saw.sort();
    assert_eq!(saw, ["note", "sms"].map(|kind| format!("GET /api/v1/activity/{kind}/?{query}")));
}

#[tokio::test]
async fn the_leads_of_a_smart_view_are_those_whose_activities_are_listed() {
    let (_sandbox, crm) = crm().await;
    let views = call(&crm, "find_lead_smart_views", json!({})).await;
    let mut found = 0;
    for view in views["data"].as_array().unwrap() {
        let leads = call(&crm, "lead_search", json!({"smart_view_id": view["id"], "limit": 100})).await;
        let leads: HashSet<_> = leads["data"].as_array().unwrap().iter().map(|lead| lead["id"].to_string()).collect();
        let (rows, _) = all(&crm, json!({"lead_smart_view_ids": [view["id"]], "limit": 100})).await;
        assert!(rows.iter().all(|row| leads.contains(&row["lead_id"].to_string())), "{view}");
        found += rows.len();
    }
    assert!(found > 0);
}

#[tokio::test]
async fn a_smart_view_of_many_leads_is_said_to_be_looked_at_in_part() {
    let leads: Vec<_> = (0..50).map(|number| json!({"id": format!("lead_{number}")})).collect();
    let searched = json!({"data": leads, "cursor": "next", "count": {"total": 70}});
    let nothing = json!({"data": [], "has_more": false});
    let vendor = Vendor::answering([answer(200, searched.to_string()), answer(200, nothing.to_string())]);
    let wanted = json!({"lead_smart_view_ids": ["save_1"], "lead_ids": ["lead_3", "lead_7", "lead_70"], "activity_types": ["note"]});
    let page = call(&told(&vendor), "activity_search", wanted).await;
    assert!(page["note"].as_str().unwrap().contains("the 50 of 70"), "{page}");
    assert_eq!(vendor.saw()[1].0, "GET /api/v1/activity/note/?lead_id=lead_3%2Clead_7&_skip=0&_limit=20");

    // The next page is of the same leads, whatever the view has by then.
    let searched = json!({"data": [{"id": "lead_1"}], "cursor": null}).to_string();
    let first = json!({"data": [{"id": "acti_1"}], "has_more": true}).to_string();
    let vendor = Vendor::answering([answer(200, searched), answer(200, first), answer(200, nothing.to_string())]);
    let crm = told(&vendor);
    let page = call(&crm, "activity_search", json!({"lead_smart_view_ids": ["save_1"], "limit": 1})).await;
    call(&crm, "activity_search", json!({"cursor": page["nextCursor"], "limit": 1})).await;
    assert!(vendor.saw()[2].0.starts_with("GET /api/v1/activity/?lead_id=lead_1"), "{:?}", vendor.saw());

    let searched = json!({"data": [], "cursor": null}).to_string();
    let vendor = Vendor::answering([answer(200, searched)]);
    let page = call(&told(&vendor), "activity_search", json!({"lead_smart_view_ids": ["save_1"]})).await;
    assert_eq!((&page["data"], vendor.saw().len()), (&json!([]), 1));
}

#[tokio::test]
async fn the_activities_of_voice_agents_are_chosen_here_and_that_is_said() {
    let page = json!({"data": [
        {"id": "acti_1", "_type": "Call", "agent_config_id": "agent_1"}, {"id": "acti_2", "_type": "Call"},
        {"id": "acti_3", "_type": "Call", "agent_config_id": "agent_2"}], "has_more": true});
    let vendor = Vendor::answering([answer(200, page.to_string())]);
    let of_agent = json!({"activity_types": ["call"], "agent_config_ids": ["agent_1"]});
    let found = call(&told(&vendor), "activity_search", of_agent).await;
    assert_eq!(found["data"], json!([{"id": "acti_1", "_type": "Call", "agent_config_id": "agent_1"}]));
    assert!(found["note"].as_str().unwrap().contains("agent_config_id"), "{found}");
    assert_eq!(found["hasMore"], true);
    let error = refused(&told(&vendor), "activity_search", json!({"activity_types": ["phone"]})).await;
    assert!(error.faults()[0].to_string().contains("activity.whatsapp_message"), "{:?}", error.faults());
}

#[tokio::test]
async fn an_odd_row_is_left_out_and_no_other_is_shown_twice() {
    let rows = json!([{"id": "acti_3", "activity_at": "2026-11-03T00:00:00Z"}, {"no": "id"},
        {"id": "acti_2", "activity_at": "2026-11-02T00:00:00Z"}]);
    let first = json!({"data": rows, "has_more": true}).to_string();
    let vendor = Vendor::answering([answer(200, first), answer(200, json!({"data": []}).to_string())]);
    let crm = told(&vendor);
    let page = call(&crm, "activity_search", json!({"activity_types": ["call"], "limit": 3})).await;
    let ids: Vec<_> = page["data"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
    assert_eq!(ids, ["acti_3", "acti_2"]);
    call(&crm, "activity_search", json!({"cursor": page["nextCursor"], "limit": 3})).await;
    assert_eq!(vendor.saw()[1].0, "GET /api/v1/activity/call/?_skip=3&_limit=3");
}

#[tokio::test]
async fn a_call_has_what_was_said_and_is_there_without_it() {
    let plain = json!({"id": "acti_1", "_type": "Call", "direction": "inbound", "note": "Rang back", "duration": 61});
    let said = json!({"recording_transcript": {"summary_text": "A demo.", "utterances": [
        {"speaker_label": "Ada", "start": 0.5, "end": 1, "text": "Hello."}, {"speaker_label": "Bo", "text": "Hi."}]}});
    let vendor = Vendor::answering([answer(200, plain.to_string()), answer(200, said.to_string())]);
    let read = call(&told(&vendor), "fetch_call", json!({"id": "acti_1"})).await;
    assert_eq!(read["recording_transcript"], json!({"summary": "A demo.", "text": "Ada: Hello.\nBo: Hi."}));
    assert_eq!((&read["duration"], &read["note"]), (&json!(61), &json!("Rang back")));
    let asked: Vec<_> = vendor.saw().into_iter().map(|(line, _)| line).collect();
    let call_path = "GET /api/v1/activity/call/acti_1/";
    assert_eq!(
        asked,
        [call_path.to_owned(), format!("{call_path}?_fields=recording_transcript%2Cvoicemail_transcript")]
    );

    let refusal = json!({"error": "Not allowed."}).to_string();
    let vendor = Vendor::answering([answer(200, plain.to_string()), answer(403, refusal)]);
    let read = call(&told(&vendor), "fetch_call", json!({"id": "acti_1"})).await;
    assert!(read["transcripts_missing"].as_str().unwrap().contains("Not allowed"), "{read}");
    assert_eq!(read["note"], "Rang back");
}

#[tokio::test]
async fn a_recorded_call_of_the_demo_has_a_transcript() {
    let (_sandbox, crm) = crm().await;
    let (calls, _) = all(&crm, json!({"activity_types": ["call"], "limit": 100})).await;
    for row in &calls {
        let read = call(&crm, "fetch_call", json!({"id": row["id"]})).await;
        if read["recording_transcript"]["text"].is_string() {
            return;
        }
    }
    panic!("no call with a transcript among {}", calls.len());
}

#[tokio::test]
async fn a_transcribed_meeting_of_the_demo_has_what_was_said() {
    let (_sandbox, crm) = crm().await;
    let (meetings, _) = all(&crm, json!({"activity_types": ["meeting"], "limit": 100})).await;
    let mut transcribed = 0;
    for row in &meetings {
        let read = call(&crm, "fetch_meeting_transcript", json!({"id": row["id"]})).await;
        assert!(read["title"].is_string(), "{read}");
        if let Some([transcript]) = read["transcripts"].as_array().map(Vec::as_slice) {
            assert!(transcript["text"].as_str().unwrap().contains(": "), "{transcript}");
            transcribed += 1;
        }
    }
    assert!(transcribed > 0 && transcribed < meetings.len(), "{transcribed} of {}", meetings.len());
}

#[tokio::test]
async fn outcomes_are_those_of_calls_or_of_meetings() {
    let outcome = |id: &str, applies_to: &[&str]| json!({"id": id, "name": id, "applies_to": applies_to});
    let page = json!({"data": [outcome("outc_1", &["calls"]), outcome("outc_2", &["meetings"]),
        outcome("outc_3", &["calls", "meetings"])], "has_more": false})
    .to_string();
    for (tool, ids) in [("find_call_outcomes", ["outc_1", "outc_3"]), ("find_meeting_outcomes", ["outc_2", "outc_3"])] {
        let vendor = Vendor::answering([answer(200, page.clone())]);
        let found = call(&told(&vendor), tool, json!({})).await;
        let found: Vec<_> = found["data"].as_array().unwrap().iter().map(|outcome| &outcome["id"]).collect();
        assert_eq!(found, ids, "{tool}");
    }
}

#[tokio::test]
async fn a_draft_is_never_sent_and_only_a_draft_is_changed() {
    let (_sandbox, crm) = crm().await;
    let lead = call(&crm, "create_lead", json!({"name": "Acme"})).await;
    let new = json!({"lead_id": lead["id"], "to": ["ada@x.example"], "subject": "Hello", "body_text": "How are you?"});
    let draft = call(&crm, "create_draft_email", new).await;
    assert_eq!((&draft["status"], draft.get("notApplied")), (&json!("draft"), None));
    let update =
        json!({"id": draft["id"], "subject": "Hello again", "to": ["bo@x.example"], "body_html": "<p>Well?</p>"});
    let changed = call(&crm, "update_draft_email", update).await;
    assert_eq!(
        (&changed["status"], &changed["subject"], &changed["to"]),
        (&json!("draft"), &json!("Hello again"), &json!(["bo@x.example"]))
    );
    assert_eq!(changed.get("notApplied"), None);

    for status in [json!("sent"), json!("scheduled"), json!("outbox"), Value::Null] {
        let vendor = Vendor::answering([answer(200, json!({"id": "acti_1", "status": status}).to_string())]);
        let error = refused(&told(&vendor), "update_draft_email", json!({"id": "acti_1", "subject": "Hello"})).await;
        assert_eq!(error.code(), ErrorCode::Conflict, "{status}");
        assert_eq!(vendor.saw().len(), 1, "nothing was written");
    }
    let with_status = json!({"lead_id": lead["id"], "subject": "Hello", "status": "outbox"});
    assert_eq!(refused(&crm, "create_draft_email", with_status).await.code(), ErrorCode::InvalidArguments);
}
