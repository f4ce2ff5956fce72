//! The people who work in the location: who is behind an id.

use std::{sync::Arc, time::Duration};

use crm_mcp_core::ToolError;
use serde::Deserialize;

use crate::{
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        record::record,
    },
    highlevel::{context::HighLevel, dialect::HighLevelDialect, known::Known, records::User, tables::operations},
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
}
