//! Lists: one contract of paging over the many that vendors have, and answers of a size that fits a model.

pub(crate) mod context;
mod limit;
mod rows;

use std::{borrow::Cow, future::Future};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crm_mcp_core::{ErrorCode, Fault, ToolError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use self::{context::Context, limit::PageSize, rows::Row};
use crate::crm::{
    record::{Fields, Record, Slim},
    value::Id,
};

pub(crate) use self::rows::Rows;

/// What every list takes; the vendor gives at most `MAX` records at once.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Paging<const MAX: u16> {
    #[serde(default, skip_serializing_if = "PageSize::is_usual")]
    limit: PageSize<MAX>,
    /// nextCursor of the last answer, for the next page.
    cursor: Option<String>,
}

/// How a list goes on.
#[derive(Debug, Default)]
pub(crate) struct Rest {
    pub(crate) has_more: bool,
    /// With `has_more`, none where the CRM cannot go on.
    pub(crate) next_cursor: Option<String>,
    /// How many records there are in all, where the CRM says so.
    pub(crate) total: Option<u64>,
    /// How many records are left out, because they could not be read.
    pub(crate) unreadable: usize,
    /// What could not be read and is missing, and why.
    pub(crate) missing: Option<String>,
    /// Where the CRM did not do as asked, and what was done about it.
    pub(crate) note: Option<String>,
}

/// A list of the vendor's. The value says which records are wanted: it is the filter among the tool's arguments.
pub(crate) trait List: Serialize + DeserializeOwned + Send + Sync {
    /// The name by which its cursors are known.
    const NAME: &'static str;
    /// The CRM that has it.
    type Crm: Context;
    /// What is always shown of a record.
    type Slim: Serialize + Slim + Send;
    /// The vendor's own way to say where a page begins.
    type At: Serialize + DeserializeOwned + PartialEq + Send + Sync;

    /// One page of the vendor's, from there on or from the beginning.
    fn page(
        &self,
        crm: &Self::Crm,
        at: Option<&Self::At>,
        limit: u16,
    ) -> impl Future<Output = Result<Page<Self::Slim, Self::At>, ToolError>> + Send;

    /// Reads what the vendor keeps apart from the page, for the records that may be answered. Returns what
    /// could not be read, and why.
    fn complete(&self, _: &Self::Crm, _: Vec<&mut Record<Self::Slim>>) -> impl Future<Output = Option<String>> + Send {
        async { None }
    }
}

/// A page of the vendor's.
#[derive(Debug)]
pub(crate) struct Page<T, A> {
    pub(crate) rows: Rows<T>,
    pub(crate) next: Next<A>,
    /// How many records there are on all pages.
    pub(crate) total: Option<u64>,
    /// What could not be read and is missing on the page, and why.
    pub(crate) missing: Option<String>,
    /// Where the CRM did not do as asked.
    pub(crate) note: Option<String>,
}

/// What follows a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next<A> {
    Nothing,
    /// The page that begins there. A vendor may send a cursor with the last page as well, so do not copy it blindly.
    At(A),
    /// More records, and no way to them: the vendor names none.
    OutOfReach,
}

impl<A> Next<A> {
    /// The page that begins at this place, if there are more records.
    pub(crate) fn when(are_more: bool, place: Option<A>) -> Self {
        if are_more { place.map_or(Self::OutOfReach, Self::At) } else { Self::Nothing }
    }
}

impl<T, A> Page<T, A> {
    /// A page on which nothing is missing but its unreadable rows.
    pub(crate) fn new(rows: Rows<T>, next: Next<A>, total: Option<u64>) -> Self {
        Self { rows, next, total, missing: None, note: None }
    }

    /// The page without the rows for which this does not hold, though these arguments asked for no others.
    pub(crate) fn holding<C: Context>(mut self, _: &C, arguments: &str, holds: impl FnMut(&Record<T>) -> bool) -> Self {
        let given = self.rows.len();
        self.rows.retain(holds);
        let left_out = given - self.rows.len();
        if left_out > 0 {
            // It counts what is left out as well.
            self.total = None;
            let crm = C::CRM;
            self.note = Some(format!("{crm} ignored {arguments}; records outside are left out here: {left_out}"));
        }
        self
    }

    /// A list that the vendor gives whole.
    pub(crate) fn whole(rows: Rows<T>) -> Self {
        let total = Some(rows.len() as u64);
        Self::new(rows, Next::Nothing, total)
    }
}

/// What a cursor stands for.
struct Position<F, A> {
    filter: F,
    at: Option<A>,
    /// The size of the vendor's page, and how many of its records were answered already.
    size: u16,
    skip: usize,
}

