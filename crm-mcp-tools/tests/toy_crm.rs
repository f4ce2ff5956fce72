//! A CRM of a hundred lines, by `crm` alone: it lists, pages, reads, writes, asks before a write, and refuses.

#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{Answer, Call, Caller, Effect, ErrorCode, Scope, ToolError};
use crm_mcp_tools::{
    api::{Quota, Upstream, UpstreamError},
    crm::{
        Change, Client, Confirm, Crm, Dialect, Id, Preview, Read, Request, TenantPlace, Write,
        page::{List, Next, Page, Paging, Rows},
        record::{Fields, Record, record},
        refusal::{NO_USE, Refusals, Rule, Topic, rule, topic},
    },
};
use http::{Method, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

// The CRM: a shelf of books.

enum Books {}

type Shelf = Crm<Books>;

static GONE: &[Rule] =
    &[rule(404..=404, &[], ErrorCode::NotFound, "no {subject} has this id", "{find}").naming_subject()];
static OTHER: Rule = rule(0..=u16::MAX, &[], ErrorCode::Refused, "refused with HTTP status {status}{reason}", NO_USE);
static TOPICS: &[Topic] = &[topic("book", "/books/", "find the book's id with list_books")];
static REFUSALS: Refusals = Refusals {
    crm: "Books",
    tenant: "shelf",
    rules: GONE,
    any_other: &OTHER,
    topics: TOPICS,
    same_tenant: "give the token of this shelf",
};

impl Dialect for Books {
    const BASE_URL: &'static str = "https://books.example";
    const TENANT_FIELD: &'static str = "shelfId";
    const SUCCESS_FLAGS: &'static [&'static str] = &["ok"];
    const SECRETS: &'static [&'static str] = &["price"];
    const REFUSALS: &'static Refusals = &REFUSALS;
    type Known = ();

    fn authorization(token: &str) -> String {
        // The token goes out in another form, which must not come back to a model either.
        format!("Key {}", token.to_uppercase())
    }

    fn quota(_: &Response<Bytes>) -> Quota {
        Quota::default()
    }
}

const BOOKS: Scope = Scope::new("books");
static LIST: Read = Read::new(Method::GET, "/shelves/{shelf}/books", BOOKS);
static GET: Read = Read::new(Method::GET, "/books/{id}", BOOKS);
static MOVE: Write =
    Write::new(Effect::Update, Method::POST, "/shelves/move", BOOKS).placing_tenant(TenantPlace::Body("shelf"));
static FIND: Read = Read::new(Method::GET, "/find", BOOKS).placing_tenant(TenantPlace::Query("shelf"));
static DELETE: Write = Write::new(Effect::Delete, Method::DELETE, "/books/{id}", BOOKS).shown_by("list_books");

#[record]
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Book {
    #[record(id)]
    id: String,
    title: Option<String>,
}

/// All books.
#[derive(Debug, Serialize, Deserialize)]
struct AllBooks {}

impl List for AllBooks {
    const NAME: &'static str = "books";
    type Dialect = Books;
    type Slim = Book;
    type At = usize;

    async fn page(&self, crm: &Shelf, at: Option<&usize>, limit: u16) -> Result<Page<Book, usize>, ToolError> {
        #[derive(Deserialize)]
        struct Answer {
            books: Rows<Book>,
        }
        let skip = at.copied().unwrap_or_default();
        let Answer { books } = crm.call(&LIST).with("skip", skip).with("limit", limit).send().await?;
        let next = Next::when(books.len() == usize::from(limit), Some(skip + usize::from(limit)));
        Ok(Page::new(books, next, None))
    }
}

/// The end of a book.
struct Deletion;

impl Change<Books> for Deletion {
    type Found = ();

    async fn preview(&self, _: &Request<'_, Books, Write>, _: &Call) -> Result<Preview, ToolError> {
        Ok(Preview { text: "Delete the book?".to_owned(), effect: Effect::Delete, before: Map::new() })
    }

    async fn before_sending(&self, _: &Request<'_, Books, Write>, _: Option<&Preview>) -> Result<(), ToolError> {
        Ok(())
    }
}

// Its API, and the tests.

/// Three books, and the requests that came.
#[derive(Clone, Default)]
struct Api(Arc<Mutex<Vec<String>>>);

#[async_trait]
impl Upstream for Api {
    async fn send(&self, request: http::Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        assert_eq!(request.headers()["authorization"], "Key SECRET-TOKEN");
        let path = request.uri().path_and_query().unwrap().to_string();
        self.0.lock().unwrap().push(format!("{} {path}", request.method()));
        let book = |id: u32| json!({"id": id, "title": format!("Volume {id}"), "price": 12, "shelfId": "S1"});
        let (status, body) = match (request.method().as_str(), path.as_str()) {
            ("GET", "/shelves/S1/books?skip=0&limit=2") => (200, json!({"books": [book(1), book(2)]})),
            ("GET", "/shelves/S1/books?skip=2&limit=2") => (200, json!({"books": [book(3)]})),
            ("GET", "/books/1") => (200, book(1)),
            ("GET", "/books/2") => (200, json!({"id": 2, "shelfId": "S2"})),
            ("DELETE", "/books/1") => (200, json!({"ok": true})),
            ("GET", "/books/4") => (400, json!({"message": "bad header: Key SECRET-TOKEN"})),
            ("GET", "/books/5") => (200, json!({"id": 5, "shelfId": 2})),
            ("GET", "/books/6") => (429, json!({})),
            ("GET", "/find?shelf=S1&q=a") => (200, json!({"id": 1})),
            ("DELETE", "/books/5") => (500, json!({})),
            ("DELETE", "/books/3") => (200, json!({"ok": false, "message": "it is lent"})),
            _ => (404, json!({"message": "nothing here"})),
        };
        let response = Response::builder().status(status).header("retry-after", if status == 429 { 30 } else { 0 });
        Ok(response.body(body.to_string().into()).unwrap())
    }
}

