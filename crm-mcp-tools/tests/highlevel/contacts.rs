//! The contact tools on the sandbox, as an agent would use them.

use std::collections::HashSet;

use crm_mcp_core::{Caller, ErrorCode, Tier, Toolset};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, ContactPage, HighLevel},
    sandbox::{LOCATION_ID, Limits, READ_TOKEN, Sandbox, TOKEN},
};
use serde_json::{Value, json};

use crate::support::call;

async fn client() -> Client {
    // Paging through everything is more than a location may ask for in ten seconds.
    let limits = Limits { requests: 10_000, ..Limits::default() };
    Client::over(InProcess::new(Sandbox::in_memory().await.unwrap().with_limits(limits).router()))
}

fn with_token(client: &Client, token: &str) -> HighLevel {
    HighLevel::new(client, token.into(), LOCATION_ID.parse().unwrap()).unwrap()
}

async fn sandbox() -> HighLevel {
    with_token(&client().await, TOKEN)
}

/// A new contact's id.
async fn created(crm: &HighLevel, arguments: Value) -> String {
    let answer = call(crm, "contacts_create-contact", arguments).await.unwrap();
    answer["contact"]["id"].as_str().unwrap().to_owned()
}

async fn contact(crm: &HighLevel, id: &str) -> Value {
    call(crm, "contacts_get-contact", json!({"contactId": id})).await.unwrap()["contact"].take()
}

#[tokio::test]
async fn a_contact_is_created_read_changed_and_cleared() {
    let crm = sandbox().await;
    let id = created(
        &crm,
        json!({
            "firstName": "Ada", "lastName": "Lovelace", "email": "ada@lovelace.example", "companyName": "Analytical",
            "city": "London", "tags": ["vip"], "dndSettings": {"SMS": "active"},
            "customFields": {"team_size": 2, "Lead Temperature": "Hot", "contact.services_wanted": ["SEO", "Branding"]}
        }),
    )
    .await;
    let fields = json!({"team_size": 2, "lead_temperature": "Hot", "services_wanted": ["SEO", "Branding"]});
    let read = contact(&crm, &id).await;
    assert_eq!(read["customFields"], fields);
    assert_eq!((&read["firstName"], &read["companyName"]), (&json!("Ada"), &json!("Analytical")));
    assert_eq!(read["dndSettings"], json!({"SMS": "active"}));

    let changes = json!({"contactId": id, "lastName": "King", "clear": ["city"], "customFields": {"team_size": 3}});
    let updated = call(&crm, "contacts_update-contact", changes).await.unwrap();
    let read = contact(&crm, &id).await;
    assert_eq!(updated["contact"], read);
    assert_eq!((&read["lastName"], read.get("city")), (&json!("King"), None));
    assert_eq!(
        read["customFields"],
        json!({"team_size": 3, "lead_temperature": "Hot", "services_wanted": ["SEO", "Branding"]})
    );
}

#[tokio::test]
async fn a_tag_that_no_contact_had_is_told_once() {
    let crm = sandbox().await;
    let id = created(&crm, json!({"email": "first@example.com"})).await;
    let new_tags = async |tool: &str, tags: Value| {
        let answer = call(&crm, tool, json!({"contactId": id, "tags": tags})).await.unwrap();
        answer.get("newTags").cloned()
    };
    assert_eq!(new_tags("contacts_add-tags", json!(["brand-new", "newsletter"])).await, Some(json!(["brand-new"])));
    assert_eq!(new_tags("contacts_add-tags", json!(["Brand-New"])).await, None);
    assert_eq!(new_tags("contacts_update-contact", json!(["newsletter", "newer"])).await, Some(json!(["newer"])));
    let other = call(&crm, "contacts_create-contact", json!({"email": "other@example.com", "tags": ["newest"]})).await;
    assert_eq!(other.unwrap()["newTags"], json!(["newest"]));
}

