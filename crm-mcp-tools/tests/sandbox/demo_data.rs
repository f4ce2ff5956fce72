//! The demo data: believable, rich, and the same every time.

use std::collections::{BTreeSet, HashSet};

use crm_mcp_tools::sandbox::Sandbox;
use serde_json::{Value, json};

use crate::{client::Client, storage};

/// Two sandboxes whose demo data was made twice: those in memory are copies of one.
async fn made_twice(name: &str) -> [Client; 2] {
    [Client::new().await, storage::open(&storage::fresh(name)).await]
}

#[tokio::test]
async fn two_sandboxes_have_the_same_contacts() {
    let [one, other] = made_twice("contacts-made-twice.db").await;
    let (one, other) = (one.everybody().await, other.everybody().await);
    assert_eq!(one, other);
    assert_eq!(one.len(), 240);
    // Ids that guides and tests name: a change of the demo data must not go unseen.
    assert_eq!((one[0]["id"].as_str(), one[0]["name"].as_str()), (Some("D1xhQNF3hjFouTZhTbOR"), Some("Théo Garnier")));
}

#[tokio::test]
async fn two_sandboxes_have_the_same_conversations_and_events() {
    let [one, other] = made_twice("conversations-made-twice.db").await;
    let search = "/conversations/search?locationId=SandboxLocation00001&limit=100";
    let [found, of_other] = [one.get(search).await.body, other.get(search).await.body];
    assert_eq!(found["conversations"], of_other["conversations"]);
    let messages = format!("/conversations/{}/messages", found["conversations"][0]["id"].as_str().unwrap());
    assert_eq!(one.get(&messages).await.body["messages"], other.get(&messages).await.body["messages"]);
    let user = found["conversations"].as_array().unwrap().iter().find_map(|row| row["assignedTo"].as_str()).unwrap();
    let events = "/calendars/events?locationId=SandboxLocation00001&startTime=0&endTime=1900000000000";
    let events = format!("{events}&userId={user}");
    let [events, of_other] = [one.get(&events).await.body, other.get(&events).await.body];
    assert!(events["events"][0].is_object());
    assert_eq!(events, of_other);
}

#[tokio::test]
async fn people_are_varied_and_nobody_can_be_reached() {
    let everybody = Client::new().await.everybody().await;
    let values = |name: &str| everybody.iter().filter_map(|contact| contact[name].as_str()).collect::<Vec<_>>();
    let distinct = |name: &str| values(name).into_iter().collect::<HashSet<_>>().len();

    assert_eq!(distinct("id"), 240);
    assert_eq!(distinct("name"), 240, "no two contacts have one name");
    assert_eq!(
        values("country").into_iter().collect::<BTreeSet<_>>(),
        ["AU", "CA", "DE", "FR", "GB", "SE", "US"].into()
    );
    assert!(distinct("companyName") > 25 && distinct("source") == 8 && distinct("timezone") > 10);
    assert!(values("name").iter().filter(|name| !name.is_ascii()).count() > 60);

    assert_eq!(values("email").len(), distinct("email"));
    let reserved = [".example.com", ".example.net", ".example.org"];
    assert!(values("email").iter().all(|email| email.is_ascii() && reserved.iter().any(|end| email.ends_with(end))));
    assert_eq!(values("phone").len(), distinct("phone"));
    // A range of each country that its regulator keeps for fiction.
    let fictional = [
        "+1",
        "+4420794600",
        "+4416149600",
        "+4413149600",
        "+4429201800",
        "+4930231250",
        "+4940669690",
        "+4922147100",
        "+4989999980",
        "+331990012",
        "+332619134",
        "+334657156",
        "+612555017",
        "+613555017",
        "+468465004",
        "+463139006",
    ];
    for phone in values("phone") {
        assert!(fictional.iter().any(|start| phone.starts_with(start)), "{phone}");
        assert!(!phone.starts_with("+1") || (phone.len() == 12 && &phone[5..10] == "55501"), "{phone}");
    }
    assert!(values("dateAdded").iter().all(|date| ("2024-09-01".."2026-09-01").contains(date)));
    assert!(everybody.iter().all(|contact| contact["dateAdded"].as_str() <= contact["dateUpdated"].as_str()));

    let tagged = |tag: &str| {
        let has = |contact: &&Value| contact["tags"].as_array().unwrap().contains(&json!(tag));
        everybody.iter().filter(has).count()
    };
    for tag in ["lead", "customer", "vip", "newsletter"] {
        assert!((10..150).contains(&tagged(tag)), "{tag}");
    }
    assert!((5..30).contains(&everybody.iter().filter(|contact| contact["dnd"] == true).count()));
}

#[tokio::test]
async fn a_rich_contact_has_the_vendors_whole_shape() {
    let client = Client::new().await;
    let everybody = client.everybody().await;
    let richest = everybody.iter().max_by_key(|contact| contact.as_object().unwrap().len()).unwrap();
    let contact = client.contact(&richest["id"]).await;
    let keys: BTreeSet<_> = contact.as_object().unwrap().keys().map(String::as_str).collect();
    let documented = [
        "id",
        "name",
        "locationId",
        "firstName",
        "lastName",
        "email",
        "emailLowerCase",
        "timezone",
        "companyName",
        "phone",
        "dnd",
        "dndSettings",
        "type",
        "source",
        "assignedTo",
        "address1",
        "city",
        "state",
        "country",
        "postalCode",
        "website",
        "tags",
        "dateOfBirth",
        "dateAdded",
        "dateUpdated",
        "attachments",
        "keyword",
        "firstNameLowerCase",
        "fullNameLowerCase",
        "lastNameLowerCase",
        "lastActivity",
        "customFields",
        "businessId",
        "attributionSource",
        "lastAttributionSource",
        "visitorId",
    ];
    let seen = ["additionalEmails", "contactName", "followers", "inboundDndSettings", "opportunities"];
    assert_eq!(keys, documented.into_iter().chain(seen).collect());
    assert_eq!(contact["attributionSource"].as_object().unwrap().len(), 18);
    assert_eq!(contact["fullNameLowerCase"], contact["name"].as_str().unwrap().to_lowercase());
}

