//! The flags of `crm-mcp`: what they take, and what is said of those that cannot work.

#![allow(clippy::unwrap_used)]

mod support;

use std::{fs::File, path::Path, process::Stdio};

use crm_mcp_core::{Tool, ToolSpec};
use crm_mcp_tools::{close, highlevel};
use serde_json::{Value, json};
use support::{Conversation, Running, crm_mcp};

#[test]
fn what_is_wrong_is_said_in_one_line_with_what_to_do() {
    let taken = Running::start(crm_mcp(&["--listen", "127.0.0.1:0"]));
    let cases = [
        (vec!["--bogus"], vec![], "crm-mcp: unexpected argument '--bogus' found; see --help".into()),
        (
            vec!["--sdtio"],
            vec![],
            "crm-mcp: unexpected argument '--sdtio' found; a similar argument exists: '--stdio'; see --help".into(),
        ),
        (vec!["--listen", &taken.address], vec![], format!("crm-mcp: cannot listen on {}: ", taken.address)),
        (
            vec!["--stdio", "--listen", "127.0.0.1:1"],
            vec![],
            "crm-mcp: the argument '--stdio' cannot be used with".into(),
        ),
        (vec!["--scopes", "contacts.reed"], vec![], "crm-mcp: `contacts.reed` is not a scope of HighLevel".into()),
        (
            vec!["--tools", "contact"],
            vec![],
            "crm-mcp: HighLevel has no tool or toolset `contact`; did you mean contacts; ".into(),
        ),
        (
            vec!["--tools", "contcts"],
            vec![],
            "crm-mcp: HighLevel has no tool or toolset `contcts`; did you mean contacts; Close has no tool or toolset \
             `contcts`; did you mean contacts or fetch_contact or create_contact; --list-tools lists all"
                .into(),
        ),
        (
            vec!["--stdio"],
            vec![("CRM_MCP_TOOLS", "get-contact")],
            "crm-mcp: HighLevel has no tool or toolset `get-contact`; did you mean contacts_get-contact or ".into(),
        ),
        (
            vec!["--tools", "x"],
            vec![],
            "crm-mcp: HighLevel has no tool or toolset `x`; toolsets are calendars, contacts, conversations, locations, \
             opportunities, payments, helpers; Close has no tool or toolset `x`; toolsets are leads, "
                .into(),
        ),
        (
            vec!["--read-only", "--tools", "contacts_create-contact,contacts_add-tags"],
            vec![],
            "crm-mcp: --tools and --read-only leave no tool to serve; --list-tools ".into(),
        ),
        (
            vec!["--scopes", "contacts.readonly", "--tools", "payments"],
            vec![],
            "crm-mcp: --tools and --scopes leave no tool to serve to clients with a HighLevel token; ".into(),
        ),
        (vec![], vec![("CRM_MCP_SCOPES", "")], "crm-mcp: CRM_MCP_SCOPES is set to nothing; give it a value".into()),
        (vec![], vec![("CRM_MCP_TOOLS", "")], "crm-mcp: CRM_MCP_TOOLS is set to nothing; give it a value".into()),
        (vec![], vec![("HIGHLEVEL_URL", "")], "crm-mcp: HIGHLEVEL_URL is set to nothing; give it a value".into()),
        (vec!["--tools", ""], vec![], "crm-mcp: --tools names no tool; --list-tools lists all".into()),
        (vec![], vec![("CRM_MCP_TOOLS", " ,")], "crm-mcp: --tools names no tool; --list-tools lists all".into()),
        (vec!["--scopes", ""], vec![], "crm-mcp: the list of scopes is empty; leave it out for all scopes".into()),
        (vec!["--confirm", "maybe"], vec![], "crm-mcp: invalid value 'maybe' for '--confirm <WHICH>'".into()),
        (vec!["--highlevel-url", "ftp://x"], vec![], "crm-mcp: a base URL is `http://` or `https://`".into()),
        (
            vec!["--data", "/nowhere/at/all.db"],
            vec![],
            "crm-mcp: cannot open the sandbox data `/nowhere/at/all.db`: there is no directory `/nowhere/at`; create it \
             first"
                .into(),
        ),
        (
            vec!["--data", env!("CARGO_TARGET_TMPDIR")],
            vec![],
            format!(
                "crm-mcp: cannot open the sandbox data `{}`: it is a directory; name a file in it",
                env!("CARGO_TARGET_TMPDIR")
            ),
        ),
        (
            vec!["--stdio"],
            vec![("HIGHLEVEL_TOKEN", "pit-secret")],
            "crm-mcp: HIGHLEVEL_TOKEN is set and HIGHLEVEL_LOCATION is not".into(),
        ),
        (
            vec!["--stdio"],
            vec![("HIGHLEVEL_LOCATION", "abc")],
            "crm-mcp: HIGHLEVEL_LOCATION is set and HIGHLEVEL_TOKEN is not".into(),
        ),
        (
            vec!["--stdio", "--highlevel-url", "http://127.0.0.1:9"],
            vec![],
            "crm-mcp: set HIGHLEVEL_TOKEN and HIGHLEVEL_LOCATION".into(),
        ),
        (
            vec!["--listen", "0.0.0.0:0"],
            vec![("HIGHLEVEL_TOKEN", "pit-secret"), ("HIGHLEVEL_LOCATION", "abc")],
            "crm-mcp: with a credential in the environment".into(),
        ),
    ];
    for (arguments, environment, message) in cases {
        is_refused(&arguments, &environment, &message);
    }
}

