//! The organization of a key need not be known.

use async_trait::async_trait;
use crm_mcp_core::ErrorCode;
use crm_mcp_tools::{
    api::{TokenError, TokenSource},
    crm::{
        Client, Crm, Grant,
        page::Paging,
        record::{Fields, Record},
    },
};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::leads::{AllLeads, Api, GET, HERE, INVITE, LIST, Lead, Leads, MEMBERS, answer, carry_out, id};

const KEY: &str = "key-of-one";

fn of_key(client: &Client<Leads>, key: &str) -> Crm<Leads> {
    Crm::of_grant(client, Grant::fixed(key.into()).unwrap())
}

fn of_organization(client: &Client<Leads>, organization: &str) -> Crm<Leads> {
    Crm::new(client, KEY.into(), organization.parse().unwrap()).unwrap()
}

#[tokio::test]
async fn a_record_of_another_organization_is_refused_where_one_is_named_and_there_only() {
    let client = Client::over(Api::answering(|_| answer(200, r#"{"id": "lead_1", "organization_id": "orga_2"}"#)));
    let get = async |leads: Crm<Leads>| leads.call(&GET).id(&id("lead_1")).send::<Record<Lead>>().await;
    assert_eq!(get(of_key(&client, KEY)).await.unwrap().id, "lead_1");
    assert_eq!(get(of_organization(&client, "orga_2")).await.unwrap().id, "lead_1");
    let error = get(of_organization(&client, "orga_1")).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
}

#[tokio::test]
async fn what_stands_for_the_organization_is_never_sent() {
    let api = Api::answering(|_| answer(200, "{}"));
    let client = Client::over(api.clone());
    let named = of_organization(&client, "orga_1");
    named.call(&HERE).send::<Value>().await.unwrap();
    named.call(&MEMBERS).send::<Value>().await.unwrap();
    carry_out::<Value>(named.call(&INVITE).body(&json!({"email": "a@b.c"})).unwrap()).await.unwrap();
    assert_eq!(
        api.came(),
        ["GET /organization/orga_1/", "GET /membership/?organization_id=orga_1", "POST /membership/"]
    );

    let unnamed = of_key(&client, KEY);
    for error in [
        unnamed.call(&HERE).send::<Value>().await.unwrap_err(),
        unnamed.call(&MEMBERS).with("organization_id", "orga_2").send::<Value>().await.unwrap_err(),
        carry_out::<Value>(unnamed.call(&INVITE)).await.unwrap_err(),
        carry_out::<Value>(unnamed.call(&INVITE).body(&json!({"organization_id": "orga_2"})).unwrap())
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.code(), ErrorCode::Internal);
    }
    unnamed.call(&LIST).send::<Value>().await.unwrap();
    assert_eq!(api.came(), ["GET /lead/"]);
}

/// A grant whose token changes with each call.
struct Changing(std::sync::atomic::AtomicU32);

#[async_trait]
impl TokenSource for Changing {
    async fn token(&self) -> Result<SecretString, TokenError> {
        Ok(format!("token-{}", self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed)).into())
    }
}

#[test]
fn each_grant_has_one_organization_whose_id_tells_nothing_of_the_token() {
    let client = Client::over(Api::answering(|_| answer(200, "{}")));
    let named = |grant: &str| Crm::<Leads>::of_grant(&client, Grant::new(grant, Changing(1.into())));
    let contexts = [of_key(&client, KEY), of_key(&client, "key-of-another"), named(KEY), named("installation-7")];
    for (number, leads) in contexts.iter().enumerate() {
        let shown = format!("{leads:?} {}", leads.tenant());
        assert!(!shown.contains(KEY) && !shown.contains("key-of") && !shown.contains("installation"), "{shown}");
        assert_eq!(leads.named_tenant(), None);
        let same = contexts.iter().filter(|other| other.tenant() == leads.tenant()).count();
        assert_eq!(same, 1, "{number}");
    }
    assert_eq!(of_key(&client, KEY).tenant(), contexts[0].tenant(), "the same grant");
    assert_eq!(named("installation-7").tenant(), contexts[3].tenant(), "whatever its token is");
    let of_app = Grant::fixed(KEY.into()).unwrap().of_app("app");
    assert_eq!(Crm::<Leads>::of_grant(&client, of_app).tenant(), contexts[0].tenant(), "whatever its app is");
    assert_eq!(of_organization(&client, "orga_1").named_tenant().map(ToString::to_string).as_deref(), Some("orga_1"));
}

#[tokio::test(start_paused = true)]
async fn contexts_of_one_grant_share_its_pace_and_those_of_another_do_not() {
    let client = Client::over(Api::answering(|_| {
        let mut answer = answer(429, "{}");
        answer.headers_mut().insert("retry-after", 30.into());
        answer
    }));
    for (key, seconds) in [(KEY, 30), (KEY, 20), ("another-key", 30)] {
        let error = of_key(&client, key).call(&LIST).send::<Value>().await.unwrap_err();
        assert_eq!(error.details()["retryAfterSeconds"], seconds, "{key}");
        tokio::time::advance(std::time::Duration::from_secs(10)).await;
    }
}

#[tokio::test]
async fn a_cursor_is_of_use_to_its_own_key_only() {
    let client = Client::over(Api::answering(|_| {
        answer(200, r#"{"data": [{"id": "lead_1"}, {"id": "lead_2"}], "has_more": true}"#)
    }));
    let page = async |leads: &Crm<Leads>, cursor: Option<&str>| {
        let paging: Paging<2> = serde_json::from_value(json!({"limit": 1, "cursor": cursor})).unwrap();
        leads.list(AllLeads {}, paging, Fields::Slim, None).await
    };
    let cursor = page(&of_key(&client, KEY), None).await.unwrap().1.next_cursor.unwrap();
    let (rest, _) = page(&of_key(&client, KEY), Some(&cursor)).await.unwrap();
    assert_eq!(rest[0].id, "lead_2");
    for other in [of_key(&client, "another-key"), of_organization(&client, "orga_1")] {
        let error = page(&other, Some(&cursor)).await.unwrap_err();
        assert_eq!(error.message(), "this cursor is not from this tool on this organization");
    }
}
