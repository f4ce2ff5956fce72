//! Reading the location.

use crm_mcp_core::{ToolError, tool};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    crm::record::{Fields, Record},
    highlevel::{
        context::HighLevel,
        records::{Location, LocationAnswer},
        tables::{operations, scopes::LOCATIONS_READ},
    },
};

/// How much of the location.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LocationView {
    /// slim (default) or all.
    #[serde(default, skip_serializing_if = "Fields::are_slim")]
    pub fields: Fields,
}

/// Reads the location these tools work on: name, address, time zone, settings.
#[tool(name = "locations_get-location", title = "Get location", read, scope = LOCATIONS_READ)]
pub(super) async fn get_location(crm: &HighLevel, args: LocationView) -> Result<LocationAnswer, ToolError> {
    let LocationAnswer { location } = crm.call(&operations::GET_LOCATION).send().await?;
    Ok(LocationAnswer { location: location.showing(args.fields) })
}

impl HighLevel {
    /// Reads the location: name, address, time zone, settings.
    pub async fn get_location(&self, view: LocationView) -> Result<Record<Location>, ToolError> {
        Ok(get_location(self, view).await?.location)
    }
}