/// The program ends with this message in one line, which does not repeat the token.
fn is_refused(arguments: &[&str], environment: &[(&str, &str)], message: &str) {
    let output = crm_mcp(arguments).envs(environment.iter().copied()).stdin(Stdio::null()).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {error}");
    assert!(error.starts_with(message) && error.lines().count() == 1, "{arguments:?}: {error}");
    assert!(output.stdout.is_empty() && !error.contains("pit-secret"), "{arguments:?}");
}

#[test]
fn flags_that_leave_no_tool_to_the_only_client_are_refused() {
    let credential = [("HIGHLEVEL_TOKEN", "pit-secret"), ("HIGHLEVEL_LOCATION", "abc")];
    let arguments = ["--scopes", "contacts.readonly", "--tools", "payments", "--stdio"];
    is_refused(&arguments, &credential, "crm-mcp: --tools and --scopes leave no tool to serve; ");
}

#[test]
fn a_number_of_connections_that_cannot_be_served_is_refused() {
    for (number, why) in [
        ("0", "name a number of connections, 1 or more"),
        ("many", "name a number of connections, 1 or more"),
        ("99999999999", "this process may have "),
    ] {
        let message = format!("crm-mcp: invalid value '{number}' for '--connections <N>': {why}");
        is_refused(&["--connections", number], &[], &message);
    }
}

/// The sandbox's tokens keep their scopes, and on stdio there is no other client than the sandbox's.
#[test]
fn flags_that_leave_tools_for_the_only_client_are_accepted() {
    let mut client = Conversation::start(crm_mcp(&["--stdio", "--scopes", "contacts.readonly", "--tools", "payments"]));
    client.say(r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#);
    assert!(client.hear().contains("payments_"));
}

#[test]
fn a_bad_rust_log_is_refused_in_one_line() {
    for (filter, said) in [
        ("bogus===", "`bogus===`"),
        ("crm_mcp_core=loud", "`crm_mcp_core=loud`"),
        ("info,[", "`info,[`"),
        ("inof", "`inof` is not a level"),
        ("warn, hyper", "`hyper` is not a level"),
    ] {
        let output = crm_mcp(&["--stdio"]).env("RUST_LOG", filter).stdin(Stdio::null()).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{filter}: {error}");
        assert!(error.starts_with(&format!("crm-mcp: RUST_LOG: {said}")), "{filter}: {error}");
        assert!(error.contains("`warn,crm_mcp_core=debug`") && error.lines().count() == 1, "{filter}: {error}");
    }
    for filter in ["", " ", "off", "INFO", "warn, crm_mcp_core=debug", "3"] {
        let output = crm_mcp(&["--stdio"]).env("RUST_LOG", filter).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{filter}: {output:?}");
    }
}

#[test]
fn the_statements_of_the_sandbox_are_not_logged() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("trace.log");
    let mut command = crm_mcp(&["--stdio"]);
    command.env("RUST_LOG", "trace").stderr(File::create(&file).unwrap());
    let mut client = Conversation::start(command);
    client.say(
        r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"contacts_get-contacts","arguments":{"limit":1}}}"#,
    );
    assert!(client.hear().contains("contacts"));
    client.close_input();
    assert!(client.process.wait().unwrap().success());
    let log = std::fs::read_to_string(file).unwrap();
    assert!(!log.contains("INSERT") && !log.contains("SELECT"), "{log}");
}

