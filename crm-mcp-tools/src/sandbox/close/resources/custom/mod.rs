//! What the organization defines itself: fields, types of activities, types of objects and the objects.

pub(crate) mod custom_field_resource;
pub(crate) mod custom_field_schema;
pub(crate) mod custom_object_resource;
pub(crate) mod custom_type_resource;
pub(crate) mod enrichment;
