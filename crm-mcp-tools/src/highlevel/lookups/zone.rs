//! The location's time zone and country, by which arguments are read.

use std::{sync::LazyLock, time::Duration};

use crm_mcp_core::{ErrorCode, ToolError};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use tokio::time::timeout;

use crate::{
    crm::{
        memory::{
            asked::Asked,
            recent::{Kept, Recent},
        },
        refusal::details,
        value::moment::{self, Moment, TimeArgument},
    },
    highlevel::{
        context::HighLevel,
        dialect::HighLevelDialect,
        known::Known,
        records::{Location, LocationAnswer},
        tables::operations,
    },
};

/// The zones that came with this program: those of the machine may be old, or none.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

impl Kept for Location {
    /// A location seldom moves.
    const MAX_AGE: Duration = Duration::from_mins(5);
    /// Times that are read in a wrong zone are an hour or more off.
    const END_OF_USE: Duration = Duration::from_mins(10);
}

impl Asked<HighLevelDialect> for Location {
    fn kept(known: &Known) -> &Recent<Self> {
        &known.location
    }

    async fn ask(crm: &HighLevel) -> Result<Vec<Self>, ToolError> {
        let LocationAnswer { location } = crm.call(&operations::GET_LOCATION).send().await?;
        Ok(vec![location.slim])
    }
}

/// How long a call may be held up by the location.
const PATIENCE: Duration = Duration::from_secs(10);

impl HighLevel {
    /// The location, learnt at most ten minutes ago.
    pub(in crate::highlevel) async fn known_location(&self) -> Result<Location, ToolError> {
        let late =
            |_| ToolError::new(ErrorCode::Unavailable, "HighLevel did not tell the location's time zone in time");
        let known = timeout(PATIENCE, self.known::<Location>()).await.map_err(late)??;
        known.first().cloned().ok_or_else(|| ToolError::internal("a location that was read is not kept"))
    }

    /// The moments that arguments name, and the location's time zone if one of them is told by its clock.
    pub(in crate::highlevel) async fn moments<const PER_SECOND: i64, const N: usize>(
        &self,
        arguments: [TimeArgument; N],
    ) -> Result<([Option<Moment<PER_SECOND>>; N], Option<String>), ToolError> {
        moment::of_arguments(arguments, |names| async move { self.time_zone_for(&names).await }).await
    }

    /// The location's time zone, for the arguments of these names.
    async fn time_zone_for(&self, arguments: &[&str]) -> Result<TimeZone, ToolError> {
        self.time_zone().await.map_err(|error| without_zone(arguments, error))
    }

    async fn time_zone(&self) -> Result<TimeZone, ToolError> {
        let zone = zone_of(&self.known_location().await?);
        if zone.is_err() {
            // It may be set right at any moment.
            self.remembered().location.forget();
        }
        zone
    }
}

fn zone_of(location: &Location) -> Result<TimeZone, ToolError> {
    let unknown = |cause| ToolError::new(ErrorCode::InvalidArguments, cause);
    let name = location.timezone.as_deref().filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| unknown("the location names no time zone".to_owned()))?;
    ZONES
        .get(name)
        .map_err(|error| unknown(format!("the location's time zone `{name}` is not known")).with_source(error))
}

/// The refusal of times for want of a zone: an offset makes up for it, whatever the reason.
fn without_zone(arguments: &[&str], why: ToolError) -> ToolError {
    let have = if arguments.len() == 1 { "has" } else { "have" };
    let cause = format!("{} {have} no offset from UTC, and {}", arguments.join(" and "), why.message());
    let next = "give an offset from UTC, such as 2026-11-29T14:00-05:00";
    details::retold(&why, cause).with_next_step(next).with_source(why)
}