#[cfg(unix)]
#[test]
fn the_operator_is_warned_that_others_can_reach_the_demo_data() {
    let listening = |address: &str, more: &[&str], filter: &str| {
        let mut command = crm_mcp(&[&["--listen", address], more].concat());
        command.env("RUST_LOG", filter).stderr(Stdio::piped());
        Running::start(command).complaints()
    };
    for filter in ["warn", ""] {
        let said = listening("0.0.0.0:0", &[], filter);
        assert_eq!(said.lines().count(), 1, "{said}");
        for part in ["WARN", "listens on 0.0.0.0:", "without a token", "127.0.0.1", "--allow-host"] {
            assert!(said.contains(part), "{part} in {said}");
        }
    }
    assert_eq!(listening("127.0.0.1:0", &[], ""), "");
    let nowhere = "http://127.0.0.1:9";
    let no_sandbox = ["--highlevel-url", nowhere, "--close-url", nowhere];
    assert_eq!(listening("0.0.0.0:0", &no_sandbox, ""), "", "there is no sandbox");
    assert_ne!(listening("0.0.0.0:0", &no_sandbox[..2], ""), "", "there is that of Close");
}

/// A flag, what is given to it, and what is said of that.
const FORMS: &[(&str, &str, &str)] = &[
    ("--allow-origin", "app.example.com", "as browsers send it: `https://app.example.com`"),
    ("--allow-origin", "http://app.example.com/path", "`http://app.example.com`"),
    ("--allow-origin", "https://app.example.com:443", "`https://app.example.com`"),
    ("--allow-origin", "https://*.example.com", "name one origin as browsers do: `https://app.example.com`"),
    ("--allow-origin", "", "name one origin"),
    ("--allow-host", "https://crm.example.com", "a host name stands alone: `crm.example.com`"),
    ("--allow-host", "https://crm.example.com/mcp", "`crm.example.com`"),
    ("--allow-host", "crm.example.com/mcp", "`crm.example.com`"),
    ("--allow-host", "*.example.com", "name one host as requests do: `crm.example.com`"),
    ("--allow-host", "", "name one host"),
    ("--listen", "0.0.0.0", "name an IP address and a port: `127.0.0.1:8000`, or `0.0.0.0:8000` for every network"),
    ("--listen", "crm.example.com:8000", "name an IP address and a port"),
    ("--listen", ":8000", "name an IP address and a port"),
    ("--listen", "http://127.0.0.1:8000", "name an IP address and a port"),
    ("--listen", "65536", "name an IP address and a port"),
];

#[test]
fn what_could_never_match_is_refused_with_the_right_form() {
    for (flag, value, said) in FORMS {
        let output = crm_mcp(&[flag, value]).stdin(Stdio::null()).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{flag} {value}: {error}");
        assert!(error.starts_with("crm-mcp: ") && error.lines().count() == 1, "{flag} {value}: {error}");
        assert!(error.contains(flag) && error.contains(said), "{flag} {value}: {error}");
    }
}

#[test]
fn what_is_for_http_is_refused_on_stdio() {
    for flag in [
        &["--listen", "127.0.0.1:1"][..],
        &["--sessions"],
        &["--connections", "10"],
        &["--allow-host", "crm.example.com"],
        &["--allow-origin", "https://app.example.com"],
        &["--tolerate-legacy-version-header"],
    ] {
        let output = crm_mcp(&[&["--stdio"], flag].concat()).stdin(Stdio::null()).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{error}");
        let expected = format!("crm-mcp: the argument '--stdio' cannot be used with '{}", flag[0]);
        assert!(error.starts_with(&expected) && error.lines().count() == 1, "{error}");
    }
}

#[test]
fn this_machine_can_be_named_in_short() {
    for address in ["127.0.0.1:0", "localhost:0", "0"] {
        let server = Running::start(crm_mcp(&["--listen", address]));
        assert!(server.address.starts_with("127.0.0.1:"), "{address}: {}", server.address);
    }
}

