//! The custom fields of the demo data, its types of custom activities and its type of custom objects.

use serde_json::{Value, json};

use crate::sandbox::{
    close::{
        engine::object_kind::ObjectKind,
        keys,
        seed::{
            demo::{Demo, Made, id},
            material::field_list::{
                ACTIVITY_TYPES, CONTACT_FIELDS, FieldRow, LEAD_FIELDS, OPPORTUNITY_FIELDS, REGION, SITE_FIELDS,
            },
        },
    },
    kit::object::Object,
};

const MADE: Made = Made { by: 1, at: (-590, 600) };

pub(crate) fn add(demo: &mut Demo) {
    let own: [(ObjectKind, &[FieldRow]); 3] = [
        (ObjectKind::LeadField, &LEAD_FIELDS),
        (ObjectKind::ContactField, &CONTACT_FIELDS),
        (ObjectKind::OpportunityField, &OPPORTUNITY_FIELDS),
    ];
    for (kind, fields) in own {
        for field in fields {
            let record = defined(demo, kind, field);
            demo.push(kind, record);
        }
    }
    let mut region = defined(demo, ObjectKind::SharedField, &REGION);
    let associations = ["lead", "opportunity"].map(|kind| json!({ "object_type": kind, "editable_with_roles": [] }));
    region.insert("associations".into(), associations.to_vec().into());
    demo.push(ObjectKind::SharedField, region);
    add_types(demo);
}

fn add_types(demo: &mut Demo) {
    for row in &ACTIVITY_TYPES {
        let kind = demo.add(
            ObjectKind::ActivityType,
            MADE,
            [
                ("name", row.name.into()),
                ("description", row.description.into()),
                ("api_create_only", false.into()),
                ("is_archived", false.into()),
                ("editable_with_roles", json!([])),
            ],
        );
        for (field, is_required) in row.fields {
            let mut record = defined(demo, ObjectKind::ActivityField, field);
            record.insert("custom_activity_type_id".into(), kind.clone().into());
            record.insert("required".into(), (*is_required).into());
            demo.push(ObjectKind::ActivityField, record);
        }
    }
    let kind = demo.add(
        ObjectKind::CustomObjectType,
        MADE,
        [
            ("name", "Site".into()),
            ("name_plural", "Sites".into()),
            ("description", "A place where people are planned.".into()),
            ("api_create_only", false.into()),
            ("editable_with_roles", json!([])),
        ],
    );
    for field in &SITE_FIELDS {
        let mut record = defined(demo, ObjectKind::CustomObjectField, field);
        record.insert("custom_object_type_id".into(), kind.clone().into());
        record.insert("required".into(), false.into());
        demo.push(ObjectKind::CustomObjectField, record);
    }
}

fn defined(demo: &Demo, kind: ObjectKind, field: &FieldRow) -> Object {
    let mut record = demo.known(kind, MADE);
    let mut set = |name: &str, value: Value| record.insert(name.to_owned(), value);
    set("name", field.name.into());
    set("description", field.description.into());
    set("type", field.holds.into());
    set("accepts_multiple_values", field.has_several.into());
    set("editable_with_roles", json!([]));
    if field.holds == "choices" {
        set("choices", json!(field.choices));
    }
    record
}

/// A value for a field: what kind of record has it, the name of the field, and the value.
pub(crate) fn value(kind: ObjectKind, name: &str, value: Value) -> (String, Value) {
    let fields: &[FieldRow] = match kind {
        ObjectKind::LeadField => &LEAD_FIELDS,
        ObjectKind::ContactField => &CONTACT_FIELDS,
        ObjectKind::OpportunityField => &OPPORTUNITY_FIELDS,
        ObjectKind::CustomObjectField => &SITE_FIELDS,
        _ => &[],
    };
    let position = fields.iter().position(|field| field.name == name).unwrap_or_default();
    (format!("custom.{}", id(kind, position + 1)), value)
}

/// The value of the field that leads and opportunities share.
pub(crate) fn region(country: &str) -> (String, Value) {
    let region = if matches!(country, "US" | "CA") { "North America" } else { "Europe" };
    (format!("custom.{}", id(ObjectKind::SharedField, 1)), region.into())
}

/// The id of a user, as the value of a field.
pub(crate) fn user(number: u64) -> Value {
    keys::user_id(number).into()
}