#[tokio::test]
async fn tasks_belong_to_their_contact_and_come_by_due_date() {
    let client = Client::of(&Sandbox::in_memory().await.unwrap().with_limits(crate::client::UNLIMITED));
    let (mut ids, mut completed) = (HashSet::new(), 0);
    for contact in client.everybody().await {
        let answer = client.get(&format!("/contacts/{}/tasks", contact["id"].as_str().unwrap())).await;
        assert_eq!(answer.status, 200);
        let tasks = answer.body["tasks"].as_array().unwrap();
        assert!(tasks.is_sorted_by_key(|task| task["dueDate"].as_str().unwrap()));
        for task in tasks {
            let keys: BTreeSet<_> = task.as_object().unwrap().keys().map(String::as_str).collect();
            let expected = ["assignedTo", "body", "completed", "contactId", "dueDate", "id", "title"];
            assert_eq!(keys, expected.into());
            assert_eq!(task["contactId"], contact["id"]);
            completed += u32::from(task["completed"].as_bool().unwrap());
            ids.insert(task["id"].as_str().unwrap().to_owned());
        }
    }
    assert!(ids.len() > 80 && (10..100).contains(&completed), "{} {completed}", ids.len());
}

#[tokio::test]
async fn the_location_tells_its_settings_and_custom_fields() {
    let client = Client::new().await;
    let location = client.get("/locations/SandboxLocation00001").await.body["location"].clone();
    assert_eq!(location["id"], "SandboxLocation00001");
    assert_eq!(location["timezone"], "America/New_York");
    assert_eq!(location["settings"]["allowDuplicateContact"], false);

    let types = |model: &'static str| {
        let client = client.clone();
        async move {
            let answer = client.get(&format!("/locations/SandboxLocation00001/customFields{model}")).await;
            let fields = answer.body["customFields"].as_array().unwrap().clone();
            assert!(
                fields
                    .iter()
                    .all(|field| field["fieldKey"].as_str().unwrap().starts_with(field["model"].as_str().unwrap()))
            );
            fields.iter().map(|field| field["dataType"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        }
    };
    let contact = [
        "TEXT",
        "LARGE_TEXT",
        "NUMERICAL",
        "MONETORY",
        "SINGLE_OPTIONS",
        "MULTIPLE_OPTIONS",
        "DATE",
        "CHECKBOX",
        "PHONE",
        "RADIO",
        "FILE_UPLOAD",
        "SIGNATURE",
        "TEXTBOX_LIST",
    ];
    assert_eq!(types("?model=contact").await, contact);
    assert_eq!(types("?model=opportunity").await, ["TEXT", "DATE", "MULTIPLE_OPTIONS", "FILE_UPLOAD"]);
    assert_eq!(types("").await.len(), 17);
    assert_eq!(types("?model=all").await.len(), 17);
}

#[tokio::test]
async fn contacts_have_values_of_every_custom_field_in_its_type() {
    let client = Client::new().await;
    let everybody = client.everybody().await;
    let answer = client.get("/locations/SandboxLocation00001/customFields?model=contact").await;
    for field in answer.body["customFields"].as_array().unwrap() {
        let values: Vec<&Value> = everybody
            .iter()
            .flat_map(|contact| contact["customFields"].as_array().unwrap())
            .filter(|value| value["id"] == field["id"])
            .map(|value| &value["value"])
            .collect();
        assert!(values.len() > 10, "{field}");
        let is_file = |value: &Value| value["url"].is_string() && value["meta"]["originalname"].is_string();
        let fits = |value: &&Value| match field["dataType"].as_str().unwrap() {
            "NUMERICAL" | "MONETORY" => value.is_number(),
            "SINGLE_OPTIONS" | "RADIO" => field["picklistOptions"].as_array().unwrap().contains(value),
            "MULTIPLE_OPTIONS" | "CHECKBOX" => {
                let options = field["picklistOptions"].as_array().unwrap();
                value
                    .as_array()
                    .is_some_and(|items| !items.is_empty() && items.iter().all(|item| options.contains(item)))
            }
            "FILE_UPLOAD" => value.as_object().is_some_and(|files| files.values().all(is_file)),
            "SIGNATURE" => is_file(value),
            "TEXTBOX_LIST" => {
                let boxes: Vec<_> =
                    field["picklistOptions"].as_array().unwrap().iter().map(|option| &option["id"]).collect();
                assert_eq!(field["picklistOptions"][0], json!({ "id": "b1", "label": "Weekdays" }));
                value.as_object().unwrap().iter().all(|(id, text)| boxes.contains(&&json!(id)) && text.is_string())
            }
            "PHONE" => value.as_str().is_some_and(|phone| phone.starts_with("+12075550")),
            _ => value.is_string(),
        };
        assert!(values.iter().all(fits), "{field}");
    }
}
