//! Answers a request: counts it, learns who asks, finds what is asked, and does it in one transaction.

use axum::{
    Json, Router,
    extract::{FromRequest as _, FromRequestParts as _, Request, State},
    middleware,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, Method, StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};
use time::UtcOffset;

use super::{
    api_key, close_limits,
    close_quirk::CloseQuirk,
    endpoint::{self, Endpoint},
    meant_method,
};
use crate::sandbox::{
    close::{
        CloseSandbox,
        answers::close_refusal::CloseRefusal,
        engine::{
            entry, listing,
            object_kind::ObjectKind,
            resource::{Asker, Does, Resource},
            showing,
        },
        keys,
        resources::{self, action::Asked},
    },
    kit::{
        door::{
            gateway,
            input::{Body, Parameters},
        },
        object::Object,
    },
};

/// What a request asks, read.
struct Asking<'a> {
    endpoint: Endpoint,
    id: &'a str,
    method: Method,
    asker: Asker<'a>,
    query: Object,
    body: Object,
}

impl CloseSandbox {
    /// The API, as a service to call in process or to serve on a port.
    pub fn router(&self) -> Router {
        Router::new()
            .fallback(serve)
            .layer(middleware::from_fn_with_state(self.quirks.clone(), gateway::pass::<Self>))
            .with_state(self.clone())
    }
}

/// Answers whatever comes.
async fn serve(State(sandbox): State<CloseSandbox>, request: Request) -> Response {
    let method = meant_method::of(request.method(), request.headers());
    let found = endpoint::find(&method, request.uri().path());
    let key = api_key::of(request.headers()).unwrap_or_default();
    let pattern = found.map(|(endpoint, _)| endpoint.pattern()).unwrap_or_default();
    let (admitted, standing) = sandbox.limiter.take(&format!("{method} {pattern}"), &key);
    let mut response = if admitted {
        answer(&sandbox, &key, method, request).await.unwrap_or_else(CloseRefusal::into_response)
    } else {
        (StatusCode::TOO_MANY_REQUESTS, Json(json!({ "error": "Too many requests." }))).into_response()
    };
    response.headers_mut().extend(close_limits::headers(admitted, standing, &sandbox.quirks));
    response
}

async fn answer(sandbox: &CloseSandbox, key: &str, method: Method, request: Request) -> Result<Response, CloseRefusal> {
    let user_id = keys::owner(key).ok_or(CloseRefusal::Unauthorized)?;
    let path = request.uri().path().to_owned();
    let (endpoint, id) = endpoint::find(&method, &path).ok_or(CloseRefusal::NoPath)?;
    let offset = offset(request.headers());
    let (query, body) = read(sandbox, &method, request).await?;
    let asking = Asking { endpoint, id, method, asker: Asker { user_id: &user_id, offset }, query, body };
    let mut transaction = match asking.method {
        Method::GET => sandbox.store.read().await?,
        _ => sandbox.store.write().await?,
    };
    let response = asking.carry_out(sandbox, &mut transaction).await?;
    transaction.commit().await?;
    Ok(response)
}

/// How much more clocks show than UTC, where the caller says to be.
fn offset(headers: &HeaderMap) -> UtcOffset {
    let hours = headers.get("x-tz-offset").and_then(|hours| hours.to_str().ok()?.parse::<f32>().ok());
    #[expect(clippy::cast_possible_truncation, reason = "an offset that is too large is refused")]
    let seconds = hours.map(|hours| (hours * 3600.0) as i32);
    seconds.and_then(|seconds| UtcOffset::from_whole_seconds(seconds).ok()).unwrap_or(UtcOffset::UTC)
}

async fn read(sandbox: &CloseSandbox, method: &Method, request: Request) -> Result<(Object, Object), CloseRefusal> {
    let has_body = [Method::POST, Method::PUT].contains(request.method());
    let (mut parts, body) = request.into_parts();
    let Parameters(query) = Parameters::from_request_parts(&mut parts, sandbox).await?;
    if !has_body {
        return Ok((query, Object::new()));
    }
    let media = parts.headers.get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    if !media.starts_with("application/json") {
        return Err(CloseRefusal::WrongMedia);
    }
    let Body(body) = Body::from_request(Request::from_parts(parts, body), sandbox).await?;
    if *method == Method::GET { Ok((parameters(&body), Object::new())) } else { Ok((query, body)) }
}

/// The query that the body of an overridden `POST` has.
fn parameters(body: &Object) -> Object {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items = items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned));
            items.collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    };
    let parameters = body.get("_params").and_then(Value::as_object).into_iter().flatten();
    parameters.map(|(name, value)| (name.clone(), text(value).into())).collect()
}

impl Asking<'_> {
    async fn carry_out(
        self,
        sandbox: &CloseSandbox,
        connection: &mut sqlx::SqliteConnection,
    ) -> Result<Response, CloseRefusal> {
        let Self { endpoint, id, method, asker, query, body } = self;
        let resource = match endpoint {
            Endpoint::Act(action) if action.method == method => {
                return (action.act)(Asked { connection, asker, id, query, body }).await;
            }
            Endpoint::Act(_) => return Err(CloseRefusal::WrongMethod),
            Endpoint::All(resource) | Endpoint::One(resource) => resource,
        };
        let does = endpoint.does(&method).ok_or(CloseRefusal::WrongMethod)?;
        if does == Does::Create {
            check_plan(sandbox, resource)?;
        }
        let (status, shown) = match does {
            Does::List => {
                let sources = resources::sources(resource);
                let listed = listing::list(connection, resource, &sources, &query, asker).await?;
                return Ok(Json(listed).into_response());
            }
            Does::Get => (StatusCode::OK, entry::get(connection, resource, id).await?),
            Does::Create => (resource.created, entry::create(connection, resource, asker, body).await?),
            Does::Update => (StatusCode::OK, entry::update(connection, resource, asker, id, body).await?),
            Does::Delete => {
                entry::delete(connection, resource, id).await?;
                return Ok(deleted(resource));
            }
        };
        Ok((status, Json(showing::cut(resource, shown, &query))).into_response())
    }
}

fn deleted(resource: &Resource) -> Response {
    match resource.deleted {
        StatusCode::NO_CONTENT => StatusCode::NO_CONTENT.into_response(),
        status => (status, Json(json!({}))).into_response(),
    }
}

fn check_plan(sandbox: &CloseSandbox, resource: &Resource) -> Result<(), CloseRefusal> {
    let what = match resource.kind {
        ObjectKind::CustomObject | ObjectKind::CustomObjectType => "custom objects",
        ObjectKind::Sequence => "workflows",
        _ => return Ok(()),
    };
    if sandbox.quirks.has(CloseQuirk::PlanLimit) { Err(CloseRefusal::PlanLimit(what)) } else { Ok(()) }
}
