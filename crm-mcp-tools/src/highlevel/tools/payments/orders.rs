//! Reading one order.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    crm::{
        record::{Fields, Record},
        value::Id,
    },
    highlevel::{
        context::HighLevel,
        records::{Order, OrderAnswer},
        tables::{operations, scopes::ORDERS_READ},
    },
};

/// Which order, and how much of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OrderView {
    /// Order's id.
    pub order_id: Id,
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

impl From<&Id> for OrderView {
    fn from(order: &Id) -> Self {
        Self { order_id: order.clone(), fields: Fields::Slim }
    }
}

/// Finds one order by id, with items, amounts and currency.
///
/// The id is entityId in payments_list-transactions, where entityType is order.
#[tool(name = "payments_get-order-by-id", title = "Get order by id", read, scope = ORDERS_READ)]
pub(super) async fn get_order_by_id(crm: &HighLevel, args: OrderView) -> Result<OrderAnswer, ToolError> {
    let call = || crm.call(&operations::GET_ORDER).id(&args.order_id);
    let answer = match call().send().await {
        // The vendor's documents asked for it once, and its server may again.
        Err(error) if wants_alt_type(&error) => call().with("altType", "location").send().await,
        answer => answer,
    };
    Ok(OrderAnswer { order: with_currencies(answer?).showing(args.fields) })
}

impl HighLevel {
    /// Reads one order, with items, amounts and currency.
    pub async fn get_order_by_id(&self, order: impl Into<OrderView>) -> Result<Record<Order>, ToolError> {
        Ok(get_order_by_id(self, order.into()).await?.order)
    }
}

fn wants_alt_type(error: &ToolError) -> bool {
    error.message().contains("altType")
}

/// The order with its currency beside every amount that has none of its own.
fn with_currencies(mut order: Record<Order>) -> Record<Order> {
    let Order { currency, amount_summary, items, .. } = &mut order.slim;
    let prices = items.iter_mut().filter_map(|item| item.price.as_mut()).map(|price| &mut price.currency);
    let summary = amount_summary.iter_mut().map(|summary| &mut summary.currency);
    for unsaid in prices.chain(summary).filter(|currency| currency.is_none()) {
        unsaid.clone_from(currency);
    }
    order
}
