//! What the sandbox tells of the changes that were made.

use crm_mcp_tools::sandbox::Sandbox;
use serde_json::json;

use crate::{
    client::{Client, UNLIMITED, located},
    storage::fresh,
};

#[tokio::test]
async fn what_is_committed_is_counted_and_nothing_else() {
    let path = fresh("changes.db");
    let in_memory = Sandbox::in_memory().await.unwrap();
    let in_file = Sandbox::open(&path).await.unwrap();
    for sandbox in [in_memory, in_file] {
        let sandbox = sandbox.with_limits(UNLIMITED);
        let client = Client::of(&sandbox);
        assert_eq!(sandbox.changes(), 0, "the demo data is no change");
        client.everybody().await;
        client.post("/contacts/", located(json!({ "email": 7 }))).await;
        client.put("/contacts/nobody", json!({ "name": "Ada" })).await;
        assert_eq!(sandbox.changes(), 0, "reads, refusals");

        let created = client.create(json!({ "name": "Ada" })).await;
        assert_eq!(sandbox.changes(), 1);
        client.create(json!({ "name": "Grace", "tags": ["spring fair"] })).await;
        assert_eq!(sandbox.changes(), 3, "a contact, and a tag that was not known");
        client.put(&format!("/contacts/{}", created["id"].as_str().unwrap()), json!({ "city": "Ghent" })).await;
        assert_eq!(sandbox.clone().changes(), 4, "clones share the count");
    }
    assert_eq!(Sandbox::open(&path).await.unwrap().changes(), 0, "counted since it was opened");
}
