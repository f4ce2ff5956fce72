//! What is odd in the texts of arguments means the same to a tool's function as to the tool called by its name.

use crm_mcp_core::{Call, Caller};
use crm_mcp_tools::highlevel::{
    HighLevel, Id,
    arguments::{
        ContactTags, ContactUpdate, MessageType, NewContact, NewNote, NewOpportunity, OpportunityUpdate, UpsertContact,
        WrittenMessage,
    },
};
use serde_json::{Value, json};

use crate::{
    demo::Demo,
    support::call,
    typed::{Answer, answer, without_chance},
};

/// The arguments of a tool's function, and the tool's name with the same as JSON.
enum Given {
    Add(ContactTags),
    Remove(ContactTags),
    Note(NewNote),
    Create(NewContact),
    Upsert(UpsertContact),
    Update(ContactUpdate),
    Opportunity(NewOpportunity),
    Change(OpportunityUpdate),
    Message(WrittenMessage),
}

impl Given {
    fn tool(&self) -> &'static str {
        match self {
            Self::Add(_) => "contacts_add-tags",
            Self::Remove(_) => "contacts_remove-tags",
            Self::Note(_) => "contacts_create-note",
            Self::Create(_) => "contacts_create-contact",
            Self::Upsert(_) => "contacts_upsert-contact",
            Self::Update(_) => "contacts_update-contact",
            Self::Opportunity(_) => "opportunities_create-opportunity",
            Self::Change(_) => "opportunities_update-opportunity",
            Self::Message(_) => "conversations_send-a-new-message",
        }
    }

    async fn to(self, crm: &HighLevel, call: &Call) -> Answer {
        match self {
            Self::Add(tags) => answer(crm.add_tags(tags, call).await),
            Self::Remove(tags) => answer(crm.remove_tags(tags, call).await),
            Self::Note(note) => answer(crm.create_note(note, call).await),
            Self::Create(contact) => answer(crm.create_contact(contact, call).await),
            Self::Upsert(contact) => answer(crm.upsert_contact(contact, call).await),
            Self::Update(update) => answer(crm.update_contact(update, call).await),
            Self::Opportunity(opportunity) => answer(crm.create_opportunity(opportunity, call).await),
            Self::Change(update) => answer(crm.update_opportunity(update, call).await),
            Self::Message(message) => answer(crm.send_a_new_message(message, call).await),
        }
    }
}

fn with<T>(mut arguments: T, change: impl FnOnce(&mut T)) -> T {
    change(&mut arguments);
    arguments
}

fn tags_and_notes(contact: &Id) -> Vec<(Given, Value)> {
    let tags = |tags: &[&str]| ContactTags::new(contact, tags.iter().copied());
    let note = |body: &str| NewNote::new(contact, body);
    let untitled = with(note("Called."), |note| (note.title, note.color) = (Some(String::new()), Some(String::new())));
    vec![
        (Given::Add(tags(&[" VIP "])), json!({ "tags": [" VIP "] })),
        (Given::Add(tags(&[])), json!({ "tags": [] })),
        (Given::Remove(tags(&[])), json!({ "tags": [] })),
        (Given::Add(tags(&["vip", ""])), json!({ "tags": ["vip", ""] })),
        (Given::Remove(tags(&["vip", " "])), json!({ "tags": ["vip", " "] })),
        (Given::Note(note("")), json!({ "body": "" })),
        (Given::Note(untitled), json!({ "body": "Called.", "title": "", "color": "" })),
    ]
}

fn contacts(contact: &Id) -> Vec<(Given, Value)> {
    let new = |change: fn(&mut NewContact)| with(NewContact::default(), change);
    let upsert = |change: fn(&mut UpsertContact)| Given::Upsert(with(UpsertContact::default(), change));
    let update = |change: fn(&mut ContactUpdate)| Given::Update(with(ContactUpdate::new(contact), change));
    let nobody = new(|it| (it.fields.first_name, it.company_name) = (Some(String::new()), Some(String::new())));
    let tagged = new(|it| {
        it.fields.last_name = Some("Lovelace".to_owned());
        it.fields.tags = vec![" VIP ".to_owned(), " ".to_owned()];
        it.gender = Some(String::new());
    });
    vec![
        (Given::Create(nobody), json!({ "firstName": "", "companyName": "" })),
        (Given::Create(tagged), json!({ "lastName": "Lovelace", "tags": [" VIP ", " "], "gender": "" })),
        (upsert(|it| it.contact.fields.email = Some(String::new())), json!({ "email": "" })),
        (
            upsert(|it| {
                (it.contact.fields.email, it.contact.company_name) =
                    (Some("ada@example.com".to_owned()), Some(String::new()));
            }),
            json!({ "email": "ada@example.com", "companyName": "" }),
        ),
        (update(|it| it.fields.city = Some(String::new())), json!({ "city": "" })),
        (update(|it| it.fields.tags = vec![" ".to_owned()]), json!({ "tags": [" "] })),
        (
            update(|it| (it.fields.city, it.fields.assigned_to) = (Some("Ghent".to_owned()), Some(String::new()))),
            json!({ "city": "Ghent", "assignedTo": "" }),
        ),
    ]
}

