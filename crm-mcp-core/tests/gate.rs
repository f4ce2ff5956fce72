//! The gate over every effect, every set of scopes and every kind of caller: what is listed is what can be called.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Notes, READ, WRITE, get_tool, notes, spec, toolset};
use crm_mcp_core::{Arguments, CallError, Caller, Effect, Revision, Scope, SetProblem, Tier, Tool, ToolError, Toolset};
use serde_json::Value;

const ADMIN: Scope = Scope::new("admin");
const SCOPE_SETS: [&[Scope]; 4] = [&[], &[READ], &[WRITE], &[READ, ADMIN]];
const GRANTS: [&[&str]; 6] =
    [&[], &["notes.readonly"], &["notes.write"], &["admin"], &["notes.readonly", "admin"], &["notes.write", "admin"]];
const TIERS: [Tier; 3] = [Tier::Read, Tier::WriteSafe, Tier::WriteDestructive];

/// What the design's tables say, written down once more without the code's help.
fn may(effect: Effect, scopes: &[Scope], tier: Tier, granted: &[&str]) -> bool {
    let high_enough = match effect {
        Effect::Read => true,
        Effect::Create => tier != Tier::Read,
        Effect::Update | Effect::Delete | Effect::Send => tier == Tier::WriteDestructive,
    };
    let holds = |scope: &Scope| match scope.as_str() {
        "notes.readonly" => granted.contains(&"notes.readonly") || granted.contains(&"notes.write"),
        other => granted.contains(&other),
    };
    high_enough && scopes.iter().all(holds)
}

fn one_tool(effect: Effect, scopes: &[Scope]) -> Toolset<Notes> {
    Toolset::new([get_tool(spec("tool", effect, scopes))]).unwrap()
}

