//! What an update adds to the lists of a contact. Close only replaces whole lists, so the contact is read first.

use crm_mcp_core::{ErrorCode, ToolError};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::close::{lookups::list_in_record::ListInRecord, shapes::given_fields::fields_of};

/// What is added to each list.
#[derive(Default)]
pub(super) struct Added(Vec<(&'static ListInRecord, Vec<Map<String, Value>>)>);

impl Added {
    /// The same, with these entries for a list. A list that the update replaces is not added to.
    pub(super) fn and(
        mut self,
        list: &'static ListInRecord,
        entries: &[impl Serialize],
        is_replaced: bool,
    ) -> Result<Self, ToolError> {
        if entries.is_empty() {
            return Ok(self);
        }
        if is_replaced {
            let field = list.field;
            let cause = format!("`{field}` replaces the list to which `add_{field}` adds");
            return Err(ToolError::new(ErrorCode::InvalidArguments, cause).with_next_step("give one of them"));
        }
        self.0.push((list, entries.iter().map(fields_of).collect::<Result<_, _>>()?));
        Ok(self)
    }

    /// Whether nothing is added.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts the whole lists into the body of the update, made of those of the contact as it is. Gives back the lists that
    /// were read for it; those that have all already are left alone.
    pub(super) fn put_into(
        self,
        body: &mut Map<String, Value>,
        contact: &Map<String, Value>,
    ) -> Result<Map<String, Value>, ToolError> {
        let mut read = Map::new();
        for (list, entries) in self.0 {
            let mut items = list.of(contact)?;
            let before = items.len();
            for entry in entries {
                if !items.iter().any(|item| is_same_entry(list, item, &entry)) {
                    items.push(entry);
                }
            }
            if items.len() > before {
                body.insert(list.field.to_owned(), items.into_iter().map(Value::Object).collect());
                read.extend(contact.get_key_value(list.field).map(|(field, value)| (field.clone(), value.clone())));
            }
        }
        Ok(read)
    }
}

/// Whether two entries are one address, of whatever kind.
fn is_same_entry(list: &ListInRecord, one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    let address = |entry: &Map<String, Value>| entry.get(list.needed)?.as_str().map(|text| text.trim().to_lowercase());
    address(one) == address(other)
}
