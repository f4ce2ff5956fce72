//! What the user is shown: names for ids, the old beside the new, the whole of a message.

use crm_mcp_tools::{highlevel::Confirm, sandbox::LOCATION_ID};
use serde_json::{Value, json};

use super::client::Client;
use crate::support::{Vendor, answer};

async fn text(client: &Client, tool: &str, arguments: Value) -> String {
    client.asked(tool, &arguments).await.text
}

/// The name of a stage as it is shown.
fn in_quotes(name: &str) -> String {
    if name.contains(' ') { format!("\"{name}\"") } else { name.to_owned() }
}

async fn ada(client: &Client) -> String {
    client
        .contact(json!({
            "firstName": "Ada", "lastName": "Lovelace", "email": "ada@x.example", "phone": "+15555550101",
            "city": "London", "dateOfBirth": "1990-05-01", "tags": ["vip", "newsletter"]
        }))
        .await
}

#[tokio::test]
async fn an_update_shows_what_is_there_and_what_will_be() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let id = ada(&client).await;
    let fields = json!({ "contactId": id, "customFields": { "team_size": 2 } });
    let never = Client::of(client.demo.clone(), Confirm::NEVER);
    never.call("contacts_update-contact", &fields).await;

    let changes = json!({
        "contactId": id, "firstName": "Ada", "lastName": "King", "dateOfBirth": "1990-05-01", "state": "NY",
        "tags": ["vip"], "dnd": true, "clear": ["city"], "customFields": { "Team size": 3 }
    });
    assert_eq!(
        text(&client, "contacts_update-contact", changes).await,
        "Update contact \"Ada Lovelace\" (ada@x.example, +15555550101)?\n\
         - city: London → (empty)\n\
         - custom field team_size: 2 → 3\n\
         - dnd: no → yes\n\
         - last name: Lovelace → King\n\
         - state: NY\n\
         - tags: vip, newsletter → vip"
    );
    let same = json!({ "contactId": id, "city": "London", "tags": ["vip", "newsletter"] });
    assert!(text(&client, "contacts_update-contact", same).await.ends_with("?\nNothing would change."));
    // What the record does not say is not known to be empty.
    let unsaid = json!({ "contactId": id, "city": "London", "clear": ["website"] });
    assert!(text(&client, "contacts_update-contact", unsaid).await.ends_with("?\n- website: → (empty)"));
}

#[tokio::test]
async fn tags_are_shown_as_they_are_asked_for_with_those_there_are() {
    let client = Client::new(Confirm::ALWAYS).await;
    let id = ada(&client).await;
    let tags = |tags: Value| json!({ "contactId": id, "tags": tags });
    let name = "contact \"Ada Lovelace\" (ada@x.example, +15555550101)?";
    assert_eq!(
        text(&client, "contacts_remove-tags", tags(json!(["VIP", "unknown"]))).await,
        format!("Remove tags from {name}\n- tags: VIP, unknown\n- tags now: vip, newsletter")
    );
    assert_eq!(
        text(&client, "contacts_add-tags", tags(json!(["Vip", "hot, lead"]))).await,
        format!("Add tags to {name}\n- tags: Vip, \"hot, lead\"\n- tags now: vip, newsletter")
    );
}

#[tokio::test]
async fn a_move_is_shown_by_the_names_of_the_stages() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let pipelines = client.demo.get(&format!("/opportunities/pipelines?locationId={LOCATION_ID}")).await;
    let pipeline = &pipelines["pipelines"][0];
    let [from, to] = [0, 1].map(|place| &pipeline["stages"][place]);
    let deal = json!({
        "locationId": LOCATION_ID, "contactId": ada(&client).await, "pipelineId": pipeline["id"],
        "pipelineStageId": from["id"], "name": "Website", "status": "open", "monetaryValue": 100
    });
    let deal = client.demo.ask("POST", "/opportunities/", &deal).await["opportunity"]["id"].take();
    let change = json!({ "opportunityId": deal, "pipelineStageId": to["id"], "monetaryValue": 250.5 });
    let (from, to) = (from["name"].as_str().unwrap(), to["name"].as_str().unwrap());
    assert_eq!(
        text(&client, "opportunities_update-opportunity", change).await,
        format!(
            "Update opportunity \"Website\" (\"Ada Lovelace\")?\n\
             - monetary value: 100 → 250.5\n- pipeline stage: {} → {}",
            in_quotes(from),
            in_quotes(to)
        )
    );
}

#[tokio::test]
async fn a_loss_is_shown_as_one_change_with_the_name_of_its_reason() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let pipelines = client.demo.get(&format!("/opportunities/pipelines?locationId={LOCATION_ID}")).await;
    let deal = json!({
        "locationId": LOCATION_ID, "contactId": ada(&client).await, "pipelineId": pipelines["pipelines"][0]["id"],
        "name": "Website", "status": "open", "monetaryValue": 100
    });
    let deal = client.demo.ask("POST", "/opportunities/", &deal).await["opportunity"]["id"].take();
    let change = json!({ "opportunityId": deal, "status": "lost", "lostReasonId": "price", "monetaryValue": 250.5 });
    let shown = text(&client, "opportunities_update-opportunity", change).await;
    let price = in_quotes("Price");
    assert_eq!(
        shown,
        format!(
            "Update opportunity \"Website\" (\"Ada Lovelace\")?\n\
             - lost reason: {price}\n- monetary value: 100 → 250.5\n- status: open → lost"
        )
    );
}

