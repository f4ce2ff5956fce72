//! What the contract holds and no tool sends, with the reason; the tests refuse a line that is not true any more.

use crate::called::Unsent;

const BY_OTHERS: &str = "no tool needs it; the sandbox answers it for other clients";
const FILES: &str = "no tool uploads files";
const KEY: &str = "the key says who does it, and in which organization";
const LATER: &str = "a draft is written now and sent by a person; what was sent or received is not logged";
const NOT_THEIRS: &str = "the vendor's own tool does not take it";
const OWN_TOOL: &str = "another tool does it";

pub(crate) const UNSENT: &[Unsent] = &[
    ("* query", "the contract has every filter that Close has; the tools send those they offer"),
    ("* body.attachments", FILES),
    ("* body.custom_fields", "custom fields are properties of the body, by id"),
    ("* body.created_by", KEY),
    ("* body.created_by_id", KEY),
    ("* body.organization_id", KEY),
    ("GET /activity/created/", "it is searched only if its type is named, and the sandbox has none"),
    ("GET /activity/form_submission/", "it is searched only if its type is named, and the sandbox has none"),
    ("GET /activity/lead_merge/", "it is searched only if its type is named, and the sandbox has none"),
    ("GET /activity/whatsapp_message/", "it is searched only if its type is named, and the sandbox has none"),
    ("GET /activity/emailthread/{id}/", BY_OTHERS),
    ("GET /activity/sms/{id}/", BY_OTHERS),
    ("GET /comment/", BY_OTHERS),
    ("GET /comment_thread/", BY_OTHERS),
    ("GET /contact/", BY_OTHERS),
    ("GET /custom_field_schema/activity/{id}/", BY_OTHERS),
    ("GET /custom_field_schema/custom_object/{id}/", BY_OTHERS),
    ("GET /group/{id}/", BY_OTHERS),
    ("GET /lead/", BY_OTHERS),
    ("GET /membership/{id}/pinned_views/", "it is asked for pinned views only, and the sandbox has none"),
    ("GET /sequence/{id}/", BY_OTHERS),
    ("GET /status/opportunity/", BY_OTHERS),
    ("GET /user/{id}/", BY_OTHERS),
    ("* body.account_id", LATER),
    ("POST /activity/email/ body.activity_at", LATER),
    ("* body.followup_date", LATER),
    ("* body.followup_sequence_add_cc_bcc", LATER),
    ("* body.followup_sequence_delay", LATER),
    ("* body.followup_sequence_id", LATER),
    ("* body.opens", LATER),
    ("POST /activity/email/ body.date_created", LATER),
    ("POST /activity/email/ body.user_id", LATER),
    ("PUT /activity/email/{id}/ body.activity_at", LATER),
    ("PUT /activity/email/{id}/ body.in_reply_to_id", LATER),
    ("PUT /activity/email/{id}/ body.status", LATER),
    ("PUT /activity/email/{id}/ body.template_id", LATER),
    ("PUT /activity/email/{id}/ body.user_id", LATER),
    ("POST /activity/note/ body.date_created", NOT_THEIRS),
    ("PUT /activity/note/{id}/ body.note", NOT_THEIRS),
    ("POST /data/search/ body.results_limit", "how many there are is told by the count"),
    ("POST /enrich_field/ body.set_new_value", "a value that was found is kept"),
    ("POST /lead/ body.addresses", OWN_TOOL),
    ("POST /lead/ body.contacts", OWN_TOOL),
    ("POST /lead/ body.status", "a status is named by its id"),
    ("PUT /lead/{id}/ body.status", "a status is named by its id"),
    ("POST /opportunity/ body.date_created", NOT_THEIRS),
    ("POST /opportunity/ body.pipeline_id", "the status says which pipeline"),
    ("PUT /pipeline/{id}/ body.statuses", NOT_THEIRS),
    ("POST /status/lead/ body.color", NOT_THEIRS),
    ("PUT /status/lead/{id}/ body.color", NOT_THEIRS),
    ("POST /task/ body.is_complete", NOT_THEIRS),
    ("PUT /task/{id}/ body.agent_config_id", NOT_THEIRS),
    ("PUT /task/{id}/ body.due_date", "an older name of the date"),
    ("PUT /task/{id}/ body.lead_id", NOT_THEIRS),
    ("PUT /task/{id}/ body.resolution", NOT_THEIRS),
];
