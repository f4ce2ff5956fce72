//! Records in the shapes that the live API is reported to give, where they are not the documented ones.

use serde_json::{Value, json};

use super::dates;
use crate::sandbox::{
    highlevel::location::{self, DataType, Model},
    kit::{
        object::{Object, Properties as _},
        random::Random,
    },
};

/// A message: what is told of a call is nested, and the carrier's id of it is there; without `meta` it is null.
pub(crate) fn message(message: &mut Object) {
    let Some(meta) = message.get("meta") else {
        message.insert("meta".into(), Value::Null);
        return;
    };
    if message.text("messageType") != "TYPE_CALL" {
        return;
    }
    let seconds = meta["callDuration"].as_str().and_then(|seconds| seconds.parse::<u32>().ok());
    let call = json!({ "call": { "duration": seconds, "status": meta["callStatus"] } });
    let carriers = format!("CA{}", hex(message.text("id")));
    message.insert("meta".into(), call);
    message.insert("altId".into(), carriers.into());
}

/// 32 digits that are always the same for an id.
fn hex(id: &str) -> String {
    let seed = id.bytes().fold(0, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    Random::new(seed).uuid().replace('-', "")
}

/// A contact in a search.
pub(crate) fn contact(contact: &mut Object) {
    if let Some(street) = contact.remove("address1") {
        contact.insert("address".into(), street);
    }
    if let Some(birth) = dates::to_millis(contact.text("dateOfBirth")) {
        contact.insert("dateOfBirth".into(), birth.into());
    }
}

/// An opportunity in a search: each value of a custom field has the name of its type.
pub(crate) fn opportunity(opportunity: &mut Object) {
    let Some(Value::Array(fields)) = opportunity.get_mut("customFields") else { return };
    for field in fields {
        let value = field["fieldValue"].take();
        let id = field["id"].take();
        let of = id.as_str().and_then(|id| location::custom_field(Model::Opportunity, id));
        *field = match value {
            Value::String(day) if of.is_some_and(|field| field.data_type == DataType::Date) => {
                json!({ "id": id, "type": "date", "fieldValueDate": dates::to_millis(&day) })
            }
            Value::String(_) => json!({ "id": id, "type": "string", "fieldValueString": value }),
            Value::Number(_) => json!({ "id": id, "type": "number", "fieldValueNumber": value }),
            Value::Object(files) => {
                let files: Vec<Value> = files.into_iter().map(|(_, file)| file).collect();
                json!({ "id": id, "type": "array", "fieldValueArray": null, "fieldValueFiles": files })
            }
            _ => json!({ "id": id, "type": "array", "fieldValueArray": value }),
        };
    }
}
