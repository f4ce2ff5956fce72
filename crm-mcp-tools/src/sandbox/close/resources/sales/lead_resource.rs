//! Leads: the companies. Their contacts, opportunities and open tasks are shown in them.

use futures_util::future::BoxFuture;
use serde_json::Value;
use sqlx::SqliteConnection;

use super::{contact_resource, lead_query, opportunity_resource, status_change, task_resource, untitled};
use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{
            object_kind::ObjectKind,
            records,
            related::Related,
            resource::{Asker, Blank, Change, CustomFieldsOf, ListFilter, Resource},
            showing,
        },
        resources::field_kinds::{maybe, text},
    },
    kit::{
        door::validate::{Kind, Property},
        object::{Object, Properties as _},
    },
};

pub(crate) const LEAD: Resource = Resource {
    create: &[FIELDS, &[maybe("contacts", Kind::Objects { of: contact_resource::FIELDS, max: 100 })]],
    update: &[FIELDS],
    custom_fields: Some(CustomFieldsOf { object_type: "lead", defined_by: ObjectKind::LeadField, type_field: None }),
    blanks: &[BLANKS],
    names: &[("created_by", "created_by_name"), ("updated_by", "updated_by_name"), ("status_id", "status_label")],
    filters: &[&[
        ListFilter::Among { parameter: "query", field: "id", find: |c, _, text| Box::pin(lead_query::find(c, text)) },
        ListFilter::Is("id"),
        ListFilter::When("date_created"),
        ListFilter::When("date_updated"),
    ]],
    orders: &["-date_updated", "date_created", "display_name"],
    has_total: true,
    complete,
    nest: Some(|connection, leads| Box::pin(nest(connection, leads))),
    prepare: Some(prepare),
    follow: Some(follow),
    remove: Some(|connection, lead| {
        Box::pin(async { Ok(records::delete_of_lead(connection, lead.text("id")).await?) })
    }),
    ..Resource::new("lead", ObjectKind::Lead)
};

const BLANKS: &[(&str, Blank)] = &[
    ("name", Blank::Null),
    ("description", Blank::Null),
    ("url", Blank::Null),
    ("addresses", Blank::List),
    ("created_by", Blank::Null),
    ("updated_by", Blank::Null),
    ("integration_links", Blank::List),
];

const FIELDS: &[Property] = &[
    text("name"),
    text("description"),
    text("url"),
    Property::text("status_id"),
    Property::new("addresses", Kind::Objects { of: ADDRESS, max: 100 }),
];

const ADDRESS: &[Property] = &[
    text("label"),
    text("address_1"),
    text("address_2"),
    text("city"),
    text("state"),
    text("zipcode"),
    text("country"),
];

fn complete(lead: &mut Object, _: &Related) {
    let name = lead.given("name").filter(|name| !name.is_empty()).unwrap_or("Untitled").to_owned();
    lead.insert("display_name".into(), name.into());
    lead.insert("html_url".into(), format!("https://app.close.com/lead/{}/", lead.text("id")).into());
    if let Some(Value::Array(addresses)) = lead.get_mut("addresses") {
        for address in addresses.iter_mut().filter_map(Value::as_object_mut) {
            for field in ["label", "address_1", "address_2", "city", "state", "zipcode", "country"] {
                address.entry(field).or_insert(Value::Null);
            }
        }
    }
}

/// Shows in each lead what belongs to it. Of the tasks it shows those that are open.
async fn nest(connection: &mut SqliteConnection, leads: &mut [Object]) -> Result<(), CloseRefusal> {
    let ids: Vec<String> = leads.iter().map(|lead| lead.text("id").to_owned()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let parts = [
        ("contacts", &contact_resource::CONTACT),
        ("opportunities", &opportunity_resource::OPPORTUNITY),
        ("tasks", &task_resource::TASK),
    ];
    for (name, resource) in parts {
        let kept = records::of_leads(connection, resource.kind, &ids).await?;
        let shown = showing::show(connection, resource, kept).await?;
        for lead in leads.iter_mut() {
            let own = shown.iter().filter(|part| part.get("lead_id") == lead.get("id"));
            let own = own.filter(|part| part.get("is_complete") != Some(&true.into()));
            let own: Vec<Value> = own.cloned().map(Value::from).collect();
            lead.insert(name.into(), own.into());
        }
    }
    for lead in leads {
        let contacts = lead.list("contacts").unwrap_or_default();
        let ids: Vec<Value> = contacts.iter().map(|contact| contact["id"].clone()).collect();
        lead.insert("contact_ids".into(), ids.into());
    }
    Ok(())
}

fn prepare(change: Change<'_>) -> BoxFuture<'_, Result<(), CloseRefusal>> {
    Box::pin(async move {
        change.document.remove("contacts");
        if !change.document.contains_key("status_id") {
            let status_id = untitled::first_status(change.connection).await?;
            change.document.insert("status_id".into(), status_id);
        }
        Ok(())
    })
}

/// Makes the contacts that a new lead came with, and the activity that tells of another status.
fn follow(change: Change<'_>) -> BoxFuture<'_, Result<(), CloseRefusal>> {
    Box::pin(async move {
        let Change { connection, asker: Asker { user_id, .. }, before, given, document } = change;
        for contact in given.list("contacts").unwrap_or_default().iter().filter_map(Value::as_object) {
            let mut contact = contact.clone();
            for (name, value) in [("lead_id", document.text("id")), ("created_by", user_id), ("updated_by", user_id)] {
                contact.insert(name.into(), value.into());
            }
            records::insert(connection, ObjectKind::Contact, contact).await?;
        }
        status_change::record(connection, ObjectKind::LeadStatusChange, user_id, before, document).await
    })
}
