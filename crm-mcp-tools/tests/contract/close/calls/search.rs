//! Calls of the tools that search.

use serde_json::json;

use super::{first, leads::lead, of};
use crate::answers::Call;

pub(super) const CALLS: &[Call] = &[
    ("fetch_lead_smart_view", |seen| json!({"id": first(seen, "find_lead_smart_views")})),
    (
        "update_lead_smart_view",
        |seen| json!({"id": first(seen, "find_lead_smart_views"), "name": "Hot", "description": "Ready to buy."}),
    ),
    (
        "lead_search",
        |seen| json!({"full_text": "engine", "name": "Engines", "lead_status_id": first(seen, "find_lead_statuses")}),
    ),
    ("lead_search", |seen| json!({"smart_view_id": first(seen, "find_lead_smart_views")})),
    ("activity_search", |seen| json!({"lead_smart_view_ids": [first(seen, "find_lead_smart_views")], "limit": 3})),
    ("search", |_| json!({"query": "a", "limit": 1})),
    ("paginate_search", |seen| json!({"cursor": of(seen, "search")["nextCursor"]})),
    ("paginate_search", |seen| json!({"smart_view_id": first(seen, "find_lead_smart_views")})),
    ("fetch", |seen| json!({"id": lead(seen)})),
];
