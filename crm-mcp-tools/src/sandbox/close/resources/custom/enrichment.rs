//! Finds a value for a custom field of a lead or a contact. In the sandbox it is one that the field's type allows.

use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{field_values, records},
        resources::{
            action::Asked,
            field_kinds::needed,
            sales::{contact_resource, lead_resource},
        },
    },
    kit::{
        door::validate::{self, Kind, Property},
        object::{Object, Properties as _, object},
    },
};

const BODY: &[Property] = &[
    needed("organization_id"),
    Property::new("object_type", Kind::OneOf(&["lead", "contact"])).required(),
    needed("object_id"),
    needed("field_id"),
    Property::new("set_new_value", Kind::Boolean),
    Property::new("overwrite_existing_value", Kind::Boolean),
];

/// Answers the value that was found, and writes it unless there is one or the caller does not want it written.
pub(crate) async fn enrich(asked: Asked<'_>) -> Result<Response, CloseRefusal> {
    let Asked { connection, body, .. } = asked;
    let body = validate::read(body, &[BODY])?;
    let resource = match body.text("object_type") {
        "lead" => &lead_resource::LEAD,
        _ => &contact_resource::CONTACT,
    };
    let mut document = records::get(connection, resource.kind, body.text("object_id")).await?;
    let unknown = || CloseRefusal::field("field_id", "Custom field does not exist.");
    let of = resource.custom_fields.ok_or_else(unknown)?;
    let definitions = field_values::definitions(connection, of, None).await?;
    let wanted = body.text("field_id");
    let definition = definitions.iter().find(|definition| definition.text("id") == wanted).ok_or_else(unknown)?;
    let value = found(definition, &document)?;
    let key = format!("custom.{wanted}");
    let may_write = !document.contains_key(&key) || body.get("overwrite_existing_value") == Some(&true.into());
    let is_written = may_write && body.get("set_new_value") != Some(&false.into());
    if is_written {
        let value = match definition.get("accepts_multiple_values") {
            Some(Value::Bool(true)) => json!([value]),
            _ => value.clone(),
        };
        field_values::apply(connection, of, &mut document, object([(&key, value)])).await?;
        records::replace(connection, &document).await?;
    }
    let answer = json!({
        "object_id": document.text("id"),
        "field_id": wanted,
        "value": value,
        "is_updated": is_written,
    });
    Ok(Json(answer).into_response())
}

/// A value of the field's type.
fn found(definition: &Object, document: &Object) -> Result<Value, CloseRefusal> {
    Ok(match definition.text("type") {
        "choices" => definition.list("choices").and_then(|choices| choices.first()).cloned().unwrap_or_default(),
        "number" => 120.into(),
        "date" => "2015-04-01".into(),
        "datetime" => "2015-04-01T09:00:00+00:00".into(),
        "text" | "textarea" => format!("{} of {}", definition.text("name"), document.text("name")).into(),
        other => return Err(CloseRefusal::bad(format!("Fields of the type {other} cannot be enriched."))),
    })
}
