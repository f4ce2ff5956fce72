//! Whatever comes is explained, and every rule has a recorded refusal.

use proptest::prelude::*;

use http::{Response, StatusCode};
use secrecy::SecretString;

use super::{ANY_OTHER, REFUSALS, RULES, TOPICS};
use crate::{
    crm::{
        refusal::{said::Said, topic::Topic},
        request::answer::read,
        tenant::{grant::Grant, identity::Identity, tenants::Tenants},
    },
    highlevel::{
        dialect::HighLevelDialect,
        tables::operations::{CREATE_CONTACT, GET_CONTACT, REMOVE_TAGS},
    },
};

proptest! {
    #[test]
    fn whatever_comes_is_explained_and_never_holds_the_token(
        status in 200_u16..600,
        body in prop_oneof![
            any::<Vec<u8>>(),
            "[{\\[\"a-z:,0-9\\]}]*TOKEN[{\\[\"a-z:,0-9\\]}]*".prop_map(String::into_bytes),
            r#"\{"(message|error|traceId|meta)":(\["é?TOKEN", 1\]|\{"aId":"TOKEN"\}|"TOKEN\.{0,2}")\}"#
                .prop_map(String::into_bytes),
        ],
    ) {
        let token = SecretString::from("TOKEN");
        let identity = Identity::new("L1".parse().unwrap(), &Grant::fixed(token.clone()).unwrap());
        let tenant = Tenants::<HighLevelDialect>::with_capacity(1).get(identity);
        for operation in [&*GET_CONTACT, &*CREATE_CONTACT] {
            let response = Response::builder().status(status).body(body.clone().into()).unwrap();
            if let Err(error) = read::<_, Vec<u8>>(operation, &tenant, Some(&token), Ok(response)) {
                let text = format!("{error} {}", serde_json::to_string(&error).unwrap());
                prop_assert!(!text.contains("TOKEN"), "{text}");
                prop_assert!(error.next_step().is_some() && error.message().len() > 10, "{text}");
            }
        }
    }
}

/// The rows that `tests/highlevel/errors` sends over HTTP.
#[path = "../../../../tests/highlevel/errors/rows.rs"]
#[allow(dead_code, reason = "what is told is tested there")]
mod rows;

#[test]
fn every_rule_has_a_recorded_refusal() {
    let used: Vec<_> = rows::ROWS
        .iter()
        .map(|row| {
            let operation = if row.is_of_a_create { &CREATE_CONTACT } else { &REMOVE_TAGS };
            REFUSALS.rule_of(operation, StatusCode::from_u16(row.status).unwrap(), &Said::of(row.body, &[])).0
        })
        .collect();
    for rule in RULES.iter().chain([&ANY_OTHER]) {
        assert!(used.iter().any(|used| std::ptr::eq(*used, rule)), "no row for: {}", rule.cause);
    }
}

#[test]
fn what_the_model_is_to_take_to_the_operator_reaches_the_operator_by_the_log() {
    for rule in RULES.iter().chain([&ANY_OTHER]) {
        let is_said = rule.next.contains("operator") || rule.lacks_scope;
        assert_eq!(rule.is_for_operator, is_said, "{}", rule.cause);
    }
}

#[test]
fn a_path_tells_what_it_is_about() {
    let paths = [
        ("/contacts/{id}/tasks", "contact"),
        ("/conversations/{id}/messages", "conversation"),
        ("/conversations/messages", "message"),
        ("/calendars/appointments/{id}/notes", "appointment"),
        ("/calendars/events", "calendar"),
        ("/opportunities/{id}", "opportunity"),
        ("/opportunities/pipelines", "pipeline"),
        ("/payments/orders/{id}", "order"),
        ("/payments/transactions", "transaction"),
    ];
    for (path, name) in paths {
        assert_eq!(Topic::at(TOPICS, path).unwrap().name, name, "{path}");
        assert_eq!(Topic::named_at(TOPICS, path).is_some(), path.contains('{'), "{path}");
    }
}

#[test]
fn what_is_missing_is_found_in_the_words() {
    let missing = |words: &str| Topic::missing(TOPICS, &Said::of(words, &[])).map(|topic| topic.name);
    for topic in TOPICS {
        let name = topic.name;
        assert_eq!(missing(&format!(r#"{{"message":"The {name} not found."}}"#)), Some(name));
        assert_eq!(missing(&format!(r#"{{"error":"{name} with id x1 not found"}}"#)), Some(name));
    }
    assert_eq!(missing("Custom field not found for contact"), None);
}
