//! Searching conversations.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};

use super::{
    position::{ConversationPosition, Sort},
    types,
};
use crate::{
    crm::{
        page::{List, More, Next, Page, Paging, Rows},
        record::{Fields, Record, record},
        value::{
            Id,
            moment::{Edge, Milliseconds},
        },
    },
    highlevel::{
        context::{HighLevel, ReadRequest},
        dialect::HighLevelDialect,
        records::{Conversation, User},
        tables::{operations, scopes::CONVERSATIONS_READ},
    },
};

/// A page of conversations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConversationPage {
    /// The conversations.
    pub conversations: Vec<Record<Conversation>>,
    /// The location's time zone, in which times without an offset were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

/// What to search for.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConversationSearch {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: ConversationFilter<String>,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
    /// The sort value after which the vendor's own page begins.
    #[schemars(extend("x-hidden" = true))]
    pub start_after_date: Option<i64>,
}

/// Which conversations, in which order; its times as they are written, or as moments.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConversationFilter<T = String> {
    /// The rest of the filter.
    #[serde(flatten)]
    pub plain: PlainFilter,
    /// Created from: 2026-11-29 or 2026-11-29T14:00, local to the location unless it has an offset.
    pub start_date: Option<T>,
    /// Created until.
    pub end_date: Option<T>,
    /// `asc` is oldest first.
    #[schemars(extend("x-hidden" = true))]
    pub sort: Option<Sort>,
    /// All but `last_message_date` give one page.
    #[schemars(extend("x-hidden" = true))]
    pub sort_by: Option<SortBy>,
}

/// What goes into the query as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PlainFilter {
    /// Text to find.
    pub query: Option<String>,
    /// Contact's id.
    pub contact_id: Option<Id>,
    /// Users by comma (name, email or id), or unassigned.
    pub assigned_to: Option<String>,
    /// Which conversations: read, unread, starred, recent or all.
    pub status: Option<ReadStatus>,
    /// Type of the last message: TYPE_SMS, TYPE_EMAIL, TYPE_CALL, …
    pub last_message_type: Option<String>,
    /// inbound if the contact wrote last, outbound if we did.
    pub last_message_direction: Option<MessageDirection>,
    /// Id of the conversation.
    #[schemars(extend("x-hidden" = true))]
    pub id: Option<Id>,
    /// Ids of users who follow, parted by commas.
    #[schemars(extend("x-hidden" = true))]
    pub followers: Option<String>,
    /// Ids of users who are mentioned, parted by commas.
    #[schemars(extend("x-hidden" = true))]
    pub mentions: Option<String>,
    /// How the last message to the contact was sent.
    #[schemars(extend("x-hidden" = true))]
    pub last_message_action: Option<MessageAction>,
    /// Id of the score profile to sort by.
    #[schemars(extend("x-hidden" = true))]
    pub sort_score_profile: Option<String>,
    /// Id of a score profile, for the two limits.
    #[schemars(extend("x-hidden" = true))]
    pub score_profile: Option<String>,
    /// Least score.
    #[schemars(extend("x-hidden" = true))]
    pub score_profile_min: Option<Number>,
    /// Highest score.
    #[schemars(extend("x-hidden" = true))]
    pub score_profile_max: Option<Number>,
}

/// Which conversations by whether they were read.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum ReadStatus {
    All,
    Read,
    Unread,
    Starred,
    Recents,
}

/// Who wrote last.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum MessageDirection {
    Inbound,
    Outbound,
}

/// How a message was sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum MessageAction {
    Automated,
    Manual,
}

/// By what conversations are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum SortBy {
    #[default]
    LastMessageDate,
    LastManualMessageDate,
    ScoreProfile,
    OverdueAt,
    DueAt,
}

impl ConversationFilter<String> {
    /// The filter with moments for its times, and the location's time zone if they are told by its clock.
    async fn at_moments(
        self,
        crm: &HighLevel,
    ) -> Result<(ConversationFilter<Milliseconds>, Option<String>), ToolError> {
        let Self { plain, start_date, end_date, sort, sort_by } = self;
        let times = [("startDate", start_date, Edge::Start), ("endDate", end_date, Edge::End)];
        let ([start_date, end_date], zone) = crm.moments(times).await?;
        Ok((ConversationFilter { plain, start_date, end_date, sort, sort_by }, zone))
    }
}

impl ConversationFilter<Milliseconds> {
    /// How many conversations HighLevel is asked for at once, at most.
    const MOST: usize = 100;

    /// Whether a conversation was created in the time that is asked for, so far as it says.
    fn covers(&self, conversation: &Record<Conversation>) -> bool {
        let created = conversation.others.get("dateAdded").and_then(Milliseconds::of_field);
        created.is_none_or(|created| {
            self.start_date.is_none_or(|start| created >= start) && self.end_date.is_none_or(|end| created <= end)
        })
    }

