//! The people who work in the location: who is meant by a name, and who is behind an id.

use std::{sync::Arc, time::Duration};

use crm_mcp_core::ToolError;
use serde::Deserialize;

use super::{
    HighLevel, lenient,
    naming::{self, Named, is_id},
    operation,
    recent::{Kept, Recent},
    tenant::Tenant,
};

/// Somebody who works in the location.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    #[serde(deserialize_with = "lenient::id")]
    id: String,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    first_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    last_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    email: Option<String>,
}

impl User {
    /// First and last name in one, where HighLevel gives them apart only.
    fn completed(mut self) -> Self {
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

impl Kept for User {
    /// People seldom come and go. A refusal for want of the scope is not repeated sooner either.
    const MAX_AGE: Duration = Duration::from_mins(5);

    fn kept(tenant: &Tenant) -> &Recent<Self> {
        &tenant.users
    }

    async fn ask(crm: &HighLevel) -> Result<Vec<Self>, ToolError> {
        #[derive(Deserialize)]
        struct Answer {
            #[serde(deserialize_with = "lenient::records")]
            users: Vec<User>,
        }
        let Answer { users } = crm.call(&operation::LIST_USERS).send().await?;
        Ok(users.into_iter().map(User::completed).collect())
    }
}

/// The users as they are known.
pub(super) struct Users(Arc<[User]>);

impl Users {
    /// The name of the user with this id.
    pub(super) fn name(&self, id: Option<&str>) -> Option<String> {
        let user = self.0.iter().find(|user| Some(&*user.id) == id)?;
        user.name.clone()
    }
}

impl HighLevel {
    /// The users, if these ids of users are any; nobody where HighLevel does not tell soon.
    pub(super) async fn users_behind<'a>(&self, ids: impl IntoIterator<Item = Option<&'a str>>) -> Users {
        let is_any = ids.into_iter().flatten().next().is_some();
        Users(if is_any { self.recent().await } else { Arc::from(Vec::new()) })
    }

    /// The id of the user whom the argument of this name means by id, name or email.
    pub(super) async fn user_id(&self, argument: &str, given: &str) -> Result<String, ToolError> {
        let given = given.trim();
        if is_id(given) {
            return Ok(given.to_owned());
        }
        let choose = |users: &[User]| {
            let users: Vec<_> = users.iter().collect();
            naming::chosen(&users, given).map(|user| user.id.clone())
        };
        self.looked_up(argument, choose).await
    }
}
