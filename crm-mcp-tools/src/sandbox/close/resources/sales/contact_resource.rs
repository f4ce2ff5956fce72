//! Contacts: the people of a lead. One that is made without a lead gets a lead of its own.

use futures_util::future::BoxFuture;
use serde_json::Value;

use super::untitled;
use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            related::Related,
            resource::{Blank, Change, CustomFieldsOf, ListFilter, Resource},
        },
        resources::field_kinds::{needed, text},
    },
    kit::{
        door::validate::{Kind, Property},
        object::{Object, Properties as _},
    },
};

pub(crate) const CONTACT: Resource = Resource {
    create: &[FIELDS, &[text("lead_id")]],
    update: &[FIELDS],
    custom_fields: Some(CustomFieldsOf {
        object_type: "contact",
        defined_by: ObjectKind::ContactField,
        type_field: None,
    }),
    blanks: &[BLANKS],
    filters: &[&[ListFilter::Is("lead_id"), ListFilter::Is("id")]],
    orders: &["-date_created", "date_updated"],
    complete,
    prepare: Some(prepare),
    remove: Some(|connection, contact| {
        Box::pin(async { Ok(records::clear(connection, "contact_id", contact.text("id")).await?) })
    }),
    ..Resource::new("contact", ObjectKind::Contact)
};

const BLANKS: &[(&str, Blank)] = &[
    ("name", Blank::Null),
    ("title", Blank::Null),
    ("emails", Blank::List),
    ("phones", Blank::List),
    ("urls", Blank::List),
    ("created_by", Blank::Null),
    ("updated_by", Blank::Null),
    ("integration_links", Blank::List),
];

/// The fields of a contact, also of one in a new lead.
pub(crate) const FIELDS: &[Property] = &[
    text("name"),
    text("title"),
    Property::new("emails", Kind::Objects { of: &[needed("email"), text("type")], max: 100 }),
    Property::new("phones", Kind::Objects { of: &[needed("phone"), text("type")], max: 100 }),
    Property::new("urls", Kind::Objects { of: &[needed("url"), text("type")], max: 100 }),
];

/// What a contact is called: by its name, or its first email or phone.
fn called(contact: &Object) -> Option<String> {
    let first = |list: &str, field: &str| contact.list(list)?.first()?[field].as_str().map(str::to_owned);
    let name = contact.given("name").filter(|name| !name.is_empty()).map(str::to_owned);
    name.or_else(|| first("emails", "email")).or_else(|| first("phones", "phone"))
}

fn complete(contact: &mut Object, _: &Related) {
    let name = called(contact).unwrap_or_else(|| "Untitled".into());
    contact.insert("display_name".into(), name.into());
    for list in ["emails", "phones", "urls"] {
        let Some(Value::Array(items)) = contact.get_mut(list) else { continue };
        for item in items.iter_mut().filter_map(Value::as_object_mut) {
            let kind = if list == "urls" { "url" } else { "office" };
            item.entry("type").or_insert_with(|| kind.into());
            match list {
                "emails" => _ = item.entry("is_unsubscribed").or_insert_with(|| false.into()),
                "phones" => complete_phone(item),
                _ => {}
            }
        }
    }
}

fn complete_phone(item: &mut Object) {
    let phone = item.text("phone").to_owned();
    let country = if phone.starts_with("+1") { Value::from("US") } else { Value::Null };
    item.entry("country").or_insert(country);
    item.entry("phone_formatted").or_insert_with(|| formatted(&phone).into());
}

/// A number of North America with blanks and a dash in it; another one as it is.
fn formatted(phone: &str) -> String {
    match phone.strip_prefix("+1") {
        Some(rest) if rest.len() == 10 && rest.bytes().all(|digit| digit.is_ascii_digit()) => {
            format!("+1 {}-{}-{}", &rest[..3], &rest[3..6], &rest[6..])
        }
        _ => phone.to_owned(),
    }
}

fn prepare(change: Change<'_>) -> BoxFuture<'_, Result<(), CloseRefusal>> {
    Box::pin(async move {
        if change.document.given("lead_id").is_none() {
            let name = called(change.document);
            let lead_id = untitled::invent(change.connection, change.asker.user_id, name.as_deref()).await?;
            change.document.insert("lead_id".into(), lead_id);
        }
        Ok(())
    })
}
