//! What serde says of a value, as a fault in words that suit a model: without the names of Rust's types.

use serde_json::Value;

use crate::{
    arguments::words::{Described, Expected, tells_format},
    schema::Schema,
    wire::{Fault, near},
};

/// A value that was refused.
pub(super) struct RefusedValue<'a> {
    pub(super) path: String,
    pub(super) value: Option<&'a Value>,
    pub(super) schema: Option<&'a Schema>,
}

impl RefusedValue<'_> {
    /// The fault that serde means by these words.
    pub(super) fn fault(&self, words: &str) -> Fault {
        self.of_names(words).unwrap_or_else(|| match Reason::of(words) {
            Reason::Expected(expected) => self.of_value(Some(expected), None),
            Reason::Unfit => self.of_value(self.schema.map(|schema| Expected(schema).to_string()), None),
            Reason::Own(words) => self.of_value(None, Some(words)),
        })
    }

    /// The fault, if the words are about the name of a field or a variant.
    fn of_names(&self, words: &str) -> Option<Fault> {
        let (problem, rest) = words.split_once(" `")?;
        let (name, rest) = rest.split_once('`')?;
        let known: Vec<_> = rest.split('`').skip(1).step_by(2).collect();
        let one_of = |what| match &known[..] {
            [] => "nothing of the kind".to_owned(),
            known => format!("one of {what}{}", known.join(", ")),
        };
        // Of a field that came, serde's path leads to it already.
        let field = || match self.path.strip_suffix(name) {
            Some(parent) if parent.is_empty() || parent.ends_with('.') => self.path.clone(),
            _ if self.path == "arguments" => name.to_owned(),
            _ => format!("{}.{name}", self.path),
        };
        let fault = match problem {
            "missing field" => return Some(Fault::missing(field(), "a value")),
            "duplicate field" => return Some(Fault::new(field(), "the field once", "it again")),
            "unknown field" => Fault::new(field(), one_of("the fields "), "an unknown one"),
            "unknown variant" => Fault::new(&self.path, one_of(""), self.described()),
            _ => return None,
        };
        Some(Fault { suggestion: near::nearest(name, known.into_iter()), ..fault })
    }

    /// The fault of the value itself: what its format wants, or else `expected`; and why.
    fn of_value(&self, expected: Option<String>, why: Option<&str>) -> Fault {
        let form = self.schema.filter(|schema| tells_format(schema)).map(|schema| Expected(schema).to_string());
        let expected = form.or(expected).unwrap_or_else(|| "another value".to_owned());
        let got = match (why, self.value.and_then(Value::as_str)) {
            (None, _) => self.described(),
            (Some(why), text) => {
                // Some say it of `the value`, which is there already.
                let repeated = text.and_then(|text| why.strip_prefix(&format!("`{text}`: ")));
                format!("{} ({})", self.described(), repeated.unwrap_or(why))
            }
        };
        Fault::new(&self.path, expected, got)
    }

    fn described(&self) -> String {
        self.value.map_or_else(|| "it".to_owned(), |value| Described(&value.to_string()).to_string())
    }
}

/// Why a value was refused.
enum Reason<'a> {
    /// This was expected.
    Expected(String),
    /// The value does not suit a type of Rust.
    Unfit,
    /// The type has words of its own.
    Own(&'a str),
}

impl<'a> Reason<'a> {
    fn of(words: &'a str) -> Self {
        match words.strip_prefix("invalid ").and_then(|words| words.rsplit_once(", expected ")) {
            Some((_, expected)) => plain(expected).map_or(Self::Unfit, Self::Expected),
            None if words.starts_with("data did not match any variant") => Self::Unfit,
            None => Self::Own(words),
        }
    }
}

/// What serde expected, unless that is said in terms of Rust's types.
fn plain(expected: &str) -> Option<String> {
    const INTEGERS: [(&str, &str); 12] = [
        ("i8", "an integer from -128 to 127"),
        ("i16", "an integer from -32768 to 32767"),
        ("i32", "an integer from -2147483648 to 2147483647"),
        ("i64", "an integer"),
        ("i128", "an integer"),
        ("isize", "an integer"),
        ("u8", "an integer from 0 to 255"),
        ("u16", "an integer from 0 to 65535"),
        ("u32", "an integer from 0 to 4294967295"),
        ("u64", "an integer of at least 0"),
        ("u128", "an integer of at least 0"),
        ("usize", "an integer of at least 0"),
    ];
    const OTHERS: [(&str, &str); 8] = [
        ("f32", "a number"),
        ("f64", "a number"),
        ("a boolean", "true or false"),
        ("a character", "a single character"),
        ("a borrowed string", "a string"),
        ("a sequence", "an array"),
        ("a map", "an object"),
        ("unit", "null"),
    ];
    const RUST: [&str; 6] = ["struct", "enum", "tuple", "newtype", "unit", "variant"];

    let known = |name: &str| INTEGERS.iter().chain(&OTHERS).find(|(known, _)| *known == name).map(|(_, words)| *words);
    let nonzero = expected.strip_prefix("a nonzero ").and_then(known).map(|words| format!("{words}, other than 0"));
    if let Some(words) = nonzero.or_else(|| known(expected).map(str::to_owned)) {
        return Some(words);
    }
    let is_of_rust = expected.contains('`') || RUST.iter().any(|word| expected.starts_with(word));
    (!is_of_rust).then(|| expected.to_owned())
}
