//! The free text of a list of leads: every word has to be in the lead or in one of its contacts.

use std::collections::HashSet;

use serde_json::Value;
use sqlx::SqliteConnection;

use crate::sandbox::{
    close::{
        answers::close_refusal::CloseRefusal,
        engine::{object_kind::ObjectKind, records},
    },
    kit::object::{Object, Properties as _},
};

/// The ids of the leads that the text finds.
pub(crate) async fn find(connection: &mut SqliteConnection, text: &str) -> Result<HashSet<String>, CloseRefusal> {
    let words: Vec<String> = text.replace('"', " ").split_whitespace().map(str::to_lowercase).collect();
    let leads = records::all(connection, ObjectKind::Lead).await?;
    let contacts = records::all(connection, ObjectKind::Contact).await?;
    let is_found = |lead: &&Object| {
        let own = contacts.iter().filter(|contact| contact.get("lead_id") == lead.get("id"));
        let searched: String = own.map(searched).chain([searched(lead)]).collect();
        words.iter().all(|word| searched.contains(word.as_str()))
    };
    Ok(leads.iter().filter(is_found).map(|lead| lead.text("id").to_owned()).collect())
}

/// The texts that are looked through, in lower case.
fn searched(record: &Object) -> String {
    let texts = ["name", "description", "url", "title"].into_iter().filter_map(|field| record.given(field));
    let of_lists = [("emails", "email"), ("phones", "phone"), ("urls", "url"), ("addresses", "city")];
    let listed = of_lists.into_iter().flat_map(|(list, field)| {
        let items = record.list(list).unwrap_or_default();
        items.iter().filter_map(move |item: &Value| item[field].as_str())
    });
    texts.chain(listed).flat_map(|text| [text, "\n"]).collect::<String>().to_lowercase()
}
