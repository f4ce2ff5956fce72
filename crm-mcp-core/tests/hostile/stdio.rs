//! Streams that carry garbage, end in the middle or are not read: the stdio transport answers what it can, and ends.

use std::{future::pending, io, sync::Arc, time::Duration};

use crm_mcp_core::{Caller, Session, transport::stdio};
use proptest::{collection, prelude::*};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex},
    runtime,
    task::JoinHandle,
    time::timeout,
};

use crate::subject::{check_answer, server};

const PING: &str = r#"{"jsonrpc":"2.0","id":"last","method":"ping"}"#;
const PONG: &str = r#"{"jsonrpc":"2.0","id":"last","result":{}}"#;

/// A server, the stream to it and the stream from it.
fn start() -> (JoinHandle<io::Result<()>>, DuplexStream, DuplexStream) {
    let (input, server_input) = duplex(64 * 1024);
    let (server_output, output) = duplex(64 * 1024);
    let session = Session::new(Caller::trusted("me"), Arc::new(()));
    let serving = stdio::serve_on(server(), session, server_input, server_output, pending());
    (tokio::spawn(serving), input, output)
}

/// The lines that a server answers to all of this, when its end follows.
fn converse(said: Vec<u8>) -> Vec<String> {
    let runtime = runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let conversation = async {
        let (serving, mut input, mut output) = start();
        let writing = tokio::spawn(async move { input.write_all(&said).await.unwrap() });
        let mut heard = String::new();
        output.read_to_string(&mut heard).await.unwrap();
        writing.await.unwrap();
        serving.await.unwrap().unwrap();
        heard.lines().map(str::to_owned).collect()
    };
    runtime.block_on(async { timeout(Duration::from_secs(20), conversation).await.expect("not to hang") })
}

proptest! {
    // A case that failed belongs into a test of its own, not into a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_came_before_a_message_is_served(
        lines in collection::vec(prop_oneof![any::<Vec<u8>>(), Just(b"\xff\r".to_vec()), "[{\\[\\]},:\"0-9 ]*".prop_map(String::into_bytes)], 0..8),
    ) {
        let said = lines.into_iter().chain([PING.as_bytes().to_vec()]).collect::<Vec<_>>().join(&b'\n');
        let heard = converse(said);
        prop_assert!(heard.iter().any(|line| line == PONG));
        for line in heard {
            check_answer(b"", Some(line.as_bytes()));
        }
    }

    #[test]
    fn wherever_the_input_ends_what_was_whole_is_answered(end in any::<prop::sample::Index>()) {
        let mut said = format!("{PING}\n").repeat(3).into_bytes();
        said.truncate(end.index(said.len() + 1));
        // The last line needs no end to be whole.
        let whole = said.split(|byte| *byte == b'\n').filter(|line| *line == PING.as_bytes()).count();
        let heard = converse(said);
        prop_assert_eq!(heard.iter().filter(|line| *line == PONG).count(), whole);
        prop_assert!(heard.len() <= whole + 1);
        for line in heard {
            check_answer(b"", Some(line.as_bytes()));
        }
    }
}

#[test]
fn a_line_without_end_is_one_fault_and_kept_nowhere() {
    let said = [vec![b'x'; 20 * 1024 * 1024], format!("\n{PING}\n").into_bytes()].concat();
    let heard = converse(said);
    assert_eq!(heard.len(), 2, "{heard:?}");
    assert!(heard[0].contains("at most 4194304 bytes") && heard[1] == PONG, "{heard:?}");
}

#[test]
fn requests_under_one_id_are_all_answered() {
    let heard = converse(format!("{PING}\n").repeat(100).into_bytes());
    assert_eq!(heard, [PONG; 100]);
}

/// Time stands still until nothing else can go on: then a write that waits has waited long enough.
#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_read_is_not_read_either() {
    let (serving, mut input, mut output) = start();
    let mut lines = 0;
    while timeout(Duration::from_secs(1), input.write_all(b"x\n")).await.is_ok() {
        lines += 1;
        assert!(lines < 500_000, "answers to so many lines are waiting");
    }
    assert!(lines > 1000);
    drop(input);
    let mut heard = String::new();
    output.read_to_string(&mut heard).await.unwrap();
    // The write that gave up may have left half a line.
    assert!(heard.lines().count().abs_diff(lines) <= 1, "what was read is answered: {lines}");
    serving.await.unwrap().unwrap();
}
