//! The program `crm-sandbox`, started as a person starts it.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crm_mcp_tools::sandbox::{LOCATION_ID, TOKEN};

/// A running sandbox; dropped, it is killed as by `kill -9`.
struct Running {
    process: Child,
    address: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut process = command(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut first_line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut first_line).unwrap();
        let (_, address) = first_line.trim().split_once("http://").unwrap();
        let address = address.to_owned();
        Self { process, address }
    }

    /// The status line and the body of an answer.
    fn ask(&self, method: &str, path: &str, body: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\nVersion: 2021-07-28\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len(),
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.lines().next().unwrap().to_owned(), body.to_owned())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crm-sandbox"));
    command.args(arguments);
    command
}

#[test]
fn what_was_answered_survives_a_kill() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("killed.db");
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    let arguments = ["--listen", "127.0.0.1:0", "--data", file.to_str().unwrap()];
    for number in 1..=3 {
        let sandbox = Running::start(&arguments);
        let body =
            format!(r#"{{"locationId":"{LOCATION_ID}","firstName":"Survivor","email":"{number}@kill.example.com"}}"#);
        let (status, body) = sandbox.ask("POST", "/contacts/", &body);
        assert_eq!(status, "HTTP/1.1 201 Created", "{body}");
        drop(sandbox);

        let sandbox = Running::start(&arguments);
        let (_, body) = sandbox.ask("GET", &format!("/contacts/?locationId={LOCATION_ID}&query=Survivor"), "");
        assert!(body.contains(&format!(r#""count":{number}"#)), "{body}");
        assert!(body.contains(&format!("{number}@kill.example.com")), "{body}");
    }
}

#[test]
fn what_cannot_be_served_is_said_in_one_line() {
    let first = Running::start(&["--listen", "127.0.0.1:0"]);
    let cases: [(&[&str], String); 2] = [
        (&["--listen", &first.address], format!("crm-sandbox: cannot listen on {}: ", first.address)),
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
fn asked_to_end_it_ends_well() {
    for signal in ["-TERM", "-INT"] {
        let mut sandbox = Running::start(&["--listen", "127.0.0.1:0"]);
        let kill = Command::new("kill").args([signal, &sandbox.process.id().to_string()]).status().unwrap();
        assert!(kill.success());
        assert_eq!(sandbox.process.wait().unwrap().code(), Some(0), "{signal}");
    }
}
