//! One message in, one reply out, in every revision: a table for what is refused, and one test for each answer.

#![allow(clippy::unwrap_used)]

mod common;

use std::num::NonZeroUsize;

use common::{ask, ask_as, ask_of, framed, meta, mirrored, server, stateless};
use crm_mcp_core::{
    Caller, Revision,
    transport::{Envelope, Incoming, Peer, Reply, RpcError},
};
use serde_json::{Value, json};

#[tokio::test]
async fn an_unknown_tool_brings_the_nearest_that_the_caller_is_shown() {
    let call = |name: &str| stateless("tools/call", json!({ "name": name, "arguments": {} }));
    let reader = Caller::with_scopes("reader", ["notes.readonly"]);
    for (caller, name, hint) in [
        (&Caller::trusted("me"), "notes-drop", " (did you mean notes_drop?)"),
        (&reader, "notes-get", " (did you mean notes_get?)"),
        (&reader, "notes-drop", ""),
    ] {
        let (_, body) = ask_as(caller, &call(name), &Envelope::default()).await;
        let message = format!("unknown tool `{name}`{hint}; tools/list names those there are");
        assert_eq!(body["error"], json!({ "code": -32602, "message": message }));
    }
}

#[tokio::test]
async fn no_arguments_may_come_as_an_empty_string_or_array() {
    for nothing in [json!(""), json!([])] {
        let message = stateless("tools/call", json!({ "name": "raw", "arguments": nothing }));
        // Such a message is against the protocol, so no checker of the wire looks on.
        let (server, peer, me, notes) = (server(), Peer::default(), Caller::trusted("me"), common::notes());
        let reply = server.handle(&Incoming::read(&message), &Envelope::default(), &peer, &me, &notes).await;
        let body: Value = serde_json::from_slice(&reply.into_body().unwrap()).unwrap();
        assert_eq!(body["result"]["isError"], json!(null), "{body}");
    }
}

/// A request with any `_meta`.
fn with_meta(method: &str, meta: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": { "_meta": meta } }).to_string()
}

fn claiming(version: &str) -> Value {
    let mut meta = meta();
    meta["io.modelcontextprotocol/protocolVersion"] = json!(version);
    meta
}

