//! An opportunity: what a lead may buy.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::{
    close::{
        records::{
            CustomFieldDefinition,
            custom_values::{self, CloseRecord, CustomValues},
        },
        shapes::LongText,
        tables::field_source::FieldSource,
    },
    crm::record::{Record, record},
};

/// An opportunity: what a lead may buy.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CloseOpportunity {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Id of the lead, which is the company.
    pub lead_id: Option<String>,
    /// The lead.
    pub lead_name: Option<String>,
    /// Id of the contact.
    pub contact_id: Option<String>,
    /// The contact.
    pub contact_name: Option<String>,
    /// Id of the user in charge.
    pub user_id: Option<String>,
    /// The user in charge.
    pub user_name: Option<String>,
    /// Id of its status.
    pub status_id: Option<String>,
    /// Its status.
    pub status_label: Option<String>,
    /// What the status means: `active`, `won`, `lost`.
    pub status_type: Option<String>,
    /// Id of its pipeline.
    pub pipeline_id: Option<String>,
    /// Its pipeline.
    pub pipeline_name: Option<String>,
    /// Value in cents: 10000 is 100.00.
    pub value: Option<Number>,
    /// Currency of the value.
    pub value_currency: Option<String>,
    /// How often the value is paid: `one_time`, `monthly`, `annual`.
    pub value_period: Option<String>,
    /// How likely it is won, in percent.
    pub confidence: Option<Number>,
    /// Day on which it was won or is expected to be.
    #[serde(alias = "date_won")]
    pub close_at: Option<String>,
    /// When it was lost.
    #[record(time)]
    pub date_lost: Option<String>,
    /// Note.
    pub note: LongText<1000>,
    /// When it was created.
    #[record(time)]
    pub date_created: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
    /// Custom fields by name.
    pub custom_fields: CustomValues,
}

impl CloseRecord for CloseOpportunity {
    const CUSTOM_FIELDS: Option<FieldSource> = Some(FieldSource::Schemas);

    fn complete(opportunity: &mut Record<Self>, known: &[CustomFieldDefinition]) {
        opportunity.custom_fields = custom_values::taken(opportunity, known);
    }
}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(opportunity: &mut CloseOpportunity) {
    opportunity.note = LongText::default();
    opportunity.custom_fields.0.clear();
    (opportunity.date_created, opportunity.pipeline_id) = (None, None);
    for (id, name) in [
        (&mut opportunity.contact_id, &opportunity.contact_name),
        (&mut opportunity.user_id, &opportunity.user_name),
        (&mut opportunity.status_id, &opportunity.status_label),
    ] {
        if name.is_some() {
            *id = None;
        }
    }
}
