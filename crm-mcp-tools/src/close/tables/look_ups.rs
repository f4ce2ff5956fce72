//! How a record is looked for of which nobody knows whether it was created, as a table.

use std::ptr;

use super::{operations, task_types};
use crate::crm::{
    operation::{Operation, Read, Write},
    write::lost::LostWords,
};

/// How a record is looked for, after a create whose answer was lost.
#[derive(Debug)]
pub(in crate::close) struct LookUp {
    /// What creates it.
    pub(in crate::close) create: &'static Write,
    /// Where it is then.
    pub(in crate::close) place: LookUpPlace,
    /// The fields by which it is known among others: all of them that were sent are the same.
    pub(in crate::close) marks: &'static [&'static str],
    /// How the error tells of it.
    pub(in crate::close) words: LostWords,
}

/// Where a record is that was created.
#[derive(Debug)]
pub(in crate::close) enum LookUpPlace {
    /// In a list.
    List {
        list: &'static Read,
        /// The fields of the new record by which the list is narrowed.
        of: &'static [&'static str],
        /// What else is asked of the list.
        with: &'static [(&'static str, &'static str)],
    },
    /// Among the leads of its name, which the search finds.
    LeadsOfName,
}

/// As many as a list gives.
const MOST: (&str, &str) = ("_limit", "100");

/// Those first that were made last.
const NEWEST: (&str, &str) = ("_order_by", "-date_created");

