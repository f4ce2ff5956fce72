//! Where a value is in a document: in a field of its own or in a custom one.

use serde_json::Value;

use super::{
    refused::{self, BadSearch},
    searched::{FieldType, SearchedType},
    world::World,
};
use crate::sandbox::kit::object::Properties as _;

/// Where a value is in a document.
#[derive(Debug)]
pub(crate) struct Place {
    /// The types of objects that have it.
    pub(crate) of: Vec<&'static str>,
    /// The name of the property.
    pub(crate) name: String,
    pub(crate) holds: FieldType,
}

impl Place {
    /// Reads the `field` of a part of a query about objects of these types.
    pub(crate) fn read(
        field: Option<&Value>,
        about: &[&'static SearchedType],
        world: &World,
        at: &str,
    ) -> Result<Self, BadSearch> {
        let at = format!("{at}.field");
        let field = field.and_then(Value::as_object).ok_or_else(|| BadSearch::new(&at, "field is an object"))?;
        let unknown = |name: &str| BadSearch::new(&at, format!("unknown field: {name}"));
        match field.text("type") {
            "regular_field" => {
                refused::only(field, &["object_type", "field_name"], &at)?;
                let kind = about.iter().find(|kind| kind.name == field.text("object_type"));
                let kind =
                    kind.ok_or_else(|| BadSearch::new(&at, "object_type is not the type that is searched here"))?;
                let name = field.text("field_name");
                let holds = kind.field(name).ok_or_else(|| unknown(name))?;
                Ok(Self { of: vec![kind.name], name: name.to_owned(), holds })
            }
            "custom_field" => {
                refused::only(field, &["custom_field_id"], &at)?;
                let id = field.text("custom_field_id");
                let known = world.custom_field(id).ok_or_else(|| unknown(id))?;
                if !about.iter().any(|kind| known.of.contains(&kind.name)) {
                    return Err(BadSearch::new(&at, "the custom field is one of other objects"));
                }
                Ok(Self { of: known.of.clone(), name: format!("custom.{id}"), holds: known.holds })
            }
            other => Err(BadSearch::new(&at, format!("unknown type of a field: {other}"))),
        }
    }
}
