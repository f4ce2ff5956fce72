//! From a request to its response: who sends it, what it says, in which session.

use std::{error::Error, sync::Arc};

use bytes::Bytes;
use http::{HeaderValue, Method, Response, request::Parts};
use http_body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

use super::{
    Authenticator, HttpOptions, ResponseBody,
    answer::{self, Refusal},
    headers, origin,
    sessions::Sessions,
    stream::{Events, Progress, Work},
};
use crate::{Caller, Connection, Outlet, Peer, Reply, RequestId, Server, Session, transport::opening::Opening};

pub(super) struct Endpoint<C: ?Sized> {
    pub(super) server: Arc<Server<C>>,
    pub(super) authenticator: Box<dyn Authenticator<C>>,
    pub(super) options: HttpOptions,
    pub(super) sessions: Option<Sessions>,
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
        let session = self.authenticator.authenticate(parts).await?;
        let message = self.read(body).await?;
        let connection = self.connection(&message, parts, &session.caller)?;
        let caller = session.caller.clone();
        let mut work = self.work(Arc::clone(parts), session, message, streams, connection.clone());
        let resource_metadata = self.options.resource_metadata.as_deref();
        Ok(match work.next().await {
            Progress::Message(first) => answer::stream(Events::of(work, Some(first))),
            Progress::Done(reply) => {
                let begins = matches!(reply, Reply::Initialized { .. });
                let mut response = answer::from_reply(reply, resource_metadata);
                if let (true, Some(sessions), Some(connection)) = (begins, &self.sessions, connection) {
                    let id = sessions.begin(caller.name(), connection);
                    if let Some(id) = id.and_then(|id| HeaderValue::try_from(id).ok()) {
                        response.headers_mut().insert(headers::SESSION, id);
                    }
                }
                response
            }
        })
    }

    /// What is remembered of the client of a message: in its session, or in the one that the message would begin.
    fn connection(&self, message: &[u8], parts: &Parts, caller: &Caller) -> Result<Option<Arc<Connection>>, Refusal> {
        let Some(sessions) = &self.sessions else { return Ok(None) };
        match Opening::of(message) {
            Opening::Stateless => Ok(None),
            Opening::Handshake => Ok(Some(Arc::default())),
            // The server says what is wrong with it, which is more than that it is in no session.
            Opening::Legacy if !headers::are_legacy(&parts.headers) => Ok(None),
            Opening::Legacy => session_of(sessions, parts, caller).map(|(_, connection)| Some(connection)),
        }
    }

    /// The handling of a message, with a way back to the client if that reads streams.
    fn work(
        self: &Arc<Self>,
        parts: Arc<Parts>,
        session: Session<C>,
        message: Bytes,
        streams: bool,
        connection: Option<Arc<Connection>>,
    ) -> Work {
        let endpoint = Arc::clone(self);
        let (outlet, outgoing) = Outlet::new();
        let peer = Peer { outlet: streams.then_some(outlet), connection: connection.clone() };
        let id = connection.as_ref().and_then(|_| RequestId::of(&message)).map(|id| id.as_json().to_owned());
        let reply = async move {
            let framing = headers::framing(&parts.headers, endpoint.options.tolerate_legacy_version_header);
            endpoint.server.handle(&message, &framing, &peer, &session.caller, &session.context).await
        };
        match (connection, id) {
            (Some(connection), Some(id)) => {
                let reply = connection.run(&id, reply);
                Work::new(async { reply.await.unwrap_or(Reply::Nothing) }, outgoing)
            }
            _ => Work::new(reply, outgoing),
        }
    }

    /// The stream on which a session is told of changes.
    async fn open_stream(
        self: &Arc<Self>,
        sessions: &Sessions,
        parts: &Arc<Parts>,
    ) -> Result<Response<ResponseBody>, Refusal> {
        let session = self.authenticator.authenticate(parts).await?;
        let (_, connection) = session_of(sessions, parts, &session.caller)?;
        if !headers::accepts_streams(&parts.headers) {
            return Err(Refusal::Accept);
        }
        let stream = connection.open_stream().ok_or(Refusal::SecondStream)?;
        let (endpoint, (outlet, outgoing)) = (Arc::clone(self), Outlet::new());
        let peer = Peer { outlet: Some(outlet), connection: Some(connection) };
        let work = async move {
            let _until_the_end = stream;
            endpoint.server.tell_changes(&peer).await;
            Reply::Nothing
        };
        Ok(answer::stream(Events::of(Work::new(work, outgoing), None)))
    }

    async fn end_session(&self, sessions: &Sessions, parts: &Parts) -> Result<Response<ResponseBody>, Refusal> {
        let session = self.authenticator.authenticate(parts).await?;
        let (id, _) = session_of(sessions, parts, &session.caller)?;
        sessions.end(id, session.caller.name());
        Ok(answer::nothing())
    }

    async fn read<B>(&self, body: B) -> Result<Bytes, Refusal>
    where
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let HttpOptions { max_body, body_timeout, .. } = self.options;
        if body.size_hint().lower() > max_body as u64 {
            return Err(Refusal::TooLarge(max_body));
        }
        let body = timeout(body_timeout, Limited::new(body, max_body).collect());
        match body.await.map_err(|_| Refusal::TooSlow(body_timeout))? {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(Refusal::TooLarge(max_body)),
            Err(_) => Err(Refusal::Incomplete),
        }
    }
}

/// The session that a request names.
fn session_of<'a>(
    sessions: &Sessions,
    parts: &'a Parts,
    caller: &Caller,
) -> Result<(&'a str, Arc<Connection>), Refusal> {
    let id = parts.headers.get(headers::SESSION).ok_or(Refusal::NoSession)?;
    let id = id.to_str().map_err(|_| Refusal::UnknownSession)?;
    let connection = sessions.find(id, caller.name()).ok_or(Refusal::UnknownSession)?;
    Ok((id, connection))
}
