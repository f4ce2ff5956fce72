//! Listing transactions.

use crm_mcp_core::{ErrorCode, ToolError, tool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    crm::{
        page::{List, More, Next, Page, Paging, Rows},
        record::{Fields, Record, record},
        value::{Id, moment::Day},
    },
    highlevel::{
        context::HighLevel,
        dialect::HighLevelDialect,
        records::Transaction,
        tables::{operations, scopes::TRANSACTIONS_READ},
    },
};

/// What to list.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TransactionSearch {
    /// Which records are wanted.
    #[serde(flatten)]
    pub filter: TransactionFilter,
    /// How many of them at once, and from where on.
    #[serde(flatten)]
    pub paging: Paging<100>,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
    /// How many to pass over.
    #[schemars(extend("x-hidden" = true))]
    pub offset: Option<u64>,
}

/// Which transactions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TransactionFilter {
    /// Contact's id.
    pub contact_id: Option<Id>,
    /// Id of the order, invoice or subscription that was paid.
    pub entity_id: Option<Id>,
    /// First day: 2026-11-29.
    pub start_at: Option<Day>,
    /// Last day of the transactions.
    pub end_at: Option<Day>,
    /// Text to find.
    pub search: Option<String>,
    /// Real money, or tests.
    #[schemars(extend("x-hidden" = true))]
    pub payment_mode: Option<PaymentMode>,
    /// Subscription's id at the payment provider.
    #[schemars(extend("x-hidden" = true))]
    pub subscription_id: Option<Id>,
    /// Where it was bought: funnel, website, invoice.
    #[schemars(extend("x-hidden" = true))]
    pub entity_source_type: Option<String>,
    /// Kind of that: `two_step_order_form`.
    #[schemars(extend("x-hidden" = true))]
    pub entity_source_sub_type: Option<String>,
}

/// Whether money was real.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the names are the vendor's, and a model reads no more of them")]
pub enum PaymentMode {
    Live,
    Test,
}

/// A page of transactions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TransactionPage {
    /// The transactions.
    pub transactions: Vec<Record<Transaction>>,
    /// How the list goes on.
    #[serde(flatten)]
    pub more: More,
}

#[record]
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TransactionsAnswer {
    #[record(needed)]
    data: Rows<Transaction>,
    total_count: Option<u64>,
}

impl List for TransactionFilter {
    const NAME: &'static str = "transactions";
    type Dialect = HighLevelDialect;
    type Slim = Transaction;
    type At = u64;

    async fn page(&self, crm: &HighLevel, at: Option<&u64>, limit: u16) -> Result<Page<Transaction, u64>, ToolError> {
        let offset = at.copied().unwrap_or_default();
        let call = crm.call(&operations::LIST_TRANSACTIONS).with("altType", "location");
        let call = call.with_all(self)?.with("limit", limit).with("offset", offset);
        let TransactionsAnswer { data: rows, total_count: total } = call.send().await?;
        let seen = offset.saturating_add(rows.len() as u64);
        let is_more = total.map_or(rows.len() >= usize::from(limit), |total| seen < total) && !rows.is_empty();
        Ok(Page::new(rows, Next::when(is_more, Some(seen)), total))
    }
}

/// Lists transactions, newest first.
///
/// payments_get-order-by-id has the items of an order.
#[tool(name = "payments_list-transactions", title = "List transactions", read, scope = TRANSACTIONS_READ)]
pub(super) async fn list_transactions(crm: &HighLevel, args: TransactionSearch) -> Result<TransactionPage, ToolError> {
    let TransactionSearch { filter, paging, fields, offset } = args;
    if filter.start_at.zip(filter.end_at).is_some_and(|(first, last)| last < first) {
        return Err(
            ToolError::new(ErrorCode::InvalidArguments, "`endAt` is before `startAt`").with_next_step("exchange them")
        );
    }
    let (transactions, more) = crm.list(filter, paging, fields, offset).await?;
    Ok(TransactionPage { transactions, more })
}

impl HighLevel {
    /// Lists transactions, newest first.
    pub async fn list_transactions(&self, search: TransactionSearch) -> Result<TransactionPage, ToolError> {
        list_transactions(self, search).await
    }
}
