//! The people who work in the location: who is meant by a name, and who is behind an id.

use std::{sync::Arc, time::Duration};

use crm_mcp_core::ToolError;
use serde::Deserialize;

use crate::{
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        naming,
        record::record,
    },
    highlevel::{
        context::HighLevel,
        dialect::HighLevelDialect,
        known::Known,
        records::User,
        tables::{id_form::is_id, operations},
    },
};

impl Kept for User {
    /// People seldom come and go. A refusal for want of the scope is not repeated sooner either.
    const MAX_AGE: Duration = Duration::from_mins(5);
}

impl Asked<HighLevelDialect> for User {
    fn kept(known: &Known) -> &Recent<Self> {
        &known.users
    }

    async fn ask(crm: &HighLevel) -> Result<Vec<Self>, ToolError> {
        #[record]
        #[derive(Deserialize)]
        struct Answer {
            #[record(needed)]
            users: Vec<User>,
        }
        let Answer { users } = crm.call(&operations::LIST_USERS).send().await?;
        Ok(users.into_iter().map(User::completed).collect())
    }
}

/// The users as they are known.
pub(in crate::highlevel) struct Users(Arc<[User]>);

impl Users {
    /// The name of the user with this id.
    pub(in crate::highlevel) fn name(&self, id: Option<&str>) -> Option<String> {
        let user = self.0.iter().find(|user| Some(&*user.id) == id)?;
        user.name.clone()
    }
}

impl HighLevel {
    /// The users, if these ids of users are any; nobody where HighLevel does not tell soon.
    pub(in crate::highlevel) async fn users_behind<'a>(&self, ids: impl IntoIterator<Item = Option<&'a str>>) -> Users {
        let is_any = ids.into_iter().flatten().next().is_some();
        Users(if is_any { self.recent().await } else { Arc::from(Vec::new()) })
    }

    /// The id of the user whom the argument of this name means by id, name or email.
    pub(in crate::highlevel) async fn user_id(&self, argument: &str, given: &str) -> Result<String, ToolError> {
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