    fn call<'a>(&self, crm: &'a HighLevel, size: usize) -> Result<ReadRequest<'a>, ToolError> {
        let order = json!({"sort": self.sort.unwrap_or_default(), "sortBy": self.sort_by.unwrap_or_default()});
        let call = crm.call(&operations::SEARCH_CONVERSATIONS).with_all(&self.plain)?.with_all(&order)?;
        let call = call.with_some("startDate", self.start_date.map(Milliseconds::since_1970));
        Ok(call.with_some("endDate", self.end_date.map(Milliseconds::since_1970)).with("limit", size))
    }
}

impl List for ConversationFilter<Milliseconds> {
    const NAME: &'static str = "conversations";
    type Dialect = HighLevelDialect;
    type Slim = Conversation;
    type At = ConversationPosition;

    async fn page(
        &self,
        crm: &HighLevel,
        at: Option<&ConversationPosition>,
        limit: u16,
    ) -> Result<Page<Conversation, ConversationPosition>, ToolError> {
        #[record]
        #[derive(Deserialize)]
        struct Answer {
            #[record(needed)]
            conversations: Rows<Conversation>,
            total: Option<u64>,
        }
        let limit = usize::from(limit);
        // One more than is wanted tells whether there are more.
        let size = (limit + at.map_or(0, ConversationPosition::answered) + 1).min(Self::MOST);
        let call = self.call(crm, size)?.with_some("startAfterDate", at.map(|at| at.after));
        let Answer { conversations: mut rows, total } = call.send().await?;

        let is_full = rows.len() >= size && total.is_none_or(|total| total > rows.len() as u64);
        rows.retain(|row| at.is_none_or(|at| !at.knows(row)));
        let goes_on = is_full || rows.len() > limit;
        rows.truncate(limit);
        rows.iter_mut().for_each(name);
        if goes_on && rows.is_empty() {
            return Err(too_many_at_once());
        }
        let by_date = self.sort_by.unwrap_or_default() == SortBy::LastMessageDate;
        let place = if by_date { ConversationPosition::beyond(&rows, at, self.sort.unwrap_or_default()) } else { None };
        Ok(Page::new(rows, Next::when(goes_on, place), total)
            .holding(crm, "startDate and endDate", |row| self.covers(row)))
    }
}

/// HighLevel has the name in one of two fields.
fn name(conversation: &mut Record<Conversation>) {
    if conversation.full_name.is_none() {
        let other = conversation.others.get("contactName").and_then(Value::as_str).map(str::to_owned);
        conversation.full_name = other;
    }
}

/// The ids of users who are parted by commas; `unassigned` is no user.
async fn users(crm: &HighLevel, given: &str) -> Result<String, ToolError> {
    let mut ids = Vec::new();
    for given in given.split(',').map(str::trim).filter(|given| !given.is_empty()) {
        let is_nobody = given.eq_ignore_ascii_case("unassigned");
        ids.push(if is_nobody { "unassigned".to_owned() } else { crm.id_of::<User>("assignedTo", given).await? });
    }
    Ok(ids.join(","))
}

fn too_many_at_once() -> ToolError {
    let cause = "more conversations than HighLevel gives at once have the same date of the last message";
    ToolError::new(ErrorCode::Refused, cause)
        .with_next_step("narrow the search with contactId, assignedTo, status or query")
}

/// Searches conversations, latest message first.
///
/// conversations_get-messages reads one.
#[tool(name = "conversations_search-conversation", title = "Search conversations", read, scope = CONVERSATIONS_READ)]
pub(super) async fn search_conversation(
    crm: &HighLevel,
    args: ConversationSearch,
) -> Result<ConversationPage, ToolError> {
    let ConversationSearch { mut filter, paging, fields, start_after_date } = args;
    if let Some(given) = filter.plain.last_message_type.take() {
        let known = types::one_of(types::LAST_MESSAGE, "lastMessageType", &given)?;
        filter.plain.last_message_type = Some(known.to_owned());
    }
    if let Some(given) = filter.plain.assigned_to.take() {
        filter.plain.assigned_to = Some(users(crm, &given).await?);
    }
    let (filter, time_zone) = filter.at_moments(crm).await?;
    let start = start_after_date.map(ConversationPosition::after);
    let (conversations, more) = crm.list(filter, paging, fields, start).await?;
    Ok(ConversationPage { conversations, time_zone, more })
}

impl HighLevel {
    /// Searches conversations, latest message first.
    pub async fn search_conversation(&self, search: ConversationSearch) -> Result<ConversationPage, ToolError> {
        search_conversation(self, search).await
    }
}
