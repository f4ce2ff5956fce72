//! The user is asked before something is changed, and nothing is changed unless they agree.

use crm_mcp_core::{Server, ServerInfo, Toolset};
use crm_mcp_tools::{
    close::{self, Close},
    crm::Confirm,
    sandbox::close::CloseSandbox,
};
use serde_json::{Value, json};

use crate::{
    asking_client::{AskingClient, yes},
    support::{self, call},
};

fn server() -> Server<Close> {
    Server::new(ServerInfo::new("test", "1"), Toolset::new(close::tools()).unwrap())
}

/// A client whose user is asked before each of these writes, the sandbox, and Close without questions.
async fn asked(confirm: Confirm) -> (AskingClient<Close>, CloseSandbox, Close) {
    let (sandbox, crm) = support::crm().await;
    (AskingClient::new(server(), crm.clone().with_confirmation(confirm)), sandbox, crm)
}

async fn text(client: &AskingClient<Close>, tool: &str, arguments: Value) -> String {
    client.asked(tool, &arguments).await.text
}

async fn acme(crm: &Close) -> Value {
    let lead = json!({"name": "Acme", "url": "https://acme.example"});
    call(crm, "create_lead", lead).await
}

#[tokio::test]
async fn an_update_shows_what_is_there_and_what_will_be() {
    let (client, _sandbox, crm) = asked(Confirm::DESTRUCTIVE).await;
    let lead = acme(&crm).await;
    let statuses = call(&crm, "find_lead_statuses", json!({})).await;
    let (from, to) = (&lead["status_label"], &statuses["data"][2]);
    let change = json!({"id": lead["id"], "name": "Acme Ltd", "url": "clear", "description": "Buys chairs",
        "status_id": to["id"]});
    let [from, to] = [from, &to["label"]].map(|label| label.as_str().unwrap());
    assert_eq!(
        text(&client, "update_lead", change).await,
        format!(
            "Update lead \"Acme\"?\n- description: Buys chairs\n- name: Acme → Acme Ltd\n- status: {from} → {to}\n\
             - url: https://acme.example → (empty)"
        )
    );
    let same = json!({"id": lead["id"], "name": "Acme"});
    assert_eq!(text(&client, "update_lead", same).await, "Update lead \"Acme\"?\nNothing would change.");
}

#[tokio::test]
async fn lists_and_long_texts_are_shown_as_people_read_them() {
    let (client, _sandbox, crm) = asked(Confirm::ALWAYS).await;
    let lead = acme(&crm).await;
    let new = json!({"lead_id": lead["id"], "name": "Ada",
        "emails": [{"email": "ada@x.example"}, {"type": "home", "email": "a@home.example"}]});
    let shown = text(&client, "create_contact", new.clone()).await;
    let emails = "\n- emails: office ada@x.example, home a@home.example";
    assert!(shown.starts_with("Create a contact?\n") && shown.contains(emails), "{shown}");
    assert!(shown.contains("\n- lead: Acme") && shown.contains("\n- name: Ada"), "{shown}");
    let contact = call(&crm, "create_contact", new).await;
    let change = json!({"id": contact["id"], "emails": [], "phones": [{"phone": "+15550100001"}]});
    assert_eq!(
        text(&client, "update_contact", change).await,
        "Update contact \"Ada\"?\n- emails: office ada@x.example, home a@home.example → (empty)\n\
         - phones: office +15550100001"
    );
    let body = format!("<p>{}</p>", "x".repeat(2_100));
    let template = json!({"name": "Long", "subject": "Hi", "body": body});
    let shown = text(&client, "create_email_template", template).await;
    assert!(shown.starts_with("Create an email template?\n- body: <p>xxx"), "{shown}");
    assert!(shown.contains("(107 more characters; "), "{shown}");
    let sms = json!({"name": "Short\n- text: Bye", "text": "Hi"});
    let shown = text(&client, "create_sms_template", sms).await;
    assert_eq!(shown, "Create an SMS template?\n- name: Short\n    - text: Bye\n- text: Hi");
}

#[tokio::test]
async fn a_task_is_shown_with_whom_it_is_for() {
    let (client, _sandbox, crm) = asked(Confirm::ALWAYS).await;
    let lead = acme(&crm).await;
    let contact = call(&crm, "create_contact", json!({"lead_id": lead["id"], "name": "Ada"})).await;
    let users = call(&crm, "find_workflows", json!({"fields": "all"})).await;
    let user = &users["data"][0]["owner_id"];
    let task = json!({"lead_id": lead["id"], "contact_id": contact["id"], "assigned_to": user, "text": "Call",
        "due_date": "2026-12-01"});
    let shown = text(&client, "create_task", task).await;
    assert_eq!(
        shown,
        "Create a task?\n- assigned to: \"Tomás Rivera\"\n- contact: Ada\n- due date: 2026-12-01\n- lead: Acme\n- text: Call"
    );
}

