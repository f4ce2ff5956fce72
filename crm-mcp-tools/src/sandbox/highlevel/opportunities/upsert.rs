//! `POST /opportunities/upsert`: changes the opportunity of an id, or the one that a contact has in a pipeline, or
//! creates that.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::{
    document, lost_reasons, row,
    write::{self, STATUS},
};
use crate::sandbox::{
    highlevel::{
        contacts,
        door::auth,
        forms::reply::{self, Refusal},
    },
    kit::{
        data::store::Store,
        door::{
            input::Body,
            validate::{Kind, Property},
        },
        object::{Object, Properties as _},
    },
};

/// The documents require the three properties on followers, which nobody needs who has none, and have lost `contactId`,
/// which they required until May 2026 and without which there is nothing to create.
const BODY: &[Property] = &[
    Property::text("locationId").required(),
    Property::text("pipelineId").required(),
    Property::text("id"),
    Property::text("contactId"),
    Property::text("name"),
    Property::new("status", STATUS),
    Property::text("pipelineStageId"),
    Property::new("monetaryValue", Kind::Number),
    Property::text("assignedTo"),
    Property::text("lostReasonId"),
    Property::new("followers", Kind::Texts),
    Property::new("isRemoveAllFollowers", Kind::Boolean),
    Property::new("followersActionType", Kind::OneOf(&["add", "remove"])),
];

pub(crate) async fn upsert(State(store): State<Store>, Body(body): Body) -> Result<Response, Refusal> {
    let mut changes = write::read(body, &[BODY])?;
    auth::check_location(&changes)?;
    if changes.contains_key("lostReasonId") {
        lost_reasons::check(changes.text("lostReasonId"))?;
    }
    let (id, contact_id) = (taken(&mut changes, "id"), taken(&mut changes, "contactId"));
    let followers = Followers::take(&mut changes);
    changes.remove("locationId");
    let pipeline = write::pipeline(changes.text("pipelineId"))?;

    let mut transaction = store.write().await?;
    let id = match (&id, &contact_id) {
        (None, Some(contact)) => row::in_pipeline(&mut transaction, contact, &pipeline.id(), None).await?,
        (None, None) => return Err(Refusal::Invalid(vec!["contactId can't be undefined".into()])),
        (id, _) => id.clone(),
    };
    let mut opportunity = if let Some(id) = &id {
        let opportunity = row::get(&mut transaction, id).await?;
        write::check_place(&mut transaction, &opportunity, &changes).await?;
        opportunity
    } else {
        let contact = contacts::row::get(&mut transaction, contact_id.as_deref().unwrap_or_default()).await?;
        // The documents do not require what a create does; what the vendor takes instead is a guess.
        changes.entry("name").or_insert_with(|| contact.text("name").into());
        changes.entry("status").or_insert_with(|| "open".into());
        write::place_new(pipeline, &mut changes)?;
        write::new(&mut transaction, &contact).await?
    };
    followers.change(&mut opportunity);
    document::change(&mut opportunity, changes);
    row::save(&mut transaction, &opportunity).await?;
    let shown = row::get_shown(&mut transaction, opportunity.text("id")).await?;
    transaction.commit().await?;
    Ok(reply::traced(StatusCode::OK, json!({ "opportunity": shown, "new": id.is_none() })))
}

/// A text that is not one of the changes.
fn taken(changes: &mut Object, name: &str) -> Option<String> {
    changes.remove(name).and_then(|value| value.as_str().map(str::to_owned))
}

/// Who is to follow an opportunity, or no longer.
struct Followers {
    named: Vec<Value>,
    remove: bool,
    remove_all: bool,
}

impl Followers {
    fn take(changes: &mut Object) -> Self {
        let named = changes.remove("followers").and_then(|named| named.as_array().cloned()).unwrap_or_default();
        Self {
            named,
            remove: changes.remove("followersActionType").is_some_and(|action| action == "remove"),
            remove_all: changes.remove("isRemoveAllFollowers").is_some_and(|all| all == true),
        }
    }

    fn change(self, opportunity: &mut Object) {
        let Some(Value::Array(followers)) = opportunity.get_mut("followers") else { return };
        followers.retain(|follower| !self.remove_all && !self.named.contains(follower));
        if !self.remove {
            followers.extend(self.named);
        }
    }
}
