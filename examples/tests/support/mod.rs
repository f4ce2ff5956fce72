//! Programs started as a person starts them, and plain HTTP to them.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

#[path = "../../../crm-mcp-core/tests/wire/mod.rs"]
mod wire;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use crm_mcp_core::Revision;
use serde_json::Value;
use wire::Wire;

/// What the server reads of its environment.
const VARIABLES: [&str; 9] = [
    "HIGHLEVEL_TOKEN",
    "HIGHLEVEL_LOCATION",
    "HIGHLEVEL_URL",
    "CLOSE_API_KEY",
    "CLOSE_SCOPE",
    "CLOSE_URL",
    "CRM_MCP_SCOPES",
    "CRM_MCP_TOOLS",
    "RUST_LOG",
];

/// The server, with no setting but these.
pub fn crm_mcp(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crm-mcp"));
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    command.args(arguments);
    command
}

/// Removes a database and what may be left beside it.
pub fn remove(database: &Path) {
    for end in ["", "-journal", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", database.display()));
    }
}

/// A program that serves HTTP; dropped, it is killed as by `kill -9`.
pub struct Running {
    pub process: Child,
    pub address: String,
    output: BufReader<ChildStdout>,
}

impl Running {
    /// Starts a program and waits for the address in its first line.
    pub fn start(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut first_line = String::new();
        output.read_line(&mut first_line).unwrap();
        let (_, address) = first_line.trim().split_once("http://").unwrap();
        let address = address.split('/').next().unwrap().to_owned();
        Self { process, address, output }
    }

    /// What the program has printed after its first line, once it has ended.
    pub fn end(mut self) -> String {
        self.signal("-TERM");
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        rest
    }

    /// The status line with the headers, and the body of an answer, which is checked if it is of MCP.
    pub fn ask(&self, request: &str, headers: &[(&str, &str)], body: &str) -> (String, String) {
        let mut stream = self.send(request, headers, body);
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, answer) = answer.split_once("\r\n\r\n").unwrap();
        if request.starts_with("POST ") && request.contains("/mcp") && !answer.is_empty() {
            let revision = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("MCP-Protocol-Version"));
            let mut wire = Wire::new(wire::spoken(revision.map(|(_, date)| *date)));
            wire.asks(body.as_bytes());
            for message in messages(answer) {
                wire.hears(&message);
            }
        }
        (head.to_owned(), answer.to_owned())
    }

    /// Sends a request, whose answer is yet to be read.
    pub fn send(&self, request: &str, headers: &[(&str, &str)], body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (address, length) = (&self.address, body.len());
        write!(stream, "{request} HTTP/1.1\r\nConnection: close\r\nContent-Length: {length}\r\n").unwrap();
        if !headers.iter().any(|(name, _)| *name == "Host") {
            write!(stream, "Host: {address}\r\n").unwrap();
        }
        for (name, value) in headers {
            write!(stream, "{name}: {value}\r\n").unwrap();
        }
        write!(stream, "\r\n{body}").unwrap();
        stream
    }

    /// What the program has said on standard error, if that was piped, once it has ended.
    pub fn complaints(mut self) -> String {
        let mut errors = self.process.stderr.take().unwrap();
        self.signal("-TERM");
        let mut said = String::new();
        errors.read_to_string(&mut said).unwrap();
        said
    }

    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").args([name, &self.process.id().to_string()]).status().unwrap();
        assert!(status.success());
    }
}

/// The messages in the body of an answer: one, or those of a stream.
pub fn messages(body: &str) -> Vec<Value> {
    let streamed = body.lines().filter_map(|line| line.strip_prefix("data: "));
    let messages = if body.starts_with(['{', '[']) { vec![body] } else { streamed.collect() };
    messages.into_iter().map(|message| serde_json::from_str(message).unwrap()).collect()
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A program that speaks lines on its standard input and output.
pub struct Conversation {
    pub process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    wire: Wire,
}

impl Conversation {
    pub fn start(mut command: Command) -> Self {
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (process.stdin.take(), BufReader::new(process.stdout.take().unwrap()));
        Self { process, input, output, wire: Wire::new(Revision::LATEST_LEGACY) }
    }

    pub fn say(&mut self, line: &str) {
        self.wire.asks(line.as_bytes());
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
    }

    /// The next message, which is checked, or nothing at the end.
    pub fn hear(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        if !line.is_empty() {
            self.wire.hears(&serde_json::from_str(&line).unwrap());
        }
        line
    }

    pub fn close_input(&mut self) {
        self.input = None;
    }
}

/// A vendor that takes one request and gives one answer, when told to.
pub struct Vendor {
    listener: TcpListener,
}

impl Vendor {
    pub fn start() -> Self {
        Self { listener: TcpListener::bind("127.0.0.1:0").unwrap() }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.listener.local_addr().unwrap())
    }

    /// The head of the next request, and the connection to answer it on.
    pub fn take(&self) -> (String, TcpStream) {
        let (mut stream, _) = self.listener.accept().unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        (String::from_utf8(head).unwrap(), stream)
    }

    /// Answers and closes.
    pub fn answer(mut stream: TcpStream, body: &str) {
        let length = body.len();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
        stream.write_all(format!("{head}\r\nContent-Length: {length}\r\n\r\n{body}").as_bytes()).unwrap();
    }
}
