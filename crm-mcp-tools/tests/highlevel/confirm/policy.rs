//! Who is asked, and about what: the policy and the client's abilities.

use crm_mcp_core::{Effect, Tool};
use crm_mcp_tools::highlevel::{self, Confirm, HighLevel};
use serde_json::{Value, json};

use super::client::{Client, yes};
use crate::demo::{Demo, arguments};

fn writes() -> impl Iterator<Item = Tool<HighLevel>> {
    let tools = highlevel::tools().into_iter().chain(highlevel::helpers());
    tools.filter(|tool| tool.spec().effect != Effect::Read)
}

#[tokio::test]
async fn every_tool_that_changes_something_asks_first_if_it_is_to() {
    let demo = Demo::new().await;
    let ids = demo.ids().await;
    let client = |confirm| Client::of(demo.clone(), confirm);
    let (always, destructive) = (client(Confirm::ALWAYS), client(Confirm::DESTRUCTIVE));
    let (mut writing, mut asked) = (0, 0);
    for tool in writes() {
        let (tool, arguments, before) = (tool.spec(), arguments(&tool.spec().name, &ids), demo.sandbox.changes());
        let question = always.asked(&tool.name, &arguments).await;
        assert!(question.text.lines().count() > 1, "{}: {}", tool.name, question.text);
        assert_eq!(question.form["properties"]["proceed"]["type"], "boolean");
        assert_eq!(question.form["required"], Value::Null);
        // There is nobody yet whom this upsert overwrites.
        if tool.effect.hints().destructive && tool.name != "contacts_upsert-contact" {
            destructive.asked(&tool.name, &arguments).await;
            asked += 1;
        }
        assert_eq!(demo.sandbox.changes(), before, "{}", tool.name);
        writing += 1;
    }
    assert_eq!((writing, asked), (9, 4));
}

#[tokio::test]
async fn nobody_is_asked_and_nothing_read_for_it_without_the_policy_or_a_client_that_shows_forms() {
    let demo = Demo::new().await;
    let ids = demo.ids().await;
    let sent = async |client: &Client, tool: &str| {
        demo.sent();
        let result = client.call(tool, &arguments(tool, &ids)).await;
        assert_eq!(result["resultType"], "complete", "{result}");
        demo.sent().into_iter().map(|sent| sent.line).collect::<Vec<_>>()
    };
    let never = Client::of(demo.clone(), Confirm::NEVER);
    let unable = Client::of(demo.clone(), Confirm::ALWAYS).without_forms();
    for (tool, requests) in [
        ("contacts_remove-tags", 1),
        ("contacts_create-note", 1),
        // Whether the contact can and may be reached is looked up in any case.
        ("conversations_send-a-new-message", 2),
    ] {
        for client in [&never, &unable] {
            let sent = sent(client, tool).await;
            assert_eq!(sent.len(), requests, "{sent:?}");
        }
    }
}

#[tokio::test]
async fn what_only_adds_is_not_destructive() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let ids = client.demo.ids().await;
    for tool in ["contacts_add-tags", "contacts_create-note", "contacts_create-contact"] {
        assert!(client.question(tool, &arguments(tool, &ids)).await.is_none(), "{tool}");
    }
}

#[tokio::test]
async fn an_upsert_is_asked_about_where_it_overwrites() {
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    let upsert = json!({ "email": "ada@x.example", "firstName": "Ada", "city": "London" });
    let result = client.call("contacts_upsert-contact", &upsert).await;
    assert_eq!(result["structuredContent"]["new"], true, "{result}");
    let upsert = json!({ "email": "ada@x.example", "firstName": "Ada", "city": "Paris" });
    let question = client.asked("contacts_upsert-contact", &upsert).await;
    assert_eq!(question.text, "Update contact \"Ada\" (ada@x.example)?\n- city: London → Paris");
}

