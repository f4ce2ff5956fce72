//! The kinds of records that are written, and how each is told of in a question.

use serde_json::{Map, Value};

use super::operations;
use crate::crm::operation::Read;

/// A kind of record.
#[derive(Debug)]
pub(in crate::close) struct Kind {
    /// What people call one.
    pub(in crate::close) noun: &'static str,
    /// How its ids begin. A status of a lead and one of an opportunity begin alike.
    pub(in crate::close) prefix: &'static str,
    /// What reads one by its id.
    pub(in crate::close) get: &'static Read,
    /// The fields by which people know one, best first.
    pub(in crate::close) names: &'static [&'static str],
    /// What goes with it when it is deleted, as far as the record tells.
    pub(in crate::close) goes_along: &'static [GoesAlong],
}

/// A list in a record that is deleted with it.
#[derive(Debug)]
pub(in crate::close) struct GoesAlong {
    /// The field that holds the list.
    pub(in crate::close) field: &'static str,
    /// What people call its items.
    pub(in crate::close) noun: &'static str,
    /// What people call one of them.
    pub(in crate::close) one: &'static str,
}

pub(in crate::close) static LEAD: Kind = Kind {
    noun: "lead",
    prefix: "lead_",
    get: &operations::GET_LEAD,
    names: &["display_name", "name"],
    goes_along: &[
        GoesAlong { field: "contacts", noun: "contacts", one: "contact" },
        GoesAlong { field: "opportunities", noun: "opportunities", one: "opportunity" },
        GoesAlong { field: "tasks", noun: "open tasks", one: "open task" },
    ],
};

pub(in crate::close) static CONTACT: Kind = Kind {
    noun: "contact",
    prefix: "cont_",
    get: &operations::GET_CONTACT,
    names: &["display_name", "name"],
    goes_along: &[],
};

pub(in crate::close) static EMAIL_TEMPLATE: Kind = Kind {
    noun: "email template",
    prefix: "tmpl_",
    get: &operations::GET_EMAIL_TEMPLATE,
    names: &["name"],
    goes_along: &[],
};

pub(in crate::close) static SMS_TEMPLATE: Kind = Kind {
    noun: "SMS template",
    prefix: "smstmpl_",
    get: &operations::GET_SMS_TEMPLATE,
    names: &["name"],
    goes_along: &[],
};

pub(in crate::close) static SMART_VIEW: Kind =
    Kind { noun: "smart view", prefix: "save_", get: &operations::GET_SMART_VIEW, names: &["name"], goes_along: &[] };

pub(in crate::close) static WORKFLOW: Kind =
    Kind { noun: "workflow", prefix: "seq_", get: &operations::GET_WORKFLOW, names: &["name"], goes_along: &[] };

pub(in crate::close) static OPPORTUNITY: Kind = Kind {
    noun: "opportunity",
    prefix: "oppo_",
    get: &operations::GET_OPPORTUNITY,
    names: &["lead_name"],
    goes_along: &[],
};

pub(in crate::close) static PIPELINE: Kind =
    Kind { noun: "pipeline", prefix: "pipe_", get: &operations::GET_PIPELINE, names: &["name"], goes_along: &[] };

pub(in crate::close) static LEAD_STATUS: Kind = Kind {
    noun: "lead status",
    prefix: "stat_",
    get: &operations::GET_LEAD_STATUS,
    names: &["label"],
    goes_along: &[],
};

pub(in crate::close) static OPPORTUNITY_STATUS: Kind = Kind {
    noun: "opportunity status",
    prefix: "stat_",
    get: &operations::GET_OPPORTUNITY_STATUS,
    names: &["label"],
    goes_along: &[],
};

pub(in crate::close) static CUSTOM_ACTIVITY: Kind = Kind {
    noun: "custom activity",
    prefix: "acti_",
    get: &operations::GET_CUSTOM_ACTIVITY,
    names: &[],
    goes_along: &[],
};

pub(in crate::close) static CUSTOM_OBJECT: Kind = Kind {
    noun: "custom object",
    prefix: "custobj_",
    get: &operations::GET_CUSTOM_OBJECT,
    names: &["name"],
    goes_along: &[],
};

pub(in crate::close) static TASK: Kind =
    Kind { noun: "task", prefix: "task_", get: &operations::GET_TASK, names: &["text"], goes_along: &[] };

pub(in crate::close) static CALL_TASK: Kind = Kind { noun: "call task", ..TASK };

pub(in crate::close) static NOTE: Kind =
    Kind { noun: "note", prefix: "acti_", get: &operations::GET_NOTE, names: &["title", "note"], goes_along: &[] };

pub(in crate::close) static MEETING: Kind =
    Kind { noun: "meeting", prefix: "acti_", get: &operations::GET_MEETING, names: &["title"], goes_along: &[] };

pub(in crate::close) static CALL: Kind =
    Kind { noun: "call", prefix: "acti_", get: &operations::GET_CALL, names: &[], goes_along: &[] };

pub(in crate::close) static DRAFT_EMAIL: Kind =
    Kind { noun: "draft email", prefix: "acti_", get: &operations::GET_EMAIL, names: &["subject"], goes_along: &[] };

// The documents do not tell how the ids of comments begin.
pub(in crate::close) static COMMENT: Kind =
    Kind { noun: "comment", prefix: "", get: &operations::GET_COMMENT, names: &[], goes_along: &[] };

impl Kind {
    /// The name of this record of the kind.
    pub(in crate::close) fn name<'a>(&self, record: &'a Map<String, Value>) -> Option<&'a str> {
        let texts = self.names.iter().filter_map(|field| record.get(*field)?.as_str());
        texts.map(str::trim).find(|text| !text.is_empty())
    }
}