#[tokio::test]
async fn so_many_new_tags_are_looked_up_and_the_others_are_told_as_unchecked() {
    let crm = sandbox().await;
    let id = created(&crm, json!({"email": "many@example.com"})).await;
    let tags: Vec<_> = (0..7).map(|number| format!("many-{number}")).collect();
    let answer = call(&crm, "contacts_add-tags", json!({"contactId": id, "tags": tags})).await.unwrap();
    assert_eq!((&answer["newTags"], &answer["tagsUnchecked"]), (&json!(tags[..5]), &json!(tags[5..])));
}

#[tokio::test]
async fn tags_are_added_kept_removed_and_replaced() {
    let crm = sandbox().await;
    let id = created(&crm, json!({"email": "tagged@example.com", "tags": ["one"]})).await;
    let tags = async |tool: &str, tags: Value| {
        let mut answer = call(&crm, tool, json!({"contactId": id, "tags": tags})).await.unwrap();
        let mut tags: Vec<String> = serde_json::from_value(answer["tags"].take()).unwrap();
        tags.sort();
        tags
    };
    assert_eq!(tags("contacts_add-tags", json!(["two", "three"])).await, ["one", "three", "two"]);
    assert_eq!(tags("contacts_add-tags", json!([" two "])).await, ["one", "three", "two"]);
    assert_eq!(tags("contacts_remove-tags", json!(["two", "never there"])).await, ["one", "three"]);
    call(&crm, "contacts_update-contact", json!({"contactId": id, "tags": ["new"]})).await.unwrap();
    assert_eq!(contact(&crm, &id).await["tags"], json!(["new"]));
}

#[tokio::test]
async fn a_duplicate_is_answered_with_the_way_forward() {
    let crm = sandbox().await;
    let id = created(&crm, json!({"firstName": "Ada", "email": "ada@lovelace.example"})).await;
    let again = json!({"firstName": "Augusta", "email": "ADA@lovelace.example"});

    let error = call(&crm, "contacts_create-contact", again.clone()).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Conflict);
    assert_eq!((&error.details()["contactId"], &error.details()["matchingField"]), (&json!(id), &json!("email")));
    assert!(error.to_string().contains(&id) && error.to_string().contains("contacts_upsert-contact"), "{error}");

    let upserted = call(&crm, "contacts_upsert-contact", again).await.unwrap();
    assert_eq!((&upserted["new"], &upserted["contact"]["id"]), (&json!(false), &json!(id)));
    assert_eq!(contact(&crm, &id).await["firstName"], "Augusta");

    let other = json!({"email": "grace@hopper.example"});
    assert_eq!(call(&crm, "contacts_upsert-contact", other).await.unwrap()["new"], true);
}

#[tokio::test]
async fn every_page_of_a_search_is_reached_and_no_contact_comes_twice() {
    let crm = sandbox().await;
    let mut seen = HashSet::new();
    let mut arguments = json!({"limit": 37});
    let total = loop {
        let page = call(&crm, "contacts_get-contacts", arguments.clone()).await.unwrap();
        let page: ContactPage = serde_json::from_value(page).unwrap();
        for contact in &page.contacts {
            assert!(seen.insert(contact.id.clone()), "{} came twice", contact.id);
        }
        assert_eq!(page.more.has_more, page.more.next_cursor.is_some());
        match page.more.next_cursor {
            Some(cursor) => arguments["cursor"] = cursor.into(),
            None => break page.more.total.unwrap(),
        }
    };
    assert!(total >= 200);
    assert_eq!(seen.len() as u64, total);
}

#[tokio::test]
async fn a_search_finds_by_name_email_and_nothing_else() {
    let crm = sandbox().await;
    let id =
        created(&crm, json!({"firstName": "Zebedee", "lastName": "Quillfeather", "email": "zq@example.com"})).await;
    for query in ["Quillfeather", "zebedee quill", "zq@example.com"] {
        let page = call(&crm, "contacts_get-contacts", json!({"query": query})).await.unwrap();
        assert_eq!(
            (&page["contacts"][0]["id"], &page["total"], &page["hasMore"]),
            (&json!(id), &json!(1), &json!(false))
        );
    }
    let none = call(&crm, "contacts_get-contacts", json!({"query": "nobody-by-this-name"})).await.unwrap();
    assert_eq!(none, json!({"contacts": [], "hasMore": false, "total": 0}));
}

