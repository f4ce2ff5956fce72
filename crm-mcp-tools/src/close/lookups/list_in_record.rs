//! A list in a record as it is now. Close replaces such a list as a whole, so what is to stay is sent again.

use crm_mcp_core::{ErrorCode, ToolError};
use serde_json::{Map, Value};

use crate::{
    close::{context::Close, tables::record_kinds::Kind},
    crm::value::Id,
};

/// A list in a record: where it stands, and what of its items can be written.
#[derive(Debug)]
pub(in crate::close) struct ListInRecord {
    /// The field that holds it.
    pub(in crate::close) field: &'static str,
    /// The fields of an item that Close takes back; it shows more than these.
    pub(in crate::close) written: &'static [&'static str],
    /// The field without which an item would be lost; empty where any item may lack any.
    pub(in crate::close) needed: &'static str,
}

pub(in crate::close) static EMAILS: ListInRecord =
    ListInRecord { field: "emails", written: &["type", "email"], needed: "email" };
pub(in crate::close) static PHONES: ListInRecord =
    ListInRecord { field: "phones", written: &["type", "phone"], needed: "phone" };
pub(in crate::close) static URLS: ListInRecord =
    ListInRecord { field: "urls", written: &["type", "url"], needed: "url" };
pub(in crate::close) static ADDRESSES: ListInRecord = ListInRecord {
    field: "addresses",
    written: &["label", "address_1", "address_2", "city", "state", "zipcode", "country"],
    needed: "",
};

impl ListInRecord {
    /// The items of a record, each as it can be written. An error where one would be lost by writing it.
    pub(in crate::close) fn of(&self, record: &Map<String, Value>) -> Result<Vec<Map<String, Value>>, ToolError> {
        let items = match record.get(self.field) {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(self.unreadable()),
        };
        items.iter().map(|item| self.item(item).ok_or_else(|| self.unreadable())).collect()
    }

    fn item(&self, item: &Value) -> Option<Map<String, Value>> {
        let item = item.as_object()?;
        let has_it = self.needed.is_empty() || item.get(self.needed).is_some_and(Value::is_string);
        // A part may be empty or be missing: both say the same.
        let says_something = |value: &Value| !value.is_null() && *value != "";
        let written =
            item.iter().filter(|(name, value)| self.written.contains(&name.as_str()) && says_something(value));
        has_it.then(|| written.map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    fn unreadable(&self) -> ToolError {
        let cause = format!("Close's `{}` of this record cannot be read whole; nothing was changed", self.field);
        ToolError::new(ErrorCode::Internal, cause).with_next_step("tell the user; it can be changed in Close itself")
    }
}

impl Close {
    /// A record as Close has it now, by the names of its fields.
    pub(in crate::close) async fn fields_of_record(
        &self,
        kind: &Kind,
        id: &Id,
    ) -> Result<Map<String, Value>, ToolError> {
        self.call(kind.get).id(id).send().await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn record(fields: Value) -> Map<String, Value> {
        serde_json::from_value(fields).unwrap()
    }

    #[test]
    fn an_item_keeps_what_can_be_written() {
        let contact = record(json!({"emails": [
            {"type": "home", "email": "a@x.example", "is_unsubscribed": false}, {"type": null, "email": "b@x.example"}
        ]}));
        let items = EMAILS.of(&contact).unwrap();
        assert_eq!(json!(items), json!([{"type": "home", "email": "a@x.example"}, {"email": "b@x.example"}]));
        assert!(PHONES.of(&contact).unwrap().is_empty());
    }

    #[test]
    fn a_list_of_which_something_would_be_lost_is_not_written() {
        for odd in [json!(["a@x.example"]), json!([{"type": "home"}]), json!([{"email": 1}]), json!("a@x.example")] {
            assert!(EMAILS.of(&record(json!({"emails": odd}))).is_err(), "{odd}");
        }
    }
}
