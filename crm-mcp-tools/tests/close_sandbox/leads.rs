//! Leads and contacts.

use serde_json::json;

use crate::client::{Client, id};

#[tokio::test]
async fn a_lead_comes_with_its_contacts_and_changes_only_what_is_given() {
    let client = Client::new().await;
    let lead = client
        .create(
            "lead/",
            json!({
                "name": "Redwood Books",
                "url": "https://redwood.example",
                "addresses": [{ "label": "business", "city": "Portland" }],
                "contacts": [{ "name": "Ada King", "emails": [{ "email": "ada@redwood.example", "type": "office" }] }],
            }),
        )
        .await;
    let path = format!("lead/{}/", id(&lead));
    assert!(id(&lead).starts_with("lead_") && id(&lead).len() == 48, "{lead}");
    assert_eq!((&lead["display_name"], &lead["status_label"]), (&json!("Redwood Books"), &json!("Potential")));
    assert_eq!(lead["contacts"][0]["emails"][0]["is_unsubscribed"], false);
    assert_eq!(lead["contact_ids"], json!([lead["contacts"][0]["id"]]));
    assert_eq!(lead["addresses"][0]["zipcode"], json!(null));
    assert_eq!(lead["created_by_name"], "Dana Whitfield");

    let changed = client.change(&path, json!({ "description": "Sells books" })).await;
    assert_eq!((&changed["url"], &changed["description"]), (&lead["url"], &json!("Sells books")));
    assert!(changed["date_updated"].as_str() > lead["date_updated"].as_str());
    let refused = client.put(&path, json!({ "contacts": [] })).await;
    assert_eq!(refused.faults(), &json!({ "contacts": "Unknown field." }));
    let refused = client.put(&path, json!({ "name": 5, "status_id": "stat_nothing" })).await;
    assert_eq!(refused.faults(), &json!({ "name": "Value must be of str type." }));
    let refused = client.put(&path, json!({ "status_id": "stat_nothing" })).await;
    assert_eq!(refused.faults(), &json!({ "status_id": "LeadStatus does not exist." }));
}

#[tokio::test]
async fn a_deleted_lead_takes_everything_with_it() {
    let client = Client::new().await;
    let lead_id = client.lead("Gone").await;
    let contact = client.create("contact/", json!({ "lead_id": lead_id, "name": "Gone too" })).await;
    let note = client.create("activity/note/", json!({ "lead_id": lead_id, "note": "Nothing stays" })).await;
    assert_eq!(client.delete(&format!("lead/{lead_id}/")).await.body, json!({}));
    for path in
        [format!("lead/{lead_id}/"), format!("contact/{}/", id(&contact)), format!("activity/note/{}/", id(&note))]
    {
        assert_eq!(client.get(&path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_contact_without_a_lead_invents_one() {
    let client = Client::new().await;
    let named = client.create("contact/", json!({ "name": "Nobody's Contact" })).await;
    let lead = client.read(&format!("lead/{}/", named["lead_id"].as_str().unwrap())).await;
    assert_eq!(lead["name"], "Nobody's Contact");
    assert_eq!(lead["contacts"][0]["id"], named["id"]);
    let unnamed = client.create("contact/", json!({ "emails": [{ "email": "x@y.example" }] })).await;
    assert_eq!(unnamed["display_name"], "x@y.example");
}

#[tokio::test]
async fn lists_of_a_contact_are_replaced_as_a_whole() {
    let client = Client::new().await;
    let lead_id = client.lead("Lists").await;
    let phones = json!([{ "phone": "+15550100001", "type": "mobile" }, { "phone": "+4930123456" }]);
    let contact = client.create("contact/", json!({ "lead_id": lead_id, "phones": phones })).await;
    assert_eq!(contact["phones"][0]["phone_formatted"], "+1 555-010-0001");
    assert_eq!(contact["phones"][1]["phone_formatted"], "+4930123456");
    let path = format!("contact/{}/", id(&contact));
    let changed = client.change(&path, json!({ "phones": [{ "phone": "+15550100002" }], "title": "Buyer" })).await;
    assert_eq!(changed["phones"].as_array().unwrap().len(), 1);
    let kept = client.change(&path, json!({ "name": "With Name" })).await;
    assert_eq!((&kept["phones"], &kept["title"]), (&changed["phones"], &json!("Buyer")));
    let refused = client.put(&path, json!({ "emails": [{ "type": "office" }] })).await;
    assert_eq!(refused.faults(), &json!({ "emails": "0.email: This field is required." }));
}

#[tokio::test]
async fn leads_are_found_by_the_words_of_theirs_and_of_their_contacts() {
    let client = Client::new().await;
    let lead_id = client.lead("Saffron Kitchen").await;
    client.create("contact/", json!({ "lead_id": lead_id, "emails": [{ "email": "chef@saffron.example" }] })).await;
    for words in ["saffron", "KITCHEN%20chef", "%22saffron%20kitchen%22", "chef@saffron.example"] {
        let found = client.list(&format!("lead/?query={words}")).await;
        assert_eq!(found.len(), 1, "{words}");
        assert_eq!(found[0]["id"], json!(lead_id));
    }
    assert!(client.list("lead/?query=saffron%20nothing").await.is_empty());
}