fn assumed(revision: Revision) -> Envelope<'static> {
    Envelope::bare(revision)
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table")]
async fn what_cannot_be_served_is_refused_with_its_code_and_id() {
    let bare = Envelope::default();
    let silent = || mirrored("", "", "");
    let call = |name: &str| stateless("tools/call", json!({ "name": name, "arguments": { "id": "n1" } }));
    let mut no_capabilities = meta();
    no_capabilities.as_object_mut().unwrap().remove("io.modelcontextprotocol/clientCapabilities");
    let cases: Vec<(&str, String, Envelope<'_>, i32, Value)> = vec![
        // What is no message at all.
        ("no JSON", "{".into(), bare.clone(), -32700, Value::Null),
        ("two values", "{}{}".into(), bare.clone(), -32700, Value::Null),
        ("a string", "\"hello\"".into(), bare.clone(), -32600, Value::Null),
        ("no members", "{}".into(), bare.clone(), -32600, Value::Null),
        ("no version of JSON-RPC", r#"{"id":3,"method":"ping"}"#.into(), bare.clone(), -32600, json!(3)),
        ("JSON-RPC 1", r#"{"jsonrpc":"1.0","id":3,"method":"ping"}"#.into(), bare.clone(), -32600, json!(3)),
        ("null id", r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#.into(), bare.clone(), -32600, Value::Null),
        ("fractional id", r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#.into(), bare.clone(), -32600, Value::Null),
        (
            "method twice",
            r#"{"jsonrpc":"2.0","id":1,"method":"a","method":"b"}"#.into(),
            bare.clone(),
            -32600,
            Value::Null,
        ),
        ("method is a number", r#"{"jsonrpc":"2.0","id":"x","method":5}"#.into(), bare.clone(), -32600, json!("x")),
        (
            "params is an array",
            r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#.into(),
            bare.clone(),
            -32602,
            json!(1),
        ),
        (
            "_meta is an array",
            r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":["2026-07-28",{}]}}"#.into(),
            bare.clone(),
            -32602,
            json!(1),
        ),
        // Batches.
        ("an empty batch", "[]".into(), assumed(Revision::V2025_03_26), -32600, Value::Null),
        ("too large a batch", json!(vec![0; 101]).to_string(), assumed(Revision::V2025_03_26), -32600, Value::Null),
        (
            "a batch in 2025-06-18",
            r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#.into(),
            mirrored("2025-06-18", "", ""),
            -32600,
            Value::Null,
        ),
        ("a batch with a claim", format!("[{}]", call("notes_get")), silent(), -32600, Value::Null),
        (
            "a batched handshake",
            r#"[{"jsonrpc":"2.0","id":1,"method":"initialize"}]"#.into(),
            silent(),
            -32600,
            Value::Null,
        ),
        // The fields that accompany each stateless request.
        (
            "header without claim",
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#.into(),
            framed("tools/list", ""),
            -32602,
            json!(1),
        ),
        (
            "a claim that is a number",
            with_meta("tools/list", &json!({ "io.modelcontextprotocol/protocolVersion": 1 })),
            bare.clone(),
            -32602,
            json!(1),
        ),
        (
            "a claim that is null",
            with_meta("tools/list", &json!({ "io.modelcontextprotocol/protocolVersion": null })),
            bare.clone(),
            -32602,
            json!(1),
        ),
        ("no capabilities", with_meta("tools/list", &no_capabilities), bare.clone(), -32602, json!(1)),
        // What the transport repeats.
        (
            "body v999, header 2026",
            with_meta("tools/list", &claiming("v999.0.0")),
            framed("tools/list", ""),
            -32020,
            json!(1),
        ),
        (
            "both v999",
            with_meta("tools/list", &claiming("v999.0.0")),
            mirrored("v999.0.0", "tools/list", ""),
            -32022,
            json!(1),
        ),
        ("other method", stateless("tools/list", json!({})), framed("tools/call", ""), -32020, json!(7)),
        ("method missing", stateless("tools/list", json!({})), framed("", ""), -32020, json!(7)),
        ("version missing", stateless("tools/list", json!({})), mirrored("", "tools/list", ""), -32020, json!(7)),
        ("name missing", call("notes_get"), framed("tools/call", ""), -32020, json!(7)),
        ("other name", call("notes_get"), framed("tools/call", "notes_drop"), -32020, json!(7)),
        (
            "handshake with a stateless header",
            r#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#.into(),
            framed("initialize", ""),
            -32020,
            json!(1),
        ),
        // Revisions.
        ("legacy date claimed", with_meta("tools/list", &claiming("2025-11-25")), bare.clone(), -32022, json!(1)),
        ("a date to come", with_meta("tools/list", &claiming("2031-01-01")), bare.clone(), -32022, json!(1)),
        (
            "an unknown legacy header",
            r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#.into(),
            mirrored("1999-01-01", "", ""),
            -32022,
            json!(1),
        ),
        // Methods that the stateless revision removed, and those that never were.
        ("initialize, claimed", stateless("initialize", json!({})), bare.clone(), -32601, json!(7)),
        ("ping, claimed", stateless("ping", json!({})), framed("ping", ""), -32601, json!(7)),
        ("logging/setLevel, claimed", stateless("logging/setLevel", json!({})), bare.clone(), -32601, json!(7)),
        ("prompts/list, claimed", stateless("prompts/list", json!({})), bare.clone(), -32601, json!(7)),
        ("subscriptions/listen", stateless("subscriptions/listen", json!({})), bare.clone(), -32601, json!(7)),
        ("a call without a name", stateless("tools/call", json!({})), bare.clone(), -32602, json!(7)),
    ];
    for (what, message, envelope, code, id) in cases {
        let (reply, body) = ask(&message, &envelope).await;
        assert!(matches!(reply, Reply::Refused { .. }), "{what}: {reply:?}");
        assert_eq!((&body["error"]["code"], &body["id"]), (&json!(code), &id), "{what}: {body}");
        assert_eq!(body.get("id").is_some(), !id.is_null(), "{what}: an unknown id is left out");
        assert!(!body.to_string().contains(":null"), "{what}: {body}");
    }
}

#[tokio::test]
async fn an_unsupported_version_is_answered_with_all_that_are() {
    let (_, body) = ask(&with_meta("tools/list", &claiming("2031-01-01")), &Envelope::default()).await;
    let (_, discovery) = ask(&stateless("server/discover", json!({})), &Envelope::default()).await;
    assert_eq!(body["error"]["data"]["requested"], "2031-01-01");
    assert_eq!(body["error"]["data"]["supported"], discovery["result"]["supportedVersions"]);
    assert_eq!(
        body["error"]["data"]["supported"],
        json!(["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"])
    );
}

#[tokio::test]
async fn faults_of_the_request_itself_stay_inside_the_answer() {
    for (message, code) in [
        (stateless("tools/call", json!({ "name": "nothing" })), -32602),
        (stateless("tools/list", json!({ "cursor": "" })), -32602),
        (stateless("tools/list", json!({ "cursor": "tools-from-x" })), -32602),
        (stateless("tools/list", json!({ "cursor": 5 })), -32602),
        (stateless("tools/call", json!({ "name": "panic" })), -32603),
        (r#"{"jsonrpc":"2.0","id":7,"method":"prompts/list"}"#.to_owned(), -32601),
        (r#"{"jsonrpc":"2.0","id":7,"method":"server/discover"}"#.to_owned(), -32601),
    ] {
        let (reply, body) = ask(&message, &Envelope::default()).await;
        assert!(matches!(reply, Reply::Message(_)), "{message}: {reply:?}");
        assert_eq!((&body["error"]["code"], &body["id"]), (&json!(code), &json!(7)), "{message}");
    }
}

#[tokio::test]
async fn discovery_says_who_serves_what_and_how_to_use_it() {
    let (_, body) = ask(&stateless("server/discover", json!({})), &framed("server/discover", "")).await;
    let expected = json!({
        "supportedVersions": ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"],
        "capabilities": { "tools": {} },
        "instructions": "Read before you write.",
        "ttlMs": 300_000,
        "cacheScope": "public",
        "resultType": "complete",
        "_meta": { "io.modelcontextprotocol/serverInfo": { "name": "notes", "version": "1.2.3" } },
    });
    assert_eq!(body["result"], expected);
}

#[tokio::test]
async fn a_handshake_settles_on_the_revision_asked_for_or_the_newest_that_has_one() {
    for (asked, settled) in [
        (json!("2025-11-25"), Revision::V2025_11_25),
        (json!("2025-06-18"), Revision::V2025_06_18),
        (json!("2025-03-26"), Revision::V2025_03_26),
        (json!("2024-11-05"), Revision::V2024_11_05),
        (json!("2026-07-28"), Revision::V2025_11_25),
        (json!("1999-01-01"), Revision::V2025_11_25),
        (json!(17), Revision::V2025_11_25),
    ] {
        let params =
            json!({ "protocolVersion": asked, "capabilities": {}, "clientInfo": { "name": "c", "version": "1" } });
        let message = json!({ "jsonrpc": "2.0", "id": "a", "method": "initialize", "params": params }).to_string();
        for envelope in [Envelope::default(), mirrored("", "", ""), mirrored("2025-06-18", "", "")] {
            let (reply, body) = ask(&message, &envelope).await;
            assert!(matches!(reply, Reply::Initialized { revision, .. } if revision == settled), "{asked}: {reply:?}");
            let expected = json!({
                "protocolVersion": settled.as_str(),
                "serverInfo": { "name": "notes", "version": "1.2.3" },
                "capabilities": { "tools": {} },
                "instructions": "Read before you write.",
            });
            assert_eq!(body, json!({ "jsonrpc": "2.0", "id": "a", "result": expected }), "{asked}");
        }
    }
}

#[tokio::test]
async fn a_handshake_with_an_old_or_malformed_claim_is_still_a_handshake() {
    for claim in [json!("2025-11-25"), json!(5), json!("soon")] {
        let params =
            json!({ "protocolVersion": "2025-06-18", "_meta": { "io.modelcontextprotocol/protocolVersion": claim } });
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }).to_string();
        let (_, body) = ask(&message, &Envelope::default()).await;
        assert_eq!(body["result"]["protocolVersion"], "2025-06-18", "{claim}");
    }
}

/// The result of a good call, by revision.
#[tokio::test]
async fn results_have_the_shape_of_their_revision() {
    let text = r#"{"id":"n1","text":"a \"quoted\"\nline"}"#;
    let content = json!([{ "type": "text", "text": text }]);
    let value = json!({ "id": "n1", "text": "a \"quoted\"\nline" });
    let signed = json!({ "io.modelcontextprotocol/serverInfo": { "name": "notes", "version": "1.2.3" } });
    let call = json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": { "name": "notes_get", "arguments": { "id": "n1" } } });
    for &revision in Revision::ALL {
        let (message, envelope) = match revision {
            Revision::V2026_07_28 => {
                (stateless("tools/call", call["params"].clone()), framed("tools/call", "notes_get"))
            }
            legacy => (call.to_string(), mirrored(legacy.as_str(), "", "")),
        };
        let expected = match revision {
            Revision::V2024_11_05 | Revision::V2025_03_26 => json!({ "content": content }),
            Revision::V2025_06_18 | Revision::V2025_11_25 => json!({ "content": content, "structuredContent": value }),
            _ => {
                json!({ "content": content, "structuredContent": value, "resultType": "complete", "_meta": signed })
            }
        };
        let (reply, body) = ask(&message, &envelope).await;
        assert!(matches!(reply, Reply::Message(_)), "{revision}");
        assert_eq!(body, json!({ "jsonrpc": "2.0", "id": 7, "result": expected }), "{revision}");
    }
}

#[tokio::test]
async fn a_failure_tells_the_model_in_words_and_programs_in_meta() {
    let params = json!({ "name": "notes_get", "arguments": { "id": "n2" } });
    let error = json!({ "code": "not_found", "message": "there is no note n2", "next": "list the notes" });
    let content = json!([{ "type": "text", "text": "there is no note n2. Next: list the notes." }]);
    let legacy = json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params }).to_string();
    let (_, body) = ask(&legacy, &assumed(Revision::V2025_11_25)).await;
    assert_eq!(body["result"], json!({ "content": content, "isError": true, "_meta": { "crm-mcp/error": error } }));

    let (_, body) = ask(&stateless("tools/call", params), &Envelope::default()).await;
    let signed = json!({ "name": "notes", "version": "1.2.3" });
    let meta = json!({ "crm-mcp/error": error, "io.modelcontextprotocol/serverInfo": signed });
    let expected = json!({ "content": content, "isError": true, "_meta": meta, "resultType": "complete" });
    assert_eq!(body["result"], expected);
}

#[tokio::test]
async fn arguments_may_be_left_out_and_ids_come_back_as_they_were() {
    for id in ["7", "-3", "\"a\\u0062\"", "\"\"", "9007199254740993"] {
        let message = format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{{"name":"notes_get"}}}}"#);
        let (reply, body) = ask(&message, &Envelope::default()).await;
        let Reply::Message(bytes) = reply else { panic!("{reply:?}") };
        assert!(String::from_utf8(bytes).unwrap().starts_with(&format!(r#"{{"jsonrpc":"2.0","id":{id},"#)));
        assert_eq!(body["result"]["isError"], true, "an id is missing, which is the tool's to say: {body}");
    }
}

#[tokio::test]
async fn descriptors_have_the_shape_of_their_revision() {
    for &revision in Revision::ALL {
        let (message, envelope) = match revision {
            Revision::V2026_07_28 => (stateless("tools/list", json!({})), framed("tools/list", "")),
            legacy => (r#"{"jsonrpc":"2.0","id":7,"method":"tools/list"}"#.into(), mirrored(legacy.as_str(), "", "")),
        };
        let (_, body) = ask(&message, &envelope).await;
        let tool = &body["result"]["tools"][0];
        assert_eq!(
            (&tool["name"], &tool["inputSchema"]["type"]),
            (&json!("notes_get"), &json!("object")),
            "{revision}"
        );
        let hints = (&tool["annotations"]["title"], &tool["annotations"]["readOnlyHint"]);
        assert_eq!(hints, (&json!("Get note"), &json!(true)), "also before annotations came: {revision}: {tool}");
        let has_output = tool["outputSchema"]["properties"]["text"].is_object();
        assert_eq!(has_output, revision >= Revision::V2025_06_18, "{revision}: {tool}");
        let cache = (&body["result"]["ttlMs"], &body["result"]["cacheScope"]);
        let expected =
            if revision.is_stateless() { (json!(300_000), json!("private")) } else { (Value::Null, Value::Null) };
        assert_eq!(cache, (&expected.0, &expected.1), "{revision}");
        assert!(body["result"].get("nextCursor").is_none(), "{revision}");
    }
}

#[tokio::test]
async fn annotations_say_what_the_effect_implies() {
    let (_, body) = ask(&stateless("tools/list", json!({})), &Envelope::default()).await;
    let hints = json!({ "title": "Get note", "readOnlyHint": true, "destructiveHint": false, "openWorldHint": false });
    assert_eq!(body["result"]["tools"][0]["annotations"], hints);
    let hints =
        json!({ "readOnlyHint": false, "destructiveHint": true, "idempotentHint": true, "openWorldHint": false });
    assert_eq!(body["result"]["tools"][1]["annotations"], hints);
}

#[tokio::test]
async fn pages_of_any_size_show_each_tool_once_and_in_order() {
    for size in 1..=6 {
        let server = server().with_page_size(NonZeroUsize::new(size).unwrap());
        let (mut names, mut cursor, mut pages) = (Vec::new(), None, 0);
        loop {
            let params = cursor.take().map_or(json!({}), |cursor: Value| json!({ "cursor": cursor }));
            let message = stateless("tools/list", params);
            let (_, mut body) = ask_of(&server, &Caller::trusted("t"), &message, &Envelope::default()).await;
            pages += 1;
            names.extend(body["result"]["tools"].as_array().unwrap().iter().map(|tool| tool["name"].clone()));
            match body["result"]["nextCursor"].take() {
                Value::Null => break,
                next => cursor = Some(next),
            }
        }
        assert_eq!(names, ["notes_get", "notes_drop", "panic", "raw", "wait"], "pages of {size}");
        assert_eq!(pages, 5_usize.div_ceil(size), "pages of {size}");
    }
}

#[tokio::test]
async fn a_batch_of_the_revision_that_has_them_is_answered_in_one_array() {
    let batch = r#"[
        {"jsonrpc":"2.0","id":1,"method":"ping"},
        {"jsonrpc":"2.0","method":"notifications/initialized"},
        {"jsonrpc":"2.0","id":"b","method":"tools/call","params":{"name":"notes_get","arguments":{"id":"n1"}}},
        7
    ]"#;
    for envelope in [mirrored("", "", ""), mirrored("2025-03-26", "", ""), assumed(Revision::V2025_03_26)] {
        let (reply, body) = ask(batch, &envelope).await;
        assert!(matches!(reply, Reply::Message(_)), "{reply:?}");
        assert_eq!(body[0], json!({ "jsonrpc": "2.0", "id": 1, "result": {} }));
        assert_eq!((&body[1]["id"], body[1]["result"]["content"].is_array()), (&json!("b"), true));
        assert_eq!(body[2]["error"]["code"], -32600);
        assert_eq!(body.as_array().map(Vec::len), Some(3));
    }
    let (reply, _) = ask(r#"[{"jsonrpc":"2.0","method":"notifications/initialized"}]"#, &mirrored("", "", "")).await;
    assert_eq!(reply, Reply::Nothing);
}

#[tokio::test]
async fn null_says_as_little_as_nothing() {
    for (method, params) in
        [("tools/list", json!({ "cursor": null })), ("tools/call", json!({ "name": "notes_get", "arguments": null }))]
    {
        let (_, body) = ask(&stateless(method, params), &Envelope::default()).await;
        assert!(body["result"].is_object(), "{method}: {body}");
        assert!(!body.to_string().contains("expected an object"), "{method}: {body}");
    }
    let (_, body) = ask(r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":null}"#, &Envelope::default()).await;
    assert_eq!(body["result"], json!({}));
}

#[tokio::test]
async fn notifications_and_responses_are_taken_in_silence() {
    for message in [
        r#"{"jsonrpc":"2.0","method":"notifications/x","params":[]}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/nobody-knows","params":{"a":1}}"#,
        r#"{"jsonrpc":"2.0","id":1,"result":{}}"#,
        r#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"no"}}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#,
    ] {
        for envelope in [Envelope::default(), mirrored("2026-07-28", "", ""), mirrored("", "", "")] {
            assert_eq!(ask(message, &envelope).await.0, Reply::Nothing, "{message}");
        }
    }
    let cancel = r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"a"}}"#;
    assert_eq!(ask(cancel, &Envelope::default()).await.0, Reply::Nothing);
}

#[tokio::test]
async fn eras_are_decided_message_by_message() {
    let server = server();
    let handshake = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}"#;
    let (discover, list) = (stateless("server/discover", json!({})), stateless("tools/list", json!({})));
    let legacy_list = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;
    for (message, is_stateless) in [
        (&*discover, true),
        (handshake, false),
        (&*list, true),
        (legacy_list, false),
        (&*list, true),
        (handshake, false),
    ] {
        let (_, body) = ask_of(&server, &Caller::trusted("t"), message, &Envelope::default()).await;
        assert_eq!(body["result"]["resultType"].is_string(), is_stateless, "{message}: {body}");
    }
}

#[tokio::test]
async fn who_may_step_up_is_challenged_and_who_may_not_sees_nothing() {
    let caller = Caller::with_scopes("reader", ["notes.readonly"]);
    let call = stateless("tools/call", json!({ "name": "notes_drop", "arguments": { "id": "n1" } }));
    let list = stateless("tools/list", json!({}));

    let (_, body) = ask_as(&caller, &call, &Envelope::default()).await;
    assert_eq!(body["error"]["code"], -32602, "{body}");
    let (_, body) = ask_as(&caller, &list, &Envelope::default()).await;
    assert!(!body.to_string().contains("notes_drop"), "{body}");

    let caller = caller.with_step_up();
    let (reply, body) = ask_as(&caller, &call, &Envelope::default()).await;
    assert!(matches!(reply, Reply::Refused { error: RpcError::Denied(_), .. }), "{reply:?}");
    assert_eq!(
        body["error"]["data"],
        json!({ "tool": "notes_drop", "requiredScopes": ["notes.write", "mcp.write_destructive"] })
    );
    let (_, body) = ask_as(&caller, &list, &Envelope::default()).await;
    assert!(body.to_string().contains("notes_drop"), "{body}");
}
