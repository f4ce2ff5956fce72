//! Somebody who works in the location.

use serde::Deserialize;

use crate::crm::{naming::Named, record::record};

/// Somebody who works in the location.
#[record]
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::highlevel) struct User {
    #[record(id)]
    pub(in crate::highlevel) id: String,
    pub(in crate::highlevel) name: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
}

impl User {
    /// First and last name in one, where HighLevel gives them apart only.
    pub(in crate::highlevel) fn completed(mut self) -> Self {
        let whole = [&self.first_name, &self.last_name].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        self.name = self.name.filter(|name| !name.is_empty()).or(Some(whole).filter(|name| !name.is_empty()));
        self
    }
}

impl Named for User {
    const KIND: &'static str = "user";
    const BY: &'static str = "name a user by name, email or id";
    const APART: &'static str = "give the email or the id";

    fn id(&self) -> &str {
        &self.id
    }

    fn keys(&self) -> Vec<&str> {
        self.email.as_deref().into_iter().collect()
    }

    fn names(&self) -> Vec<&str> {
        [&self.name, &self.first_name].into_iter().flatten().map(String::as_str).collect()
    }

    fn shown(&self) -> String {
        self.name.as_ref().or(self.email.as_ref()).unwrap_or(&self.id).clone()
    }

    fn told_apart(&self) -> String {
        format!("{} ({})", self.shown(), self.email.as_ref().unwrap_or(&self.id))
    }
}
