//! What helps to reach people: templates, saved searches, workflows, outcomes, links to book a meeting.

pub(crate) mod outcome_resource;
pub(crate) mod scheduling_link_resource;
pub(crate) mod sequence_resource;
pub(crate) mod smart_view_resource;
pub(crate) mod template_resource;
