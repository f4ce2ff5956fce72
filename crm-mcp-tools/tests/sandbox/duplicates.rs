//! Asking who a new contact would repeat.

use serde_json::{Value, json};

use crate::client::Client;

const PATH: &str = "/contacts/search/duplicate?locationId=SandboxLocation00001";

#[tokio::test]
async fn the_email_or_the_number_finds_the_whole_contact() {
    let client = Client::new().await;
    let ada =
        client.create(json!({ "name": "Ada King", "email": "ada+k@example.com", "phone": "+442079460999" })).await;
    let grace = client.create(json!({ "name": "Grace", "phone": "+12125550198" })).await;
    let cases = [
        ("&email=ada%2Bk%40example.com", Some(&ada)),
        ("&email=ADA%2BK%40example.com", Some(&ada)),
        ("&number=%2B442079460999", Some(&ada)),
        ("&number=%2B12125550198&email=nobody%40example.com", Some(&grace)),
        ("&number=%2B12125550198&email=ada%2Bk%40example.com", Some(&ada)), // the email decides
        ("&number=%2B12125550197", None),
        ("&number=+442079460999", None), // a space, unless it is encoded
        ("&number=12125550198", None),
        ("&email=ada%2Bk%40example", None),
        ("", None),
    ];
    for (parameters, expected) in cases {
        let answer = client.get(&format!("{PATH}{parameters}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let expected = match expected {
            Some(contact) => client.contact(&contact["id"]).await,
            None => Value::Null,
        };
        assert_eq!(answer.body["contact"], expected, "{parameters}");
        assert!(answer.body["traceId"].is_string());
    }
}

#[tokio::test]
async fn it_tells_what_a_create_would_say() {
    let client = Client::new().await;
    let contact = client.everybody().await.into_iter().find(|contact| contact["phone"].is_string()).unwrap();
    let number = contact["phone"].as_str().unwrap();
    let found = client.get(&format!("{PATH}&number={}", number.replace('+', "%2B"))).await.body;
    let refused = client.post("/contacts/", crate::client::located(json!({ "phone": number }))).await;
    assert_eq!(refused.body["meta"]["contactId"], found["contact"]["id"]);
}

#[tokio::test]
async fn it_refuses_another_location_and_other_parameters() {
    let client = Client::new().await;
    assert_eq!(client.get("/contacts/search/duplicate?email=a%40example.com").await.status, 403);
    assert_eq!(client.get("/contacts/search/duplicate?locationId=AnotherLocation00001").await.status, 403);
    let answer = client.get(&format!("{PATH}&phone=%2B12125550198")).await;
    assert_eq!(answer.faults(), ["property phone should not exist"]);
}
