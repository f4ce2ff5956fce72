//! Following `nextCursor` through every list of Close's: each record comes once, whatever is asked for at once.

use serde_json::{Value, json};

use crate::{
    practice::Practice,
    proofs::{
        World,
        paging::{
            List, assert_a_cursor_goes_on_alone_and_beside_any_part_of_the_arguments, assert_every_list_is_followed,
            assert_every_record_comes_once, assert_what_cannot_be_is_refused_before_anything_is_sent,
        },
    },
};

/// A list, and what of Close's own lists is in it.
#[derive(Clone, Copy)]
struct Counted {
    list: List,
    /// Close's lists, `{…}` being ids.
    all: &'static [&'static str],
    /// Which of their records.
    holds: fn(&Value) -> bool,
    /// The queries of Close's searches that together have all, instead.
    queries: fn(&Value) -> Vec<Value>,
}

/// A word that many records have.
const WORD: &str = "com";

const fn list(tool: &'static str, arguments: fn(&Value) -> Value, all: &'static [&'static str]) -> Counted {
    let list =
        List { tool, records: "data", id: "id", max: 100, may_have_empty_pages: false, has_types: false, arguments };
    Counted { list, all, holds: |_| true, queries: |_| Vec::new() }
}

impl Counted {
    /// The list has only those records of which this holds. Close cannot narrow it, so a page may have none.
    const fn only(mut self, holds: fn(&Value) -> bool) -> Self {
        self.list.may_have_empty_pages = true;
        self.holds = holds;
        self
    }

    /// The list is what these searches find.
    const fn searched(mut self, queries: fn(&Value) -> Vec<Value>) -> Self {
        self.queries = queries;
        self.list.has_types = true;
        self
    }
}

fn none(_: &Value) -> Value {
    json!({})
}

fn of_lead(ids: &Value) -> Value {
    json!({"lead_id": ids["lead"]})
}

const ACTIVITIES: &[&str] = &[
    "/activity/call/",
    "/activity/email/",
    "/activity/meeting/",
    "/activity/note/",
    "/activity/sms/",
    "/activity/custom/",
];

/// Two lists with one name of their cursors do not stand side by side.
const LISTS: &[Counted] = &[
    list("activity_search", none, ACTIVITIES),
    list("find_call_outcomes", none, &["/outcome/"]).only(|outcome| applies_to(outcome, "calls")),
    list("find_meeting_outcomes", none, &["/outcome/"]).only(|outcome| applies_to(outcome, "meetings")),
    list("search", |_| json!({"query": WORD}), &[]).searched(|_| {
        let words = json!({"type": "text", "mode": "full_words", "value": WORD});
        let of = |kind: &str| json!({"type": "and", "queries": [{"type": "object_type", "object_type": kind}, words]});
        vec![of("lead"), of("contact")]
    }),
    list("find_notes", none, &["/activity/note/"]),
    list("find_custom_activities", none, &["/custom_activity/"]).only(|it| it["is_archived"] != true),
    list("find_custom_activity_instances", of_lead, &["/activity/custom/?lead_id={lead}"]),
    list("find_lead_custom_fields", none, &["/custom_field_schema/lead/"]),
    list("find_custom_object_types", none, &["/custom_object_type/"]),
    list("find_custom_object_instances", of_lead, &["/custom_object/?lead_id={lead}"]),
    list("find_contact_custom_fields", none, &["/custom_field_schema/contact/"]),
    list("find_lead_statuses", none, &["/status/lead/"]),
    list("lead_search", none, &["/lead/"]),
    list("find_opportunity_custom_fields", none, &["/custom_field_schema/opportunity/"]),
    list("find_opportunities", none, &["/opportunity/"]),
    list("org_users", none, &["/user/"]),
    list("paginate_search", |ids| json!({"smart_view_id": ids["view"]}), &[])
        .searched(|ids| vec![json!({"type": "saved_search", "saved_search_id": ids["view"]})]),
    list("find_groups", none, &["/group/"]),
    list("find_email_templates", none, &["/email_template/?is_archived=false"]),
    list("find_scheduling_links", none, &["/scheduling_link/", "/shared_scheduling_link/"]),
    list("find_sms_templates", none, &["/sms_template/"]).only(|it| it["status"] != "archived"),
    list("find_workflows", none, &["/sequence/"]),
    list("find_pipelines_and_opportunity_statuses", none, &["/pipeline/"]),
    list("find_lead_smart_views", none, &["/saved_search/?type=lead"]),
    list("find_tasks", none, &["/task/?_type=all"]),
    list("find_call_tasks", none, &["/task/?_type=outgoing_call"]),
];

/// Lists that go on by a cursor alone, though they began with these arguments.
const BEGUN: &[Counted] = &[
    list("activity_search", |ids| json!({"lead_ids": [ids["lead"]]}), &[]),
    list("find_notes", of_lead, &[]),
    list("find_custom_activity_instances", of_lead, &[]),
    list("find_custom_object_instances", of_lead, &[]),
    list("paginate_search", |ids| json!({"smart_view_id": ids["view"]}), &[]),
    list("find_tasks", |_| json!({"is_complete": false}), &[]),
    list("find_email_templates", |_| json!({"name_search": "e"}), &[]),
];

fn applies_to(outcome: &Value, what: &str) -> bool {
    outcome["applies_to"].as_array().is_some_and(|all| all.iter().any(|it| it == what))
}

/// The sandbox with two of whatever the demo data has one of, and the ids of a lead and of a smart view.
async fn practice() -> (Practice, Value) {
    let practice = Practice::new().await;
    let first = async |path: &str| practice.all(path).await[0]["id"].take();
    let (lead, view) = (first("/lead/").await, first("/saved_search/?type=lead").await);
    let (activity, object) = (first("/custom_activity/").await, first("/custom_object_type/").await);
    for number in 0..3 {
        let name = format!("One more {number}");
        let made = [
            ("/activity/note/", json!({"lead_id": lead, "note": name})),
            ("/activity/custom/", json!({"lead_id": lead, "custom_activity_type_id": activity, "status": "draft"})),
            ("/custom_object/", json!({"lead_id": lead, "custom_object_type_id": object, "name": name})),
            ("/custom_object_type/", json!({"name": name})),
            ("/pipeline/", json!({"name": name})),
            ("/group/", json!({"name": name})),
            ("/email_template/", json!({"name": name, "subject": name, "body": name})),
            ("/sms_template/", json!({"name": name, "text": name})),
            ("/sequence/", json!({"name": name, "timezone": "Europe/Kyiv", "steps": []})),
        ];
        for (path, body) in made {
            practice.ask("POST", path, &body).await;
        }
    }
    (practice, json!({"lead": lead, "view": view}))
}

impl Counted {
    /// How many records there are, as Close itself says.
    async fn count(&self, practice: &Practice, ids: &Value) -> usize {
        let mut count = 0;
        for path in self.all {
            let path = path.replace("{lead}", ids["lead"].as_str().unwrap());
            count += practice.all(&path).await.iter().filter(|record| (self.holds)(record)).count();
        }
        for query in (self.queries)(ids) {
            let body = json!({"query": query, "include_counts": true, "results_limit": 0});
            let found = practice.ask("POST", "/data/search/", &body).await["count"]["total"].as_u64();
            count += usize::try_from(found.unwrap()).unwrap();
        }
        count
    }
}

#[test]
fn following_the_cursors_visits_every_record_once_in_answers_that_fit() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (practice, ids) = runtime.block_on(practice());
    let lists: Vec<_> =
        LISTS.iter().map(|counted| (counted.list, runtime.block_on(counted.count(&practice, &ids)))).collect();
    assert_every_record_comes_once(&runtime, &practice, &ids, lists);
}

#[test]
fn every_list_is_followed() {
    assert_every_list_is_followed(Practice::tools(), LISTS.iter().map(|counted| counted.list));
}

#[tokio::test]
async fn limits_and_cursors_that_cannot_be_are_refused_before_anything_is_sent() {
    let (practice, ids) = practice().await;
    let lists: Vec<_> = LISTS.iter().map(|counted| counted.list).collect();
    assert_what_cannot_be_is_refused_before_anything_is_sent(&practice, &ids, &lists).await;
}

#[tokio::test]
async fn a_cursor_goes_on_alone_and_beside_any_part_of_the_arguments() {
    let (practice, ids) = practice().await;
    let lists: Vec<_> = BEGUN.iter().map(|counted| counted.list).collect();
    let other = |name: &str| match name {
        "lead_ids" => json!(["lead_other"]),
        "smart_view_id" => json!("save_other"),
        "is_complete" => json!(true),
        _ => json!("lead_other"),
    };
    assert_a_cursor_goes_on_alone_and_beside_any_part_of_the_arguments(&practice, &ids, &lists, other).await;
}