/// Records of a list, from the cursor or from `start` on: at most as many as are wanted, and as fit the answer.
pub(crate) async fn list<L: List, const MAX: u16>(
    crm: &L::Crm,
    filter: L,
    paging: Paging<MAX>,
    fields: Fields,
    start: Option<L::At>,
) -> Result<(Vec<Record<L::Slim>>, Rest), ToolError> {
    let PageSize(limit) = paging.limit;
    let position = match (&paging.cursor, start) {
        (None, at) => Position { filter, at, size: limit, skip: 0 },
        (Some(cursor), None) => resumed(crm, &filter, cursor, limit)?,
        (Some(_), Some(_)) => {
            let vendor = L::Crm::CRM;
            return Err(invalid(format!("`cursor` and a position of {vendor}'s own are given at once")));
        }
    };
    let Position { filter, at, size, skip } = position;
    // The cursor may be forged.
    let size = size.clamp(1, MAX);

    let Page { mut rows, next, total, missing, note } = filter.page(crm, at.as_ref(), size).await?;
    let missing = missing.or(filter.complete(crm, rows.readable(skip, limit.into())).await);
    // A place that leads nowhere else would be followed for ever.
    let next = match next {
        Next::At(next) if at.as_ref() == Some(&next) => Next::when(!rows.is_empty(), None),
        next => next,
    };
    let is_cut = next == Next::OutOfReach
        || (at.is_none() && next == Next::Nothing && total.is_some_and(|total| total > rows.len() as u64));
    let given = rows.len().saturating_sub(skip);
    let (records, unreadable) = fitting(rows, skip, limit.into(), crm.answer_size(), fields)?;
    let kept = records.len() + unreadable;
    if unreadable > 0 {
        tracing::warn!(list = L::NAME, unreadable, "records of {}'s could not be read", L::Crm::CRM);
    }
    let next = match next {
        _ if kept < given => Some(Position { filter, at, size, skip: skip + kept }),
        Next::At(next) => Some(Position { filter, at: Some(next), size: limit, skip: 0 }),
        _ => None,
    };
    let next_cursor = next.map(|next| cursor::<L>(crm.tenant(), next)).transpose()?;
    let has_more = next_cursor.is_some() || is_cut;
    Ok((records, Rest { has_more, next_cursor, total, unreadable, missing, note }))
}
/// The records to answer, and how many rows among them cannot be read: of the rows after those to skip at most as many as
/// are wanted and fit into so many bytes. It is always one row, for a record is never cut.
fn fitting<T: Serialize + Slim>(
    rows: Rows<T>,
    skip: usize,
    limit: usize,
    bytes: usize,
    fields: Fields,
) -> Result<(Vec<Record<T>>, usize), ToolError> {
    let (mut records, mut unreadable, mut used) = (Vec::new(), 0, 0);
    for row in rows.into_iter().skip(skip) {
        let Row::Readable(record) = row else {
            unreadable += 1;
            continue;
        };
        let record = record.into_row(fields);
        used += serde_json::to_vec(&record).map_err(ToolError::internal)?.len() + ",".len();
        if records.len() == limit || (used > bytes && !records.is_empty()) {
            break;
        }
        records.push(record);
    }
    Ok((records, unreadable))
}

fn cursor<L: List>(tenant: &Id, position: Position<L, L::At>) -> Result<String, ToolError> {
    let Position { filter, at, size, skip } = position;
    let position = (L::NAME, mark(tenant), given(&filter)?, at, size, skip);
    let json = serde_json::to_vec(&position).map_err(ToolError::internal)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(json))
}

/// Enough of a tenant's id to tell a cursor of another one.
fn mark(tenant: &Id) -> String {
    tenant.as_str().chars().take(8).collect()
}

/// What was given of a filter; a model pays for every byte of a cursor.
fn given(filter: &impl Serialize) -> Result<Map<String, Value>, ToolError> {
    let filter = serde_json::to_value(filter).map_err(ToolError::internal)?;
    let Value::Object(mut fields) = filter else { return Err(ToolError::internal("a filter is no object")) };
    fields.retain(|_, value| !value.is_null());
    Ok(fields)
}

