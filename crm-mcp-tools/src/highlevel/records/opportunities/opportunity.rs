//! An opportunity as the tools give it.

use std::mem;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

use crate::{
    crm::record::{Record, record},
    highlevel::records::custom_fields::CustomFields,
};

/// An opportunity: a deal with a contact, somewhere in a pipeline.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Opportunity {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// `open`, `won`, `lost` or `abandoned`.
    pub status: Option<String>,
    /// Value, in the currency of the location.
    pub monetary_value: Option<Number>,
    /// Probability of the forecast, in percent.
    pub forecast_probability: Option<Number>,
    /// Probability that counts: of the forecast, or else of the stage, in percent.
    pub effective_probability: Option<Number>,
    /// Name of the pipeline, where it is known.
    pub pipeline: Option<String>,
    /// Name of the stage, where it is known.
    pub stage: Option<String>,
    /// Id of the pipeline.
    pub pipeline_id: Option<String>,
    /// Id of the stage in it; in a list only where its name is not known.
    pub pipeline_stage_id: Option<String>,
    /// Id of the user in charge; in a list only where the name is not known.
    pub assigned_to: Option<String>,
    /// Name of the user in charge, where it is known.
    pub assigned_to_name: Option<String>,
    /// Id of the contact.
    pub contact_id: Option<String>,
    /// The contact.
    pub contact: Option<Record<OpportunityContact>>,
    /// Where the opportunity came from.
    pub source: Option<String>,
    /// Id of the reason for which it was lost.
    pub lost_reason_id: Option<String>,
    /// When it came to its status.
    #[record(time)]
    pub last_status_change_at: Option<String>,
    /// When it came to its stage.
    #[record(time)]
    pub last_stage_change_at: Option<String>,
    /// When it was created.
    #[record(time)]
    pub created_at: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub updated_at: Option<String>,
    /// Custom fields by key.
    pub custom_fields: CustomFields,
    /// The contact's tasks, where they were asked for.
    pub tasks: Vec<Map<String, Value>>,
    /// The contact's notes, where they were asked for.
    pub notes: Vec<Map<String, Value>>,
    /// The contact's calendar events, where they were asked for.
    pub calendar_events: Vec<Map<String, Value>>,
}

/// The contact of an opportunity.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpportunityContact {
    /// Name.
    pub name: Option<String>,
    /// Company.
    pub company_name: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(opportunity: &mut Opportunity) {
    let whole = mem::take(opportunity);
    let name_of = |contact: Record<OpportunityContact>| {
        let slim = OpportunityContact { name: contact.slim.name, ..OpportunityContact::default() };
        Record { slim, ..Record::default() }
    };
    *opportunity = Opportunity {
        id: whole.id,
        name: whole.name,
        status: whole.status,
        monetary_value: whole.monetary_value,
        pipeline_id: whole.pipeline_id.filter(|_| whole.pipeline.is_none()),
        pipeline: whole.pipeline,
        pipeline_stage_id: whole.pipeline_stage_id.filter(|_| whole.stage.is_none()),
        stage: whole.stage,
        assigned_to: whole.assigned_to.filter(|_| whole.assigned_to_name.is_none()),
        assigned_to_name: whole.assigned_to_name,
        contact_id: whole.contact_id,
        contact: whole.contact.map(name_of),
        updated_at: whole.updated_at,
        tasks: whole.tasks,
        notes: whole.notes,
        calendar_events: whole.calendar_events,
        ..Opportunity::default()
    };
}

/// One opportunity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpportunityAnswer {
    /// The opportunity.
    pub opportunity: Record<Opportunity>,
}
