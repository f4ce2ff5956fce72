//! What the ids in a record are called, for a question to the user.

use serde_json::{Map, Value};

use crate::{
    close::{
        context::Close,
        records::{ClosePipeline, CloseUser, CustomActivityType, CustomObjectType, LeadStatus},
        tables::record_kinds::{CONTACT, Kind, LEAD},
    },
    crm::{naming::Named, value::Id},
};

/// The name that a record itself has beside the id in this field.
pub(super) fn beside<'a>(field: &str, record: &'a Map<String, Value>) -> Option<&'a str> {
    let of = field.strip_suffix("_id").unwrap_or(field);
    let named = ["name", "label"].iter().find_map(|name| record.get(&format!("{of}_{name}"))?.as_str());
    named.filter(|name| !name.trim().is_empty())
}

/// The name behind an id that is to be put into this field of a record of this kind.
pub(super) async fn behind(crm: &Close, kind: &Kind, field: &str, id: &str) -> Option<String> {
    match field {
        "status_id" if kind.prefix == LEAD.prefix => named(&crm.recent::<LeadStatus>().await, id),
        "status_id" => opportunity_status(&crm.recent::<ClosePipeline>().await, id),
        "pipeline_id" => named(&crm.recent::<ClosePipeline>().await, id),
        "custom_activity_type_id" => named(&crm.recent::<CustomActivityType>().await, id),
        "custom_object_type_id" => named(&crm.recent::<CustomObjectType>().await, id),
        "lead_id" => of_record(crm, &LEAD, id).await,
        "contact_id" => of_record(crm, &CONTACT, id).await,
        "assigned_to" | "user_id" => user(&crm.recent::<CloseUser>().await, id),
        _ => None,
    }
}

fn named<T: Named>(all: &[T], id: &str) -> Option<String> {
    let it = all.iter().find(|it| it.id() == id)?;
    it.names().first().map(|name| (*name).to_owned())
}

fn user(all: &[CloseUser], id: &str) -> Option<String> {
    all.iter().find(|user| user.id == id)?.whole_name()
}

/// With its pipeline, where there are several.
fn opportunity_status(pipelines: &[ClosePipeline], id: &str) -> Option<String> {
    let mut all = pipelines.iter().flat_map(|pipeline| pipeline.statuses.iter().map(move |status| (pipeline, status)));
    let (pipeline, status) = all.find(|(_, status)| status.id == id)?;
    let label = status.label.clone()?;
    let of = pipeline.name.as_deref().filter(|_| pipelines.len() > 1);
    Some(of.map_or(label.clone(), |pipeline| format!("{label} ({pipeline})")))
}

async fn of_record(crm: &Close, kind: &Kind, id: &str) -> Option<String> {
    let id: Id = id.parse().ok()?;
    let record: Map<String, Value> = crm.call(kind.get).id(&id).send().await.ok()?;
    kind.name(&record).map(str::to_owned)
}
