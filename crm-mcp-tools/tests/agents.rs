//! The tools as a model in strict mode has them.

#![allow(clippy::unwrap_used)]

use crm_mcp_core::{
    Call, Caller, Toolset,
    agents::{ResponsesFunctionCall, ResponsesTool},
};
use crm_mcp_tools::{
    api::InProcess,
    highlevel::{self, Client, HighLevel},
    sandbox::{LOCATION_ID, Sandbox, TOKEN},
};
use serde_json::{Map, Value, json};

fn toolset() -> Toolset<HighLevel> {
    Toolset::new(highlevel::tools().into_iter().chain(highlevel::helpers())).unwrap()
}

#[test]
fn all_can_be_strict_but_those_that_take_custom_fields_by_name() {
    let (toolset, me) = (toolset(), Caller::trusted("me"));
    let errors = toolset.definitions(&me).filter_map(|tool| ResponsesTool::strict(tool).err());
    let errors: Vec<_> = errors.map(|error| (error.tool().to_owned(), error.field().to_owned())).collect();
    let with_custom_fields = [
        "contacts_update-contact",
        "contacts_upsert-contact",
        "contacts_create-contact",
        "opportunities_update-opportunity",
        "opportunities_create-opportunity",
    ];
    assert_eq!(errors, with_custom_fields.map(|tool| (tool.to_owned(), "customFields".to_owned())));
}

#[tokio::test]
async fn null_says_the_same_as_a_field_that_is_left_out() {
    let client = Client::over(InProcess::new(Sandbox::in_memory().await.unwrap().router()));
    let crm = HighLevel::new(&client, TOKEN.into(), LOCATION_ID.parse().unwrap()).unwrap();
    let (toolset, me) = (toolset(), Caller::trusted("me"));
    let (call, mut nulls) = (Call::by(&me), 0);
    for definition in toolset.definitions(&me) {
        let Ok(strict) = ResponsesTool::strict(definition) else { continue };
        let can_be_null =
            |schema: &Value| schema["anyOf"].as_array().is_some_and(|of| of.contains(&json!({ "type": "null" })));
        let properties = strict.parameters["properties"].as_object().unwrap();
        let optional: Map<_, _> = properties
            .iter()
            .filter(|(_, schema)| can_be_null(schema))
            .map(|(name, _)| (name.clone(), Value::Null))
            .collect();
        nulls += optional.len();
        let mut outputs = Vec::new();
        for arguments in [json!(optional), json!({})] {
            let model_call = ResponsesFunctionCall::new("call_1", &*strict.name, arguments.to_string());
            outputs.push(toolset.call_by_model(&model_call, &crm, &call).await.output);
        }
        assert_eq!(outputs[0], outputs[1], "{}", strict.name);
        assert!(!outputs[0].contains("null"), "{}: {}", strict.name, outputs[0]);
    }
    assert!(nulls > 50, "{nulls}");
}
