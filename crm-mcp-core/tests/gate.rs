//! The gate over every effect, every set of scopes and every kind of caller: what is listed is what can be called.

#![allow(clippy::unwrap_used)]

mod common;

use crm_mcp_core::{CallError, Caller, Effect, Scope, Tier, Toolset};

use common::{Notes, READ, WRITE, get_tool, notes, spec};

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

fn one_tool(effect: Effect, scopes: &'static [Scope]) -> Toolset<Notes> {
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
                        let caller = Caller::with_scopes("test", granted.iter().copied()).limited_to(tier);
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
                                assert!(!allowed && !step_up && name == "tool", "{case}");
                                seen[2] += 1;
                            }
                            Err(CallError::Tool(error)) => panic!("{case}: {error}"),
                        }
                        seen[0] += usize::from(allowed);
                    }
                }
            }
        }
    }
    assert!(seen.iter().all(|outcome| *outcome > 50), "each outcome was met: {seen:?}");
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
