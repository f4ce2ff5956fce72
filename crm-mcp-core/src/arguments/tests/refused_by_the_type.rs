//! What fits the schema and is refused by the type all the same: by the value, the form wanted, and all at once.

use std::{borrow::Cow, net::Ipv4Addr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::json;

use super::{decode, words};

/// A text with a format, of which the type decides.
macro_rules! text {
    ($name:ident, $schema:tt, $takes:expr, $refusal:literal) => {
        #[derive(Debug, Deserialize)]
        #[serde(try_from = "String")]
        struct $name;

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let takes: fn(&str) -> bool = $takes;
                takes(&text).then_some(Self).ok_or($refusal)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

fn is_digits(text: &str, lengths: &[usize]) -> bool {
    let parts: Vec<_> = text.split(['-', '/']).collect();
    let lengths_fit = parts.iter().map(|part| part.len()).eq(lengths.iter().copied());
    lengths_fit && parts.concat().bytes().all(|byte| byte.is_ascii_digit())
}

// Slashes too, though its format has hyphens only.
text!(Day, { "type": "string", "format": "date" }, |text| is_digits(text, &[4, 2, 2]), "no such day");
text!(Moment, { "type": "string", "format": "date-time" }, |text| text.ends_with('Z'), "premature end of input");
text!(Id, { "type": "string", "format": "uuid" }, |text| text.len() == 36, "invalid length");
text!(Address, { "type": "string", "format": "email" }, |text| text.contains('@'), "no @");
// The example of its format is not one of its own.
text!(FirstOfMonth, { "type": "string", "format": "date" }, |text| text.ends_with("-01"), "not the first of a month");
text!(Plan, { "type": "string" }, |text| text == "free" || text == "paid", "there are free and paid");

/// The faults as a model reads them.
macro_rules! told {
    ($type:ty, $($json:tt)*) => {
        words(&decode::<$type>(&json!($($json)*).to_string()).unwrap_err())
    };
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
struct Book {
    from: Moment,
    #[schemars(extend("x-alias" = ["end"]))]
    to: Option<Moment>,
    day: Option<Day>,
    month: Option<FirstOfMonth>,
    contact_id: Option<Id>,
    #[serde(default)]
    emails: Vec<Address>,
    plan: Option<Plan>,
    #[serde(default)]
    plans: Vec<Plan>,
    #[serde(flatten)]
    place: Place,
    #[serde(default)]
    guests: Vec<Guest>,
    reply: Option<Reply>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Place {
    host: Option<Ipv4Addr>,
    gate: Option<Ipv4Addr>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Guest {
    birthday: Day,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case")]
#[allow(dead_code)]
enum Reply {
    Mail { to: Address, before: Option<Day> },
    Nothing,
}

const DAY: &str = "expected a day such as 2026-11-29";
const MOMENT: &str = "expected a date and time such as 2026-11-29T14:00:00Z";

#[test]
fn all_are_told_at_once_wherever_they_stand() {
    let faults = told!(Book, {
        "from": "2026-01-02", "end": "soon", "day": "01/02/2026", "month": "2026-02-01", "contactId": "c1",
        "emails": ["a@b", "c", "d"], "host": "x", "gate": "y", "guests": [{"birthday": "2000-01-01"}, {"birthday": "?"}],
        "reply": {"by": "mail", "to": "me", "before": "2026/01/01"},
    });
    let mut expected = vec![
        format!("from: {MOMENT}, got the string \"2026-01-02\" (premature end of input)"),
        format!("end: {MOMENT}, got the string \"soon\" (premature end of input)"),
        format!("day: {DAY}, got the string \"01/02/2026\" (no such day)"),
        "contactId: expected a UUID such as 67e55044-10b1-426f-9247-bb680e5fe0c8, got the string \"c1\" (invalid length)"
            .to_owned(),
        "emails[1]: expected an email address such as jane@example.com, got the string \"c\" (no @)".to_owned(),
        "emails[2]: expected an email address such as jane@example.com, got the string \"d\" (no @)".to_owned(),
        "host: expected an IPv4 address such as 192.0.2.1, got the string \"x\" (invalid IPv4 address syntax)".to_owned(),
        "gate: expected an IPv4 address such as 192.0.2.1, got the string \"y\" (invalid IPv4 address syntax)".to_owned(),
        format!("guests[1].birthday: {DAY}, got the string \"?\" (no such day)"),
        "reply.to: expected an email address such as jane@example.com, got the string \"me\" (no @)".to_owned(),
    ];
    let mut faults = faults;
    faults.sort();
    expected.sort();
    assert_eq!(faults, expected);
}

#[test]
fn what_a_type_takes_beyond_its_format_is_no_fault_of_another() {
    assert!(decode::<Book>(r#"{"from":"Z","day":"2026/01/02","month":"-01"}"#).is_ok());
    assert_eq!(
        told!(Book, {"from": "2026", "day": "2026/01/02", "month": "2026-01-01"}),
        [format!("from: {MOMENT}, got the string \"2026\" (premature end of input)")]
    );
    assert_eq!(
        told!(Book, {"from": "Z", "month": "2026-11-29"}),
        [format!("month: {DAY}, got the string \"2026-11-29\" (not the first of a month)")]
    );
}

#[test]
fn what_has_no_format_is_told_in_the_words_of_its_type() {
    #[derive(Debug, Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Required {
        a: Day,
        plan: Plan,
        z: Day,
    }

    let free_and_paid = |path: &str, got: &str| {
        format!("{path}: expected another value, got the string \"{got}\" (there are free and paid)")
    };
    assert_eq!(
        told!(Book, {"from": "2026", "plan": "x", "plans": ["y", "free", "z"]}),
        [
            free_and_paid("plan", "x"),
            free_and_paid("plans[0]", "y"),
            free_and_paid("plans[2]", "z"),
            format!("from: {MOMENT}, got the string \"2026\" (premature end of input)"),
        ]
    );
    let faults = told!(Required, {"a": "x", "plan": "y", "z": "2026-01-01"});
    assert_eq!(faults, [free_and_paid("plan", "y"), format!("a: {DAY}, got the string \"x\" (no such day)")]);
}

/// serde loses the path in a struct that is flattened into another.
#[test]
fn what_has_no_format_is_found_in_a_flattened_struct() {
    #[derive(Debug, Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Flat {
        name: Option<String>,
        #[serde(flatten)]
        plans: Plans,
    }
    #[derive(Debug, Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Plans {
        #[schemars(extend("x-alias" = ["current"]))]
        now: Plan,
        next: Option<Plan>,
        last: Option<Plan>,
    }
    for (json, culprit, got) in [
        (r#"{"name":"a","now":"x"}"#, "now", r#"the string "x""#),
        (r#"{"name":"a","current":"x"}"#, "current", r#"the string "x""#),
        (r#"{"now":"free","next":"x"}"#, "next", r#"the string "x""#),
        (r#"{"now":"x","next":"free","last":"free"}"#, "now", r#"the string "x""#),
        (r#"{"now":"free","next":"x","last":"y"}"#, "arguments", r#"the object {"last":"y","next":"x","now":"free"}"#),
    ] {
        let fault = format!("{culprit}: expected another value, got {got} (there are free and paid)");
        assert_eq!(words(&decode::<Flat>(json).unwrap_err()), [fault]);
    }
}

/// A pair that does not go together is not the fault of one that would go with an example.
#[test]
fn values_that_depend_on_each_other_are_judged_as_they_came() {
    #[derive(Debug, Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct During {
        range: Range,
        id: Id,
    }
    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(try_from = "Ends")]
    #[schemars(with = "Ends")]
    struct Range;
    #[derive(Debug, Deserialize, JsonSchema)]
    struct Ends {
        #[schemars(extend("format" = "date"))]
        from: String,
        #[schemars(extend("format" = "date"))]
        to: String,
    }
    impl TryFrom<Ends> for Range {
        type Error = &'static str;

        fn try_from(ends: Ends) -> Result<Self, Self::Error> {
            if ends.from <= ends.to { Ok(Self) } else { Err("it ends before it begins") }
        }
    }
    let id = "id: expected a UUID such as 67e55044-10b1-426f-9247-bb680e5fe0c8, got the string \"x\" (invalid length)";
    assert_eq!(told!(During, {"range": {"from": "2027-01-01", "to": "2027-02-01"}, "id": "x"}), [id]);
    let faults = told!(During, {"range": {"from": "2027-02-01", "to": "2027-01-01"}, "id": "x"});
    assert!(faults.iter().any(|fault| fault.contains("it ends before it begins")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault == id), "{faults:?}");
}

#[test]
fn no_words_of_rust_reach_the_model() {
    #[derive(Debug, Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Outer {
        #[schemars(with = "std::collections::BTreeMap<String, i64>")]
        inner: Inner,
    }

    #[derive(Debug, Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Narrow {
        #[schemars(with = "i64")]
        size: Option<u64>,
        #[schemars(with = "i64")]
        byte: Option<i8>,
        #[schemars(with = "i64")]
        some: Option<std::num::NonZeroU8>,
        #[schemars(with = "f64")]
        whole: Option<u32>,
        #[schemars(with = "String")]
        letter: Option<char>,
        #[schemars(with = "String")]
        choice: Option<super::Order>,
        #[schemars(with = "Vec<i64>")]
        pair: Option<(i64, i64)>,
        #[schemars(with = "std::collections::BTreeMap<String, i64>")]
        inner: Option<Inner>,
    }
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Inner {
        x: i64,
    }
    let faults = told!(Narrow, {
        "size": -1, "byte": 300, "some": 0, "whole": 1.5, "letter": "ab", "choice": "decs", "pair": [1], "inner": {"y": 1},
    });
    let mut faults = faults;
    faults.sort();
    assert_eq!(
        faults,
        [
            "byte: expected an integer from -128 to 127, got the number 300",
            "choice: expected one of asc, desc, best, got the string \"decs\" (did you mean desc?)",
            "inner.y: expected one of the fields x, got an unknown one",
            "letter: expected a single character, got the string \"ab\"",
            "pair: expected a tuple of size 2, got the array [1]",
            "size: expected an integer of at least 0, got the number -1",
            "some: expected an integer from 0 to 255, other than 0, got the number 0",
            "whole: expected an integer from 0 to 4294967295, got the number 1.5",
        ]
    );
    assert_eq!(told!(Outer, {"inner": {}}), ["inner.x: expected a value, got nothing"]);
}

#[test]
fn what_is_nested_too_deeply() {
    #[derive(Debug, Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Free {
        /// Anything.
        fields: std::collections::BTreeMap<String, serde_json::Value>,
    }
    let deep = format!(r#"{{"fields":{{"a":{}{}}}}}"#, "[".repeat(200), "]".repeat(200));
    let faults = words(&decode::<Free>(&deep).unwrap_err());
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("fields.a[0]"), "{faults:?}");
    assert!(
        faults[0].ends_with("expected valid JSON, got text that does not parse (recursion limit exceeded)"),
        "{faults:?}"
    );
}

/// Only so much is tried, and what cannot be told by itself is left.
#[test]
fn many_values_take_no_longer_than_a_few() {
    let many: Vec<_> = (0..9_000).map(|index| if index % 2 == 0 { "a@b" } else { "x" }).collect();
    let started = std::time::Instant::now();
    let error = decode::<Book>(&json!({ "from": "Z", "emails": many }).to_string()).unwrap_err();
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    assert_eq!(error.faults()[0].path, "emails[1]");
    assert!(error.faults().len() <= 20);
}
