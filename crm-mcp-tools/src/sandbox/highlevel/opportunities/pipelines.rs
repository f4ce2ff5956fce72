//! The pipelines of the location, and the stages that an opportunity goes through in each.

use axum::response::Response;
use http::StatusCode;
use serde_json::{Value, json};

use crate::sandbox::{
    highlevel::{
        account::LOCATION_ID,
        door::auth,
        forms::{
            ids::{self, RecordKind},
            reply::{self, Refusal},
        },
    },
    kit::{
        door::{
            input::Parameters,
            validate::{self, Property},
        },
        random::Random,
    },
};

pub(crate) struct Pipeline {
    number: u64,
    name: &'static str,
    pub(crate) stages: &'static [&'static str],
}

/// Every pipeline of the location.
pub(crate) const PIPELINES: [Pipeline; 3] = [
    Pipeline {
        number: 1,
        name: "New Business",
        stages: &["New Lead", "Contacted", "Discovery Call", "Proposal Sent", "Negotiation", "Signed"],
    },
    Pipeline {
        number: 2,
        name: "Website Projects",
        stages: &["Scoping", "Quote Sent", "Approved", "In Production", "Launched"],
    },
    Pipeline { number: 3, name: "Renewals", stages: &["Up for Renewal", "Offer Sent", "In Discussion", "Renewed"] },
];

impl Pipeline {
    pub(crate) fn id(&self) -> String {
        ids::of(RecordKind::Pipeline, self.number)
    }

    /// A UUID, as the vendor's ids of stages are.
    pub(crate) fn stage_id(&self, position: usize) -> String {
        Random::new(((RecordKind::Pipeline as u64) << 48) | (self.number << 16) | position as u64).uuid()
    }

    pub(crate) fn has_stage(&self, id: &str) -> bool {
        (0..self.stages.len()).any(|position| self.stage_id(position) == id)
    }

    fn to_json(&self) -> Value {
        let stage = |(position, name): (usize, &&str)| {
            json!({
                "id": self.stage_id(position),
                "originId": self.stage_id(position),
                "name": name,
                "position": position,
                "showInFunnel": true,
                "showInPieChart": true,
            })
        };
        json!({
            "id": self.id(),
            "name": self.name,
            "stages": self.stages.iter().enumerate().map(stage).collect::<Vec<_>>(),
            "showInFunnel": true,
            "showInPieChart": true,
            "locationId": LOCATION_ID,
            "colorRenderMode": "dot",
        })
    }
}

pub(crate) fn by_id(id: &str) -> Option<&'static Pipeline> {
    PIPELINES.iter().find(|pipeline| pipeline.id() == id)
}

const QUERY: &[Property] = &[Property::text("locationId")];

pub(crate) async fn list(Parameters(query): Parameters) -> Result<Response, Refusal> {
    auth::check_location(&query)?;
    validate::read(query, &[QUERY])?;
    let pipelines: Vec<Value> = PIPELINES.iter().map(Pipeline::to_json).collect();
    Ok(reply::traced(StatusCode::OK, json!({ "pipelines": pipelines })))
}
