//! MCP over TCP, a message a line: a transport as the page of `crm_mcp_core::transport` describes it.
//! Try `cargo run --bin tcp-lines` and `nc 127.0.0.1 8080`. An open port needs bounds: on lines, requests, connections.

use std::{env, io, pin::pin, sync::Arc};

use crm_mcp_core::transport::{Connection, Incoming, Outlet, Peer};
use crm_mcp_core::{Call, Caller, Progress, Server, ServerInfo, ToolError, Toolset, tool, tools};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream, tcp::OwnedWriteHalf};
use tokio::sync::mpsc::{self, Receiver, Sender};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Count {
    to: u16,
}

/// Counts, and tells how far it has come.
#[tool(read, public)]
async fn count(Count { to }: Count, call: &Call) -> Result<u16, ToolError> {
    for done in 1..=to {
        call.progress(Progress::new(done.into()).of(to.into())).await;
    }
    Ok(to)
}

/// Serves a client until it closes the connection.
async fn serve(server: Arc<Server<()>>, socket: TcpStream) {
    let ((input, output), (sender, receiver)) = (socket.into_split(), mpsc::channel(16));
    let (mut lines, client) = (BufReader::new(input).lines(), Arc::new(Connection::new()));
    tokio::spawn(write(receiver, output));
    while let Ok(Some(line)) = lines.next_line().await {
        let incoming = Incoming::read(line.into_bytes());
        let id = incoming.id().map(|id| id.as_json().to_owned());
        let takes_time = (id.is_some() || incoming.is_batch()) && !incoming.is_handshake();
        let answer = answer(Arc::clone(&server), Arc::clone(&client), incoming, sender.clone());
        // Requests run side by side, and can be cancelled. A handshake comes before what speaks its revision.
        match id {
            _ if !takes_time => answer.await,
            Some(id) => drop(tokio::spawn(client.run(&id, answer))),
            None => drop(tokio::spawn(answer)),
        }
    }
    client.close();
}

/// Answers a message: with what its request says while it runs, then with the reply.
async fn answer(server: Arc<Server<()>>, client: Arc<Connection>, message: Incoming<Vec<u8>>, to: Sender<Vec<u8>>) {
    let (outlet, outgoing) = Outlet::new();
    let (envelope, peer, caller) = (client.envelope(), Peer::new(Some(outlet), Some(client)), Caller::trusted("local"));
    let mut handled = pin!(server.handle(&message, &envelope, &peer, &caller, &()));
    let reply = loop {
        tokio::select! {
            Some(said) = outgoing.next() => drop(to.send(said).await),
            reply = &mut handled => break reply,
        }
    };
    for said in outgoing.waiting().into_iter().chain(reply.into_body()) {
        drop(to.send(said).await);
    }
}

/// Writes each message as a line. JSON has line breaks only where a space would do.
async fn write(mut messages: Receiver<Vec<u8>>, mut output: OwnedWriteHalf) -> io::Result<()> {
    while let Some(message) = messages.recv().await {
        let line = String::from_utf8_lossy(&message).replace(['\n', '\r'], " ") + "\n";
        output.write_all(line.as_bytes()).await?;
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Arc::new(Server::new(ServerInfo::new("tcp-lines", "0.1.0"), Toolset::new(tools![count])?));
    let listener = TcpListener::bind(env::args().nth(1).as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("tcp://{}", listener.local_addr()?);
    loop {
        tokio::spawn(serve(Arc::clone(&server), listener.accept().await?.0));
    }
}
