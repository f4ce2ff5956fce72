//! What the sandbox refuses, each with the status and body that Close gives it.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::sandbox::kit::door::{
    dialect::Unreadable,
    validate::{Fault, Problem, Wanted},
};

/// Everything that is refused.
#[derive(Debug)]
pub(crate) enum CloseRefusal {
    /// No key, or one that nobody has.
    Unauthorized,
    /// The organization's plan does not have it.
    PlanLimit(&'static str),
    /// A record of this name is not there.
    NotFound(&'static str),
    /// A path that Close does not have, or one without its last slash.
    NoPath,
    /// The path is there, and not for this method.
    WrongMethod,
    /// The body is no JSON.
    WrongMedia,
    /// What is wrong as a whole.
    Bad(String),
    /// What is wrong with each field.
    Fields(Vec<(String, String)>),
    /// The storage failed.
    Broken(sqlx::Error),
}

impl CloseRefusal {
    /// One field, and what is wrong with it.
    pub(crate) fn field(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Fields(vec![(name.into(), message.into())])
    }

    /// What is wrong as a whole.
    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::Bad(message.into())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::PlanLimit(_) => StatusCode::PAYMENT_REQUIRED,
            Self::NotFound(_) | Self::NoPath => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::WrongMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Bad(_) | Self::Fields(_) => StatusCode::BAD_REQUEST,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn body(self) -> Value {
        match self {
            Self::Unauthorized => error("The server could not verify that you are authorized to access this URL."),
            Self::PlanLimit(what) => error(&format!("Your organization's plan does not include {what}.")),
            Self::NotFound(name) => error(&format!("Empty query: {name} does not exist.")),
            Self::NoPath => error("Not Found"),
            Self::WrongMethod => error("Method Not Allowed"),
            Self::WrongMedia => error("Content-Type must be application/json."),
            Self::Bad(message) => error(&message),
            Self::Fields(faults) => {
                let faults: Map<_, _> = faults.into_iter().map(|(name, message)| (name, message.into())).collect();
                json!({ "errors": [], "field-errors": faults })
            }
            Self::Broken(cause) => {
                tracing::error!(%cause, "the sandbox's database failed");
                error("Internal Server Error")
            }
        }
    }
}

fn error(message: &str) -> Value {
    json!({ "error": message })
}

impl IntoResponse for CloseRefusal {
    fn into_response(self) -> Response {
        (self.status(), Json(self.body())).into_response()
    }
}

impl From<sqlx::Error> for CloseRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<Unreadable> for CloseRefusal {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Malformed(message) => Self::Bad(message),
            Unreadable::Twice(name) => Self::field(name, "This parameter must not be given twice."),
        }
    }
}

impl From<Vec<Fault>> for CloseRefusal {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Fields(faults.into_iter().map(worded).collect())
    }
}

/// A fault inside a list or an object is told at the field that holds it.
fn worded(Fault { path, name, problem }: Fault) -> (String, String) {
    let message = match problem {
        Problem::Missing => "This field is required.".to_owned(),
        Problem::Undeclared => "Unknown field.".to_owned(),
        Problem::Wrong(wanted) => demand(&wanted),
    };
    match path.split_once('.') {
        Some((field, inner)) => (field.to_owned(), format!("{inner}{name}: {message}")),
        None => (name, message),
    }
}

fn demand(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Text => "Value must be of str type.".into(),
        Wanted::Short(max) => format!("Value must be no longer than {max} characters."),
        Wanted::Boolean => "Value must be of bool type.".into(),
        Wanted::Number => "Value must be a number.".into(),
        Wanted::Whole => "Value must be an integer.".into(),
        Wanted::AtLeast(min) => format!("Value must be at least {min}."),
        Wanted::AtMost(max) => format!("Value must be at most {max}."),
        Wanted::OneOf(names) => format!("Not a valid choice. Choices: {}.", names.join(", ")),
        Wanted::Parsed(wanted) => (*wanted).into(),
        Wanted::Texts => "Value must be a list of str type.".into(),
        Wanted::List | Wanted::Objects(_) => "Value must be of list type.".into(),
        Wanted::Object => "Value must be of dict type.".into(),
    }
}
