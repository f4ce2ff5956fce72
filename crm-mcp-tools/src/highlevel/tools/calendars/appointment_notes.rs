//! Reading the notes on an appointment.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{
        page::{List, More, Next, Page, Paging, Rows, needed_id},
        record::{Fields, Record, record},
        value::Id,
    },
    highlevel::{
        context::HighLevel,
        dialect::HighLevelDialect,
        records::AppointmentNote,
        tables::{operations, scopes::CALENDAR_EVENTS_READ},
    },
};

/// A page of an appointment's notes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NotePage {
    /// The notes.
    pub notes: Vec<Record<AppointmentNote>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// Which appointment.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AppointmentRef {
    /// Appointment's id; needed without cursor.
    pub appointment_id: Option<Id>,
}

/// The notes on which appointment, and how many of them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AppointmentNoteSearch {
    /// Which appointment.
    #[serde(flatten)]
    pub appointment: AppointmentRef,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<20>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
    /// How many notes to pass over.
    #[schemars(extend("x-hidden" = true))]
    pub offset: Option<u32>,
}

impl List for AppointmentRef {
    const NAME: &'static str = "notes";
    type Dialect = HighLevelDialect;
    type Slim = AppointmentNote;
    /// How many notes come before.
    type At = u32;

    async fn page(
        &self,
        crm: &HighLevel,
        offset: Option<&u32>,
        limit: u16,
    ) -> Result<Page<AppointmentNote, u32>, ToolError> {
        #[record]
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Answer {
            #[record(needed)]
            notes: Rows<AppointmentNote>,
            has_more: Option<bool>,
        }
        // HighLevel refuses the call without both numbers.
        let offset = offset.copied().unwrap_or_default();
        let appointment = needed_id("appointmentId", self.appointment_id.as_ref())?;
        let call = crm.call(&operations::GET_APPOINTMENT_NOTES).id(appointment);
        let Answer { notes: rows, has_more } = call.with("limit", limit).with("offset", offset).send().await?;
        let seen = u32::try_from(rows.len()).ok().and_then(|count| offset.checked_add(count));
        let has_more = has_more.unwrap_or(rows.len() >= limit.into());
        Ok(Page::new(rows, Next::when(has_more, seen), None))
    }
}

/// Lists the notes on an appointment.
#[tool(name = "calendars_get-appointment-notes", title = "Get appointment notes", read, scope = CALENDAR_EVENTS_READ)]
pub(super) async fn get_appointment_notes(crm: &HighLevel, args: AppointmentNoteSearch) -> Result<NotePage, ToolError> {
    let (notes, more) = crm.list(args.appointment, args.paging, args.fields, args.offset).await?;
    Ok(NotePage { notes, more })
}

impl HighLevel {
    /// Lists the notes on an appointment.
    pub async fn get_appointment_notes(&self, search: AppointmentNoteSearch) -> Result<NotePage, ToolError> {
        get_appointment_notes(self, search).await
    }
}
