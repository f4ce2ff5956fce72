//! Opportunities: their statuses by name, their money and their dates.

use crm_mcp_core::ErrorCode;
use crm_mcp_tools::close::Close;
use serde_json::{Value, json};

use crate::{
    questions::question,
    support::{call, crm, refused, told},
    vendor::{Vendor, answer},
};

/// A lead, and a pipeline with an open status and a won one.
async fn pipeline(crm: &Close) -> (Value, Value) {
    let lead = call(crm, "create_lead", json!({"name": "Acme"})).await;
    let pipeline = call(crm, "create_pipeline", json!({"name": "Exhibitions"})).await;
    for (label, kind) in [("Talking", "active"), ("Exhibited", "won")] {
        let status = json!({"label": label, "pipeline_id": "exhibitions", "type": kind});
        let made = call(crm, "create_opportunity_status_tool", status).await;
        assert_eq!(made["pipeline_id"], pipeline["id"]);
    }
    (lead, pipeline)
}

#[tokio::test]
async fn an_opportunity_goes_through_its_pipeline_by_the_names_of_its_statuses() {
    let (_sandbox, crm) = crm().await;
    let (lead, pipeline) = pipeline(&crm).await;
    let new = json!({
        "lead_id": lead["id"], "status_id": "talking", "value": 123_450, "value_period": "monthly", "confidence": 40,
        "close_at": "2026-12-24", "note": "Wants a demo",
    });
    let made = call(&crm, "create_opportunity", new).await;
    let shown = json!({
        "lead_name": "Acme", "status_label": "Talking", "status_type": "active", "pipeline_name": "Exhibitions",
        "value": 123_450, "value_currency": "USD", "value_period": "monthly", "confidence": 40,
        "close_at": "2026-12-24", "note": "Wants a demo",
    });
    for (field, value) in shown.as_object().unwrap() {
        assert_eq!(&made[field], value, "{field}");
    }
    assert_eq!(made.get("notApplied"), None);
    let id = &made["id"];
    assert_eq!(call(&crm, "fetch_opportunity", json!({"id": id})).await, made);

    let won = json!({"id": id, "status_id": "Exhibited", "value": "clear", "close_at": "clear"});
    let won = call(&crm, "update_opportunity", won).await;
    assert_eq!((&won["status_label"], won.get("value"), &won["confidence"]), (&json!("Exhibited"), None, &json!(40)));
    assert_eq!(won["pipeline_id"], pipeline["id"]);
    let dated = call(&crm, "update_opportunity", json!({"id": id, "close_at": "2026-12-31", "value": 0})).await;
    assert_eq!((&dated["close_at"], &dated["value"]), (&json!("2026-12-31"), &json!(0)));

    let html = "<body><p>Wants <em>two</em></p></body>";
    let noted = call(&crm, "update_opportunity", json!({"id": id, "note_html": html})).await;
    assert_eq!((&noted["note"], noted.get("notApplied")), (&json!("Wants two"), None));
    let emptied = call(&crm, "update_opportunity", json!({"id": id, "note": "clear"})).await;
    assert_eq!((emptied.get("note"), emptied.get("notApplied")), (None, None));
    assert_eq!(call(&crm, "delete_opportunity", json!({"id": id})).await, json!({"deleted": id}));
    assert_eq!(refused(&crm, "fetch_opportunity", json!({"id": id})).await.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn opportunities_are_found_by_status_and_date_in_the_order_that_is_asked_for() {
    let (_sandbox, crm) = crm().await;
    let (lead, _) = pipeline(&crm).await;
    for (status, value, day) in
        [("Talking", 300, "2027-02-01"), ("Talking", 200, "2027-01-01"), ("Exhibited", 100, "2027-03-01")]
    {
        let new = json!({"lead_id": lead["id"], "status_id": status, "value": value, "close_at": day});
        call(&crm, "create_opportunity", new).await;
    }
    let values = async |mut wanted: Value| {
        wanted["lead_id"] = lead["id"].clone();
        let found = call(&crm, "find_opportunities", wanted).await;
        found["data"].as_array().unwrap().iter().map(|row| row["value"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(values(json!({"sort_by": "largest_value"})).await, [300, 200, 100]);
    assert_eq!(values(json!({"sort_by": "closing_soonest"})).await, [200, 300, 100]);
    assert_eq!(values(json!({"status_ids": ["exhibited"]})).await, [100]);
    assert_eq!(values(json!({"status_type": "active", "sort_by": "largest_value"})).await, [300, 200]);
    assert_eq!(values(json!({"close_at": {"after": "2027-01-01", "before": "2027-02-01"}})).await, [200]);

    let first = call(&crm, "find_opportunities", json!({"lead_id": lead["id"], "limit": 2})).await;
    let next = json!({"cursor": first["nextCursor"], "limit": 2});
    let rest = call(&crm, "find_opportunities", next).await;
    assert_eq!((first["data"].as_array().unwrap().len(), rest["data"].as_array().unwrap().len()), (2, 1));
    assert_eq!((&first["hasMore"], &rest["hasMore"]), (&json!(true), &json!(false)));
    let row = rest["data"][0].as_object().unwrap();
    assert!(row.contains_key("status_label") && !row.contains_key("note") && !row.contains_key("status_id"), "{row:?}");
}

#[tokio::test]
async fn every_filter_is_sent_under_the_name_that_the_api_has_for_it() {
    let vendor = Vendor::answering([answer(200, r#"{"data": [], "has_more": false}"#)]);
    let wanted = json!({
        "status_type": "won", "status_ids": ["stat_1", "stat_2"], "user_ids": ["user_1"], "lead_id": "lead_1",
        "lead_view_id": "save_1", "close_at": {"after": "2026-11-01"}, "created_at": {"before": "2026-12-01"},
        "updated_at": {"after": "2026-11-29T14:00:00-05:00", "before": "2026-11-30"}, "needs_attention": true,
        "sort_by": "largest_confidence", "limit": 7,
    });
    call(&told(&vendor), "find_opportunities", wanted).await;
    let saw = vendor.saw();
    let (_, query) = saw[0].0.split_once('?').unwrap();
    let mut parameters: Vec<_> = query.split('&').collect();
    parameters.sort_unstable();
    assert_eq!(
        parameters,
        [
            "_limit=7",
            "_order_by=-confidence",
            "_skip=0",
            "date_created__lt=2026-12-01",
            "date_updated__gte=2026-11-29T19%3A00%3A00Z",
            "date_updated__lt=2026-11-30",
            "date_won__gte=2026-11-01",
            "is_stalled=true",
            "lead_id=lead_1",
            "lead_saved_search_id=save_1",
            "status_id__in=stat_1%2Cstat_2",
            "status_type=won",
            "user_id__in=user_1",
        ]
    );
}

#[tokio::test]
async fn a_label_that_names_no_status_or_two_is_told_with_what_there_is() {
    let pipelines = r#"{"data": [
        {"id": "pipe_1", "name": "Sales", "statuses": [{"id": "stat_1", "label": "Open", "type": "active"}]},
        {"id": "pipe_2", "name": "Service", "statuses": [{"id": "stat_2", "label": "open", "type": "active"}]}
    ]}"#;
    let new = |status: &str| json!({"lead_id": "lead_1", "status_id": status});
    let vendor = Vendor::answering([answer(200, pipelines), answer(200, pipelines)]);
    let error = refused(&told(&vendor), "create_opportunity", new("OPEN")).await;
    assert_eq!(error.code(), ErrorCode::InvalidArguments);
    assert!(error.message().contains("Open of Sales (stat_1), open of Service (stat_2)"), "{error}");
    let vendor = Vendor::answering([answer(200, pipelines), answer(200, pipelines)]);
    let error = refused(&told(&vendor), "create_opportunity", new("Opn")).await;
    assert!(error.message().contains("did you mean open? "), "{error}");
    assert!(error.next_step().unwrap().contains("find_pipelines_and_opportunity_statuses"), "{error}");
    assert!(vendor.saw().iter().all(|(line, _)| line.starts_with("GET ")), "{:?}", vendor.saw());
}

#[tokio::test]
async fn a_label_of_several_pipelines_is_that_of_the_opportunitys_own_and_in_a_search_all_of_them() {
    let (_sandbox, crm) = crm().await;
    let (lead, _) = pipeline(&crm).await;
    let other = call(&crm, "create_pipeline", json!({"name": "Fairs"})).await;
    let mut own = Vec::new();
    for label in ["Talking", "Shown"] {
        let status = json!({"label": label, "pipeline_id": other["id"], "type": "active"});
        let status = call(&crm, "create_opportunity_status_tool", status).await;
        let new = json!({"lead_id": lead["id"], "status_id": status["id"]});
        own.push(call(&crm, "create_opportunity", new).await);
    }
    let moved = call(&crm, "update_opportunity", json!({"id": own[1]["id"], "status_id": "talking"})).await;
    assert_eq!((&moved["status_id"], &moved["pipeline_name"]), (&own[0]["status_id"], &json!("Fairs")));
    // A label of another pipeline is no way into it.
    let error = refused(&crm, "update_opportunity", json!({"id": own[1]["id"], "status_id": "Exhibited"})).await;
    assert!(error.message().contains("there are: Talking, Shown"), "{error}");
    let found = json!({"lead_id": lead["id"], "status_ids": ["Talking", "Exhibited"]});
    let found = call(&crm, "find_opportunities", found).await;
    assert_eq!(found["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_the_user_is_asked_has_amounts_and_names() {
    let (sandbox, crm) = crm().await;
    let (lead, _) = pipeline(&crm).await;
    let new = json!({
        "lead_id": lead["id"], "status_id": "Talking", "value": 123_450, "value_period": "monthly",
        "close_at": "2026-12-24",
    });
    let made = call(&crm, "create_opportunity", new.clone()).await;
    let before = sandbox.changes();

    let asked = question(&crm, "create_opportunity", new).await;
    for line in ["Create an opportunity?", "- lead: Acme", "- value: 1,234.50 / month", "- close at: 2026-12-24"] {
        assert!(asked.lines().any(|it| it == line), "{line}: {asked}");
    }
    assert!(asked.contains("- status: ") && asked.contains("Talking"), "{asked}");

    let change = json!({"id": made["id"], "status_id": "Exhibited", "value": 250_000, "close_at": "clear"});
    let asked = question(&crm, "update_opportunity", change).await;
    for line in [
        "Update opportunity \"Acme\"?",
        "- value: 1,234.50 USD / month → 2,500.00 USD / month",
        "- close at: 2026-12-24 → (empty)",
        "- status: Talking → \"Exhibited (Exhibitions)\"",
    ] {
        assert!(asked.lines().any(|it| it == line), "{line}: {asked}");
    }
    let asked = question(&crm, "delete_opportunity", json!({"id": made["id"]})).await;
    assert!(asked.starts_with("Delete opportunity \"Acme\"?"), "{asked}");
    assert_eq!(sandbox.changes(), before);
}

#[tokio::test]
async fn what_close_did_not_take_is_told_by_the_name_of_the_argument() {
    let opportunity = r#"{"id": "oppo_1", "lead_id": "lead_1", "date_won": "2026-01-01", "value": 5}"#;
    let vendor = Vendor::answering([answer(200, opportunity), answer(200, opportunity)]);
    let change = json!({"id": "oppo_1", "close_at": "2026-12-24", "value": 5});
    let told = call(&told(&vendor), "update_opportunity", change).await;
    assert_eq!((&told["notApplied"], &told["close_at"]), (&json!(["close_at"]), &json!("2026-01-01")));
}