/// The position that a cursor stands for. The filter may be repeated beside it, or a part of it, and not changed.
fn resumed<L: List>(crm: &L::Crm, filter: &L, cursor: &str, limit: u16) -> Result<Position<L, L::At>, ToolError> {
    type Decoded<A> = (String, String, Map<String, Value>, Option<A>, u16, usize);
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor.trim()).ok();
    let decoded = json.and_then(|json| serde_json::from_slice::<Decoded<L::At>>(&json).ok());
    let decoded = decoded.filter(|(list, marked, ..)| list == L::NAME && *marked == mark(crm.tenant()));
    let Some((_, _, kept, at, size, skip)) = decoded else {
        return Err(invalid(format!("this cursor is not from this tool on this {}", L::Crm::TENANT))
            .with_next_step("pass `nextCursor` of the last answer unchanged, or leave `cursor` out to begin anew"));
    };
    let given = given(filter)?;
    if given.iter().any(|(name, value)| kept.get(name) != Some(value)) {
        return Err(invalid("the cursor belongs to a list with other arguments")
            .with_next_step("repeat those arguments or leave them out to go on, or leave `cursor` out to begin anew"));
    }
    let filter =
        serde_json::from_value(kept.into()).map_err(|error| invalid("this cursor is damaged").with_source(error))?;
    Ok(Position { filter, at, size: if skip == 0 { limit } else { size }, skip })
}

/// Both parts of a position that has two in the vendor's own arguments; neither is one; half of it is a mistake.
pub(crate) fn both<A, B>(names: [&str; 2], pair: (Option<A>, Option<B>)) -> Result<Option<(A, B)>, ToolError> {
    match pair {
        (Some(one), Some(other)) => Ok(Some((one, other))),
        (None, None) => Ok(None),
        _ => Err(invalid(format!("`{}` and `{}` belong together", names[0], names[1]))
            .with_next_step("give both, or better pass `nextCursor` of the last answer as `cursor`")),
    }
}

