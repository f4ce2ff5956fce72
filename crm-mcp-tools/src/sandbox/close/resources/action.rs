//! What the API does beside reading and writing the records of resources.

use axum::response::Response;
use futures_util::future::BoxFuture;
use http::Method;
use sqlx::SqliteConnection;

use crate::sandbox::{
    close::{answers::close_refusal::CloseRefusal, engine::resource::Asker},
    kit::object::Object,
};

/// One thing that it does.
pub(crate) struct Action {
    pub(crate) method: Method,
    /// Its path, without slashes at its ends; it may have one `{id}`.
    pub(crate) path: &'static str,
    pub(crate) act: Act,
}

/// How it is done. What it has written is kept if it succeeds.
pub(crate) type Act = for<'a> fn(Asked<'a>) -> BoxFuture<'a, Result<Response, CloseRefusal>>;

/// What is asked of it.
pub(crate) struct Asked<'a> {
    pub(crate) connection: &'a mut SqliteConnection,
    pub(crate) asker: Asker<'a>,
    /// What stands for `{id}` in the path; empty if the path has none.
    pub(crate) id: &'a str,
    pub(crate) query: Object,
    /// Empty if the method is `GET`.
    pub(crate) body: Object,
}

impl Action {
    /// What stands for `{id}` in a path that is this one.
    pub(crate) fn matches<'a>(&self, path: &'a str) -> Option<&'a str> {
        match self.path.split_once("{id}") {
            None => (self.path == path).then_some(""),
            Some((before, after)) => {
                let id = path.strip_prefix(before)?.strip_suffix(after)?;
                (!id.is_empty() && !id.contains('/')).then_some(id)
            }
        }
    }
}