#[tokio::test]
async fn a_message_is_shown_whole_with_whom_it_reaches() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let id = ada(&client).await;
    let message = json!({ "type": "SMS", "contactId": id, "message": "Hello Ada,\n- type: Email" });
    assert_eq!(
        text(&client, "conversations_send-a-new-message", message).await,
        "Send a message to contact \"Ada Lovelace\" (ada@x.example, +15555550101)?\n\
         - message: Hello Ada,\n    - type: Email\n\
         - type: SMS"
    );
    let plain = json!({ "type": "Email", "contactId": id, "subject": "Hi", "message": "Hello <Ada>" });
    let shown = text(&client, "conversations_send-a-new-message", plain).await;
    assert!(shown.ends_with("?\n- message: Hello <Ada>\n- subject: Hi\n- type: Email"), "once only: {shown}");
    let email = json!({
        "type": "Email", "contactId": id, "subject": "Hi", "html": "x".repeat(2_100), "emailCc": ["max@x.example"],
        "emailTo": "other@x.example", "emailBcc": ["spy@x.example"], "scheduledTimestamp": "2099-01-01T00:00:00Z"
    });
    let shown = text(&client, "conversations_send-a-new-message", email).await;
    let html = format!("\n- html: {}… (100 characters more)\n", "x".repeat(2_000));
    assert!(shown.starts_with("Send a message to contact \"Ada Lovelace\" at other@x.example?\n"), "{shown}");
    let moment = "\n- scheduled timestamp: 2099-01-01 00:00:00 UTC\n";
    for part in [moment, "\n- email bcc: spy@x.example\n", "\n- email cc: max@x.example\n", &html, "\n- subject: Hi\n"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

#[tokio::test]
async fn no_record_can_write_a_line_of_its_own() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let contact =
        json!({ "firstName": "Ada?\n- city: London", "email": "ada@x.example", "city": "Ro\u{202e}me\r\n- dnd: no" });
    let update = json!({ "contactId": client.contact(contact).await, "city": "Paris" });
    assert_eq!(
        text(&client, "contacts_update-contact", update).await,
        "Update contact \"Ada?\\n- city: London\" (ada@x.example)?\n\
         - city: Ro\\u{202e}me\\r\n    - dnd: no → Paris"
    );
    let contact =
        json!({ "firstName": format!("Max\" ({})", "x".repeat(200)), "email": "max@x.example", "city": "a → b" });
    let update = json!({ "contactId": client.contact(contact).await, "city": "(empty)" });
    let name = format!("\"Max\\\" ({}…\"", "x".repeat(94));
    assert_eq!(
        text(&client, "contacts_update-contact", update).await,
        format!("Update contact {name} (max@x.example)?\n- city: \"a → b\" → \"(empty)\"")
    );
}

#[tokio::test]
async fn only_a_date_is_shortened_to_its_day() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let id = ada(&client).await;
    let text_message = "See you aT00:00:00 and please wire $5000";
    let message = json!({ "type": "SMS", "contactId": id, "message": text_message });
    let shown = text(&client, "conversations_send-a-new-message", message).await;
    assert!(shown.contains(&format!("\n- message: {text_message}\n")), "{shown}");
    let update = json!({ "contactId": id, "city": "2026-01-01T00:00:00Z", "dateOfBirth": "1990-05-01" });
    let shown = text(&client, "contacts_update-contact", update).await;
    assert!(shown.ends_with("?\n- city: London → 2026-01-01T00:00:00Z"), "{shown}");
}

#[tokio::test]
async fn what_looks_alike_is_a_change_all_the_same() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    for (old, new, shown) in [
        ("London", "London\u{200b}", r"London → London\u{200b}"),
        ("London", "Lon\u{feff}\u{61c}don", r"London → Lon\u{feff}\u{61c}don"),
        ("Lon\u{2066}don", "London", r"Lon\u{2066}don → London"),
        ("London", "London ", "London → \"London \""),
    ] {
        let contact = client.contact(json!({ "email": format!("{}@x.example", shown.len()), "city": old })).await;
        let text = text(&client, "contacts_update-contact", json!({ "contactId": contact, "city": new })).await;
        assert!(text.ends_with(&format!("?\n- city: {shown}")), "{text}");
        let never = Client::of(client.demo.clone(), Confirm::NEVER);
        never.call("contacts_update-contact", &json!({ "contactId": contact, "clear": ["email"] })).await;
    }
    let contact = client.contact(json!({ "firstName": "Ada", "tags": ["a, b"] })).await;
    let tags = json!({ "contactId": contact, "tags": ["a", "b"] });
    let text = text(&client, "contacts_update-contact", tags).await;
    assert!(text.ends_with("?\n- tags: \"a, b\" → a, b"), "{text}");
}

