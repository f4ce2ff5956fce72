//! How the program ends: told to stop, once or twice, or because nobody is there any more.

use std::{
    io::{Read, Write},
    net::TcpStream,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    CONTACT, JSON, LegacyClient, REVISION, Vendor, call, events, request, serving,
    support::{Conversation, crm_mcp as command},
};

#[cfg(unix)]
#[test]
fn told_to_stop_it_answers_what_runs_first() {
    for signal in ["-TERM", "-INT"] {
        let vendor = Vendor::start();
        let mut server = serving(&["--highlevel-url", &vendor.url()]);
        let headers = [JSON, REVISION, ("Authorization", "Bearer pit-mine"), ("locationId", "ve9EPM428h8vShlRW1KT")];
        let call = call("contacts_get-contact", &json!({ "contactId": "c1" }));
        let mut stream = server.send("POST /mcp", &headers, &call);
        let (_, connection) = vendor.take();
        server.signal(signal);
        // The port closes when the signal is heeded.
        while TcpStream::connect(&server.address).is_ok() {}
        Vendor::answer(connection, CONTACT);
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(r#""firstName":"Ada""#), "{signal}: {answer}");
        assert!(server.process.wait().unwrap().success(), "{signal}");
    }
}

/// What would not end by itself: a question that can have no answer any more.
#[cfg(unix)]
#[test]
fn told_to_stop_it_ends_what_waits_for_its_clients() {
    let mut server = serving(&["--sessions", "--confirm", "always"]);
    let client = LegacyClient::begin(&server);
    let mut refusal = [0; 12];
    client.send("GET", "").read_exact(&mut refusal).unwrap();
    assert_eq!(&refusal, b"HTTP/1.1 405", "nothing of it changes, so there is no stream to listen to");
    let creation = call("contacts_create-contact", &json!({ "email": "new@example.com" }));
    let mut messages = events(client.send("POST", &creation));
    assert_eq!(messages.next().unwrap()["method"], "elicitation/create");

    let told = Instant::now();
    server.signal("-TERM");
    let answer = messages.next().unwrap();
    assert_eq!(answer["result"]["isError"], true, "{answer}");
    assert!(answer.to_string().contains("nothing was changed"), "{answer}");
    assert!(server.process.wait().unwrap().success());
    assert!(told.elapsed() < Duration::from_secs(10), "{:?}", told.elapsed());
}

#[cfg(unix)]
#[test]
fn on_stdio_a_signal_ends_it_though_the_input_stays_open() {
    let mut client = Conversation::start(command(&["--stdio"]));
    client.say(&json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" }).to_string());
    assert_eq!(client.hear(), "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n");
    let id = client.process.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(client.process.wait().unwrap().success());
}

/// The status that a program ends with. One that does not end fails the test.
fn end_of(mut process: Child) -> ExitStatus {
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(process.wait().unwrap()));
    ended.recv_timeout(Duration::from_secs(30)).expect("the program to end")
}

#[test]
fn on_stdio_a_closed_output_ends_it_though_the_input_stays_open() {
    let mut process = command(&["--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = process.stdin.take().unwrap();
    drop(process.stdout.take());
    writeln!(input, "{}", request("ping", &json!({}))).unwrap();
    assert_eq!(end_of(process).code(), Some(1));
    drop(input);
}

#[cfg(unix)]
#[test]
fn on_stdio_signals_end_it_though_nobody_reads() {
    for (closes_input, signal) in [(true, "-TERM"), (false, "-TERM"), (false, "-INT")] {
        let vendor = Vendor::start();
        let mut command = command(&["--stdio", "--highlevel-url", &vendor.url()]);
        command.env("HIGHLEVEL_TOKEN", "pit-mine").env("HIGHLEVEL_LOCATION", "ve9EPM428h8vShlRW1KT");
        let mut client = Conversation::start(command);
        // More than the pipe holds.
        for _ in 0..100 {
            client.say(&request("tools/list", &json!({})));
        }
        client.say(&call("contacts_get-contact", &json!({ "contactId": "c1" })));
        let _unanswered = vendor.take();
        if closes_input {
            client.close_input();
        }
        let id = client.process.id().to_string();
        let told = (0..1000).find_map(|_| {
            Command::new("kill").args([signal, &id]).status().unwrap();
            client.process.try_wait().unwrap()
        });
        assert_eq!(told.expect("it to end").code(), Some(1), "{closes_input} {signal}");
    }
}

/// A request of which only the beginning came will not be answered, so nothing waits for the rest of it.
#[cfg(unix)]
#[test]
fn told_to_stop_it_waits_for_no_half_requests() {
    let mut server = serving(&[]);
    let mut half = TcpStream::connect(&server.address).unwrap();
    half.write_all(b"POST /mcp HTTP/1.1\r\nHost: local").unwrap();
    assert!(server.ask("GET /health", &[], "").0.starts_with("HTTP/1.1 200"));
    let told = Instant::now();
    server.signal("-TERM");
    assert!(server.process.wait().unwrap().success());
    assert!(told.elapsed() < Duration::from_secs(20), "it would be disconnected after 30: {:?}", told.elapsed());
}

#[cfg(unix)]
#[test]
fn told_to_stop_twice_it_ends_at_once() {
    let vendor = Vendor::start();
    let mut server = serving(&["--highlevel-url", &vendor.url()]);
    let headers = [JSON, REVISION, ("Authorization", "Bearer pit-mine"), ("locationId", "ve9EPM428h8vShlRW1KT")];
    let call = call("contacts_get-contact", &json!({ "contactId": "c1" }));
    let _stream = server.send("POST /mcp", &headers, &call);
    let _unanswered = vendor.take();
    let told = (0..1000).find_map(|_| {
        server.signal("-TERM");
        server.process.try_wait().unwrap()
    });
    assert_eq!(told.expect("it to end").code(), Some(1));
}
