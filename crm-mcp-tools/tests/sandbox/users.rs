//! The people who work in the location, and the records that name them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::client::Client;

const USERS: &str = "/users/?locationId=SandboxLocation00001";

async fn users(client: &Client) -> Vec<Value> {
    let answer = client.get(USERS).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["users"].as_array().unwrap().clone()
}

#[tokio::test]
async fn users_are_listed_and_read_one_by_one() {
    let client = Client::new().await;
    let users = users(&client).await;
    let names: Vec<&str> = users.iter().map(|user| user["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Robin Calloway", "Dana Whitfield", "Luis Ortega"]);
    let robin = &users[0];
    assert_eq!((&robin["firstName"], &robin["lastName"]), (&json!("Robin"), &json!("Calloway")));
    assert_eq!((&robin["email"], &robin["phone"]), (&json!("robin@harborstreet.example.com"), &json!("+12075550101")));
    let roles = json!({
        "type": "account", "role": "admin", "locationIds": ["SandboxLocation00001"], "restrictSubAccount": false,
    });
    assert_eq!((&robin["roles"], &users[1]["roles"]["role"]), (&roles, &json!("user")));
    for user in &users {
        let mut answer = client.get(&format!("/users/{}", user["id"].as_str().unwrap())).await;
        answer.body.as_object_mut().unwrap().remove("traceId");
        assert_eq!((answer.status.as_u16(), &answer.body), (200, user));
    }

    let missing = client.get("/users/nobody").await;
    let expected = json!({ "message": "User not found for id:nobody", "error": "Bad Request", "statusCode": 400 });
    assert_eq!((missing.status.as_u16(), missing.body), (400, expected));
    let more = client.get(&format!("{USERS}&limit=1")).await;
    assert_eq!(more.faults(), ["property limit should not exist"]);
}

/// Adds the values of the properties that hold the ids of users, at any depth.
fn collect(value: &Value, found: &mut BTreeSet<String>) {
    let named = ["assignedTo", "userId", "assignedUserId", "users", "followers", "mentions"];
    for (name, value) in value.as_object().into_iter().flatten() {
        if named.contains(&name.as_str()) {
            let ids = value.as_array().map_or_else(|| vec![value], |ids| ids.iter().collect());
            found.extend(ids.into_iter().filter_map(Value::as_str).map(str::to_owned));
        }
        collect(value, found);
    }
    value.as_array().into_iter().flatten().for_each(|item| collect(item, found));
}

#[tokio::test]
async fn whoever_a_record_names_is_a_user() {
    let client = Client::new().await;
    let mut found = BTreeSet::new();
    collect(&json!(client.everybody().await), &mut found);
    let conversations = "/conversations/search?locationId=SandboxLocation00001&limit=100";
    let calendars = "/calendars/?locationId=SandboxLocation00001";
    let deals = "/opportunities/search?location_id=SandboxLocation00001&limit=100&getTasks=true&getNotes=true";
    for path in [conversations, calendars, &format!("{deals}&getCalendarEvents=true")] {
        collect(&client.get(path).await.body, &mut found);
    }
    for row in client.get(conversations).await.body["conversations"].as_array().unwrap() {
        let path = format!("/conversations/{}/messages?limit=100", row["id"].as_str().unwrap());
        collect(&client.get(&path).await.body, &mut found);
    }
    let known: BTreeSet<String> =
        users(&client).await.iter().map(|user| user["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(found, known);
}