#[tokio::test]
async fn the_email_that_an_upsert_replaced_is_told_where_the_contact_was_read() {
    const UPSERT: &str = "contacts_upsert-contact";
    let client = Client::new(Confirm::DESTRUCTIVE).await;
    client.contact(json!({ "email": "ada@x.example", "phone": "+12125550199" })).await;
    for (email, replaced) in [("ADA@x.example", json!(null)), ("countess@x.example", json!("ADA@x.example"))] {
        let upsert = json!({ "email": email, "phone": "+12125550199", "city": email });
        let question = client.asked(UPSERT, &upsert).await;
        let result = client.answer(UPSERT, &upsert, &question, &yes()).await["result"].take();
        let told = &result["structuredContent"];
        assert_eq!((&told["new"], &told["contact"]["email"]), (&json!(false), &json!(email)), "{result}");
        assert_eq!(told.get("replacedEmail").unwrap_or(&json!(null)), &replaced, "{result}");
    }
}

#[tokio::test]
async fn a_tool_that_is_named_asks_and_no_other_does() {
    let demo = Demo::new().await;
    let ids = demo.ids().await;
    let names: Vec<_> = writes().map(|tool| tool.spec().name.to_string()).collect();
    for named in &names {
        let client = Client::of(demo.clone(), named.parse().unwrap());
        client.asked(named, &arguments(named, &ids)).await;
        let other = names.iter().find(|name| *name != named).unwrap();
        assert!(
            client.question(other, &arguments(other, &ids)).await.is_none(),
            "{other} asks in the place of {named}"
        );
    }
}

#[tokio::test]
async fn what_is_named_is_asked_about_beside_what_an_effect_covers() {
    let client = Client::new("destructive, contacts_add-tags".parse().unwrap()).await;
    let ids = client.demo.ids().await;
    for (tool, is_asked) in
        [("contacts_add-tags", true), ("contacts_remove-tags", true), ("contacts_create-note", false)]
    {
        assert_eq!(client.question(tool, &arguments(tool, &ids)).await.is_some(), is_asked, "{tool}");
    }
}

#[test]
fn policies_are_read_and_written() {
    for (text, confirm, written) in [
        ("never", Confirm::NEVER, "never"),
        ("destructive", Confirm::DESTRUCTIVE, "destructive"),
        ("always", Confirm::ALWAYS, "always"),
        ("send", Confirm::NEVER.and_effect(Effect::Send), "send"),
        ("destructive, create", Confirm::ALWAYS, "always"),
        ("send,update,delete", Confirm::DESTRUCTIVE, "destructive"),
        (
            "delete,contacts_add-tags",
            Confirm::NEVER.and_effect(Effect::Delete).and_tool("contacts_add-tags"),
            "delete,contacts_add-tags",
        ),
    ] {
        assert_eq!(text.parse(), Ok(confirm.clone()), "{text}");
        assert_eq!(confirm.to_string(), written);
    }
    assert_eq!(Confirm::default(), Confirm::DESTRUCTIVE);
}

#[test]
fn what_cannot_be_confirmed_is_named() {
    const UNKNOWN: &str =
        "is not never, destructive, always, an effect (create, update, delete, send) or the name of a tool";
    for (text, said) in [
        ("sometimes", format!("`sometimes` {UNKNOWN}")),
        ("send,contacts", format!("`contacts` {UNKNOWN}")),
        ("", format!("`` {UNKNOWN}")),
        ("read", format!("`read` {UNKNOWN}")),
        ("never,send", "`never` stands alone".to_owned()),
        ("contacts_get-contact", "contacts_get-contact only reads, and reads are not confirmed".to_owned()),
    ] {
        assert_eq!(text.parse::<Confirm>().unwrap_err().to_string(), said);
    }
}

/// HighLevel can start automations that message people when a tag or a stage changes, or a contact is made.
#[test]
fn writes_that_can_start_automations_say_that_they_reach_beyond_the_crm() {
    let within: Vec<_> =
        writes().filter(|tool| !tool.spec().hints().open_world).map(|tool| tool.spec().name.to_string()).collect();
    assert_eq!(within, ["contacts_create-note"]);
}
