//! Lists: one contract of paging over the many that vendors have, and answers of a size that fits a model.

mod cursor;
mod limit;
mod listing;
mod more;
mod rows;
mod start;

use std::future::Future;

use crm_mcp_core::ToolError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use self::limit::PageSize;
use crate::crm::{
    context::Crm,
    dialect::Dialect,
    record::{Fields, Record, Slim},
};

pub use self::{
    more::More,
    rows::Rows,
    start::{both, needed, needed_id},
};

/// What every list takes; the vendor gives at most `MAX` records at once.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct Paging<const MAX: u16> {
    #[serde(default, skip_serializing_if = "PageSize::is_usual")]
    limit: PageSize<MAX>,
    /// nextCursor of the last answer, for the next page.
    pub cursor: Option<String>,
}

impl<const MAX: u16> Paging<MAX> {
    /// The first records, so many at most: from 1 to `MAX`, to which another number is brought.
    pub fn first(limit: u16) -> Self {
        Self { limit: PageSize(limit.clamp(1, MAX)), cursor: None }
    }
}

/// A list of the vendor's. The value says which records are wanted: it is the filter among the tool's arguments.
pub trait List: Serialize + DeserializeOwned + Send + Sync {
    /// The name by which its cursors are known.
    const NAME: &'static str;
    /// The CRM that has it.
    type Dialect: Dialect;
    /// What is always shown of a record.
    type Slim: Serialize + Slim + Send;
    /// The vendor's own way to say where a page begins.
    type At: Serialize + DeserializeOwned + PartialEq + Send + Sync;

    /// One page of the vendor's, from there on or from the beginning.
    fn page(
        &self,
        crm: &Crm<Self::Dialect>,
        at: Option<&Self::At>,
        limit: u16,
    ) -> impl Future<Output = Result<Page<Self::Slim, Self::At>, ToolError>> + Send;

    /// Reads what the vendor keeps apart from the page, for the records that may be answered, as far as so much of them
    /// shows it. Returns what could not be read, and why.
    fn complete(
        &self,
        _: &Crm<Self::Dialect>,
        _: Vec<&mut Record<Self::Slim>>,
        _: Fields,
    ) -> impl Future<Output = Option<String>> + Send {
        async { None }
    }
}

/// A page of the vendor's.
#[derive(Debug)]
pub struct Page<T, A> {
    /// The rows in the vendor's order.
    pub rows: Rows<T>,
    /// What follows it.
    pub next: Next<A>,
    /// How many records there are on all pages.
    pub total: Option<u64>,
    /// What could not be read and is missing on the page, and why.
    pub missing: Option<String>,
    /// Where the CRM did not do as asked.
    pub note: Option<String>,
}

/// What follows a page.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<A> {
    /// It is the last page.
    Nothing,
    /// The page that begins there. A vendor may send a cursor with the last page as well, so do not copy it blindly.
    At(A),
    /// More records, and no way to them: the vendor names none.
    OutOfReach,
}

impl<A> Next<A> {
    /// The page that begins at this place, if there are more records.
    pub fn when(are_more: bool, place: Option<A>) -> Self {
        if are_more { place.map_or(Self::OutOfReach, Self::At) } else { Self::Nothing }
    }
}

impl<T, A> Page<T, A> {
    /// A page on which nothing is missing but its unreadable rows.
    pub fn new(rows: Rows<T>, next: Next<A>, total: Option<u64>) -> Self {
        Self { rows, next, total, missing: None, note: None }
    }

    /// The page without the rows for which this does not hold, though these arguments asked for no others.
    #[must_use]
    pub fn holding<D: Dialect>(mut self, _: &Crm<D>, arguments: &str, holds: impl FnMut(&Record<T>) -> bool) -> Self {
        let given = self.rows.len();
        self.rows.retain(holds);
        let left_out = given - self.rows.len();
        if left_out > 0 {
            // It counts what is left out as well.
            self.total = None;
            let crm = D::CRM;
            self.note = Some(format!("{crm} ignored {arguments}; records outside are left out here: {left_out}"));
        }
        self
    }

    /// A list that the vendor gives whole.
    pub fn whole(rows: Rows<T>) -> Self {
        let total = Some(rows.len() as u64);
        Self::new(rows, Next::Nothing, total)
    }
}
