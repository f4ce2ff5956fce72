//! Activities that Close records by itself: changes of status, and tasks that are done.

use crate::sandbox::close::{
    engine::{
        object_kind::ObjectKind,
        resource::{Does, ListFilter, Resource},
    },
    resources::activities::activity_parts,
};

const fn recorded(path: &'static str, kind: ObjectKind) -> Resource {
    Resource {
        does: &[Does::List, Does::Get, Does::Delete],
        blanks: &[activity_parts::BLANKS],
        filters: &[activity_parts::FILTERS],
        orders: activity_parts::ORDERS,
        check_query: activity_parts::check_dates,
        ..Resource::new(path, kind)
    }
}

const NAMES_OF_CHANGE: &[(&str, &str)] = &[
    ("user_id", "user_name"),
    ("created_by", "created_by_name"),
    ("updated_by", "updated_by_name"),
    ("old_status_id", "old_status_label"),
    ("new_status_id", "new_status_label"),
];

pub(crate) const LEAD_STATUS_CHANGE: Resource = Resource {
    names: NAMES_OF_CHANGE,
    complete: |activity, related| {
        activity_parts::complete(activity, related);
        activity_parts::name(activity, ObjectKind::LeadStatusChange.name());
    },
    ..recorded("activity/status_change/lead", ObjectKind::LeadStatusChange)
};

pub(crate) const OPPORTUNITY_STATUS_CHANGE: Resource = Resource {
    filters: &[activity_parts::FILTERS, &[ListFilter::Is("opportunity_id")]],
    names: NAMES_OF_CHANGE,
    complete: |activity, related| {
        for (status, field) in [("old_status_id", "old_status_type"), ("new_status_id", "new_status_type")] {
            let kind = related.of(activity, status).and_then(|status| status.get("type")).cloned();
            activity.insert(field.into(), kind.unwrap_or_default());
        }
        activity_parts::complete(activity, related);
        activity_parts::name(activity, ObjectKind::OpportunityStatusChange.name());
    },
    ..recorded("activity/status_change/opportunity", ObjectKind::OpportunityStatusChange)
};

pub(crate) const TASK_COMPLETED: Resource = Resource {
    names: activity_parts::NAMES,
    complete: |activity, related| {
        activity_parts::complete(activity, related);
        activity_parts::name(activity, ObjectKind::TaskCompleted.name());
    },
    ..recorded("activity/task_completed", ObjectKind::TaskCompleted)
};
