//! The program `tower-layers`: each of its layers acts.

#![allow(clippy::unwrap_used)]

mod support;

use std::{
    io::Read,
    iter,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
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

    // Calls that never end take all places until they time out. Before they have arrived there is room for another one.
    let start = Instant::now();
    let waiting: Vec<_> = (0..AT_ONCE).map(|_| server.send("POST /mcp", &[JSON], &call("wait"))).collect();
    let mut heads = iter::repeat_with(|| ping().0).take_while(|_| start.elapsed() < TIMEOUT);
    let refused = heads.find(|head| !head.starts_with("HTTP/1.1 200")).unwrap();
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("retry-after: 1"), "{refused}");

    // They time out, and leave their places.
    for mut call in waiting {
        call.set_read_timeout(Some(10 * TIMEOUT)).unwrap();
        let mut answer = String::new();
        call.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 504"), "{answer}");
    }
    assert!(ping().0.starts_with("HTTP/1.1 200"));

    drop(server);
    let log = log.join().unwrap().unwrap();
    for status in ["200", "503", "504"] {
        assert!(log.contains(&format!("status={status}")), "{status}: {log}");
    }
}
