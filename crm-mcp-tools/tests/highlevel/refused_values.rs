//! Values that no argument takes, in every argument of every tool: the error is short and speaks no Rust.

use crm_mcp_core::{Caller, ToolError, Toolset};
use crm_mcp_tools::highlevel;
use serde_json::{Value, json};

use crate::{
    demo::{CALLS, Demo},
    support::call,
};

/// What the text and the JSON of an error may take.
const LONGEST: usize = 4000;

/// How Rust and serde call what JSON calls a number, a list or an object.
const RUST: [&str; 21] = [
    "u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "f32", "f64", "floating", "struct", "enum",
    "tuple", "newtype", "sequence", "borrowed", "variant", "unit",
];

/// The names of the arguments that each tool shows.
fn fields(tool: &str) -> Vec<String> {
    let toolset = Toolset::new(highlevel::tools().into_iter().chain(highlevel::helpers())).unwrap();
    let schema = json!(toolset.tool(tool, &Caller::trusted("test")).unwrap().input_schema().unwrap());
    schema["properties"].as_object().unwrap().keys().cloned().collect()
}

fn check(error: &ToolError, what: &str) {
    let (text, json) = (error.to_string(), json!(error).to_string());
    let shown: String = text.chars().take(500).collect();
    assert!(text.len() <= LONGEST && json.len() <= LONGEST, "{what}: {} {}: {shown}", text.len(), json.len());
    let mut words = text.split(|character: char| !character.is_alphanumeric());
    assert!(!words.any(|word| RUST.contains(&word)), "{what}: {shown}");
}

/// Each argument by itself among those of a call that is as it should be.
async fn each_argument_as(values: &[Value]) {
    let demo = Demo::new().await;
    let (ids, crm) = (demo.ids().await, demo.crm());
    for (tool, arguments) in CALLS {
        for field in fields(tool) {
            for value in values {
                let mut arguments = arguments(&ids);
                arguments[&field] = value.clone();
                if let Err(error) = call(&crm, tool, arguments).await {
                    let value: String = value.to_string().chars().take(40).collect();
                    check(&error, &format!("{tool} {field} {value}"));
                }
            }
        }
    }
}

#[tokio::test]
async fn no_error_repeats_a_long_argument() {
    let long = ["x", "2026-", "\u{1}", "a,"].map(|piece| piece.repeat(20_000 / piece.len()));
    let texts = long.iter().map(|text| json!(text));
    let inside =
        [json!([long[0]]), json!({ "a": long[0], &*long[0]: 1 }), json!([{ "id": long[0], "value": long[0] }])];
    each_argument_as(&texts.chain(inside).collect::<Vec<_>>()).await;
}

#[tokio::test]
async fn no_error_speaks_rust() {
    let numbers = ["-1", "0", "101", "1.5", "1e30", "18446744073709551616", "-9223372036854775809", "1e400"];
    let numbers = numbers.map(|number| serde_json::from_str(number).unwrap_or_else(|_| json!(number)));
    let others = [json!(true), json!([]), json!([1]), json!({}), json!({ "a": [1] }), json!("x"), json!(["x", 2])];
    each_argument_as(&numbers.into_iter().chain(others).collect::<Vec<_>>()).await;
}

#[tokio::test]
async fn a_limit_that_is_refused_is_told_with_its_range() {
    let (crm, toolset) = (Demo::new().await.crm(), Toolset::new(highlevel::tools()).unwrap());
    for limit in ["-1", "0", "101", "18446744073709551616", "-9223372036854775809"] {
        // As text, since a value in memory would keep the largest as a fraction.
        let arguments = format!(r#"{{"limit":{limit}}}"#);
        let outcome = toolset.call("contacts_get-contacts", &arguments, &crm, &Caller::trusted("test")).await;
        let told = outcome.unwrap_err().to_string();
        assert!(told.contains("limit: expected an integer from 1 to 100, got the number "), "{limit}: {told}");
    }
}
