//! How the vendor words what is wrong with the properties of a request.

use super::reply::Refusal;
use crate::sandbox::kit::door::validate::{Fault, Problem, Wanted};

impl From<Vec<Fault>> for Refusal {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Invalid(faults.into_iter().map(message).collect())
    }
}

fn message(Fault { path, name, problem }: Fault) -> String {
    match problem {
        Problem::Missing => format!("{path}{name} can't be undefined"),
        Problem::Undeclared => format!("{path}property {name} should not exist"),
        Problem::Wrong(wanted) => format!("{path}{name} must {}", demand(&wanted)),
    }
}

fn demand(wanted: &Wanted) -> String {
    match wanted {
        Wanted::Text => "be a string".into(),
        Wanted::Short(max) => format!("be shorter than or equal to {max} characters"),
        Wanted::Boolean => "be a boolean value".into(),
        Wanted::Number => "be a number".into(),
        Wanted::Whole => "be a whole number".into(),
        Wanted::AtLeast(min) => format!("not be less than {min}"),
        Wanted::AtMost(max) => format!("not be greater than {max}"),
        Wanted::OneOf(names) => format!("be one of the following values: {}", names.join(", ")),
        Wanted::Parsed(wanted) => (*wanted).into(),
        Wanted::Texts => "be an array of strings".into(),
        Wanted::List => "be an array".into(),
        Wanted::Object => "be an object".into(),
        Wanted::Objects(max) => format!("be an array of at most {max} objects"),
    }
}
