//! What public types have beside them can be named, so that a program can keep it or pass it on.

use std::collections::BTreeMap;

use crm_mcp_core::{Call, Caller, ToolError};
use crm_mcp_tools::{
    crm::Dialect,
    highlevel::{
        FoundBefore, HighLevel, HighLevelDialect, Id, Known, LocationChange,
        arguments::{DndSettings, UnknownDnd},
        operations,
    },
};
use serde_json::{Value, json};

use crate::demo::Demo;

/// A write of one's own that keeps what was found out before.
async fn rename(crm: &HighLevel, contact: &Id, call: &Call) -> Result<FoundBefore, ToolError> {
    let change = LocationChange::updating_contact("Rename", contact);
    let request = crm.call(&operations::UPDATE_CONTACT).id(contact).body(&json!({ "firstName": "Ada" }))?;
    Ok(request.carry_out::<Value, _>(call, &change).await?.found)
}

#[tokio::test]
async fn what_a_change_has_found_can_be_passed_on() {
    let demo = Demo::new().await;
    let contact: Id = demo.ids().await["contact"].as_str().unwrap().parse().unwrap();
    let caller = Caller::trusted("test");
    rename(&demo.crm(), &contact, &Call::by(&caller)).await.unwrap();
}

#[test]
fn what_is_known_of_a_location_and_what_is_wrong_with_settings_have_names() {
    let _: <HighLevelDialect as Dialect>::Known = Known::default();
    let fax = BTreeMap::from([("Fax".to_owned(), json!("active"))]);
    let unknown: UnknownDnd = DndSettings::try_from(fax).unwrap_err();
    assert!(unknown.to_string().starts_with("`Fax` is none of "));
}