fn deals(contact: &Id, opportunity: &Id, pipeline: &str) -> Vec<(Given, Value)> {
    let new = |pipeline: &str, name: &str| NewOpportunity::new(contact, pipeline, name);
    let change = |change: fn(&mut OpportunityUpdate)| Given::Change(with(OpportunityUpdate::new(opportunity), change));
    let unplaced = with(new(pipeline, "Tender"), |it| it.fields.pipeline_stage_id = Some(String::new()));
    vec![
        (Given::Opportunity(new(pipeline, "")), json!({ "pipelineId": pipeline, "name": "" })),
        (Given::Opportunity(new("", "Tender")), json!({ "pipelineId": "", "name": "Tender" })),
        (Given::Opportunity(unplaced), json!({ "pipelineId": pipeline, "name": "Tender", "pipelineStageId": "" })),
        (
            change(|it| {
                (it.changes.pipeline_id, it.changes.lost_reason_id) = (Some(String::new()), Some(String::new()));
            }),
            json!({ "pipelineId": "", "lostReasonId": "" }),
        ),
        (
            change(|it| (it.changes.name, it.changes.fields.monetary_value) = (Some(String::new()), Some(7.0))),
            json!({ "name": "", "monetaryValue": 7.0 }),
        ),
    ]
}

fn messages(contact: &Id) -> Vec<(Given, Value)> {
    let message =
        |kind, change: fn(&mut WrittenMessage)| Given::Message(with(WrittenMessage::new(kind, contact), change));
    let text = message(MessageType::Sms, |it| {
        (it.message.message, it.message.subject, it.message.html) =
            (Some("Hello".to_owned()), Some(String::new()), Some(String::new()));
        (it.message.email.email_from, it.scheduled_timestamp) = (Some(String::new()), Some(String::new()));
    });
    vec![
        (
            message(MessageType::Sms, |it| it.message.message = Some(String::new())),
            json!({ "type": "SMS", "message": "" }),
        ),
        (
            text,
            json!({ "type": "SMS", "message": "Hello", "subject": "", "html": "", "emailFrom": "",
                "scheduledTimestamp": "" }),
        ),
    ]
}

#[tokio::test]
async fn a_text_means_what_it_means_in_a_call_by_name() {
    let ids = Demo::new().await.ids().await;
    let id = |name: &str| ids[name].as_str().unwrap().parse::<Id>().unwrap();
    let (contact, opportunity) = (id("contact"), id("opportunity"));
    let given = [
        tags_and_notes(&contact),
        contacts(&contact),
        deals(&contact, &opportunity, ids["pipeline"].as_str().unwrap()),
        messages(&contact),
    ];
    for (given, mut arguments) in given.into_iter().flatten() {
        let tool = given.tool();
        match tool {
            "contacts_create-contact" | "contacts_upsert-contact" => {}
            "opportunities_update-opportunity" => arguments["opportunityId"] = json!(opportunity),
            _ => arguments["contactId"] = json!(contact),
        }
        let (one, other, caller) = (Demo::new().await, Demo::new().await, Caller::trusted("test"));
        let mut typed = given.to(&one.crm(), &Call::by(&caller)).await.map_err(|error| error.to_string());
        let mut told = call(&other.crm(), tool, arguments.clone()).await.map_err(|error| error.to_string());
        typed.iter_mut().chain(&mut told).for_each(without_chance);
        assert_eq!(typed, told, "{tool} {arguments}");
        assert_eq!(one.sent(), other.sent(), "{tool} {arguments}");
    }
}
