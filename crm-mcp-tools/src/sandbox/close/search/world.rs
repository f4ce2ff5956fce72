//! The documents that a search looks through, and what they are to each other.

use std::{borrow::Cow, collections::HashMap};

use serde_json::Value;

use super::{
    present::Present,
    searched::{FieldType, SearchedType},
};
use crate::sandbox::kit::object::{Object, Properties as _};

/// A custom field: what it holds, and the types of objects that have it.
#[derive(Debug)]
pub(crate) struct KnownField {
    pub(crate) holds: FieldType,
    pub(crate) of: Vec<&'static str>,
}

/// All that a search can depend on.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) present: Present,
    /// The id of the user who searches.
    pub(crate) user: String,
    objects: HashMap<&'static str, Vec<Object>>,
    custom_fields: HashMap<String, KnownField>,
    saved_searches: HashMap<String, Value>,
}

impl World {
    /// A world without documents.
    pub(crate) fn new(present: Present, user: &str) -> Self {
        Self {
            present,
            user: user.to_owned(),
            objects: HashMap::new(),
            custom_fields: HashMap::new(),
            saved_searches: HashMap::new(),
        }
    }

    /// Adds an object of this type.
    pub(crate) fn add(&mut self, kind: &SearchedType, object: Object) {
        self.objects.entry(kind.name).or_default().push(object);
    }

    /// Adds the definition of a custom field.
    pub(crate) fn add_custom_field(&mut self, id: &str, field: KnownField) {
        self.custom_fields.insert(id.to_owned(), field);
    }

    /// Adds a smart view with its query.
    pub(crate) fn add_saved_search(&mut self, id: &str, query: Value) {
        self.saved_searches.insert(id.to_owned(), query);
    }

    pub(crate) fn custom_field(&self, id: &str) -> Option<&KnownField> {
        self.custom_fields.get(id)
    }

    pub(crate) fn saved_search(&self, id: &str) -> Option<&Value> {
        self.saved_searches.get(id)
    }

    /// All objects of a type.
    pub(crate) fn all(&self, kind: &SearchedType) -> &[Object] {
        self.objects.get(kind.name).map_or(&[], Vec::as_slice)
    }

    /// The objects of one type beside an object of another.
    pub(crate) fn beside<'a>(
        &'a self,
        this: &SearchedType,
        object: &'a Object,
        other: &SearchedType,
    ) -> Vec<&'a Object> {
        let with = |name: &'static str, value: &'a str| {
            let objects = self.all(other).iter();
            objects.filter(move |related| !value.is_empty() && related.text(name) == value).collect()
        };
        match (this.name, other.name) {
            ("lead", "address") => listed(object, "addresses"),
            (_, "contact_email") => listed(object, "emails"),
            (_, "contact_phone") => listed(object, "phones"),
            (_, "contact_url") => listed(object, "urls"),
            (_, "lead") => with("id", object.text("lead_id")),
            ("lead", _) => with("lead_id", object.text("id")),
            (_, "contact") => with("id", object.text("contact_id")),
            _ => with("contact_id", object.text("id")),
        }
    }

    /// The values of a field: none if it is empty, many if it holds a list.
    pub(crate) fn values<'a>(&'a self, kind: &SearchedType, object: &'a Object, field: &str) -> Vec<Cow<'a, Value>> {
        if let Some(value) = self.computed(kind, object, field) {
            return vec![Cow::Owned(value)];
        }
        let key = match (kind.name, field) {
            ("lead" | "contact", "display_name") if !object.contains_key("display_name") => "name",
            ("task", "type") => "_type",
            (name, "date") if name.starts_with("activity.") => "activity_at",
            _ => field,
        };
        let value = object.get(key).filter(|value| !value.is_null() && *value != "");
        match value {
            Some(Value::Array(items)) => items.iter().map(Cow::Borrowed).collect(),
            Some(value) => vec![Cow::Borrowed(value)],
            None => Vec::new(),
        }
    }

    /// The value of a field that is in no document.
    fn computed(&self, kind: &SearchedType, object: &Object, field: &str) -> Option<Value> {
        let count = |list: &str| object.list(list).map_or(0, <[Value]>::len);
        let value = match (kind.name, field) {
            ("contact", "emails_count") => count("emails").into(),
            ("contact", "phones_count") => count("phones").into(),
            ("contact", "urls_count") => count("urls").into(),
            ("lead", "addresses_count") => count("addresses").into(),
            ("lead", "all_urls_count") => self.urls(kind, object).into(),
            ("address", "location") => {
                let parts = ["address_1", "address_2", "city", "state", "zipcode", "country"];
                parts.map(|part| object.text(part)).join(" ").into()
            }
            _ => return None,
        };
        Some(value)
    }

    /// How many web addresses a lead and its contacts have.
    fn urls(&self, lead: &SearchedType, object: &Object) -> usize {
        let contacts = SearchedType::named("contact").map(|contact| self.beside(lead, object, contact));
        let of_contacts = contacts.into_iter().flatten().map(|contact| contact.list("urls").map_or(0, <[_]>::len));
        of_contacts.sum::<usize>() + usize::from(!object.text("url").is_empty())
    }
}

fn listed<'a>(object: &'a Object, name: &str) -> Vec<&'a Object> {
    object.list(name).unwrap_or_default().iter().filter_map(Value::as_object).collect()
}
