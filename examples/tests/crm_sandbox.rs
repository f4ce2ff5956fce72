//! The program `crm-sandbox`, started as a person starts it.

#![allow(clippy::unwrap_used)]

mod support;

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crm_mcp_tools::sandbox::{LOCATION_ID, TOKEN};
use support::Running;

/// The status line and the body of an answer.
fn ask(sandbox: &Running, request: &str, body: &str) -> (String, String) {
    let headers = [("Authorization", &*format!("Bearer {TOKEN}")), ("Version", "2021-07-28")];
    let (head, body) = sandbox.ask(request, &headers, body);
    (head.lines().next().unwrap().to_owned(), body)
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crm-sandbox"));
    command.args(arguments);
    command
}

#[test]
fn what_was_answered_survives_a_kill() {
    // SQLite itself would keep the data of the last two in memory.
    for file in ["killed.db", ":memory:", "file:killed?mode=memory"] {
        survives_a_kill(file);
    }
}

fn survives_a_kill(file: &str) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    support::remove(&directory.join(file));
    let start = || {
        let mut command = command(&["--listen", "127.0.0.1:0", "--data", file]);
        command.current_dir(directory);
        Running::start(command)
    };
    for number in 1..=3 {
        let sandbox = start();
        let body =
            format!(r#"{{"locationId":"{LOCATION_ID}","firstName":"Survivor","email":"{number}@kill.example.com"}}"#);
        let (status, body) = ask(&sandbox, "POST /contacts/", &body);
        assert_eq!(status, "HTTP/1.1 201 Created", "{body}");
        drop(sandbox);

        let sandbox = start();
        let (_, body) = ask(&sandbox, &format!("GET /contacts/?locationId={LOCATION_ID}&query=Survivor"), "");
        assert!(body.contains(&format!(r#""count":{number}"#)), "{body}");
        assert!(body.contains(&format!("{number}@kill.example.com")), "{body}");
    }
}

#[test]
fn the_demo_is_of_this_week_and_its_links_lead_to_it() {
    let sandbox = Running::start(command(&["--listen", "127.0.0.1:0", "--quirk", "live-shapes"]));
    let conversations = format!("GET /conversations/search?locationId={LOCATION_ID}&limit=1");
    let (_, body) = ask(&sandbox, &conversations, "");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    let last = body["conversations"][0]["lastMessageDate"].as_u64().unwrap();
    let since = SystemTime::now().duration_since(UNIX_EPOCH + Duration::from_millis(last)).unwrap();
    assert!(since < Duration::from_hours(9 * 24), "{since:?} ago");

    let (_, body) = ask(&sandbox, &format!("GET /contacts/?locationId={LOCATION_ID}&limit=1"), "");
    assert!(body.contains(r#""nextPageUrl":"http://"#) && !body.contains("leadconnectorhq"), "{body}");
}

#[test]
fn what_cannot_be_served_is_said_in_one_line() {
    let first = Running::start(command(&["--listen", "127.0.0.1:0"]));
    let cases: [(&[&str], String); 4] = [
        (&["--quirk", "Gremlins"], "crm-sandbox: invalid value 'Gremlins' for '--quirk <NAME>'".into()),
        (&["--listen", &first.address], format!("crm-sandbox: cannot listen on {}: ", first.address)),
        (
            &["--listen", "localhost"],
            "crm-sandbox: invalid value 'localhost' for '--listen <ADDR>': name an IP ".into(),
        ),
        (&["--data", "/nowhere/at/all.db"], "crm-sandbox: cannot open the sandbox data `/nowhere/at/all.db`: ".into()),
    ];
    for (arguments, message) in cases {
        let output = command(arguments).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(error.starts_with(&message) && error.lines().count() == 1, "{error}");
        assert!(output.stdout.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn the_operator_is_warned_that_others_can_reach_the_data() {
    for (address, parts) in
        [("0.0.0.0:0", &["WARN", "listens on 0.0.0.0:", "with the tokens", "127.0.0.1"][..]), ("127.0.0.1:0", &[])]
    {
        let mut command = command(&["--listen", address]);
        command.env_remove("RUST_LOG").stderr(Stdio::piped());
        let said = Running::start(command).complaints();
        assert_eq!(said.is_empty(), parts.is_empty(), "{said}");
        assert!(parts.iter().all(|part| said.contains(part)), "{said}");
    }
}

#[test]
fn quirks_are_switched_on_by_name() {
    let quirks = ["--quirk", "authorization-timeout", "--quirk", "alt-type-required"];
    let sandbox = Running::start(command(&[&["--listen", "127.0.0.1:0"], &quirks[..]].concat()));
    let order = format!("GET /payments/orders/none?altId={LOCATION_ID}");
    let statuses = [ask(&sandbox, &order, "").0, ask(&sandbox, &order, "").0];
    assert_eq!(statuses, ["HTTP/1.1 401 Unauthorized", "HTTP/1.1 422 Unprocessable Entity"]);
    let help = String::from_utf8(command(&["--help"]).output().unwrap().stdout).unwrap();
    for name in ["index-delay", "html-errors", "lost-answer"] {
        assert!(help.contains(name), "{help}");
    }
}

#[test]
fn the_sandbox_of_close_is_served_with_quirks_of_its_own() {
    let start =
        |flags: &[&str]| Running::start(command(&[&["--crm", "close", "--listen", "127.0.0.1:0"], flags].concat()));
    let ask = |sandbox: &Running| {
        let key = ("Authorization", "Basic YXBpX3NhbmRib3g6"); // api_sandbox:
        sandbox.ask("GET /api/v1/lead/?_limit=1", &[key], "")
    };
    for (flags, separator) in [(&[][..], ", remaining="), (&["--quirk", "semicolon-rate-limit"], "; remaining=")] {
        let sandbox = start(flags);
        let (head, body) = ask(&sandbox);
        assert!(head.starts_with("HTTP/1.1 200") && head.contains(separator), "{flags:?}: {head}");
        assert!(body.contains("\"id\":\"lead_"), "{body}");
        let (address, printed) = (sandbox.address.clone(), sandbox.end());
        assert!(printed.contains(&format!("Base URL      http://{address}/api/v1\n")), "{printed}");
        assert!(printed.contains("API key       api_sandbox"), "{printed}");
    }
    let output = command(&["--crm", "close", "--quirk", "live-shapes"]).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    let expected = "crm-sandbox: --quirk live-shapes is not one of close; there are semicolon-rate-limit, ";
    assert!(error.starts_with(expected) && error.lines().count() == 1, "{error}");
}

#[cfg(unix)]
#[test]
fn asked_to_end_it_ends_well() {
    for signal in ["-TERM", "-INT"] {
        let mut sandbox = Running::start(command(&["--listen", "127.0.0.1:0"]));
        sandbox.signal(signal);
        assert_eq!(sandbox.process.wait().unwrap().code(), Some(0), "{signal}");
    }
}