#[tokio::test]
async fn listing_and_calling_agree_for_every_effect_scope_and_caller() {
    let mut seen = [0; 3];
    for effect in Effect::ALL {
        for scopes in SCOPE_SETS {
            let toolset = one_tool(effect, scopes);
            for tier in TIERS {
                for granted in GRANTS {
                    for step_up in [false, true] {
                        let caller = Caller::with_scopes("test", granted.iter().copied()).with_tier(tier);
                        let caller = if step_up { caller.with_step_up() } else { caller };
                        let case = format!("{effect} {scopes:?} {tier} {granted:?} {step_up}");
                        let listed = toolset.list(&caller).count() == 1;
                        let outcome = toolset.call("tool", r#"{"id":"n1"}"#, &notes(), &caller).await;
                        let allowed = may(effect, scopes, tier, granted);
                        assert_eq!(listed, allowed || step_up, "{case}");
                        match outcome {
                            Ok(_) => assert!(allowed, "{case}"),
                            Err(CallError::Denied(denied)) => {
                                assert!(!allowed && step_up, "{case}");
                                let missing_tier = (effect.tier() > tier).then(|| effect.tier().as_str());
                                let needs: Vec<_> = scopes.iter().map(Scope::as_str).chain(missing_tier).collect();
                                assert_eq!(denied.scopes(), needs, "{case}");
                                seen[1] += 1;
                            }
                            Err(CallError::Unknown(name)) => {
                                assert!(!allowed && !step_up && name.name() == "tool", "{case}");
                                seen[2] += 1;
                            }
                            Err(error) => panic!("{case}: {error}"),
                        }
                        seen[0] += usize::from(allowed);
                    }
                }
            }
        }
    }
    assert!(seen.iter().all(|outcome| *outcome > 50), "each outcome was met: {seen:?}");
}

#[test]
fn scopes_that_are_tiers_grant_the_highest_of_them_and_other_scopes_grant_the_lowest_tier() {
    for (scopes, tier) in [
        (&[][..], Tier::Read),
        (&["notes.write"], Tier::Read),
        (&["mcp.read"], Tier::Read),
        (&["mcp.write_safe"], Tier::WriteSafe),
        (&["notes.write", "mcp.write_safe", "mcp.read"], Tier::WriteSafe),
        (&["mcp.write_destructive", "mcp.read"], Tier::WriteDestructive),
        (&["mcp.write", "MCP.WRITE_DESTRUCTIVE", "mcp.write_destructive.not"], Tier::Read),
    ] {
        assert_eq!(Caller::with_scopes("test", scopes.iter().copied()).tier(), tier, "{scopes:?}");
    }
}

#[test]
fn a_limit_never_raises_the_tier() {
    for granted in TIERS {
        for limit in TIERS {
            let caller = Caller::with_scopes("test", [""; 0]).with_tier(granted).limited_to(limit);
            assert_eq!(caller.tier(), granted.min(limit), "{granted} limited to {limit}");
        }
    }
}

#[tokio::test]
async fn a_caller_without_scopes_cannot_delete_with_a_public_tool() {
    let toolset = one_tool(Effect::Delete, &[]);
    for scopes in [&[][..], &["mcp.read"], &["notes.write", "mcp.write_safe"]] {
        let caller = Caller::with_scopes("test", scopes.iter().copied());
        assert!(toolset.call("tool", r#"{"id":"n1"}"#, &notes(), &caller).await.is_err(), "{scopes:?}");
        let error = toolset.call("tool", r#"{"id":"n1"}"#, &notes(), &caller.with_step_up()).await.unwrap_err();
        let CallError::Denied(denied) = error else { panic!("{error}") };
        assert_eq!(denied.scopes(), ["mcp.write_destructive"], "{scopes:?}");
    }
    let caller = Caller::with_scopes("test", ["mcp.write_destructive"]);
    assert!(toolset.call("tool", r#"{"id":"n1"}"#, &notes(), &caller).await.is_ok());
}

/// A client asks for a token by the challenge, and that token has no other scopes.
#[tokio::test]
async fn a_challenge_names_a_tier_that_was_granted_as_a_scope() {
    let toolset = one_tool(Effect::Create, &[WRITE]);
    let upward = |scopes: &[&str]| Caller::with_scopes("test", scopes.iter().copied()).with_step_up();
    for (caller, expected) in [
        (upward(&["mcp.write_safe"]), &["notes.write", "mcp.write_safe"][..]),
        (upward(&["mcp.write_destructive"]), &["notes.write", "mcp.write_destructive"]),
        (upward(&["mcp.read"]), &["notes.write", "mcp.write_safe"]),
        (upward(&[]).with_tier(Tier::WriteSafe), &["notes.write"]),
    ] {
        let error = toolset.call("tool", r#"{"id":"n1"}"#, &notes(), &caller).await.unwrap_err();
        let CallError::Denied(denied) = error else { panic!("{error}") };
        assert_eq!(denied.scopes(), expected, "{caller:?}");
        let granted = Caller::with_scopes("test", denied.scopes().iter().cloned()).with_tier(Tier::WriteSafe);
        assert!(toolset.call("tool", r#"{"id":"n1"}"#, &notes(), &granted).await.is_ok());
    }
}

/// A step-up for a tool that reads must not take the right to write away.
#[tokio::test]
async fn a_challenge_never_lowers_the_tier() {
    for effect in Effect::ALL {
        for granted in TIERS {
            let caller = Caller::with_scopes("test", [granted.as_str()]).with_step_up();
            let outcome = one_tool(effect, &[WRITE]).call("tool", r#"{"id":"n1"}"#, &notes(), &caller).await;
            let Err(CallError::Denied(denied)) = outcome else { panic!("{outcome:?}") };
            let next = Caller::with_scopes("test", denied.scopes().iter().cloned());
            assert_eq!(next.tier(), granted.max(effect.tier()), "{effect} {granted}: {denied}");
        }
    }
}

#[test]
fn an_identity_is_the_name_unless_it_is_set_apart_and_is_not_shown() {
    let caller = Caller::trusted("ada");
    assert_eq!((caller.name(), caller.identity()), ("ada", "ada"));
    let caller = caller.identified_by("digest of a token").limited_to(Tier::Read).with_step_up();
    assert_eq!((caller.name(), caller.identity()), ("ada", "digest of a token"));
    assert!(!format!("{caller:?}").contains("digest"), "{caller:?}");
}

#[tokio::test]
async fn a_trusted_caller_may_call_everything() {
    for effect in Effect::ALL {
        for scopes in SCOPE_SETS {
            let outcome =
                one_tool(effect, scopes).call("tool", r#"{"id":"n1"}"#, &notes(), &Caller::trusted("me")).await;
            assert_eq!(outcome.unwrap().json(), br#"{"id":"n1","text":"a \"quoted\"\nline"}"#);
        }
    }
}

#[test]
fn a_set_with_a_tool_that_clients_would_refuse_is_refused_itself() {
    let long = "x".repeat(65);
    for name in ["", "9lives", "_get", "get contact", "notes.get", "notés", long.leak()] {
        let error = Toolset::new([get_tool(spec(name, Effect::Read, &[]))]).unwrap_err();
        assert_eq!((error.kind(), error.name(), error.problem()), ("tool", name, &SetProblem::BadName));
    }
    let pair = ["notes_get", "Notes-get"].map(|name| get_tool(spec(name, Effect::Read, &[])));
    let message = Toolset::new(pair).unwrap_err().to_string();
    assert!(message.starts_with("tool `Notes-get`: it has the same name as `notes_get`"), "{message}");
    let text = Tool::new(spec("shout", Effect::Read, &[]), Arguments::<String>::new(), |_: &Notes, text, _| {
        Box::pin(async move { Ok::<_, ToolError>(Notes::from([(text, String::new())])) })
    });
    let error = Toolset::new([text]).unwrap_err().to_string();
    assert!(error.starts_with("tool `shout`: arguments: "), "{error}");
}

#[test]
fn programs_see_the_descriptors_that_clients_see() {
    let reader = Caller::with_scopes("reader", ["notes.readonly"]);
    let toolset = toolset();
    let descriptors: Vec<Value> = toolset
        .descriptors(&reader, Revision::V2024_11_05)
        .map(|descriptor| serde_json::from_str(descriptor).unwrap())
        .collect();
    assert_eq!(descriptors.iter().map(|tool| &tool["name"]).collect::<Vec<_>>(), ["notes_get", "panic", "wait"]);
    assert_eq!(descriptors[0]["inputSchema"]["required"], serde_json::json!(["id"]));
}

#[tokio::test]
async fn an_unknown_name_is_answered_with_the_nearest_that_the_caller_is_shown() {
    let (toolset, me) = (toolset(), Caller::trusted("me"));
    let reader = Caller::with_scopes("reader", ["notes.readonly"]);
    let upward = Caller::with_scopes("upward", ["notes.readonly"]).with_step_up();
    for (caller, name, meant) in [
        (&me, "notes-get", Some("notes_get")),
        (&me, "notesDrop", Some("notes_drop")),
        (&me, "nobody", None),
        (&reader, "notes-get", Some("notes_get")),
        (&reader, "notesDrop", None),
        (&reader, "notes_drop", None),
        (&upward, "notesDrop", Some("notes_drop")),
    ] {
        let error = toolset.call(name, "{}", &notes(), caller).await.unwrap_err();
        let hint = meant.map(|name| format!(" (did you mean {name}?)")).unwrap_or_default();
        assert_eq!(error.to_string(), format!("unknown tool `{name}`{hint}"), "{}", caller.name());
        let CallError::Unknown(unknown) = error else { panic!("{error}") };
        assert_eq!(unknown.suggestion(), meant);
    }
}

#[test]
fn schemas_are_had_without_reading_descriptors_and_of_what_the_caller_is_shown_only() {
    let (toolset, me) = (toolset(), Caller::trusted("me"));
    for (spec, descriptor) in toolset.list(&me).zip(toolset.descriptors(&me, Revision::V2025_11_25)) {
        let descriptor: Value = serde_json::from_str(descriptor).unwrap();
        let tool = toolset.tool(&spec.name, &me).unwrap();
        assert_eq!(tool.input_schema().unwrap(), descriptor["inputSchema"], "{}", spec.name);
        assert_eq!(tool.output_schema().unwrap().unwrap_or_default(), descriptor["outputSchema"], "{}", spec.name);
    }
    assert_eq!(toolset.list(&me).count(), 5);
    let reader = Caller::with_scopes("reader", ["notes.readonly"]);
    assert!(toolset.tool("notes_get", &reader).is_some());
    assert!(toolset.tool("notes_drop", &reader).is_none());
    assert!(toolset.tool("nobody", &me).is_none());
}

#[test]
fn hints_follow_from_the_effect() {
    let table = Effect::ALL.map(|effect| {
        let hints = effect.hints();
        (effect, hints.read_only, hints.destructive, hints.idempotent, hints.open_world, effect.tier().as_str())
    });
    let expected = [
        (Effect::Read, true, false, true, false, "mcp.read"),
        (Effect::Create, false, false, false, false, "mcp.write_safe"),
        (Effect::Update, false, true, true, false, "mcp.write_destructive"),
        (Effect::Delete, false, true, true, false, "mcp.write_destructive"),
        (Effect::Send, false, true, false, true, "mcp.write_destructive"),
    ];
    assert_eq!(table, expected);
}