fn open(api: &Api) -> Shelf {
    let client = Client::over(api.clone());
    Crm::new(&client, "secret-token".into(), "S1".parse().unwrap()).unwrap().with_confirmation(Confirm::NEVER)
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn paging(arguments: Value) -> Paging<2> {
    serde_json::from_value(arguments).unwrap()
}

#[tokio::test]
async fn it_lists_by_pages_and_keeps_its_secrets() {
    let shelf = open(&Api::default());
    let (books, more) = shelf.list(AllBooks {}, paging(json!({"limit": 2})), Fields::All, None).await.unwrap();
    assert_eq!(json!(books)[1], json!({"id": "2", "title": "Volume 2", "shelfId": "S1"}), "without the price");
    let rest = paging(json!({"limit": 2, "cursor": more.next_cursor}));
    let (books, more) = shelf.list(AllBooks {}, rest, Fields::Slim, None).await.unwrap();
    assert_eq!((json!(books), more.has_more), (json!([{"id": "3", "title": "Volume 3"}]), false));
}

#[tokio::test]
async fn it_reads_and_refuses_what_is_missing_or_of_another_shelf() {
    let shelf = open(&Api::default());
    let book: Record<Book> = shelf.call(&GET).id(&id("1")).send().await.unwrap();
    assert_eq!(book.title.as_deref(), Some("Volume 1"));
    for (missing, told) in [
        ("9", "no book has this id. Next: find the book's id with list_books."),
        ("2", "the token is of another shelf than the one that is configured. Next: give the token of this shelf."),
        ("5", "the token is of another shelf than the one that is configured. Next: give the token of this shelf."),
        (
            "4",
            "refused with HTTP status 400: bad header: Key [token]. Next: tell the operator of this server; calling again will not help.",
        ),
    ] {
        let error = shelf.call(&GET).id(&id(missing)).send::<Record<Book>>().await.unwrap_err();
        assert_eq!(error.to_string(), told);
    }
}

#[tokio::test]
async fn a_request_is_whole_and_of_its_shelf_or_is_not_sent() {
    let api = Api::default();
    let (shelf, caller) = (open(&api), Caller::trusted("test"));
    let found: Record<Book> = shelf.call(&FIND).with("shelf", "S2").with("q", "a").send().await.unwrap();
    assert_eq!(found.id, "1", "asked for on the own shelf only");
    assert!(shelf.call(&MOVE).body(&json!({"shelf": "S2"})).is_err(), "the shelf is bound");
    let asking = Call::by(&caller).on_form(|_, _| async { panic!("what cannot be sent is not asked about") });
    let careful = shelf.clone().with_confirmation(Confirm::ALWAYS);
    for error in [
        shelf.call(&GET).send::<Value>().await.unwrap_err(),
        careful.call(&MOVE).carry_out::<Value, _>(&asking, &Deletion).await.err().unwrap(),
        careful.call(&DELETE).carry_out::<Value, _>(&asking, &Deletion).await.err().unwrap(),
    ] {
        assert_eq!(error.code(), ErrorCode::Internal);
    }
    assert_eq!(api.0.lock().unwrap().len(), 1, "nothing else was sent");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_for_the_rate_says_when_to_come_back() {
    let error = open(&Api::default()).call(&GET).id(&id("6")).send::<Value>().await.unwrap_err();
    assert_eq!(error.details()["retryAfterSeconds"], 30);
}

#[tokio::test]
async fn it_writes_by_the_one_door() {
    let api = Api::default();
    let (shelf, caller) = (open(&api), Caller::trusted("test"));
    let deletion = |book: &str| shelf.call(&DELETE).id(&id(book));
    let done = deletion("1").carry_out::<Value, _>(&Call::by(&caller), &Deletion).await.unwrap();
    assert_eq!(done.told()["ok"], true);
    let error = deletion("3").carry_out::<Value, _>(&Call::by(&caller), &Deletion).await.err().unwrap();
    assert_eq!(error.message(), "Books says that it did not carry this out: it is lent");

    let error = deletion("5").carry_out::<Value, _>(&Call::by(&caller), &Deletion).await.err().unwrap();
    assert_eq!(error.details()["mayBeDone"], true, "a failing server may have begun");

    let careful = shelf.clone().with_confirmation(Confirm::DESTRUCTIVE);
    let call = Call::by(&caller).on_form(|asked, _| async move {
        assert_eq!(asked, "Delete the book?");
        Answer::Declined
    });
    let refused = careful.call(&DELETE).id(&id("1")).carry_out::<Value, _>(&call, &Deletion).await.err().unwrap();
    assert_eq!(refused.message(), "the user declined this; nothing was changed");
    assert_eq!(api.0.lock().unwrap().len(), 3, "nothing was sent");
}
