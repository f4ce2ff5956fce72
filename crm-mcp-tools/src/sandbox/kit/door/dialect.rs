//! What the kit asks of a CRM.

use axum::{extract::Request, response::IntoResponse};

/// What is a CRM's own in things that every CRM has. The sandbox of a CRM has one: the state of its router.
pub(crate) trait Dialect: Clone + Send + Sync + 'static {
    /// What the CRM does to some clients at some times.
    type Quirk: Copy + PartialEq + Send + Sync + 'static;

    /// Everything that the CRM refuses, each with the status and body that it has there.
    type Refusal: From<Unreadable> + IntoResponse;

    /// The quirk that every tenth answer is an HTML page of the network in front of the API.
    const HTML_ERRORS: Self::Quirk;

    /// The quirk that the answer to the first write never arrives.
    const LOST_ANSWER: Self::Quirk;

    /// Whether the request is one that changes something.
    fn is_write(request: &Request) -> bool;
}

/// What cannot be read of a request.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// A path or a query that is no text, or a body that is no JSON object: what is wrong with it.
    Malformed(String),
    /// A parameter of the query that is given twice: its name.
    Twice(String),
}
