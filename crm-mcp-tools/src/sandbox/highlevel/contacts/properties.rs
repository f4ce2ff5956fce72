//! The properties that the three writes of a contact declare. Whatever is not here is refused.

use crate::sandbox::{
    highlevel::forms::kinds,
    kit::door::validate::{Kind, Property},
};

/// What create, update and upsert have in common.
const COMMON: &[Property] = &[
    Property::text("firstName").nullable(),
    Property::text("lastName").nullable(),
    Property::text("name").nullable(),
    Property::new("email", kinds::EMAIL).nullable(),
    Property::new("phone", kinds::PHONE).nullable(),
    Property::text("address1").nullable(),
    Property::text("city").nullable(),
    Property::text("state").nullable(),
    Property::text("postalCode"),
    Property::text("country"),
    Property::text("website").nullable(),
    Property::text("timezone").nullable(),
    Property::new("dnd", Kind::Boolean),
    Property::new("dndSettings", Kind::Object(DND_CHANNELS)),
    Property::new("inboundDndSettings", Kind::Object(INBOUND_DND)),
    Property::new("tags", Kind::Texts),
    Property::new("customFields", Kind::Objects { of: CUSTOM_VALUE, max: 200 }),
    Property::new("dateOfBirth", kinds::DATE).nullable(),
];

const UPDATE_ONLY: &[Property] = &[Property::text("source").nullable(), Property::text("assignedTo").nullable()];

const CREATE_ONLY: &[Property] = &[
    Property::text("locationId"),
    Property::text("gender"),
    Property::text("companyName").nullable(),
    Property::text("source"),
    Property::text("assignedTo"),
];

const UPSERT_ONLY: &[Property] = &[Property::new("createNewIfDuplicateAllowed", Kind::Boolean)];

pub(crate) const UPDATE: &[&[Property]] = &[COMMON, UPDATE_ONLY];
pub(crate) const CREATE: &[&[Property]] = &[COMMON, CREATE_ONLY];
pub(crate) const UPSERT: &[&[Property]] = &[COMMON, CREATE_ONLY, UPSERT_ONLY];

const DND_CHANNELS: &[Property] = &[
    Property::new("Call", Kind::Object(DND_CHANNEL)),
    Property::new("Email", Kind::Object(DND_CHANNEL)),
    Property::new("SMS", Kind::Object(DND_CHANNEL)),
    Property::new("WhatsApp", Kind::Object(DND_CHANNEL)),
    Property::new("GMB", Kind::Object(DND_CHANNEL)),
    Property::new("FB", Kind::Object(DND_CHANNEL)),
];

const DND_CHANNEL: &[Property] = &[
    Property::new("status", Kind::OneOf(&["active", "inactive", "permanent"])).required(),
    Property::text("message"),
    Property::text("code"),
];

const INBOUND_DND: &[Property] = &[Property::new("all", Kind::Object(INBOUND_DND_ALL))];

const INBOUND_DND_ALL: &[Property] =
    &[Property::new("status", Kind::OneOf(&["active", "inactive"])).required(), Property::text("message")];

const CUSTOM_VALUE: &[Property] = &[
    Property::text("id"),
    Property::text("key"),
    Property::new("field_value", Kind::Any),
    Property::new("fieldValue", Kind::Any),
];