/// Arguments that a list cannot begin without; a cursor holds them, so the schema does not require them.
pub(crate) fn needed<T, const N: usize>(
    expected: &str,
    arguments: [(&'static str, Option<T>); N],
) -> Result<[T; N], ToolError> {
    let mut faults = Vec::new();
    let given = arguments.map(|(name, value)| {
        if value.is_none() {
            faults.push(Fault::missing(name, expected));
        }
        value
    });
    let all: Option<Vec<T>> = given.into_iter().collect();
    all.and_then(|all| all.try_into().ok()).ok_or_else(|| ToolError::invalid_arguments(faults))
}

/// An id that a list cannot begin without.
pub(crate) fn needed_id<'a>(name: &'static str, id: Option<&'a Id>) -> Result<&'a Id, ToolError> {
    needed("a non-empty string", [(name, id)]).map(|[id]| id)
}

fn invalid(cause: impl Into<Cow<'static, str>>) -> ToolError {
    ToolError::new(ErrorCode::InvalidArguments, cause)
        .with_next_step("pass `nextCursor` of the last answer as `cursor`")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    /// The numbers below `end`, in the vendor's pages of at most `size`.
    #[derive(Debug, Clone, Default, Serialize, Deserialize)]
    struct Numbers {
        end: Option<u32>,
        size: Option<u16>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Number {
        id: u32,
        text: String,
    }

    impl Slim for Number {
        fn show(&mut self, _: Fields) {}
    }

    impl List for Numbers {
        const NAME: &'static str = "numbers";
        type Crm = Tenant;
        type Slim = Number;
        type At = u32;

        async fn page(&self, _: &Tenant, at: Option<&u32>, limit: u16) -> Result<Page<Number, u32>, ToolError> {
            let (start, end) = (at.copied().unwrap_or_default(), self.end.unwrap_or_default());
            let stop = end.min(start + u32::from(self.size.unwrap_or(limit).min(limit)));
            let slim = |id: u32| Number { id, text: "x".repeat(id as usize % 40) };
            let record = |id| Record { slim: slim(id), others: Map::new(), original: Map::new() };
            let next = if stop < end { Next::At(stop) } else { Next::Nothing };
            Ok(Page::new((start..stop).map(record).collect::<Vec<_>>().into(), next, Some(end.into())))
        }
    }

    /// A tenant whose lists answer at most so many bytes.
    struct Tenant {
        id: Id,
        answer_size: usize,
    }

    impl Context for Tenant {
        const CRM: &'static str = "TestCRM";
        const TENANT: &'static str = "account";

        fn tenant(&self) -> &Id {
            &self.id
        }

        fn answer_size(&self) -> usize {
            self.answer_size
        }
    }

    fn tenant(answer_size: usize) -> Tenant {
        Tenant { id: "L1".parse().unwrap(), answer_size }
    }

    fn ask(
        crm: &Tenant,
        filter: Numbers,
        limit: u16,
        cursor: Option<String>,
    ) -> Result<(Vec<Record<Number>>, Rest), ToolError> {
        let paging = Paging::<100> { limit: PageSize(limit), cursor };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(list(crm, filter, paging, Fields::Slim, None))
    }

    proptest! {
        #[test]
        fn following_the_cursors_visits_every_record_once_in_answers_that_fit(
            end in 0_u32..60, size in proptest::option::of(1_u16..20), limits in proptest::collection::vec(1_u16..30, 60),
            bytes in 0_usize..400, repeats in any::<bool>(),
        ) {
            let crm = tenant(bytes);
            let all = Numbers { end: Some(end), size };
            let (mut seen, mut cursor) = (Vec::new(), None);
            for (turn, limit) in limits.into_iter().enumerate() {
                let filter = if turn == 0 || repeats { all.clone() } else { Numbers::default() };
                let (rows, more) = ask(&crm, filter, limit, cursor).unwrap();
                let used: usize = rows.iter().map(|row| serde_json::to_string(row).unwrap().len() + 1).sum();
                prop_assert!(rows.len() <= usize::from(limit) && (used <= bytes || rows.len() == 1 || rows.is_empty()));
                prop_assert_eq!(more.total, Some(end.into()));
                prop_assert_eq!(more.has_more, more.next_cursor.is_some());
                seen.extend(rows.into_iter().map(|row| row.slim.id));
                cursor = more.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            prop_assert_eq!(seen, (0..end).collect::<Vec<_>>());
        }
    }

    #[test]
    fn refuses_cursors_that_are_not_its_own_or_of_other_arguments() {
        let crm = tenant(32 * 1024);
        let of_ten = Numbers { end: Some(10), size: None };
        let (_, more) = ask(&crm, of_ten.clone(), 3, None).unwrap();
        let own = more.next_cursor.unwrap();
        let foreign = BASE64_URL_SAFE_NO_PAD.encode(r#"["contacts","L1",{},3,3,0]"#);
        let damaged = BASE64_URL_SAFE_NO_PAD.encode(r#"["numbers","L1",{},"x",3,0]"#);
        let elsewhere = BASE64_URL_SAFE_NO_PAD.encode(r#"["numbers","L2",{},3,3,0]"#);
        for cursor in ["", "2", &elsewhere, "%%%", &own[1..], &foreign, &damaged] {
            let error = ask(&crm, of_ten.clone(), 3, Some(cursor.to_owned())).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArguments, "{cursor}");
            assert_eq!(error.message(), "this cursor is not from this tool on this account");
            assert!(error.next_step().unwrap().contains("nextCursor"), "{error}");
        }
        let error = ask(&crm, Numbers { end: Some(11), size: None }, 3, Some(own.clone())).unwrap_err();
        assert_eq!(error.message(), "the cursor belongs to a list with other arguments");
        let (rows, _) = ask(&crm, Numbers::default(), 3, Some(own)).unwrap();
        assert_eq!(rows.iter().map(|row| row.slim.id).collect::<Vec<_>>(), [3, 4, 5]);
    }

    #[test]
    fn any_part_of_the_arguments_may_be_repeated_beside_a_cursor() {
        let crm = tenant(32 * 1024);
        let all = Numbers { end: Some(10), size: Some(3) };
        let (_, more) = ask(&crm, all.clone(), 3, None).unwrap();
        for (end, size) in [(None, None), (Some(10), None), (None, Some(3)), (Some(10), Some(3))] {
            let (rows, _) = ask(&crm, Numbers { end, size }, 3, more.next_cursor.clone()).unwrap();
            assert_eq!(rows.iter().map(|row| row.slim.id).collect::<Vec<_>>(), [3, 4, 5], "{end:?} {size:?}");
        }
        let (_, without_size) = ask(&crm, Numbers { end: Some(10), size: None }, 3, None).unwrap();
        let added = ask(&crm, Numbers { end: None, size: Some(3) }, 3, without_size.next_cursor).unwrap_err();
        assert_eq!(added.message(), "the cursor belongs to a list with other arguments");
    }

    #[test]
    fn all_that_a_list_cannot_begin_without_is_told_at_once() {
        assert_eq!(needed("a number", [("one", Some(1)), ("other", Some(2))]).unwrap(), [1, 2]);
        let error = needed("a number", [("one", None::<u8>), ("other", None)]).unwrap_err();
        let told = error.faults().iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(told, ["one: expected a number, got nothing", "other: expected a number, got nothing"]);
    }

    #[test]
    fn half_a_position_is_a_mistake() {
        assert_eq!(both(["a", "b"], (Some(1), Some(2))).unwrap(), Some((1, 2)));
        assert_eq!(both::<u8, u8>(["a", "b"], (None, None)).unwrap(), None);
        let error = both::<u8, u8>(["startAfter", "startAfterId"], (Some(1), None)).unwrap_err();
        assert_eq!(error.message(), "`startAfter` and `startAfterId` belong together");
    }
}
