//! An address that a lead gets or loses, as the user is asked about it.

use crm_mcp_core::{Call, Effect, ToolError};
use serde_json::{Map, Value};

use super::wording;
use crate::{
    close::{dialect::CloseDialect, tables::record_kinds::LEAD},
    crm::{
        operation::Write,
        request::Request,
        value::Id,
        write::{Change, Preview, words},
    },
};

/// A change of one address among those of a lead. The request has all that are left.
#[derive(Debug)]
pub(in crate::close) struct AddressChange<'a> {
    /// The lead.
    pub(in crate::close) lead: &'a Id,
    /// The address.
    pub(in crate::close) address: &'a Map<String, Value>,
}

impl Change<CloseDialect> for AddressChange<'_> {
    type Found = ();

    async fn preview(&self, request: &Request<'_, CloseDialect, Write>, _: &Call) -> Result<Preview, ToolError> {
        let (crm, effect) = (request.crm(), request.operation().effect);
        let lead = crm.fields_of_record(&LEAD, self.lead).await?;
        let doing = if effect == Effect::Delete { "Delete an address of" } else { "Add an address to" };
        let name = LEAD.name(&lead).map_or_else(|| self.lead.to_string(), words::name);
        let lines = wording::lines(crm, &LEAD, &Map::new(), self.address).await;
        Ok(Preview { text: format!("{doing} lead {name}?{lines}"), effect, before: Map::new() })
    }

    async fn before_sending(&self, _: &Request<'_, CloseDialect, Write>, _: Option<&Preview>) -> Result<(), ToolError> {
        Ok(())
    }
}
