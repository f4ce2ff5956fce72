//! The file a sandbox is kept in.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crm_mcp_tools::sandbox::{Sandbox, SandboxError};
use serde_json::json;
use sqlx::{ConnectOptions as _, SqliteConnection, query_scalar, sqlite::SqliteConnectOptions};

use crate::client::{Client, UNLIMITED, located};

/// A place for a database of this name, with nothing there.
pub(crate) fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for file in beside(&path) {
        fs::remove_file(file).unwrap();
    }
    path
}

/// The file of this path, and those whose names begin with it.
fn beside(path: &Path) -> Vec<PathBuf> {
    let name = path.file_name().unwrap().to_str().unwrap();
    let files = fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|file| file.file_name().unwrap().to_str().unwrap().starts_with(name)).collect()
}

pub(crate) async fn open(path: &Path) -> Client {
    Client::of(&Sandbox::open(path).await.unwrap().with_limits(UNLIMITED))
}

pub(crate) async fn database(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(path).create_if_missing(true).connect().await.unwrap()
}

#[tokio::test]
async fn a_file_is_filled_once_and_then_used_as_it_is() {
    let path = fresh("reopened.db");
    let created = open(&path).await.create(json!({ "name": "Ada King" })).await;
    let client = open(&path).await;
    assert_eq!(client.contact(&created["id"]).await["name"], "Ada King");
    assert_eq!(client.everybody().await.len(), 241, "not filled again");
    let next = client.create(json!({ "name": "Grace" })).await;
    assert_ne!(next["id"], created["id"]);
}

#[tokio::test]
async fn the_file_alone_is_complete_after_every_write_and_when_it_is_closed() {
    let path = fresh("whole.db");
    let sandbox = Sandbox::open(&path).await.unwrap();
    let client = Client::of(&sandbox);
    let created = client.create(json!({ "name": "Ada King" })).await;
    let copy = fresh("copy-of-whole.db");
    fs::copy(&path, &copy).unwrap();
    assert_eq!(open(&copy).await.contact(&created["id"]).await["name"], "Ada King", "while it is open");

    assert!(sandbox.is_ready().await);
    sandbox.close().await;
    assert!(!sandbox.is_ready().await);
    assert_eq!(beside(&path), std::slice::from_ref(&path));
    assert_eq!(client.post("/contacts/", located(json!({ "firstName": "Late" }))).await.status.as_u16(), 500);
    fs::copy(&path, &copy).unwrap();
    assert_eq!(open(&copy).await.contact(&created["id"]).await["name"], "Ada King", "when it is closed");
}

#[tokio::test]
async fn a_file_with_a_log_beside_it_is_read_with_the_log_and_then_needs_none() {
    let path = fresh("logged.db");
    let sandbox = Sandbox::open(&path).await.unwrap();
    let created = Client::of(&sandbox).create(json!({ "name": "Ada King" })).await;
    sandbox.close().await;
    let mut earlier = database(&path).await;
    sqlx::raw_sql("PRAGMA journal_mode = WAL; INSERT INTO tags (name) VALUES ('in the log')")
        .execute(&mut earlier)
        .await
        .unwrap();
    let [copy, log] = ["logged-copy.db", "logged-copy.db-wal"].map(fresh);
    fs::copy(&path, &copy).unwrap();
    fs::copy(path.with_extension("db-wal"), &log).unwrap();

    let sandbox = Sandbox::open(&copy).await.unwrap();
    assert_eq!(Client::of(&sandbox).contact(&created["id"]).await["name"], "Ada King");
    assert_eq!(beside(&copy), std::slice::from_ref(&copy));
    let tags: i64 = query_scalar("SELECT count(*) FROM tags WHERE name = 'in the log'")
        .fetch_one(&mut database(&copy).await)
        .await
        .unwrap();
    assert_eq!(tags, 1);
}

