//! The program `tower-layers`: each of its layers acts.

#![allow(clippy::unwrap_used)]

mod support;

use std::{
    io::Read,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use support::Running;

const JSON: (&str, &str) = ("Content-Type", "application/json");

/// So many requests are answered at once.
const AT_ONCE: usize = 4;

/// A request waits so long for its answer.
const TIMEOUT: Duration = Duration::from_secs(2);

fn call(tool: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"{tool}"}}}}"#)
}

#[test]
fn the_layers_limit_time_out_and_log() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tower-layers"));
    command.arg("127.0.0.1:0").env_remove("RUST_LOG").stderr(Stdio::piped());
    let mut server = Running::start(command);
    // Read all along, or the program would wait for room in the pipe.
    let mut errors = server.process.stderr.take().unwrap();
    let log = thread::spawn(move || {
        let mut log = String::new();
        errors.read_to_string(&mut log).map(|_| log)
    });
    let ping = || server.ask("POST /mcp", &[JSON], &call("ping"));

    let (head, body) = ping();
    assert!(head.starts_with("HTTP/1.1 200") && body.contains(r#""content":[]"#), "{head} {body}");

    // Calls that never end: one more than there are places. Which of them is refused depends on which arrives last.
    let waiting: Vec<_> = (0..=AT_ONCE).map(|_| server.send("POST /mcp", &[JSON], &call("wait"))).collect();
    let answers = waiting.into_iter().map(|mut call| {
        call.set_read_timeout(Some(10 * TIMEOUT)).unwrap();
        let mut answer = String::new();
        call.read_to_string(&mut answer).unwrap();
        answer
    });
    let (refused, timed_out): (Vec<_>, Vec<_>) = answers.partition(|answer| answer.starts_with("HTTP/1.1 503"));
    assert!(matches!(&refused[..], [one] if one.contains("retry-after: 1")), "{refused:?}");
    assert!(timed_out.iter().all(|answer| answer.starts_with("HTTP/1.1 504")), "{timed_out:?}");

    // Those that timed out left their places.
    assert!(ping().0.starts_with("HTTP/1.1 200"));

    drop(server);
    let log = log.join().unwrap().unwrap();
    for status in ["200", "503", "504"] {
        assert!(log.contains(&format!("status={status}")), "{status}: {log}");
    }
}
