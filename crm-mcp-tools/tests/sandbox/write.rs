//! Creating, updating and upserting contacts.

use serde_json::{Value, json};

use crate::client::{Client, located};

#[tokio::test]
async fn a_created_contact_is_answered_in_full_and_can_be_read() {
    let client = Client::new().await;
    let answer = client
        .post(
            "/contacts/",
            located(json!({
                "firstName": "Zoë", "lastName": "Ångström", "email": "Zoe@Example.com", "phone": "(212) 555-0199",
                "companyName": "Acme", "gender": "female", "source": "phone", "country": "SE", "dateOfBirth": "09/25/1990",
                "tags": ["lead"], "dnd": false,
                "customFields": [{ "key": "team_size", "field_value": "12" }],
            })),
        )
        .await;
    assert_eq!(answer.status, 201);
    assert!(answer.body["traceId"].is_string());
    let created = &answer.body["contact"];
    let expected = [
        ("locationId", json!("SandboxLocation00001")),
        ("name", json!("Zoë Ångström")),
        ("contactName", json!("Zoë Ångström")),
        ("firstNameLowerCase", json!("zoë")),
        ("lastNameLowerCase", json!("ångström")),
        ("fullNameLowerCase", json!("zoë ångström")),
        ("email", json!("Zoe@Example.com")),
        ("emailLowerCase", json!("zoe@example.com")),
        ("phone", json!("+12125550199")),
        ("dateOfBirth", json!("1990-09-25T00:00:00.000Z")),
        ("type", json!("lead")),
        ("deleted", json!(false)),
    ];
    for (name, value) in expected {
        assert_eq!(created[name], value, "{name}");
    }
    assert_eq!(created["id"].as_str().unwrap().len(), 20);
    assert_eq!(created["customFields"][0]["value"], 12);

    let mut read = client.contact(&created["id"]).await;
    assert_eq!(read.get("deleted"), None, "only the answer to a create tells it");
    let merged = read.as_object_mut().unwrap();
    merged.extend(["deleted", "bounceEmail", "unsubscribeEmail"].map(|name| (name.to_owned(), json!(false))));
    assert_eq!(&read, created);
    assert_eq!(client.search(json!({ "pageLimit": 5, "query": "ångström" })).await["total"], 1);
}

#[tokio::test]
async fn names_and_their_parts_stay_in_step() {
    let client = Client::new().await;
    let cases = [
        (json!({ "name": "Ada Lovelace King" }), ["Ada", "Lovelace King", "Ada Lovelace King"]),
        (json!({ "name": "Ada" }), ["Ada", "", "Ada"]),
        (json!({ "firstName": "Ada" }), ["Ada", "", "Ada"]),
        (json!({ "firstName": "Ada", "lastName": "King", "name": "Somebody Else" }), ["Ada", "King", "Ada King"]),
    ];
    for (properties, expected) in cases {
        let contact = client.create(properties).await;
        let names = ["firstName", "lastName", "name"].map(|name| contact[name].as_str().unwrap_or_default());
        assert_eq!(names, expected);
    }
    let contact = client.create(json!({ "firstName": "Ada", "lastName": "King" })).await;
    let path = format!("/contacts/{}", contact["id"].as_str().unwrap());
    let renamed = client.put(&path, json!({ "lastName": "Lovelace" })).await.body["contact"].clone();
    assert_eq!((&renamed["name"], &renamed["fullNameLowerCase"]), (&json!("Ada Lovelace"), &json!("ada lovelace")));
    let cleared = client.put(&path, json!({ "lastName": null })).await.body["contact"].clone();
    assert_eq!(
        (cleared.get("lastName"), cleared.get("lastNameLowerCase"), &cleared["name"]),
        (None, None, &json!("Ada"))
    );
}