/// Its tables were in the log beside it, which was left behind.
#[tokio::test]
async fn a_copy_without_its_data_is_refused_and_a_new_empty_file_is_filled() {
    let path = fresh("left-behind.db");
    sqlx::raw_sql("PRAGMA journal_mode = WAL").execute(&mut database(&path).await).await.unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(before.len(), 4096);
    let error = Sandbox::open(&path).await.unwrap_err();
    assert!(matches!(&error, SandboxError::Empty(empty) if *empty == path), "{error}");
    assert!(error.to_string().contains("copy it again when the server"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before, "not one byte was written");
    assert_eq!(beside(&path), std::slice::from_ref(&path), "nor any file beside it");

    let path = fresh("cut-off.db");
    drop(open(&path).await);
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(8192).unwrap();
    let error = Sandbox::open(&path).await.unwrap_err().to_string();
    assert!(error.contains("cut-off.db") && error.contains("malformed"), "{error}");

    let path = fresh("touched.db");
    fs::write(&path, "").unwrap();
    assert_eq!(open(&path).await.everybody().await.len(), 240);
}

#[tokio::test]
async fn a_tag_stays_defined_when_nobody_has_it_any_more() {
    let path = fresh("tags.db");
    let client = open(&path).await;
    let contact = client.create(json!({ "name": "Ada King" })).await;
    let tags = format!("/contacts/{}/tags", contact["id"].as_str().unwrap());
    client.post(&tags, json!({ "tags": ["spring fair", "lead"] })).await;
    client.delete(&tags, json!({ "tags": ["spring fair"] })).await;
    let defined: Vec<String> =
        query_scalar("SELECT name FROM tags ORDER BY name").fetch_all(&mut database(&path).await).await.unwrap();
    assert_eq!(
        defined,
        [
            "customer",
            "demo requested",
            "lead",
            "newsletter",
            "past due",
            "referral partner",
            "spring fair",
            "vip",
            "webinar attendee",
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_creates_of_one_email_at_one_time_one_succeeds() {
    let path = fresh("race.db");
    // Two sandboxes on one file, each with connections of its own.
    let clients = [open(&path).await, open(&path).await];
    let create = |number: usize| {
        let client = clients[number % 2].clone();
        let body = located(json!({ "email": format!("ada{}@example.com", number / 4) }));
        tokio::spawn(async move { client.post("/contacts/", body).await.status.as_u16() })
    };
    let creates: Vec<_> = (0..80).map(create).collect();
    let mut statuses = Vec::new();
    for create in creates {
        statuses.push(create.await.unwrap());
    }
    for of_one_email in statuses.chunks_mut(4) {
        of_one_email.sort_unstable();
        assert_eq!(of_one_email, [201, 400, 400, 400]);
    }
    assert_eq!(clients[0].everybody().await.len(), 260);
}

#[tokio::test]
async fn an_abandoned_request_leaves_the_sandbox_usable() {
    let client = Client::new().await;
    for polls in 0..40 {
        let body = located(json!({ "firstName": "Ada" }));
        let create = client.post("/contacts/", body);
        // Dropped after so many steps, in whatever state it then is.
        let mut create = Box::pin(create);
        for _ in 0..polls {
            tokio::select! { biased; _ = &mut create => break, () = tokio::task::yield_now() => {} }
        }
    }
    let before = client.everybody().await.len();
    client.create(json!({ "firstName": "Grace" })).await;
    assert_eq!(client.everybody().await.len(), before + 1);
}

#[tokio::test]
async fn a_file_that_is_no_sandbox_is_left_alone() {
    let path = fresh("foreign.db");
    sqlx::raw_sql("CREATE TABLE invoices (id TEXT)").execute(&mut database(&path).await).await.unwrap();
    let before = fs::read(&path).unwrap();
    let error = Sandbox::open(&path).await.unwrap_err();
    assert!(matches!(&error, SandboxError::Foreign(foreign) if *foreign == path), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before, "not one byte was written");

    let path = fresh("text.db");
    fs::write(&path, "not a database, but long enough to be looked at as one ".repeat(40)).unwrap();
    let error = Sandbox::open(&path).await.unwrap_err();
    assert!(error.to_string().contains("text.db"), "{error}");
    assert!(fs::read_to_string(&path).unwrap().starts_with("not a database"));

    let path = fresh("relabelled.db");
    let other = "CREATE TABLE contacts (id TEXT); PRAGMA application_id = 0x53425831;";
    sqlx::raw_sql(other).execute(&mut database(&path).await).await.unwrap();
    let error = Sandbox::open(&path).await.unwrap_err();
    assert!(matches!(&error, SandboxError::Foreign(_)), "its mark is the sandbox's, its tables are not: {error}");

    let path = fresh("older.db");
    drop(open(&path).await);
    sqlx::raw_sql("DROP TABLE messages").execute(&mut database(&path).await).await.unwrap();
    let error = Sandbox::open(&path).await.unwrap_err().to_string();
    assert!(error.ends_with("is not a database of this version of the sandbox; choose another file"), "{error}");

    let error = Sandbox::open(Path::new("/nowhere/at/all.db")).await.unwrap_err().to_string();
    let expected =
        "cannot open the sandbox data `/nowhere/at/all.db`: there is no directory `/nowhere/at`; create it first";
    assert_eq!(error, expected);
    let error = Sandbox::open(path.parent().unwrap()).await.unwrap_err().to_string();
    assert!(error.ends_with("it is a directory; name a file in it"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_cannot_be_written_is_refused_when_it_is_opened() {
    let path = fresh("read-only.db");
    drop(open(&path).await);
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    if fs::OpenOptions::new().append(true).open(&path).is_ok() {
        return; // Nothing is read-only to root.
    }
    let error = Sandbox::open(&path).await.unwrap_err().to_string();
    assert!(error.contains("read-only.db") && error.contains("readonly") && error.lines().count() == 1, "{error}");
}