#[test]
fn all_tools_are_listed_by_toolset() {
    let output = crm_mcp(&["--list-tools"]).env("CRM_MCP_TOOLS", "contacts").output().unwrap();
    assert!(output.status.success());
    let list = String::from_utf8(output.stdout).unwrap();
    let (of_highlevel, of_close) = list.split_once("\nClose:\n").unwrap();
    for toolset in highlevel::toolsets() {
        let tools = highlevel::choose([toolset]).unwrap();
        lists(of_highlevel, toolset, 150, tools.iter().map(Tool::spec), highlevel::tools().iter().map(Tool::spec));
    }
    for toolset in close::toolsets() {
        let tools = close::choose([toolset]).unwrap();
        lists(of_close, toolset, 180, tools.iter().map(Tool::spec), close::default_tools().iter().map(Tool::spec));
    }
}

/// The list has these tools under this toolset, each in a line that says what it does and is not too wide, and marks
/// those of the default.
fn lists<'a>(
    list: &str,
    toolset: &str,
    widest: usize,
    tools: impl Iterator<Item = &'a ToolSpec>,
    default: impl Iterator<Item = &'a ToolSpec>,
) {
    let (_, rest) = list.split_once(&format!("\n{toolset}\n")).unwrap();
    let lines: Vec<_> = rest.lines().take_while(|line| line.starts_with("  ")).collect();
    let words: Vec<Vec<_>> = lines.iter().map(|line| line.split_whitespace().take(3).collect()).collect();
    let listed: Vec<_> = words.iter().map(|words| (words[0], words[1], words[2] == "*")).collect();
    let default: Vec<_> = default.map(|spec| &*spec.name).collect();
    let expected = tools.map(|spec| (&*spec.name, spec.effect.as_str(), default.contains(&&*spec.name)));
    assert_eq!(listed, expected.collect::<Vec<_>>(), "{toolset}");
    assert!(lines.iter().all(|line| line.len() > 50 && line.len() < widest), "each says what it does: {lines:#?}");
}

/// As clients that start the server themselves do.
#[test]
fn what_the_readme_gives_to_paste_starts_a_server() {
    let readme = include_str!("../../README.md");
    let blocks = readme.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let blocks: Vec<Value> = blocks.map(|block| serde_json::from_str(block).unwrap()).collect();
    let entry = blocks.iter().find_map(|block| block["mcpServers"].get("crm")).unwrap();
    assert!(entry["command"].as_str().unwrap().ends_with("/crm-mcp"), "{entry}");
    let arguments: Vec<&str> = entry["args"].as_array().unwrap().iter().map(|flag| flag.as_str().unwrap()).collect();
    let mut command = crm_mcp(&arguments);
    command.envs(entry["env"].as_object().unwrap().iter().map(|(name, value)| (name, value.as_str().unwrap())));
    let mut client = Conversation::start(command);
    let params =
        json!({ "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } });
    client.say(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }).to_string());
    assert!(client.hear().contains("\"crm-mcp\""));
    client.close_input();
    assert!(client.process.wait().unwrap().success());
}

#[test]
fn help_names_every_flag_and_variable() {
    let output = crm_mcp(&["--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    for word in [
        "--crm",
        "--stdio",
        "--listen",
        "--connections",
        "--data",
        "--highlevel-url",
        "--close-url",
        "--scopes",
        "--tools",
        "--list-tools",
        "--read-only",
        "--confirm",
        "--sessions",
        "--answer-bytes",
        "--allow-origin",
        "--allow-host",
        "--tolerate-legacy-version-header",
        "HIGHLEVEL_TOKEN",
        "HIGHLEVEL_LOCATION",
        "HIGHLEVEL_URL",
        "CLOSE_API_KEY",
        "CLOSE_SCOPE",
        "CLOSE_URL",
        "CRM_MCP_SCOPES",
        "locationId",
        "Close-API-Key",
        "Close-Scope",
        "/highlevel/mcp",
        "/close/mcp",
        "claude_desktop_config.json",
        "[mcp_servers.crm]",
        "mcp_config.json",
    ] {
        assert!(help.contains(word), "{word} in {help}");
    }
}
