//! An opportunity as the tools give it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

use crate::{
    crm::record::{Fields, Record, Slim, lenient},
    highlevel::records::custom_fields::CustomFields,
};

/// An opportunity: a deal with a contact, somewhere in a pipeline.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Opportunity {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `open`, `won`, `lost` or `abandoned`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Value, in the currency of the location.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub monetary_value: Option<Number>,
    /// Probability of the forecast, in percent.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub forecast_probability: Option<Number>,
    /// Probability that counts: of the forecast, or else of the stage, in percent.
    #[serde(default, deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub effective_probability: Option<Number>,
    /// Name of the pipeline, where it is known.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    /// Name of the stage, where it is known.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Id of the pipeline.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub pipeline_id: Option<String>,
    /// Id of the stage in it; in a list only where its name is not known.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub pipeline_stage_id: Option<String>,
    /// Id of the user in charge; in a list only where the name is not known.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// Name of the user in charge, where it is known.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub assigned_to_name: Option<String>,
    /// Id of the contact.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
    /// The contact.
    #[serde(default, deserialize_with = "lenient::part", skip_serializing_if = "Option::is_none")]
    pub contact: Option<Record<OpportunityContact>>,
    /// Where the opportunity came from.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Id of the reason for which it was lost.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub lost_reason_id: Option<String>,
    /// When it came to its status.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub last_status_change_at: Option<String>,
    /// When it came to its stage.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub last_stage_change_at: Option<String>,
    /// When it was created.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// Custom fields by key.
    #[serde(default, skip_serializing_if = "CustomFields::is_empty")]
    pub custom_fields: CustomFields,
    /// The contact's tasks, where they were asked for.
    #[serde(default, deserialize_with = "lenient::dated", skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Map<String, Value>>,
    /// The contact's notes, where they were asked for.
    #[serde(default, deserialize_with = "lenient::dated", skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Map<String, Value>>,
    /// The contact's calendar events, where they were asked for.
    #[serde(default, deserialize_with = "lenient::dated", skip_serializing_if = "Vec::is_empty")]
    pub calendar_events: Vec<Map<String, Value>>,
}

/// The contact of an opportunity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpportunityContact {
    /// Name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Company.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// Email address.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Phone number.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Tags.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

impl Slim for OpportunityContact {}

impl Slim for Opportunity {
    fn show(&mut self, fields: Fields) {
        self.contact.show(fields);
    }

    fn as_row(&mut self) {
        let whole = std::mem::take(self);
        let name_of = |contact: Record<OpportunityContact>| {
            let slim = OpportunityContact { name: contact.slim.name, ..OpportunityContact::default() };
            Record { slim, ..Record::default() }
        };
        *self = Self {
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
            ..Self::default()
        };
    }
}

/// One opportunity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpportunityAnswer {
    /// The opportunity.
    pub opportunity: Record<Opportunity>,
}
