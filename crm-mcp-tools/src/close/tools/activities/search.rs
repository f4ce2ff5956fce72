//! Searching activities of all types, the newest first.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    leads_of_views::LeadsWanted,
    newest_of_types::{self, Newest},
};
use crate::{
    close::{
        context::Close,
        dialect::CloseDialect,
        records::Activity,
        shapes::{DateRange, Find, FoundPage, date_range::parameters},
        tables::{
            activity_types::{ACTIVITY_KINDS, ActivityKind},
            operations::LIST_ACTIVITIES,
        },
    },
    crm::{
        operation::Read,
        page::{List, Next, Page},
        request::Request,
        value::Id,
    },
};

/// Which activities are wanted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ActivityFilter {
    /// When they happened: from after on, up to and without before, such as 2026-11-29 or 2026-11-29T14:00-05:00.
    pub activity_at: Option<DateRange>,
    /// Types, such as activity.call, .email, .meeting, .note, .sms, .custom_activity, .task_completed.
    pub activity_types: Option<Vec<ActivityType>>,
    /// Ids of leads.
    pub lead_ids: Option<Vec<Id>>,
    /// Ids of smart views, of whose leads they are.
    pub lead_smart_view_ids: Option<Vec<Id>>,
    /// Ids of contacts.
    pub contact_ids: Option<Vec<Id>>,
    /// Ids of users.
    pub user_ids: Option<Vec<Id>>,
    /// Ids of voice agents.
    pub agent_config_ids: Option<Vec<Id>>,
}

/// A type of activities, by its name among Close's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(!try_from, inline)]
pub struct ActivityType(String);

/// How the names of types begin.
const PREFIX: &str = "activity.";

impl TryFrom<String> for ActivityType {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let name = text.trim().to_lowercase();
        let name = name.strip_prefix(PREFIX).unwrap_or(&name);
        if ACTIVITY_KINDS.iter().any(|kind| kind.name == name) {
            return Ok(Self(name.to_owned()));
        }
        let names: Vec<_> = ACTIVITY_KINDS.iter().map(|kind| format!("{PREFIX}{}", kind.name)).collect();
        Err(format!("no type of activities; the types are {}", names.join(", ")))
    }
}

/// How far the lists are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityPlace {
    /// The leads that the smart views had when the first page was read. Other leads would be other lists.
    leads: Option<Vec<Id>>,
    /// A place for each list, and none where it is at its end.
    places: Vec<Option<u64>>,
}

impl List for ActivityFilter {
    const NAME: &'static str = "activities";
    type Dialect = CloseDialect;
    type Slim = Activity;
    type At = ActivityPlace;

    async fn page(
        &self,
        crm: &Close,
        at: Option<&ActivityPlace>,
        limit: u16,
    ) -> Result<Page<Activity, ActivityPlace>, ToolError> {
        let views = self.lead_smart_view_ids.as_deref().unwrap_or_default();
        let LeadsWanted { ids, note } = match at.and_then(|at| at.leads.clone()) {
            Some(leads) => LeadsWanted { ids: Some(leads), note: None },
            None => crm.leads_wanted(self.lead_ids.as_deref().unwrap_or_default(), views).await?,
        };
        let is_of_one_lead = ids.as_ref().is_some_and(|leads| leads.len() == 1);
        let lists = match ids.as_deref() {
            Some([]) => Vec::new(),
            // Only the activities of one lead are filtered by Close for all types at once.
            Some([lead]) => vec![self.of_lead(crm, lead)?],
            leads => self.by_types(crm, leads)?,
        };
        let Newest { mut rows, places, missing } =
            newest_of_types::page(lists, at.map(|at| &at.places[..]), limit).await?;
        let agents = self.agent_config_ids.as_deref().unwrap_or_default();
        if !agents.is_empty() {
            let is_of_one = |id: &str| agents.iter().any(|agent| agent.as_str() == id);
            rows.retain(|activity| activity.agent_config_id.as_deref().is_some_and(is_of_one));
        }
        let are_more = places.iter().any(Option::is_some);
        let place = ActivityPlace { leads: ids.filter(|_| !views.is_empty()), places };
        let mut page = Page::new(rows, Next::when(are_more, Some(place)), None);
        page.missing = missing;
        page.note = joined([note, self.note_on_types(is_of_one_lead), self.note_on_agents()]);
        Ok(page)
    }
}

