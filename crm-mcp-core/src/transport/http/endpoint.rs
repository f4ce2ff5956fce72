//! From a request to its response: who sends it, what it says, in which session.

use std::{error::Error, pin::pin, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderValue, Method, Response, header, request::Parts};
use http_body::Body;
use tokio::time::{sleep, timeout};

use super::{
    Authenticator, HttpOptions, ResponseBody,
    auth::once,
    headers, origin,
    reading::{Bodies, ReadBody, SHORT},
    rejection::Rejection,
    response,
    sessions::{Sessions, Visit},
    stream::{Events, Work, WorkStep},
};
use crate::{
    access::{Caller, Session},
    call::{Connection, Outlet, Peer},
    server::{Reply, Server},
    wire::Incoming,
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
enum Remembered {
    /// Nothing.
    Nothing,
    /// What the message begins, a handshake.
    New(Arc<Connection>),
    /// What the session of the message holds.
    Session(Visit),
}

impl<C: ?Sized + Send + Sync + 'static> Endpoint<C> {
    pub(super) async fn answer<B>(self: &Arc<Self>, parts: &Parts, body: B) -> Result<Response<ResponseBody>, Rejection>
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
            (_, Some(_)) if has_streams => Err(Rejection::Method(&["POST", "GET", "DELETE"])),
            (_, Some(_)) => Err(Rejection::Method(&["POST", "DELETE"])),
            (_, None) => Err(Rejection::Method(&["POST"])),
        }
    }

    async fn post<B>(self: &Arc<Self>, parts: &Parts, body: B) -> Result<Response<ResponseBody>, Rejection>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let streams = headers::check_content(&parts.headers)?;
        let session = self.authenticate(parts).await?;
        let message = self.bodies.read(body).await?;
        let incoming = Incoming::read(message);
        // Its body is kept as long as it listens. A long one would keep the memory from others.
        if incoming.bytes().len() > SHORT && incoming.listens() {
            return Err(Rejection::TooLarge(SHORT));
        }
        let client = self.client(&incoming, parts, &session.caller)?;
        let begun = match &client {
            Remembered::New(connection) => Some((session.caller.clone(), Arc::clone(connection))),
            Remembered::Nothing | Remembered::Session(_) => None,
        };
        let reply = if streams && incoming.may_stream() {
            let mut work = self.work(parts.headers.clone(), session, incoming, client);
            match work.next().await {
                WorkStep::Message(first) => return Ok(response::stream(Events::of(work, Some(first)))),
                WorkStep::Done(reply) => reply,
            }
        } else {
            self.reply(&parts.headers, &session, &incoming, &client, None).await
        };
        let begins = matches!(reply, Reply::Initialized { .. });
        let mut response = response::from_reply(reply, self.options.resource_metadata.as_deref());
        if let (true, Some(sessions), Some((caller, connection))) = (begins, &self.sessions, begun) {
            let id = sessions.begin(&caller, connection)?;
            let id = HeaderValue::try_from(id).map_err(|_| Rejection::NoPlace)?;
            response.headers_mut().insert(headers::SESSION, id);
        }
        Ok(response)
    }

    /// Who sends a request, if it says so once. Authenticators read the first of several headers, and what stands before
    /// the server may go by another one.
    async fn authenticate(&self, parts: &Parts) -> Result<Session<C>, Rejection> {
        once(parts.headers.get_all(header::AUTHORIZATION), header::AUTHORIZATION.as_str())?;
        // Of what is in the box, which would box its future once more.
        Ok((*self.authenticator).authenticate(parts).await?)
    }

    /// What is remembered of the client of a message.
    fn client(&self, incoming: &Incoming<ReadBody>, parts: &Parts, caller: &Caller) -> Result<Remembered, Rejection> {
        let Some(sessions) = &self.sessions else { return Ok(Remembered::Nothing) };
        // Where headers contradict a legacy message, the server's refusal says more than that there is no session.
        if incoming.is_handshake() {
            let connection = Connection::new().with_patience(|| Box::pin(sleep(PATIENCE)));
            Ok(Remembered::New(Arc::new(connection)))
        } else if incoming.is_stateless() || !headers::are_legacy(&parts.headers) {
            Ok(Remembered::Nothing)
        } else {
            session_of(sessions, parts, caller).map(|(_, visit)| Remembered::Session(visit))
        }
    }

    /// The handling of a message from which other messages may come before the reply.
    fn work(
        self: &Arc<Self>,
        headers: HeaderMap,
        session: Session<C>,
        incoming: Incoming<ReadBody>,
        client: Remembered,
    ) -> Work {
        let endpoint = Arc::clone(self);
        let (outlet, outgoing) = Outlet::new();
        let reply = async move { endpoint.reply(&headers, &session, &incoming, &client, Some(outlet)).await };
        Work::new(reply, outgoing)
    }

    /// Handles a message, which the client may cancel if it is remembered.
    async fn reply(
        &self,
        headers: &HeaderMap,
        session: &Session<C>,
        incoming: &Incoming<ReadBody>,
        client: &Remembered,
        outlet: Option<Outlet>,
    ) -> Reply {
        let connection = client.connection().cloned();
        let run = connection.as_ref().zip(incoming.id()).map(|(connection, id)| connection.begin(id.as_json()));
        let reply = pin!(self.handle(headers, session, incoming, Peer { outlet, connection }));
        match run {
            Some(run) => run.of(reply).await.unwrap_or(Reply::Nothing),
            None => reply.await,
        }
    }

    async fn handle(
        &self,
        headers: &HeaderMap,
        session: &Session<C>,
        incoming: &Incoming<ReadBody>,
        mut peer: Peer,
    ) -> Reply {
        let envelope = headers::envelope(headers, self.options.tolerate_legacy_version_header);
        let Session { caller, context } = session;
        let listens = peer.connection.is_none() && peer.outlet.is_some() && incoming.listens();
        if listens {
            peer.connection = Some(Arc::default());
        }
        let mut reply = pin!(self.server.handle(incoming, &envelope, &peer, caller, context));
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
        parts: &Parts,
    ) -> Result<Response<ResponseBody>, Rejection> {
        let session = self.authenticate(parts).await?;
        let (_, visit) = session_of(sessions, parts, &session.caller)?;
        if !headers::accepts_streams(&parts.headers) {
            return Err(Rejection::Accept);
        }
        let stream = visit.connection().open_stream().ok_or(Rejection::SecondStream)?;
        let place = self.server.waiting_place(&session.caller).ok_or(Rejection::TooManyStreams)?;
        let (endpoint, (outlet, outgoing)) = (Arc::clone(self), Outlet::new());
        let peer = Peer { outlet: Some(outlet), connection: Some(Arc::clone(visit.connection())) };
        let work = async move {
            let _until_the_end = (visit, stream, place);
            let _ = timeout(LONGEST_STREAM, endpoint.server.tell_changes(&peer)).await;
            Reply::Nothing
        };
        Ok(response::stream(Events::of(Work::new(work, outgoing), None)))
    }

    async fn end_session(&self, sessions: &Sessions, parts: &Parts) -> Result<Response<ResponseBody>, Rejection> {
        let session = self.authenticate(parts).await?;
        let (id, _) = session_of(sessions, parts, &session.caller)?;
        sessions.end(id, &session.caller);
        Ok(response::nothing())
    }
}

impl Remembered {
    fn connection(&self) -> Option<&Arc<Connection>> {
        match self {
            Self::Nothing => None,
            Self::New(connection) => Some(connection),
            Self::Session(visit) => Some(visit.connection()),
        }
    }
}

/// The session that a request names.
fn session_of<'a>(sessions: &Sessions, parts: &'a Parts, caller: &Caller) -> Result<(&'a str, Visit), Rejection> {
    let id = once(parts.headers.get_all(headers::SESSION), headers::SESSION.as_str())?.ok_or(Rejection::NoSession)?;
    let id = id.to_str().map_err(|_| Rejection::UnknownSession)?;
    let visit = sessions.visit(id, caller).ok_or(Rejection::UnknownSession)?;
    Ok((id, visit))
}
