//! A token that HighLevel refuses is renewed once for all who use it, and what was refused is sent again once.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{ErrorCode, ToolError};
use crm_mcp_tools::{
    api::{TokenError, TokenSource, Upstream, UpstreamError},
    highlevel::{Client, Grant, HighLevel},
};
use http::{Request, Response};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep, timeout},
};

use crate::support::{LOCATION, answer, call};

const SECOND: Duration = Duration::from_secs(1);

/// A vendor that accepts one token, and says which token it refuses. An answer takes it a second.
#[derive(Clone)]
struct Guarded {
    accepts: Arc<Mutex<&'static str>>,
    /// What it answers to a token that it does not accept.
    refusal: Arc<Mutex<&'static str>>,
    /// The tokens that came, and the requests.
    saw: Arc<Mutex<Vec<(String, String)>>>,
}

impl Guarded {
    fn accepting(token: &'static str) -> Self {
        let refusal = r#"{"message":"Invalid JWT: TOKEN"}"#;
        Self { accepts: Arc::new(Mutex::new(token)), refusal: Arc::new(Mutex::new(refusal)), saw: Arc::default() }
    }

    fn tokens(&self) -> Vec<String> {
        self.saw.lock().unwrap().iter().map(|(token, _)| token.clone()).collect()
    }

    fn count(&self, token: &str) -> usize {
        self.tokens().iter().filter(|seen| *seen == token).count()
    }
}

#[async_trait]
impl Upstream for Guarded {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        let token = request.headers()["authorization"].to_str().unwrap().trim_start_matches("Bearer ").to_owned();
        let is_accepted = token == *self.accepts.lock().unwrap();
        self.saw.lock().unwrap().push((token.clone(), format!("{} {}", request.method(), request.uri().path())));
        sleep(SECOND).await;
        if !is_accepted {
            return Ok(answer(401, self.refusal.lock().unwrap().replace("TOKEN", &token)));
        }
        Ok(answer(200, r#"{"contact":{"id":"c1"},"tags":["vip"],"locationId":"ve9EPM428h8vShlRW1KT"}"#))
    }
}

/// A store of the token, whose renewal takes three seconds.
#[derive(Clone)]
struct Store {
    token: Arc<Mutex<&'static str>>,
    /// What comes of renewals.
    gives: Arc<Mutex<Result<&'static str, TokenError>>>,
    takes: Duration,
    /// How often it was asked for a new token.
    renewals: Arc<AtomicU32>,
}

impl Store {
    fn with(token: &'static str, gives: Result<&'static str, TokenError>) -> Self {
        Self {
            token: Arc::new(Mutex::new(token)),
            gives: Arc::new(Mutex::new(gives)),
            takes: 3 * SECOND,
            renewals: Arc::default(),
        }
    }

    /// A store with a token that has ended, and a new one for it.
    fn of_an_old_token() -> Self {
        Self::with("old-secret", Ok("new-secret"))
    }

    fn renewals(&self) -> u32 {
        self.renewals.load(Ordering::SeqCst)
    }

    async fn exchange(&self) -> Result<SecretString, TokenError> {
        self.renewals.fetch_add(1, Ordering::SeqCst);
        sleep(self.takes).await;
        let gives = self.gives.lock().unwrap().clone()?;
        *self.token.lock().unwrap() = gives;
        Ok(gives.into())
    }
}

#[async_trait]
impl TokenSource for Store {
    async fn token(&self) -> Result<SecretString, TokenError> {
        Ok((*self.token.lock().unwrap()).into())
    }

    async fn renew(&self, refused: &SecretString) -> Result<SecretString, TokenError> {
        assert_eq!(refused.expose_secret(), *self.token.lock().unwrap());
        self.exchange().await
    }
}

/// The same store, whose token may be another one by now than the one to renew.
struct Refreshed(Store);

#[async_trait]
impl TokenSource for Refreshed {
    async fn token(&self) -> Result<SecretString, TokenError> {
        self.0.token().await
    }