static LOOK_UPS: &[LookUp] = &[
    LookUp {
        create: &operations::CREATE_LEAD,
        place: LookUpPlace::LeadsOfName,
        marks: &["name"],
        words: words("lead", "this name", ["fetch_lead", "lead_search"], ", by update_lead if it lacks something"),
    },
    LookUp {
        create: &operations::CREATE_CONTACT,
        place: LookUpPlace::List { list: &operations::LIST_CONTACTS, of: &["lead_id"], with: &[MOST] },
        marks: &["name", "title"],
        words: words(
            "contact",
            "this name",
            ["fetch_contact", "fetch_lead"],
            ", by update_contact if it lacks something",
        ),
    },
    LookUp {
        create: &operations::CREATE_OPPORTUNITY,
        place: LookUpPlace::List { list: &operations::LIST_OPPORTUNITIES, of: &["lead_id"], with: &[MOST, NEWEST] },
        marks: &["status_id", "value", "value_period", "confidence", "note"],
        words: words(
            "opportunity",
            "these values",
            ["fetch_opportunity", "find_opportunities"],
            ", by update_opportunity if it lacks something",
        ),
    },
    LookUp {
        create: &operations::CREATE_TASK,
        place: LookUpPlace::List {
            list: &operations::LIST_TASKS,
            of: &["lead_id"],
            with: &[MOST, NEWEST, ("_type", task_types::TO_DO)],
        },
        marks: &["text"],
        words: words("task", "this text", ["fetch_task", "find_tasks"], ", by update_task if it lacks something"),
    },
    LookUp {
        create: &operations::CREATE_CALL_TASK,
        place: LookUpPlace::List {
            list: &operations::LIST_TASKS,
            of: &["lead_id"],
            with: &[MOST, NEWEST, ("_type", task_types::CALL)],
        },
        marks: &["contact_id", "text"],
        words: words(
            "call task",
            "this contact",
            ["fetch_call_task", "find_call_tasks"],
            ", by update_call_task if it lacks something",
        ),
    },
    LookUp {
        create: &operations::CREATE_NOTE,
        place: LookUpPlace::List { list: &operations::LIST_NOTES, of: &["lead_id"], with: &[MOST] },
        marks: &["note", "note_html", "title"],
        words: words("note", "this text", ["fetch_note", "find_notes"], ", by update_note if it lacks something"),
    },
    LookUp {
        create: &operations::CREATE_DRAFT_EMAIL,
        place: LookUpPlace::List { list: &operations::LIST_EMAILS, of: &["lead_id"], with: &[MOST] },
        marks: &["subject", "status"],
        words: words("draft", "this subject", ["activity_search"; 2], ", by update_draft_email if it lacks something"),
    },
    LookUp {
        create: &operations::CREATE_COMMENT,
        place: LookUpPlace::List { list: &operations::LIST_COMMENTS, of: &["object_id"], with: &[] },
        marks: &["body"],
        words: words("comment", "this text", ["fetch_comment"; 2], ""),
    },
    LookUp {
        create: &operations::CREATE_CUSTOM_ACTIVITY,
        place: LookUpPlace::List {
            list: &operations::LIST_CUSTOM_ACTIVITIES,
            of: &["lead_id", "custom_activity_type_id"],
            with: &[MOST],
        },
        // Its values are those of its type.
        marks: &[],
        words: words(
            "custom activity",
            "this type",
            ["fetch_custom_activity_instance", "find_custom_activity_instances"],
            "",
        ),
    },
    LookUp {
        create: &operations::CREATE_CUSTOM_OBJECT,
        place: LookUpPlace::List {
            list: &operations::LIST_CUSTOM_OBJECTS,
            of: &["lead_id", "custom_object_type_id"],
            with: &[],
        },
        marks: &["name"],
        words: words(
            "custom object",
            "this name",
            ["fetch_custom_object_instance", "find_custom_object_instances"],
            ", by update_custom_object_instance if it lacks something",
        ),
    },
    LookUp {
        create: &operations::CREATE_LEAD_STATUS,
        place: LookUpPlace::List { list: &operations::LIST_LEAD_STATUSES, of: &[], with: &[] },
        marks: &["label"],
        words: words("lead status", "this label", ["fetch_lead_status", "find_lead_statuses"], ""),
    },
    LookUp {
        create: &operations::CREATE_OPPORTUNITY_STATUS,
        place: LookUpPlace::List { list: &operations::LIST_OPPORTUNITY_STATUSES, of: &[], with: &[] },
        marks: &["label", "pipeline_id"],
        words: words(
            "opportunity status",
            "this label",
            ["fetch_opportunity_status", "find_pipelines_and_opportunity_statuses"],
            "",
        ),
    },
    LookUp {
        create: &operations::CREATE_PIPELINE,
        place: LookUpPlace::List { list: &operations::LIST_PIPELINES, of: &[], with: &[] },
        marks: &["name"],
        words: words(
            "pipeline",
            "this name",
            ["fetch_pipeline_and_opportunity_statuses", "find_pipelines_and_opportunity_statuses"],
            "",
        ),
    },
    LookUp {
        create: &operations::CREATE_EMAIL_TEMPLATE,
        place: LookUpPlace::List {
            list: &operations::LIST_EMAIL_TEMPLATES,
            of: &[],
            with: &[MOST, ("is_archived", "false")],
        },
        marks: &["name", "subject"],
        words: words(
            "email template",
            "this name and subject",
            ["fetch_email_template", "find_email_templates"],
            ", by update_email_template if it lacks something",
        ),
    },
    LookUp {
        create: &operations::CREATE_SMS_TEMPLATE,
        place: LookUpPlace::List { list: &operations::LIST_SMS_TEMPLATES, of: &[], with: &[MOST] },
        marks: &["name"],
        words: words(
            "SMS template",
            "this name",
            ["fetch_sms_template", "find_sms_templates"],
            ", by update_sms_template if it lacks something",
        ),
    },
    LookUp {
        create: &operations::CREATE_WORKFLOW,
        place: LookUpPlace::List { list: &operations::LIST_WORKFLOWS, of: &[], with: &[MOST] },
        marks: &["name"],
        words: words("workflow", "this name", ["find_workflows"; 2], ""),
    },
];

const fn words(
    name: &'static str,
    mark: &'static str,
    [reader, again]: [&'static str; 2],
    then: &'static str,
) -> LostWords {
    LostWords { name, mark, detail: "id", reader, again, then }
}

/// How what this operation creates is looked for, if there is a way.
pub(in crate::close) fn look_up_of(create: &Operation) -> Option<&'static LookUp> {
    LOOK_UPS.iter().find(|look_up| ptr::eq(&raw const **look_up.create, create))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_kept_for_each_look() {
        for look_up in LOOK_UPS {
            assert!(look_up.create.is_looked_up, "{}", **look_up.create);
        }
    }
}
