//! The tasks and appointments of a contact.

use serde_json::{Value, json};

use crate::client::Client;

#[tokio::test]
async fn a_task_is_added_and_listed() {
    let client = Client::new().await;
    let ada = client.create(json!({ "name": "Ada King" })).await;
    let path = format!("/contacts/{}/tasks", ada["id"].as_str().unwrap());
    let later = json!({
        "title": "Send the quote", "body": "Two options.", "dueDate": "2026-10-25T11:00:00Z", "completed": false,
        "assignedTo": "somebody",
    });
    let added = client.post(&path, later).await;
    assert_eq!(added.status, 201, "{}", added.body);
    let task = &added.body["task"];
    let expected = json!({
        "id": task["id"], "contactId": ada["id"], "title": "Send the quote", "body": "Two options.",
        "dueDate": "2026-10-25T11:00:00.000Z", "completed": false, "assignedTo": "somebody",
    });
    assert_eq!(*task, expected);
    let sooner = client.post(&path, json!({ "title": "Call", "dueDate": "2026-10-01", "completed": true })).await;
    let listed = client.get(&path).await.body["tasks"].clone();
    assert_eq!(listed, json!([sooner.body["task"], task]), "by when they are due");
}

#[tokio::test]
async fn a_task_needs_a_title_a_date_and_whether_it_is_done() {
    let client = Client::new().await;
    let ada = client.create(json!({ "name": "Ada King" })).await;
    let path = format!("/contacts/{}/tasks", ada["id"].as_str().unwrap());
    let cases = [
        (json!({}), vec!["title can't be undefined", "dueDate can't be undefined", "completed can't be undefined"]),
        (
            json!({ "title": "", "dueDate": "", "completed": false }),
            vec!["title should not be empty", "dueDate should not be empty"],
        ),
        (
            json!({ "title": "Call", "dueDate": "soon", "completed": "no" }),
            vec!["completed must be a boolean value", "dueDate must be a valid date"],
        ),
        (
            json!({ "title": "Call", "dueDate": "2026-10-01", "completed": false, "contactId": "x" }),
            vec!["property contactId should not exist"],
        ),
    ];
    for (body, faults) in cases {
        assert_eq!(client.post(&path, body.clone()).await.faults(), faults, "{body}");
    }
    let missing = client
        .post("/contacts/nobody/tasks", json!({ "title": "Call", "dueDate": "2026-10-01", "completed": false }))
        .await;
    assert_eq!((missing.status.as_u16(), &missing.body["message"]), (400, &json!("Contact not found for id:nobody")));
    assert_eq!(client.get(&path).await.body["tasks"], json!([]));
}

#[tokio::test]
async fn appointments_are_those_of_the_calendars() {
    let client = Client::new().await;
    let calendars = client.get("/calendars/?locationId=SandboxLocation00001").await.body["calendars"].clone();
    let path = "/calendars/events?locationId=SandboxLocation00001&startTime=0&endTime=1900000000000&calendarId=";
    let mut events: Vec<Value> = Vec::new();
    for calendar in calendars.as_array().unwrap() {
        let answer = client.get(&format!("{path}{}", calendar["id"].as_str().unwrap())).await;
        events.extend(answer.body["events"].as_array().unwrap().clone());
    }
    let contact = &events[0]["contactId"];
    let mut theirs: Vec<&Value> = events.iter().filter(|event| event["contactId"] == *contact).collect();
    theirs.sort_by_key(|event| (event["startTime"].to_string(), event["id"].to_string()));
    let answer = client.get(&format!("/contacts/{}/appointments", contact.as_str().unwrap())).await;
    let listed = answer.body["events"].as_array().unwrap();
    assert_eq!((answer.status.as_u16(), listed.len()), (200, theirs.len()));
    for (listed, event) in listed.iter().zip(theirs) {
        for name in ["id", "calendarId", "contactId", "title", "appointmentStatus", "assignedUserId", "users"] {
            assert_eq!(listed[name], event[name], "{name}");
        }
        let local = event["startTime"].as_str().unwrap()[..19].replace('T', " ");
        assert_eq!((&listed["startTime"], &listed["status"]), (&json!(local), &json!("booked")));
    }
    assert_eq!(client.get("/contacts/nobody/appointments").await.status, 400);
}