#[tokio::test]
async fn tasks_of_some_contact_are_listed() {
    let crm = sandbox().await;
    let page = call(&crm, "contacts_get-contacts", json!({"limit": 100})).await.unwrap();
    let mut found = Vec::new();
    for contact in page["contacts"].as_array().unwrap() {
        let answer = call(&crm, "contacts_get-all-tasks", json!({"contactId": contact["id"]})).await.unwrap();
        found.extend(answer["tasks"].as_array().unwrap().clone());
    }
    assert!(!found.is_empty(), "the demo data has tasks");
    assert!(found.iter().all(|task| task["id"].is_string() && task["title"].is_string()), "{found:?}");
}

#[tokio::test]
async fn what_is_not_there_is_told_with_the_tool_that_finds_it() {
    let crm = sandbox().await;
    let calls = [
        ("contacts_get-contact", json!({"contactId": "nosuchcontact"})),
        ("contacts_update-contact", json!({"contactId": "nosuchcontact", "city": "Oslo"})),
        ("contacts_add-tags", json!({"contactId": "nosuchcontact", "tags": ["a"]})),
        ("contacts_remove-tags", json!({"contactId": "nosuchcontact", "tags": ["a"]})),
        ("contacts_get-all-tasks", json!({"contactId": "nosuchcontact"})),
    ];
    for (tool, arguments) in calls {
        let error = call(&crm, tool, arguments).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::NotFound, "{tool}");
        assert!(error.next_step().unwrap().contains("contacts_get-contacts"), "{error}");
    }
}

#[tokio::test]
async fn a_token_that_may_only_read_is_told_which_scope_a_write_needs() {
    let client = client().await;
    let id = created(&with_token(&client, TOKEN), json!({"email": "ada@lovelace.example"})).await;
    let crm = with_token(&client, READ_TOKEN);
    assert_eq!(contact(&crm, &id).await["email"], "ada@lovelace.example");
    let error = call(&crm, "contacts_add-tags", json!({"contactId": id, "tags": ["a"]})).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
    assert!(error.to_string().contains("contacts.write") && error.to_string().contains("\"Edit Contacts\""), "{error}");
}

#[tokio::test]
async fn a_wrong_token_or_location_is_told_apart() {
    let client = client().await;
    let arguments = json!({"contactId": "c1"});
    let error = call(&with_token(&client, "pit-wrong"), "contacts_get-contact", arguments).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Unauthenticated);

    let elsewhere = HighLevel::new(&client, TOKEN.into(), "anotherLocation".parse().unwrap()).unwrap();
    let error = call(&elsewhere, "contacts_get-contacts", json!({})).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
    assert!(error.to_string().contains("location"), "{error}");
}

#[tokio::test]
async fn the_gate_hides_writes_from_a_caller_with_reading_scopes() {
    let crm = sandbox().await;
    let tools = Toolset::new(highlevel::tools()).unwrap();
    let caller = Caller::with_scopes("reader", [highlevel::scopes::CONTACTS_READ.as_str()]);
    let caller = caller.with_tier(Tier::WriteDestructive);
    let names: Vec<_> = tools.list(&caller).map(|spec| &*spec.name).collect();
    assert_eq!(names, ["contacts_get-all-tasks", "contacts_get-contact", "contacts_get-contacts"]);
    let arguments = r#"{"email": "a@b.cd"}"#;
    let refused = tools.call("contacts_create-contact", arguments, &crm, &caller).await.unwrap_err();
    assert_eq!(refused.to_string(), "unknown tool `contacts_create-contact`");
}
