//! The program `tcp-lines`: a transport made of the core alone.

#![allow(clippy::unwrap_used)]

use std::{
    io::{BufRead, BufReader, Write},
    net::{Shutdown, TcpStream},
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};

fn handshake(revision: &str) -> String {
    let params = json!({
        "protocolVersion": revision, "capabilities": {}, "clientInfo": { "name": "test", "version": "1" },
    });
    json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params }).to_string()
}

/// The program, killed when it is dropped, and its address.
struct Running(Child, String);

impl Running {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tcp-lines"));
        let mut program = command.arg("127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
        let mut first_line = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut first_line).unwrap();
        let address = first_line.trim().strip_prefix("tcp://").unwrap().to_owned();
        Self(program, address)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct Client(BufReader<TcpStream>);

impl Client {
    fn of(program: &Running) -> Self {
        let stream = TcpStream::connect(&program.1).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        Self(BufReader::new(stream))
    }

    fn say(&mut self, lines: &str) {
        self.0.get_mut().write_all(lines.as_bytes()).unwrap();
    }

    /// The next message, or null at the end.
    fn hear(&mut self) -> Value {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_default()
    }

    /// Asks for a sign of life, and gives what comes before it.
    fn before_sign_of_life(&mut self) -> Vec<Value> {
        self.say("{\"jsonrpc\":\"2.0\",\"id\":\"ping\",\"method\":\"ping\"}\n");
        std::iter::repeat_with(|| self.hear()).take_while(|message| message["id"] != "ping").collect()
    }
}

fn count(id: u8, to: u16) -> String {
    let params = json!({ "name": "count", "arguments": { "to": to }, "_meta": { "progressToken": id } });
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params }).to_string()
}

/// How far the call that is named has come.
fn progress(message: &Value) -> (u64, f64) {
    assert_eq!(message["method"], "notifications/progress", "{message}");
    (message["params"]["progressToken"].as_u64().unwrap(), message["params"]["progress"].as_f64().unwrap())
}

#[test]
fn a_call_tells_its_progress_and_then_its_result() {
    let program = Running::start();
    let mut client = Client::of(&program);
    // The call comes right behind the handshake and speaks its revision.
    client.say(&format!("{}\n{}\n", handshake("2025-11-25"), count(1, 3)));
    assert_eq!(client.hear()["result"]["protocolVersion"], "2025-11-25");
    for done in 1..=3 {
        assert_eq!(progress(&client.hear()), (1, done.into()));
    }
    let reply = client.hear();
    assert_eq!((&reply["id"], &reply["result"]["structuredContent"]), (&json!(1), &json!({ "result": 3 })), "{reply}");
}

#[test]
fn calls_run_side_by_side_until_they_are_cancelled() {
    let program = Running::start();
    let endless = count(1, u16::MAX);
    for (revision, endless) in [("2025-11-25", endless.clone()), ("2025-03-26", format!("[{endless}]"))] {
        let mut client = Client::of(&program);
        client.say(&format!("{}\n{endless}\n{}\n", handshake(revision), count(2, 2)));
        // The second one ends though the first one does not.
        let ended = std::iter::repeat_with(|| client.hear()).find(|message| message["id"] == 2).unwrap();
        assert!(ended["result"]["content"][0]["text"].as_str().unwrap().contains('2'), "{ended}");
        assert_eq!(progress(&client.hear()).0, 1);

        client.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}\n");
        // What was on its way still arrives, but no reply, and in the end nothing.
        let rest: Vec<_> = std::iter::repeat_with(|| client.before_sign_of_life()).take(100).collect();
        assert!(rest.iter().flatten().all(|message| progress(message).0 == 1));
        assert!(rest[50..].iter().all(Vec::is_empty), "the call goes on");
    }
}

#[test]
fn a_client_that_closes_the_connection_ends_its_calls() {
    let program = Running::start();
    let mut client = Client::of(&program);
    client.say(&format!("{}\n", count(1, u16::MAX)));
    assert_eq!(progress(&client.hear()), (1, 1.0));
    client.0.get_mut().shutdown(Shutdown::Write).unwrap();
    // What was on its way still arrives. Then the program closes the connection too, without a reply.
    let mut rest = std::iter::repeat_with(|| client.hear()).take_while(|message| !message.is_null());
    assert!(rest.all(|message| progress(&message).0 == 1));
    assert_eq!(Client::of(&program).before_sign_of_life(), [] as [Value; 0], "others are served");
}
