//! The records that a change names must be there.

use serde_json::Value;

use super::{object_kind::ObjectKind, records, resource::Change};
use crate::sandbox::{
    close::answers::close_refusal::CloseRefusal,
    kit::object::{Object, Properties as _},
};

/// What a field names, in records of this kind.
fn named_by(field: &str, kind: ObjectKind) -> Option<ObjectKind> {
    Some(match (field, kind) {
        ("lead_id", _) => ObjectKind::Lead,
        ("contact_id", _) => ObjectKind::Contact,
        ("user_id" | "assigned_to", _) => ObjectKind::User,
        ("pipeline_id", _) => ObjectKind::Pipeline,
        ("status_id", ObjectKind::Lead) => ObjectKind::LeadStatus,
        ("status_id", ObjectKind::Opportunity) => ObjectKind::OpportunityStatus,
        ("custom_activity_type_id", _) => ObjectKind::ActivityType,
        ("custom_object_type_id", _) => ObjectKind::CustomObjectType,
        ("outcome_id", _) => ObjectKind::Outcome,
        ("template_id", ObjectKind::Email) => ObjectKind::EmailTemplate,
        ("template_id", ObjectKind::Sms) => ObjectKind::SmsTemplate,
        _ => return None,
    })
}

/// Refuses a change that names a record that is not there, or a contact of another lead.
pub(crate) async fn check(kind: ObjectKind, change: &mut Change<'_>) -> Result<(), CloseRefusal> {
    let mut faults = Vec::new();
    for (field, value) in change.given {
        let Some((named, id)) = named_by(field, kind).zip(value.as_str()) else { continue };
        match records::find(change.connection, named, id).await? {
            None => faults.push((field.clone(), format!("{} does not exist.", named.name()))),
            Some(found) if field == "contact_id" && is_of_another(&found, change.document) => {
                faults.push((field.clone(), "Contact does not belong to the lead.".to_owned()));
            }
            Some(_) => {}
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(CloseRefusal::Fields(faults)) }
}

fn is_of_another(contact: &Object, document: &Object) -> bool {
    document.given("lead_id").is_some_and(|lead_id| contact.get("lead_id") != Some(&Value::from(lead_id)))
}
