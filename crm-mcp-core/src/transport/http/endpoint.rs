//! From a request to its response: who sends it, what it says, in which session.

use std::{error::Error, pin::pin, sync::Arc, time::Duration};

use http::{HeaderValue, Method, Response, header, request::Parts};
use http_body::Body;
use tokio::time::{sleep, timeout};

use super::{
    Authenticator, HttpOptions, ResponseBody,
    answer::{self, Refusal},
    auth::once,
    headers, origin,
    reading::{Bodies, Message, SHORT},
    sessions::{Sessions, Visit},
    stream::{Events, Progress, Work},
};
use crate::{
    access::{Caller, Session},
    call::{Connection, Outlet, Peer},
    server::{Reply, Server},
    transport::opening::Opening,
    wire::RequestId,
};

/// A question to a user waits for an answer so long. A person has gone for good after that, and somebody else may need
/// the connection.
const PATIENCE: Duration = Duration::from_mins(10);

/// A stream of changes stays open so long; then its client opens another. So a place is not held for good.
const LONGEST_STREAM: Duration = Duration::from_hours(1);

pub(super) struct Endpoint<C: ?Sized> {
    pub(super) server: Arc<Server<C>>,
    pub(super) authenticator: Box<dyn Authenticator<C>>,
    pub(super) bodies: Bodies,
    pub(super) options: HttpOptions,
    pub(super) sessions: Option<Sessions>,
}

/// What is remembered of the client of a message.
enum Client {
    /// Nothing.
    Unknown,
    /// What the message begins, a handshake.
    New(Arc<Connection>),
    /// What the session of the message holds.
    InSession(Visit),
}

