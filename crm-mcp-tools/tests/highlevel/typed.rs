//! Each tool is a function on the location too, with typed arguments: what it gives is what the tool answers.

use crm_mcp_core::{Call, Caller, Effect, ToolError};
use crm_mcp_tools::highlevel::{
    self, HighLevel, Id,
    arguments::{
        AppointmentNoteSearch, CalendarSearch, ContactNoteSearch, ContactSearch, ContactTags, ContactUpdate,
        ConversationSearch, CustomFieldSearch, DuplicateSearch, EventSearch, Fields, LocationView, MessageSearch,
        MessageType, NewContact, NewNote, NewOpportunity, OpportunitySearch, OpportunityStatus, OpportunityUpdate,
        OpportunityView, Paging, PipelineSearch, TaskSearch, TransactionSearch, UpsertContact, WrittenMessage,
    },
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{demo::Demo, support::call};

/// The ids that the calls need.
struct Ids(Value);

impl Ids {
    fn id(&self, name: &str) -> Id {
        self.text(name).parse().unwrap()
    }

    fn text(&self, name: &str) -> String {
        self.0[name].as_str().unwrap().to_owned()
    }
}

/// What the function gives, in the form of the tool's answer.
pub(crate) type Answer = Result<Value, ToolError>;

pub(crate) fn answer(given: Result<impl Serialize, ToolError>) -> Answer {
    given.map(|given| serde_json::to_value(given).unwrap())
}

fn under(name: &str, given: Result<impl Serialize, ToolError>) -> Answer {
    given.map(|given| json!({ name: given }))
}

/// Calls the function of a tool that reads; there is none for any other name.
async fn read(tool: &str, crm: &HighLevel, ids: &Ids) -> Option<Answer> {
    Some(match tool {
        "calendars_get-calendar-events" => {
            let mut search = EventSearch::default();
            search.filter.start_time = Some("2020-01-01".to_owned());
            search.filter.end_time = Some("2030-01-01".to_owned());
            search.filter.calendar_id = Some(ids.id("calendar"));
            answer(crm.get_calendar_events(search).await)
        }
        "calendars_get-appointment-notes" => {
            let mut search = AppointmentNoteSearch::default();
            search.appointment.appointment_id = Some(ids.id("appointment"));
            answer(crm.get_appointment_notes(search).await)
        }
        "calendars_list-calendars" => answer(crm.list_calendars(CalendarSearch::default()).await),
        "contacts_get-all-tasks" => {
            let mut search = TaskSearch::default();
            search.filter.contact_id = Some(ids.id("contact"));
            answer(crm.get_all_tasks(search).await)
        }
        "contacts_get-contact" => under("contact", crm.get_contact(&ids.id("contact")).await),
        "contacts_get-contacts" => {
            let mut search = ContactSearch::default();
            search.paging = Paging::first(3);
            search.fields = Fields::All;
            answer(crm.get_contacts(search).await)
        }
        "contacts_find-duplicates" => {
            let mut search = DuplicateSearch::default();
            search.phone = "+14165550114".parse().ok();
            answer(crm.find_duplicates(search).await)
        }
        "contacts_get-notes" => {
            let mut search = ContactNoteSearch::default();
            search.filter.contact_id = Some(ids.id("contact"));
            answer(crm.get_notes(search).await)
        }
        "conversations_search-conversation" => {
            let mut search = ConversationSearch::default();
            search.filter.plain.contact_id = Some(ids.id("contact"));
            answer(crm.search_conversation(search).await)
        }
        "conversations_get-messages" => {
            let mut search = MessageSearch::default();
            search.filter.conversation_id = Some(ids.id("conversation"));
            answer(crm.get_messages(search).await)
        }
        "locations_get-location" => under("location", crm.get_location(LocationView::default()).await),
        "locations_get-custom-fields" => answer(crm.get_custom_fields(CustomFieldSearch::default()).await),
        "opportunities_search-opportunity" => {
            let mut search = OpportunitySearch::default();
            search.filter.date = "2020-01-31".parse().ok();
            answer(crm.search_opportunity(search).await)
        }
        "opportunities_get-pipelines" => answer(crm.get_pipelines(PipelineSearch::default()).await),
        "opportunities_get-opportunity" => {
            let mut view = OpportunityView::from(&ids.id("opportunity"));
            view.fields = Fields::All;
            under("opportunity", crm.get_opportunity(view).await)
        }
        "payments_get-order-by-id" => under("order", crm.get_order_by_id(&ids.id("order")).await),
        "payments_list-transactions" => answer(crm.list_transactions(TransactionSearch::default()).await),
        _ => return None,
    })
}

/// Calls the function of a tool that writes; there is none for any other name.
async fn write(tool: &str, crm: &HighLevel, ids: &Ids, call: &Call) -> Option<Answer> {
    let contact = ids.id("contact");
    Some(match tool {
        "contacts_add-tags" => answer(crm.add_tags(ContactTags::new(&contact, ["vip", "gold"]), call).await),
        "contacts_remove-tags" => answer(crm.remove_tags(ContactTags::new(&contact, ["vip"]), call).await),
        "contacts_create-contact" => {
            let mut contact = NewContact::default();
            contact.fields.first_name = Some("Ada".to_owned());
            contact.fields.custom_fields = [("contact.team_size", 12)].into_iter().collect();
            answer(crm.create_contact(contact, call).await)
        }
        "contacts_upsert-contact" => {
            let mut upsert = UpsertContact::default();
            upsert.contact.fields.email = Some("ada@example.com".to_owned());
            upsert.contact.company_name = Some("Engines".to_owned());
            answer(crm.upsert_contact(upsert, call).await)
        }
        "contacts_update-contact" => {
            let mut update = ContactUpdate::new(&contact);
            update.fields.city = Some("Ghent".to_owned());
            answer(crm.update_contact(update, call).await)
        }
        "contacts_create-note" => answer(crm.create_note(NewNote::new(&contact, "Called."), call).await),
        "conversations_send-a-new-message" => {
            let mut text = WrittenMessage::new(MessageType::Sms, &contact);
            text.message.message = Some("Hello".to_owned());
            answer(crm.send_a_new_message(text, call).await)
        }
        "opportunities_update-opportunity" => {
            let mut update = OpportunityUpdate::new(&ids.id("opportunity"));
            update.changes.status = Some(OpportunityStatus::Won);
            answer(crm.update_opportunity(update, call).await)
        }
        "opportunities_create-opportunity" => {
            let opportunity = NewOpportunity::new(&contact, ids.text("pipeline"), "Tender");
            answer(crm.create_opportunity(opportunity, call).await)
        }
        _ => return None,
    })
}

/// The same arguments as JSON.
fn arguments(tool: &str, ids: &Ids) -> Value {
    let id = |name: &str| &ids.0[name];
    match tool {
        "calendars_get-calendar-events" => {
            json!({ "startTime": "2020-01-01", "endTime": "2030-01-01", "calendarId": id("calendar") })
        }
        "calendars_get-appointment-notes" => json!({ "appointmentId": id("appointment") }),
        "contacts_get-all-tasks"
        | "contacts_get-contact"
        | "contacts_get-notes"
        | "conversations_search-conversation" => json!({ "contactId": id("contact") }),
        "contacts_get-contacts" => json!({ "limit": 3, "fields": "all" }),
        "contacts_find-duplicates" => json!({ "phone": "+14165550114" }),
        "conversations_get-messages" => json!({ "conversationId": id("conversation") }),
        "opportunities_search-opportunity" => json!({ "date": "2020-01-31" }),
        "opportunities_get-opportunity" => json!({ "opportunityId": id("opportunity"), "fields": "all" }),
        "payments_get-order-by-id" => json!({ "orderId": id("order") }),
        "contacts_add-tags" => json!({ "contactId": id("contact"), "tags": ["vip", "gold"] }),
        "contacts_remove-tags" => json!({ "contactId": id("contact"), "tags": ["vip"] }),
        "contacts_create-contact" => json!({ "firstName": "Ada", "customFields": { "contact.team_size": 12 } }),
        "contacts_upsert-contact" => json!({ "email": "ada@example.com", "companyName": "Engines" }),
        "contacts_update-contact" => json!({ "contactId": id("contact"), "city": "Ghent" }),
        "contacts_create-note" => json!({ "contactId": id("contact"), "body": "Called." }),
        "conversations_send-a-new-message" => json!({ "contactId": id("contact"), "type": "SMS", "message": "Hello" }),
        "opportunities_update-opportunity" => json!({ "opportunityId": id("opportunity"), "status": "won" }),
        "opportunities_create-opportunity" => {
            json!({ "contactId": id("contact"), "pipelineId": id("pipeline"), "name": "Tender" })
        }
        _ => json!({}),
    }
}

/// What two sandboxes with the same data make each in its own way: ids and times.
const BY_CHANCE: [&str; 9] = [
    "id",
    "messageId",
    "conversationId",
    "dateAdded",
    "dateUpdated",
    "createdAt",
    "updatedAt",
    "lastStageChangeAt",
    "lastStatusChangeAt",
];

pub(crate) fn without_chance(answer: &mut Value) {
    match answer {
        Value::Object(fields) => {
            fields.retain(|name, _| !BY_CHANCE.contains(&name.as_str()));
            fields.values_mut().for_each(without_chance);
        }
        Value::Array(items) => items.iter_mut().for_each(without_chance),
        _ => {}
    }
}

#[tokio::test]
async fn each_tool_is_a_function_that_gives_what_the_tool_answers() {
    let ids = Ids(Demo::new().await.ids().await);
    for tool in highlevel::tools().iter().chain(&highlevel::helpers()) {
        let name = &*tool.spec().name;
        let (one, other) = (Demo::new().await, Demo::new().await);
        let caller = Caller::trusted("test");
        let is_read = tool.spec().effect == Effect::Read;
        let crm = one.crm();
        let typed =
            if is_read { read(name, &crm, &ids).await } else { write(name, &crm, &ids, &Call::by(&caller)).await };
        let mut typed = typed.unwrap_or_else(|| panic!("{name} has no function here")).unwrap();
        let mut told = call(&other.crm(), name, arguments(name, &ids)).await.unwrap();
        if !is_read {
            without_chance(&mut typed);
            without_chance(&mut told);
        }
        assert_eq!(typed, told, "{name}");
        assert_eq!(one.sandbox.changes(), other.sandbox.changes(), "{name}");
    }
}

#[tokio::test]
async fn a_list_is_followed_to_its_end() {
    let demo = Demo::new().await;
    let (crm, mut search) = (demo.crm(), ContactSearch::default());
    search.paging = Paging::first(7);
    let (mut seen, mut total) = (0, None);
    loop {
        let page = crm.get_contacts(search.clone()).await.unwrap();
        seen += page.contacts.len() as u64;
        total = total.or(page.more.total);
        search.paging.cursor = page.more.next_cursor;
        if search.paging.cursor.is_none() {
            break;
        }
    }
    assert_eq!(Some(seen), total);
}