impl ActivityFilter {
    fn of_lead<'a>(&self, crm: &'a Close, lead: &Id) -> Result<Request<'a, CloseDialect, Read>, ToolError> {
        let request = crm.call(&LIST_ACTIVITIES).with("lead_id", lead).with("_order_by", "-activity_at");
        let types = self.kinds().map(|kind| kind.api_name).collect::<Vec<_>>().join(",");
        let types = Some(types).filter(|_| self.names_types());
        self.narrowed(request.with_some("_type__in", types), ["contact_id__in", "user_id__in"])
    }

    fn by_types<'a>(
        &self,
        crm: &'a Close,
        leads: Option<&[Id]>,
    ) -> Result<Vec<Request<'a, CloseDialect, Read>>, ToolError> {
        let lists = self.kinds().map(|kind| {
            let request = crm.call(kind.list).with_some("lead_id", ids(leads));
            self.narrowed(request, ["contact_id", "user_id"])
        });
        lists.collect()
    }

    /// The request with the other filters. The parameters are named as the operation has them.
    fn narrowed<'a>(
        &self,
        request: Request<'a, CloseDialect, Read>,
        [contacts, users]: [&str; 2],
    ) -> Result<Request<'a, CloseDialect, Read>, ToolError> {
        let range = serde_json::to_value(&self.activity_at).map_err(ToolError::internal)?;
        let request = request
            .with_some(contacts, ids(self.contact_ids.as_deref()))
            .with_some(users, ids(self.user_ids.as_deref()));
        request.with_all(&parameters("activity_at", &range).into_iter().collect::<serde_json::Map<_, _>>())
    }

    fn names_types(&self) -> bool {
        self.activity_types.as_ref().is_some_and(|types| !types.is_empty())
    }

    /// The types that are wanted: those that are named, or else the usual ones.
    fn kinds(&self) -> impl Iterator<Item = &'static ActivityKind> {
        let named = self.activity_types.as_deref().unwrap_or_default();
        let is_wanted = |kind: &&ActivityKind| {
            if named.is_empty() { kind.is_usual } else { named.iter().any(|ActivityType(name)| kind.name == name) }
        };
        ACTIVITY_KINDS.iter().filter(is_wanted)
    }

    /// Which types these are, where nobody has named them.
    fn note_on_types(&self, is_of_one_lead: bool) -> Option<String> {
        if is_of_one_lead || self.names_types() {
            return None;
        }
        let usual: Vec<_> = self.kinds().map(|kind| kind.name).collect();
        let usual = usual.join(", ");
        Some(format!(
            "Close lists all types at once within one lead only: these are of the types {usual}; name others in activity_types"
        ))
    }

    fn note_on_agents(&self) -> Option<String> {
        let agents = self.agent_config_ids.as_ref().filter(|agents| !agents.is_empty());
        agents.map(|_| {
            "Close's API has no filter by agent_config_ids: others are left out here of each page, so that it may have few"
                .to_owned()
        })
    }
}

/// The notes that there are, as one.
fn joined<const N: usize>(notes: [Option<String>; N]) -> Option<String> {
    let notes: Vec<_> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join(". "))
}

/// The ids with commas between them, if there are any.
fn ids(ids: Option<&[Id]>) -> Option<String> {
    let ids: Vec<_> = ids?.iter().map(Id::as_str).collect();
    (!ids.is_empty()).then(|| ids.join(","))
}

/// Lists activities such as calls, emails, meetings and notes, the newest first. Conversations are calls and meetings.
#[tool(title = "Search activities", read, public)]
pub async fn activity_search(crm: &Close, args: Find<ActivityFilter>) -> Result<FoundPage<Activity>, ToolError> {
    crm.find(args).await
}
