//! The memory of connections that have made one call and then stay open, in a server process of its own.

use std::{
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use http_body_util::BodyExt;
use serde::Serialize;
use tokio::{io::AsyncBufReadExt, runtime::Runtime};

use crate::{
    request::Request,
    socket::{self, Connection, SIDES},
};

/// How many connections are open at the end.
pub(crate) const CONNECTIONS: u32 = 4096;
/// So many are open before the first look, so that nothing is counted that a server makes once.
const BEFORE: u32 = 64;
/// The argument that makes this program the server of the side named next.
pub(crate) const ARGUMENT: &str = "--serve-idle-connections-of";

/// What one side needs.
#[derive(Serialize)]
pub(crate) struct Idle {
    pub(crate) name: &'static str,
    pub(crate) bytes_per_connection: f64,
}

/// Measures each side; nothing where the system does not tell how much memory a process has.
pub(crate) fn measure(runtime: &Runtime) -> Vec<Idle> {
    if resident_bytes().is_none() {
        return Vec::new();
    }
    allow_open_files();
    SIDES.into_iter().map(|(name, _)| Idle { name, bytes_per_connection: runtime.block_on(of(name)) }).collect()
}

async fn of(name: &str) -> f64 {
    let mut server = ServerProcess::start(name);
    let _warm = open(server.address, BEFORE).await;
    let before = server.resident_bytes();
    let _idle = open(server.address, CONNECTIONS).await;
    (server.resident_bytes() - before) / f64::from(CONNECTIONS)
}

/// Opens connections; each makes one call.
async fn open(address: SocketAddr, count: u32) -> Vec<Connection> {
    let mut connections = Vec::new();
    for _ in 0..count {
        let mut connection = socket::connect(address).await;
        let response = connection.send_request(Request::Call.http()).await.expect("a server that answers");
        assert!(response.status().is_success(), "{}", response.status());
        response.into_body().collect().await.expect("a whole answer");
        connections.push(connection);
    }
    connections
}

/// This program, run once more as a server.
struct ServerProcess {
    process: Child,
    /// Each line asks for a figure.
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    address: SocketAddr,
}

impl ServerProcess {
    fn start(name: &str) -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut command = Command::new(program);
        command.args([ARGUMENT, name]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("this program runs");
        let questions = process.stdin.take().expect("it is piped");
        let mut answers = BufReader::new(process.stdout.take().expect("it is piped"));
        let address = read_line(&mut answers).parse().expect("an address");
        Self { process, questions, answers, address }
    }

    fn resident_bytes(&mut self) -> f64 {
        self.questions.write_all(b"\n").expect("the server listens");
        read_line(&mut self.answers).parse().expect("a number")
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read_line(input: &mut impl BufRead) -> String {
    let mut line = String::new();
    input.read_line(&mut line).expect("text");
    line.trim_end().to_owned()
}

/// Serves a side. Says where, and then for each line of the input how many bytes this process has in memory.
pub(crate) async fn serve(name: &str) {
    allow_open_files();
    let (_, router) = SIDES.into_iter().find(|(side, _)| *side == name).expect("a side");
    println!("{}", socket::serve(router()).await);
    let mut questions = tokio::io::BufReader::new(tokio::io::stdin()).lines();
    while questions.next_line().await.is_ok_and(|line| line.is_some()) {
        println!("{}", resident_bytes().unwrap_or_default());
    }
}

/// Many systems let a process open 1,024 files unless it asks for more.
fn allow_open_files() {
    let wanted = u64::from(BEFORE + CONNECTIONS) + 64;
    let allowed = rlimit::increase_nofile_limit(wanted).expect("a limit of open files");
    assert!(allowed >= wanted, "a process may open {allowed} files here; {wanted} are needed");
}

/// What of this process is in memory. Linux tells it in kilobytes of 1,024 bytes.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.strip_suffix("kB"))?;
    Some(kilobytes.trim().parse::<u64>().ok()? * 1024)
}