#[tokio::test]
async fn do_not_disturb_is_shown_by_channel() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let id = ada(&client).await;
    let settings = |settings: Value| json!({ "contactId": id, "dndSettings": settings });
    let never = Client::of(client.demo.clone(), Confirm::NEVER);
    never.call("contacts_update-contact", &settings(json!({ "SMS": "active" }))).await;
    for (given, shown) in [
        (json!({ "SMS": "active" }), "\nNothing would change."),
        (json!({ "SMS": "inactive" }), "\n- dnd settings: SMS: active → SMS: inactive"),
        (
            json!({ "SMS": { "status": "active", "message": "asked us" } }),
            "\n- dnd settings: SMS: active → SMS: (message: \"asked us\", status: active)",
        ),
    ] {
        let text = text(&client, "contacts_update-contact", settings(given)).await;
        assert!(text.ends_with(&format!("?{shown}")), "{text}");
    }
}

#[tokio::test]
async fn a_change_far_down_in_a_long_text_is_a_change() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let address = |end: char| format!("{}{end}", "x".repeat(2_000));
    let contact = client.contact(json!({ "email": "ada@x.example", "address1": address('a') })).await;
    let shown =
        text(&client, "contacts_update-contact", json!({ "contactId": contact, "address1": address('b') })).await;
    assert!(shown.contains("\n- address1: xxx") && shown.ends_with("x… (1 characters more)"), "{shown}");
}

#[tokio::test]
async fn two_contacts_that_an_upsert_may_mean_are_both_named() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    ada(&client).await;
    client.contact(json!({ "firstName": "Max", "phone": "+15555550102" })).await;
    let upsert = json!({ "email": "ada@x.example", "phone": "+15555550102", "city": "Paris" });
    let shown = text(&client, "contacts_upsert-contact", upsert).await;
    let named = "Update contact \"Ada Lovelace\" (ada@x.example, +15555550101) or contact \"Max\" (+15555550102)?\n- city: Paris";
    assert!(shown.starts_with(named), "{shown}");
    let upsert = json!({ "email": "ada@x.example", "city": "Paris", "createNewIfDuplicateAllowed": true });
    let shown = text(&client, "contacts_upsert-contact", upsert).await;
    assert!(shown.starts_with("Create a contact, or update contact \"Ada Lovelace\" ("), "{shown}");
}

#[tokio::test]
async fn a_caller_who_may_not_read_learns_nothing_from_the_question() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let id = ada(&client).await;
    let client = client.with_scopes(["contacts.write", "conversations/message.write"]);
    let update = json!({ "contactId": id, "city": "London", "clear": ["email"] });
    assert_eq!(
        text(&client, "contacts_update-contact", update).await,
        format!("Update contact {id}?\n- city: London\n- email: → (empty)")
    );
    let remove = json!({ "contactId": id, "tags": ["vip"] });
    assert_eq!(
        text(&client, "contacts_remove-tags", remove).await,
        format!("Remove tags from contact {id}?\n- tags: vip")
    );
    let message = json!({ "type": "SMS", "contactId": id, "message": "Hello", "toNumber": "+15555550109" });
    let shown = text(&client, "conversations_send-a-new-message", message).await;
    assert!(shown.starts_with(&format!("Send a message to contact {id} at +15555550109?\n")), "{shown}");
    let upsert = json!({ "email": "ada@x.example", "city": "Paris" });
    let shown = text(&client, "contacts_upsert-contact", upsert).await;
    assert!(shown.starts_with("Update the contact with ada@x.example, or create one?\n- city: Paris\n"), "{shown}");
}

#[tokio::test]
async fn what_the_token_may_not_see_is_named_by_its_id() {
    let denied = || answer(401, r#"{"statusCode":401,"message":"The token is not authorized for this scope."}"#);
    let vendor = Vendor::answering((0..6).map(|_| denied()));
    let client = Client::new(Confirm::DESTRUCTIVE).await.on(vendor.location());
    for (tool, arguments, shown) in [
        (
            "contacts_remove-tags",
            json!({ "contactId": "c1", "tags": ["vip"] }),
            "Remove tags from contact c1?\n- tags: vip",
        ),
        (
            "contacts_upsert-contact",
            json!({ "email": "ada@x.example", "phone": "+15555550101" }),
            "Update the contact with ada@x.example or +15555550101, or create one?\n\
             - email: ada@x.example\n- phone: +15555550101",
        ),
        (
            "opportunities_update-opportunity",
            json!({ "opportunityId": "o1", "pipelineStageId": "Stage000000000000001" }),
            "Update opportunity o1?\n- pipeline stage: Stage000000000000001",
        ),
        (
            "contacts_update-contact",
            json!({ "contactId": "c1", "city": "Paris", "clear": ["email", "tags"] }),
            "Update contact c1?\n- city: Paris\n- email: → (empty)\n- tags: → (empty)",
        ),
    ] {
        assert_eq!(text(&client, tool, arguments).await, shown);
    }
}