impl<C: ?Sized + Send + Sync + 'static> Endpoint<C> {
    pub(super) async fn answer<B>(
        self: &Arc<Self>,
        parts: &Arc<Parts>,
        body: B,
    ) -> Result<Response<ResponseBody>, Refusal>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        self.options.origins.check(parts)?;
        let has_streams = self.server.tells_of_changes();
        match (&parts.method, &self.sessions) {
            (&Method::POST, _) => self.post(parts, body).await,
            (&Method::OPTIONS, _) => Ok(origin::preflight(&parts.headers)),
            (&Method::GET, Some(sessions)) if has_streams => self.open_stream(sessions, parts).await,
            (&Method::DELETE, Some(sessions)) => self.end_session(sessions, parts).await,
            (_, Some(_)) if has_streams => Err(Refusal::Method(&["POST", "GET", "DELETE"])),
            (_, Some(_)) => Err(Refusal::Method(&["POST", "DELETE"])),
            (_, None) => Err(Refusal::Method(&["POST"])),
        }
    }

    async fn post<B>(self: &Arc<Self>, parts: &Arc<Parts>, body: B) -> Result<Response<ResponseBody>, Refusal>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let streams = headers::check_content(&parts.headers)?;
        let session = self.authenticate(parts).await?;
        let message = self.bodies.read(body).await?;
        // Its body is kept as long as it listens. A long one would keep the memory from others.
        if headers::are_of_a_listener(&parts.headers) && message.len() > SHORT {
            return Err(Refusal::TooLarge(SHORT));
        }
        let client = self.client(&message, parts, &session.caller)?;
        let begun = match &client {
            Client::New(connection) => Some((session.caller.clone(), Arc::clone(connection))),
            Client::Unknown | Client::InSession(_) => None,
        };
        let mut work = self.work(Arc::clone(parts), session, message, streams, client);
        let resource_metadata = self.options.resource_metadata.as_deref();
        Ok(match work.next().await {
            Progress::Message(first) => answer::stream(Events::of(work, Some(first))),
            Progress::Done(reply) => {
                let begins = matches!(reply, Reply::Initialized { .. });
                let mut response = answer::from_reply(reply, resource_metadata);
                if let (true, Some(sessions), Some((caller, connection))) = (begins, &self.sessions, begun) {
                    let id = sessions.begin(&caller, connection)?;
                    let id = HeaderValue::try_from(id).map_err(|_| Refusal::NoPlace)?;
                    response.headers_mut().insert(headers::SESSION, id);
                }
                response
            }
        })
    }

    /// Who sends a request, if it says so once. Authenticators read the first of several headers, and what stands before
    /// the server may go by another one.
    async fn authenticate(&self, parts: &Parts) -> Result<Session<C>, Refusal> {
        once(&parts.headers, header::AUTHORIZATION.as_str())?;
        Ok(self.authenticator.authenticate(parts).await?)
    }

    /// What is remembered of the client of a message.
    fn client(&self, message: &[u8], parts: &Parts, caller: &Caller) -> Result<Client, Refusal> {
        let Some(sessions) = &self.sessions else { return Ok(Client::Unknown) };
        match Opening::of(message) {
            Opening::Stateless => Ok(Client::Unknown),
            Opening::Handshake => {
                let connection = Connection::new().with_patience(|| Box::pin(sleep(PATIENCE)));
                Ok(Client::New(Arc::new(connection)))
            }
            // The server says what is wrong with it, which is more than that it is in no session.
            Opening::Legacy if !headers::are_legacy(&parts.headers) => Ok(Client::Unknown),
            Opening::Legacy => session_of(sessions, parts, caller).map(|(_, visit)| Client::InSession(visit)),
        }
    }

    /// The handling of a message, with a way back to the client if that reads streams.
    fn work(
        self: &Arc<Self>,
        parts: Arc<Parts>,
        session: Session<C>,
        message: Message,
        streams: bool,
        client: Client,
    ) -> Work {
        let endpoint = Arc::clone(self);
        let (outlet, outgoing) = Outlet::new();
        let connection = client.connection().cloned();
        let peer = Peer { outlet: streams.then_some(outlet), connection: connection.clone() };
        let id = connection.as_ref().and_then(|_| RequestId::of(&message)).map(|id| id.as_json().to_owned());
        let reply = async move {
            let _until_the_reply = client;
            endpoint.handle(&message, &parts, peer, &session).await
        };
        match (connection, id) {
            (Some(connection), Some(id)) => {
                let reply = connection.run(&id, reply);
                Work::new(async { reply.await.unwrap_or(Reply::Nothing) }, outgoing)
            }
            _ => Work::new(reply, outgoing),
        }
    }

    async fn handle(&self, message: &[u8], parts: &Parts, mut peer: Peer, session: &Session<C>) -> Reply {
        let envelope = headers::envelope(&parts.headers, self.options.tolerate_legacy_version_header);
        let Session { caller, context } = session;
        let listens = peer.connection.is_none() && headers::are_of_a_listener(&parts.headers);
        if listens {
            peer.connection = Some(Arc::default());
        }
        let mut reply = pin!(self.server.handle(message, &envelope, &peer, caller, context));
        let Some(connection) = peer.connection.as_ref().filter(|_| listens) else { return reply.await };
        if let Ok(reply) = timeout(LONGEST_STREAM, &mut reply).await {
            return reply;
        }
        // It ends with a reply, so that the client knows that the stream was not cut.
        connection.hang_up();
        reply.await
    }

    /// The stream on which a session is told of changes.
    async fn open_stream(
        self: &Arc<Self>,
        sessions: &Sessions,
        parts: &Arc<Parts>,
    ) -> Result<Response<ResponseBody>, Refusal> {
        let session = self.authenticate(parts).await?;
        let (_, visit) = session_of(sessions, parts, &session.caller)?;
        if !headers::accepts_streams(&parts.headers) {
            return Err(Refusal::Accept);
        }
        let stream = visit.connection().open_stream().ok_or(Refusal::SecondStream)?;
        let place = self.server.waiting_place(&session.caller).ok_or(Refusal::TooManyStreams)?;
        let (endpoint, (outlet, outgoing)) = (Arc::clone(self), Outlet::new());
        let peer = Peer { outlet: Some(outlet), connection: Some(Arc::clone(visit.connection())) };
        let work = async move {
            let _until_the_end = (visit, stream, place);
            let _ = timeout(LONGEST_STREAM, endpoint.server.tell_changes(&peer)).await;
            Reply::Nothing
        };
        Ok(answer::stream(Events::of(Work::new(work, outgoing), None)))
    }

    async fn end_session(&self, sessions: &Sessions, parts: &Parts) -> Result<Response<ResponseBody>, Refusal> {
        let session = self.authenticate(parts).await?;
        let (id, _) = session_of(sessions, parts, &session.caller)?;
        sessions.end(id, &session.caller);
        Ok(answer::nothing())
    }
}

impl Client {
    fn connection(&self) -> Option<&Arc<Connection>> {
        match self {
            Self::Unknown => None,
            Self::New(connection) => Some(connection),
            Self::InSession(visit) => Some(visit.connection()),
        }
    }
}

/// The session that a request names.
fn session_of<'a>(sessions: &Sessions, parts: &'a Parts, caller: &Caller) -> Result<(&'a str, Visit), Refusal> {
    let id = once(&parts.headers, headers::SESSION.as_str())?.ok_or(Refusal::NoSession)?;
    let id = id.to_str().map_err(|_| Refusal::UnknownSession)?;
    let visit = sessions.visit(id, caller).ok_or(Refusal::UnknownSession)?;
    Ok((id, visit))
}