#[tokio::test]
async fn a_delete_shows_what_goes_with_it() {
    let (client, _sandbox, crm) = asked(Confirm::DESTRUCTIVE).await;
    let lead = acme(&crm).await;
    for name in ["Ada", "Max"] {
        call(&crm, "create_contact", json!({"lead_id": lead["id"], "name": name})).await;
    }
    call(&crm, "create_task", json!({"lead_id": lead["id"], "text": "Call"})).await;
    assert_eq!(
        text(&client, "delete_lead", json!({"id": lead["id"]})).await,
        "Delete lead \"Acme\"?\nWith it go: 2 contacts, 1 open task, all its activities. It cannot be undone."
    );
    let template = call(&crm, "create_sms_template", json!({"name": "Hello", "text": "Hi"})).await;
    let shown = text(&client, "delete_sms_template", json!({"id": template["id"]})).await;
    assert_eq!(shown, "Delete SMS template \"Hello\"?\nIt cannot be undone.");
}

#[tokio::test]
async fn only_an_agreed_write_is_sent_and_what_is_declined_changes_nothing() {
    let (client, sandbox, crm) = asked(Confirm::DESTRUCTIVE).await;
    let lead = acme(&crm).await;
    let (change, delete) = (json!({"id": lead["id"], "name": "Acme Ltd"}), json!({"id": lead["id"]}));
    let before = sandbox.changes();
    for answer in [
        json!({"action": "decline"}),
        json!({"action": "cancel"}),
        json!({"action": "accept", "content": {"proceed": false}}),
        json!({"action": "accept", "content": {}}),
    ] {
        for (tool, arguments) in [("update_lead", &change), ("delete_lead", &delete)] {
            let question = client.asked(tool, arguments).await;
            let refused = client.answer(tool, arguments, &question, &answer).await;
            assert_eq!(refused["result"]["isError"], true, "{answer} {refused}");
        }
    }
    assert_eq!(sandbox.changes(), before);
    let question = client.asked("update_lead", &change).await;
    // An answer to another question agrees to nothing.
    let other = client.answer("delete_lead", &delete, &question, &yes()).await;
    assert!(other["result"]["structuredContent"].get("deleted").is_none(), "{other}");
    assert_eq!(sandbox.changes(), before);
    let done = client.answer("update_lead", &change, &question, &yes()).await;
    assert_eq!(done["result"]["structuredContent"]["display_name"], "Acme Ltd", "{done}");
    let question = client.asked("delete_lead", &delete).await;
    let done = client.answer("delete_lead", &delete, &question, &yes()).await;
    assert_eq!(done["result"]["structuredContent"], json!({"deleted": lead["id"]}));
}

#[tokio::test]
async fn a_create_is_asked_about_where_all_writes_are_and_a_call_task_as_what_reaches_people() {
    let (client, sandbox, crm) = asked(Confirm::DESTRUCTIVE).await;
    let lead = acme(&crm).await;
    let contact = call(&crm, "create_contact", json!({"lead_id": lead["id"], "name": "Ada"})).await;
    let note = json!({"lead_id": lead["id"], "note": "Called."});
    assert!(client.question("create_note", &note).await.is_none(), "it only adds");
    let users = call(&crm, "find_workflows", json!({"fields": "all"})).await;
    let task = json!({"lead_id": lead["id"], "contact_id": contact["id"],
        "assigned_to": users["data"][0]["owner_id"], "text": "Ask"});
    let before = sandbox.changes();
    let shown = text(&client, "create_call_task", task).await;
    assert!(shown.contains("call task") && shown.contains("\n- contact: Ada"), "{shown}");
    assert_eq!(sandbox.changes(), before);

    let (client, ..) = asked(Confirm::ALWAYS).await;
    let shown = text(&client, "create_pipeline", json!({"name": "Partners"})).await;
    assert_eq!(shown, "Create a pipeline?\n- name: Partners");
    let (client, ..) = asked(Confirm::DESTRUCTIVE).await;
    let client = client.without_forms();
    assert!(client.question("create_pipeline", &json!({"name": "Partners"})).await.is_none());
}
