//! The floor behind a pipe: a line read, an answer written, and nothing in between.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};

use crate::floor;

pub(crate) async fn serve(pipe: DuplexStream) {
    let (input, mut output) = tokio::io::split(pipe);
    let (mut input, mut line) = (BufReader::new(input), Vec::new());
    while input.read_until(b'\n', &mut line).await.is_ok_and(|read| read > 0) {
        let mut answer = floor::answer(&line).unwrap_or_default();
        answer.push(b'\n');
        output.write_all(&answer).await.expect("the client reads");
        line.clear();
    }
}
