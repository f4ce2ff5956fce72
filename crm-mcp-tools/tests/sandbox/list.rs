//! The deprecated listing.

use serde_json::{Value, json};

use crate::client::{Client, ids};

const PATH: &str = "/contacts/?locationId=SandboxLocation00001";

#[tokio::test]
async fn rows_lower_the_names_and_keep_the_real_ones_beside() {
    let client = Client::new().await;
    let body = client.get(PATH).await.body;
    let rows = body["contacts"].as_array().unwrap();
    assert_eq!(rows.len(), 20, "the default limit");
    for row in rows {
        let contact = client.contact(&row["id"]).await;
        assert_eq!((&row["firstNameRaw"], &row["lastNameRaw"]), (&contact["firstName"], &contact["lastName"]));
        assert_eq!(row["firstName"], contact["firstNameLowerCase"]);
        assert_eq!(row["lastName"], contact["lastNameLowerCase"]);
        assert_eq!(row["companyName"], contact.get("companyName").cloned().unwrap_or_default());
        assert_eq!(row["customFields"], contact["customFields"]);
        assert!(row.get("attributionSource").is_none() && row.get("searchAfter").is_none());
    }
    assert!(rows.iter().any(|row| row["companyName"].is_null()), "what is missing is null");
}

#[tokio::test]
async fn a_date_and_an_id_lead_through_all_contacts_once() {
    let client = Client::new().await;
    let (mut seen, mut path) = (Vec::new(), format!("{PATH}&limit=100"));
    loop {
        let body = client.get(&path).await.body;
        let rows = body["contacts"].as_array().unwrap();
        assert_eq!((&body["count"], &body["meta"]["total"]), (&json!(240), &json!(240)));
        seen.extend(ids(rows).into_iter().map(str::to_owned));
        assert!(seen.len() <= 240, "the cursor leads in a circle");
        let meta = &body["meta"];
        assert_eq!(meta["startAfterId"], rows.last().unwrap()["id"]);
        let next = format!(
            "limit=100&startAfter={}&startAfterId={}",
            meta["startAfter"],
            meta["startAfterId"].as_str().unwrap()
        );
        assert!(meta["nextPageUrl"].as_str().unwrap().ends_with(&next), "{meta}");
        path = format!("{PATH}&{next}");
        if rows.len() < 100 {
            break;
        }
    }
    // Past the last row there is an answer as well, an empty one.
    let past = client.get(&path).await.body;
    assert_eq!((&past["contacts"], &past["meta"]["total"]), (&json!([]), &json!(240)));
    let everybody = client.everybody().await;
    assert_eq!(seen, ids(&everybody), "newest first, as the search does without a sort");
}

#[tokio::test]
async fn a_query_finds_by_every_word() {
    let client = Client::new().await;
    client.create(json!({ "name": "Örjan Weiß", "email": "o.weiss@example.net", "phone": "+12125550199" })).await;
    for (query, names) in [
        ("%C3%96RJAN%20wei%C3%9F", vec!["Örjan Weiß"]),
        ("weiss%40elsewhere", vec![]),
        ("weiss@EXAMPLE.net", vec!["Örjan Weiß"]),
        ("%2B12125550199", vec!["Örjan Weiß"]),
        ("25550199+%C3%B6rjan", vec!["Örjan Weiß"]),
        ("%25", vec![]),
    ] {
        let body = client.get(&format!("{PATH}&query={query}")).await.body;
        let found: Vec<&Value> = body["contacts"].as_array().unwrap().iter().map(|row| &row["contactName"]).collect();
        assert_eq!(found, names, "{query}");
    }
}