    async fn renew(&self, _: &SecretString) -> Result<SecretString, TokenError> {
        self.0.exchange().await
    }
}

fn crm(client: &Client, source: impl TokenSource) -> HighLevel {
    HighLevel::with_grant(client, Grant::new("grant-1", source), LOCATION.parse().unwrap())
}

/// A vendor that accepts the new token, and a location with a store.
fn guarded(store: &Store) -> (Guarded, HighLevel) {
    guarded_with(store.clone())
}

fn guarded_with(source: impl TokenSource) -> (Guarded, HighLevel) {
    let vendor = Guarded::accepting("new-secret");
    let crm = crm(&Client::over(vendor.clone()), source);
    (vendor, crm)
}

async fn read(crm: &HighLevel) -> Result<Value, ToolError> {
    call(crm, "contacts_get-contact", json!({"contactId": "c1"})).await
}

async fn write(crm: &HighLevel) -> Result<Value, ToolError> {
    call(crm, "contacts_remove-tags", json!({"contactId": "c1", "tags": ["vip"]})).await
}

/// Begins so many writes, so long after each other.
fn begin(crm: &HighLevel, times: u32, apart: Duration) -> JoinSet<Result<Value, ToolError>> {
    let mut calls = JoinSet::new();
    for number in 0..times {
        let crm = crm.clone();
        calls.spawn(async move {
            sleep(apart * number).await;
            write(&crm).await
        });
    }
    calls
}

fn texts(errors: &[Result<Value, ToolError>]) -> Vec<String> {
    errors.iter().map(|outcome| format!("{0} {0:?}", outcome.as_ref().unwrap_err())).collect()
}

#[tokio::test(start_paused = true)]
async fn of_many_refused_at_once_one_renews_and_each_is_sent_again_once() {
    let store = Store::with("new-secret", Ok("newer-secret"));
    let (vendor, crm) = guarded(&store);
    // The first answer shows that there is no limit, so the next twenty go at once.
    write(&crm).await.unwrap();
    *vendor.accepts.lock().unwrap() = "newer-secret";
    let outcomes = begin(&crm, 20, Duration::ZERO).join_all().await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(store.renewals(), 1);
    assert_eq!([vendor.count("new-secret"), vendor.count("newer-secret")], [21, 20]);
}

#[tokio::test(start_paused = true)]
async fn what_begins_during_a_renewal_waits_for_it_and_is_sent_with_the_new_token() {
    let store = Store::of_an_old_token();
    let (vendor, crm) = guarded(&store);
    let start = Instant::now();
    // The first is refused after a second; the renewal ends after four. The others begin before it, during it, after it.
    let outcomes = begin(&crm, 12, SECOND / 2).join_all().await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(store.renewals(), 1);
    assert_eq!([vendor.count("old-secret"), vendor.count("new-secret")], [1, 12]);
    assert!(start.elapsed() < 8 * SECOND, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails_is_told_to_all_who_waited_and_not_repeated_by_them() {
    let cases = [
        (
            TokenError::Unavailable("HTTP 502 for old-secret".into()),
            10,
            ErrorCode::Unavailable,
            "call again in a moment",
        ),
        (TokenError::Revoked("invalid_grant old-secret".into()), 60, ErrorCode::Unauthenticated, "tell the operator"),
    ];
    for (failure, told_for, code, next) in cases {
        let told_for = told_for * SECOND;
        let store = Store::with("old-secret", Err(failure));
        let (vendor, crm) = guarded(&store);
        let mut outcomes = begin(&crm, 8, SECOND / 2).join_all().await;
        outcomes.push(write(&crm).await);
        assert_eq!((store.renewals(), vendor.count("old-secret")), (1, 1));
        sleep(told_for).await;
        outcomes.push(write(&crm).await);
        assert_eq!(store.renewals(), 2, "a call that begins later asks once more");
        for outcome in &outcomes {
            let error = outcome.as_ref().unwrap_err();
            assert_eq!(error.code(), code);
            assert!(error.next_step().is_some_and(|step| step.starts_with(next)), "{error}");
            assert!(error.operator_note().is_some() && error.details().is_empty(), "{error:?}");
            assert!(!error.to_string().contains("HTTP 502"), "the source's words are for the operator");
        }
        assert!(texts(&outcomes).iter().all(|text| !text.contains("secret")), "{outcomes:?}");
        assert!(texts(&outcomes)[0].contains("[token]"), "the words of the source are there, without the token");
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_failed_renewal_the_next_one_may_succeed() {
    let store = Store::with("old-secret", Err(TokenError::Unavailable("HTTP 502".into())));
    let (vendor, crm) = guarded(&store);
    write(&crm).await.unwrap_err();
    *store.gives.lock().unwrap() = Ok("new-secret");
    sleep(10 * SECOND).await;
    write(&crm).await.unwrap();
    assert_eq!(vendor.tokens(), ["old-secret", "old-secret", "new-secret"]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_for_a_time_without_asking_again_unless_there_is_another_token() {
    for (failure, seconds) in
        [(TokenError::Unavailable("HTTP 502".into()), 10), (TokenError::Revoked("gone".into()), 60)]
    {
        let store = Store::with("old-secret", Err(failure));
        let (vendor, crm) = guarded(&store);
        let first = write(&crm).await.unwrap_err();
        sleep((seconds - 1) * SECOND).await;
        let later = write(&crm).await.unwrap_err();
        assert_eq!((later.code(), later.message()), (first.code(), first.message()));
        assert_eq!((store.renewals(), vendor.tokens().len()), (1, 1), "after {seconds} seconds");
        *store.token.lock().unwrap() = "new-secret";
        write(&crm).await.unwrap();
        assert_eq!((store.renewals(), vendor.tokens().len()), (1, 2));
    }
}

#[tokio::test(start_paused = true)]
async fn the_renewal_of_one_token_does_not_concern_who_has_another_one() {
    for outcome in [Err(TokenError::Unavailable("HTTP 502".into())), Err(TokenError::NotRenewable)] {
        let store = Store::with("old-secret", outcome);
        let (vendor, crm) = guarded_with(Refreshed(store.clone()));
        let start = Instant::now();
        // The second waits for its turn until the first is refused, and the old token is being renewed from then on.
        let second = async {
            sleep(SECOND / 2).await;
            *store.token.lock().unwrap() = "new-secret";
            let outcome = write(&crm).await;
            (outcome, start.elapsed())
        };
        let (first, (second, took)) = tokio::join!(write(&crm), second);
        assert!(first.is_err() && second.is_ok(), "{first:?} {second:?}");
        assert_eq!((store.renewals(), vendor.tokens()), (1, vec!["old-secret".to_owned(), "new-secret".to_owned()]));
        assert_eq!(took, 2 * SECOND, "it did not wait for the renewal");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_during_the_renewal_of_another_one_is_renewed_after_it() {
    let store = Store::with("old-secret", Ok("new-secret"));
    let (vendor, crm) = guarded_with(Refreshed(store.clone()));
    let start = Instant::now();
    let second = async {
        sleep(SECOND / 2).await;
        *store.token.lock().unwrap() = "other-secret";
        write(&crm).await
    };
    let (first, second) = tokio::join!(write(&crm), second);
    assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
    assert_eq!((store.renewals(), vendor.count("other-secret"), vendor.count("new-secret")), (2, 1, 2));
    assert_eq!(start.elapsed(), 8 * SECOND, "one renewal after the other");
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_again_after_its_renewal_is_told() {
    for reads in [true, false] {
        let store = Store::with("old-secret", Ok("worse-secret"));
        let (vendor, crm) = guarded(&store);
        let error = if reads { read(&crm).await } else { write(&crm).await }.unwrap_err();
        assert_eq!((error.code(), store.renewals()), (ErrorCode::Unauthenticated, 1));
        assert_eq!(vendor.tokens(), ["old-secret", "worse-secret"]);
        let text = format!("{error} {error:?}");
        assert!(text.contains("Invalid JWT: [token]") && !text.contains("secret"), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_for_another_reason_renews_nothing_though_it_is_a_401() {
    for (refusal, code, tries) in [
        (r#"{"message":"The token is not authorized for this scope."}"#, ErrorCode::PermissionDenied, 1),
        (r#"{"message":"version header was not found."}"#, ErrorCode::Internal, 1),
        (r#"{"message":"Command timed out"}"#, ErrorCode::Unavailable, 3),
    ] {
        let store = Store::of_an_old_token();
        let (vendor, crm) = guarded(&store);
        *vendor.refusal.lock().unwrap() = refusal;
        assert_eq!(read(&crm).await.unwrap_err().code(), code, "{refusal}");
        assert_eq!((store.renewals(), vendor.tokens().len()), (0, tries), "{refusal}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_source_that_cannot_renew_is_asked_once_and_the_refusal_is_told() {
    let same = Store::with("old-secret", Ok("old-secret"));
    for store in [Store::with("old-secret", Err(TokenError::NotRenewable)), same] {
        let (vendor, crm) = guarded(&store);
        let error = write(&crm).await.unwrap_err();
        assert_eq!(error.message(), "HighLevel does not accept the token: Invalid JWT: [token]");
        assert_eq!((store.renewals(), vendor.tokens().len()), (1, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn another_grant_with_the_same_id_waits_for_the_same_renewal_and_has_its_token() {
    let vendor = Guarded::accepting("new-secret");
    let client = Client::over(vendor.clone());
    let (store, other) = (Store::of_an_old_token(), Store::of_an_old_token());
    let (first, second) = (crm(&client, store.clone()), crm(&client, other.clone()));
    let (first_outcome, second_outcome) = tokio::join!(write(&first), write(&second));
    assert!(first_outcome.is_ok() && second_outcome.is_ok());
    // The store of the second gives the old token still, which has been replaced.
    write(&second).await.unwrap();
    assert_eq!((store.renewals() + other.renewals(), vendor.count("old-secret")), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_gives_up_loses_no_renewal() {
    let store = Store::of_an_old_token();
    let (vendor, crm) = guarded(&store);
    timeout(2 * SECOND, write(&crm)).await.unwrap_err();
    assert_eq!((store.renewals(), *store.token.lock().unwrap()), (1, "old-secret"), "it is under way");
    write(&crm).await.unwrap();
    assert_eq!((store.renewals(), vendor.tokens()), (1, vec!["old-secret".to_owned(), "new-secret".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn a_renewal_takes_of_the_time_of_its_call_and_goes_on_after_it() {
    let store = Store { takes: 20 * SECOND, ..Store::of_an_old_token() };
    let (vendor, crm) = guarded(&store);
    let hurried = crm.clone().with_call_time(10 * SECOND);
    let start = Instant::now();
    let error = write(&hurried).await.unwrap_err();
    assert_eq!(start.elapsed().as_millis(), 7500, "a write is not begun in the last quarter of so short a time");
    assert_eq!((error.code(), &error.details()["retryAfterSeconds"]), (ErrorCode::Unavailable, &json!(10)));
    assert!(!error.details().contains_key("mayBeDone"), "it was refused, and not sent again");
    write(&crm).await.unwrap();
    assert_eq!((store.renewals(), vendor.count("new-secret")), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_and_has_no_time_for_a_new_token_is_not_told_as_unsent() {
    for reads in [true, false] {
        let store = Store { takes: 5 * SECOND, ..Store::of_an_old_token() };
        let (vendor, crm) = guarded(&store);
        let crm = crm.with_call_time(4 * SECOND);
        let error = if reads { read(&crm).await } else { write(&crm).await }.unwrap_err();
        assert_eq!(vendor.tokens(), ["old-secret"]);
        let text = "HighLevel refused the token, and the 4 seconds of this call were nearly over before this could be \
                    sent with a new one. Next: call again in 10 seconds.";
        assert_eq!((error.code(), error.to_string().as_str()), (ErrorCode::Unavailable, text));
    }
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_never_ends_or_breaks_is_a_failure_that_may_pass() {
    #[derive(Clone)]
    struct Broken(bool);
    #[async_trait]
    impl TokenSource for Broken {
        async fn token(&self) -> Result<SecretString, TokenError> {
            Ok("old-secret".into())
        }
        async fn renew(&self, _: &SecretString) -> Result<SecretString, TokenError> {
            assert!(!self.0, "it breaks");
            std::future::pending().await
        }
    }
    for breaks in [false, true] {
        let client = Client::over(Guarded::accepting("new-secret"));
        let crm = HighLevel::with_grant(&client, Grant::new("grant-1", Broken(breaks)), LOCATION.parse().unwrap());
        let start = Instant::now();
        let error = write(&crm).await.unwrap_err();
        assert_eq!((error.code(), error.next_step()), (ErrorCode::Unavailable, Some("call again in a moment")));
        assert_eq!(start.elapsed(), if breaks { SECOND } else { 31 * SECOND });
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_token_nothing_is_sent() {
    struct Without(Result<&'static str, TokenError>);
    #[async_trait]
    impl TokenSource for Without {
        async fn token(&self) -> Result<SecretString, TokenError> {
            self.0.clone().map(Into::into)
        }
    }
    for (token, code) in [
        (Err(TokenError::Unavailable("no connection".into())), ErrorCode::Unavailable),
        (Err(TokenError::Revoked("uninstalled".into())), ErrorCode::Unauthenticated),
        (Ok("two words"), ErrorCode::Unauthenticated),
        (Ok(""), ErrorCode::Unauthenticated),
    ] {
        let vendor = Guarded::accepting("new-secret");
        let grant = Grant::new("grant-1", Without(token));
        let crm = HighLevel::with_grant(&Client::over(vendor.clone()), grant, LOCATION.parse().unwrap());
        let error = write(&crm).await.unwrap_err();
        assert_eq!((error.code(), vendor.tokens().len()), (code, 0), "{error}");
        assert!(!format!("{error:?}").contains("two words"), "{error:?}");
    }
}

#[test]
fn no_token_is_in_what_is_printed_of_a_grant() {
    let fixed = Grant::fixed("fixed-secret".into()).unwrap().of_app("app-1");
    let client = Client::over(Guarded::accepting("new-secret"));
    let crm = HighLevel::with_grant(&client, fixed.clone(), LOCATION.parse().unwrap());
    let text = format!("{fixed:?} {crm:?} {client:?} {:?}", Grant::new("grant-1", Store::of_an_old_token()));
    assert!(text.contains("app-1") && text.contains("grant-1") && !text.contains("secret"), "{text}");
}