#[tokio::test]
async fn a_duplicate_is_refused_with_the_contact_it_would_repeat() {
    let client = Client::new().await;
    let first =
        client.create(json!({ "name": "Ada King", "email": "ada@example.com", "phone": "+442079460999" })).await;
    let other = client.create(json!({ "name": "Grace", "email": "grace@example.com" })).await;
    let update = format!("/contacts/{}", other["id"].as_str().unwrap());
    let cases = [
        ("POST", "/contacts/", located(json!({ "email": "ADA@example.com" })), "email"),
        ("POST", "/contacts/", located(json!({ "phone": "0044 20 7946 0999" })), "phone"),
        ("POST", "/contacts/", located(json!({ "email": "ada@example.com", "phone": "+442079460999" })), "email"),
        ("PUT", &update, json!({ "phone": "+44 (20) 7946-0999" }), "phone"),
    ];
    for (method, path, body, field) in cases {
        let answer = client.send(method, path, body.to_string()).await;
        assert_eq!(answer.status, 400, "{body}");
        let expected = json!({
            "statusCode": 400,
            "message": "This location does not allow duplicated contacts.",
            "meta": { "contactId": first["id"], "contactName": "Ada King", "matchingField": field },
        });
        assert_eq!(answer.body, expected);
    }
    assert_eq!(client.everybody().await.len(), 242);
    let path = format!("/contacts/{}", first["id"].as_str().unwrap());
    let own = client.put(&path, json!({ "email": "ada@example.com" })).await;
    assert_eq!(own.status, 200, "a contact does not duplicate itself");
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_replaces_tags() {
    let client = Client::new().await;
    let contact = client
        .create(json!({
            "name": "Ada King", "email": "ada@example.com", "city": "London", "tags": ["a", "b"],
            "customFields": [{ "key": "preferred_name", "field_value": "Al" }, { "key": "team_size", "field_value": 3 }],
        }))
        .await;
    let path = format!("/contacts/{}", contact["id"].as_str().unwrap());
    let body = json!({
        "city": null, "state": "", "tags": ["c"], "website": "https://ada.example.com",
        "dndSettings": { "SMS": { "status": "active", "message": "asked" } },
        "customFields": [
            { "key": "contact.team_size", "fieldValue": 4 },
            { "key": "agreed_to", "field_value": ["Monthly report"] },
            { "key": "preferred_name", "field_value": "" },
        ],
    });
    let answer = client.put(&path, body).await;
    assert_eq!((answer.status.as_u16(), &answer.body["succeded"]), (200, &json!(true)));
    let updated = &answer.body["contact"];
    assert_eq!(updated.get("city"), None);
    assert_eq!(updated["tags"], json!(["c"]));
    assert_eq!(updated["email"], "ada@example.com");
    assert_eq!(updated["dndSettings"]["SMS"]["status"], "active");
    let values: Vec<&Value> = updated["customFields"].as_array().unwrap().iter().map(|field| &field["value"]).collect();
    assert_eq!(values, [&json!(4), &json!(["Monthly report"])]);
    assert!(updated["dateUpdated"].as_str() >= contact["dateUpdated"].as_str());
    assert_eq!(updated["dateAdded"], contact["dateAdded"]);
    assert_eq!(&client.contact(&contact["id"]).await, updated);
}

#[tokio::test]
async fn an_upsert_matches_by_email_then_phone() {
    let client = Client::new().await;
    let ada = client.create(json!({ "email": "ada@example.com", "phone": "+12125550198", "tags": ["old"] })).await;
    let grace = client.create(json!({ "email": "grace@example.com", "phone": "+12125550199" })).await;
    // What is sent, whom it matches, and the email and phone that contact then has.
    let cases = [
        (json!({ "email": "ADA@example.com", "tags": ["new"] }), Some(&ada), "ADA@example.com", "+12125550198"),
        (json!({ "phone": "212 555 0199", "email": "g@example.com" }), Some(&grace), "g@example.com", "+12125550199"),
        // The email decides, and the phone, which is another contact's, is ignored.
        (json!({ "email": "ada@example.com", "phone": "+12125550199" }), Some(&ada), "ada@example.com", "+12125550198"),
        (json!({ "email": "alan@example.com", "createNewIfDuplicateAllowed": true }), None, "alan@example.com", ""),
    ];
    for (body, match_, email, phone) in cases {
        let answer = client.post("/contacts/upsert", located(body.clone())).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.body["traceId"].is_string());
        assert_eq!(answer.body["new"], match_.is_none(), "{body}");
        let contact = &answer.body["contact"];
        if let Some(match_) = match_ {
            assert_eq!(contact["id"], match_["id"], "{body}");
        }
        assert_eq!(
            (&contact["email"], contact["phone"].as_str().unwrap_or_default()),
            (&json!(email), phone),
            "{body}"
        );
        assert_eq!(contact.get("createNewIfDuplicateAllowed"), None);
    }
    assert_eq!(client.contact(&ada["id"]).await["tags"], json!(["new"]), "tags are replaced");
    assert_eq!(client.everybody().await.len(), 243);
}

#[tokio::test]
async fn a_missing_contact_is_a_bad_request() {
    let client = Client::new().await;
    let cases = [
        ("GET", "/contacts/nobody", json!({})),
        ("PUT", "/contacts/nobody", json!({ "city": "Ghent" })),
        ("GET", "/contacts/nobody/tasks", json!({})),
        ("POST", "/contacts/nobody/tags", json!({ "tags": ["a"] })),
        ("DELETE", "/contacts/nobody/tags", json!({ "tags": ["a"] })),
    ];
    for (method, path, body) in cases {
        let answer = client.send(method, path, body.to_string()).await;
        assert_eq!(answer.status, 400, "{method} {path}");
        let expected =
            json!({ "message": "Contact not found for id:nobody", "error": "Bad Request", "statusCode": 400 });
        assert_eq!(answer.body, expected);
    }
}
