//! What HighLevel's tools cost.

use crm_mcp_core::Toolset;
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, HighLevel},
    sandbox::{LOCATION_ID, Sandbox, TOKEN},
};
use serde_json::{Value, json};

use crate::{
    Result,
    answers::{Answers, Asked, Recorder, Row, row},
    descriptors::Descriptors,
};

/// The tokens that all tools together may cost.
const LIMIT: usize = 5_200;

const ROWS: &[Row] = &[
    row("20 contacts", "contacts_get-contacts", "/contacts/search", |_| json!({})),
    row("one contact", "contacts_get-contact", "/contacts/", |seen| json!({"contactId": contact(seen)})),
    row("a contact's tasks", "contacts_get-all-tasks", "/contacts/", |seen| json!({"contactId": contact(seen)})),
    row("20 conversations", "conversations_search-conversation", "/conversations/search", |_| json!({})),
    row(
        "a conversation's messages",
        "conversations_get-messages",
        "/conversations/",
        |seen| json!({"conversationId": seen["conversations_search-conversation"]["conversations"][0]["id"]}),
    ),
    row("the calendars", "calendars_list-calendars", "/calendars/", |_| json!({})),
    row("a calendar's events", "calendars_get-calendar-events", "/calendars/events", |seen| {
        let calendar = &seen["calendars_list-calendars"]["calendars"][0]["id"];
        let (from, to) = ("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z");
        json!({"calendarId": calendar, "startTime": from, "endTime": to, "limit": 100})
    }),
    row(
        "an appointment's notes",
        "calendars_get-appointment-notes",
        "/calendars/appointments/",
        |seen| json!({"appointmentId": seen["calendars_get-calendar-events"]["events"][0]["id"]}),
    ),
    row("20 opportunities", "opportunities_search-opportunity", "/opportunities/search", |_| json!({})),
    row(
        "one opportunity",
        "opportunities_get-opportunity",
        "/opportunities/",
        |seen| json!({"opportunityId": seen["opportunities_search-opportunity"]["opportunities"][0]["id"]}),
    ),
    row("the pipelines", "opportunities_get-pipelines", "/opportunities/pipelines", |_| json!({})),
    row("20 transactions", "payments_list-transactions", "/payments/transactions", |_| json!({})),
    row(
        "one order",
        "payments_get-order-by-id",
        "/payments/orders/",
        |seen| json!({"orderId": seen["payments_list-transactions"]["transactions"][0]["entityId"]}),
    ),
    row("the location", "locations_get-location", "/locations/", |_| json!({})),
    row("the custom fields", "locations_get-custom-fields", "/locations/", |_| json!({})),
];

fn contact(seen: &Answers) -> &Value {
    &seen["contacts_get-contacts"]["contacts"][0]["id"]
}

/// What the leanest other server pays for the same: ghl-mcp 0.5.2, measured on this sandbox in November 2026 by what stands
/// in the text of its answers.
const PEER: &[(&str, usize)] = &[
    ("20 contacts", 2347),
    ("one contact", 1115),
    ("20 conversations", 2099),
    ("a conversation's messages", 621),
    ("20 opportunities", 3363),
    ("the pipelines", 842),
];

pub(crate) fn descriptors() -> Result<Descriptors> {
    Descriptors::of(&highlevel::tools(), LIMIT)
}

pub(crate) async fn answers() -> Result<String> {
    let recorder = Recorder::new(InProcess::new(Sandbox::in_memory().await?.router()));
    let crm = HighLevel::new(&Client::over(recorder.clone()), TOKEN.into(), LOCATION_ID.parse()?)?;
    let tools = Toolset::new(highlevel::tools().into_iter().chain(highlevel::helpers()))?;
    let peer = Some(("ghl-mcp", PEER));
    // A page that is cut short to fit could not be compared.
    Asked { vendor: "HighLevel", tools, crm: crm.with_answer_size(usize::MAX), recorder, rows: ROWS, peer }
        .table()
        .await
}
