//! What is remembered of a location, as far as one grant may know it.

mod known_tags;

use self::known_tags::KnownTags;
use super::records::{CustomField, Location, LostReason, Pipeline, User};
use crate::crm::{memory::recent::Recent, record::Record};

/// What was learnt of a location by one grant. Only the tools of HighLevel read it.
#[derive(Debug, Default)]
pub struct Known {
    pub(super) custom_fields: Recent<CustomField>,
    pub(super) tags: KnownTags,
    pub(super) pipelines: Recent<Record<Pipeline>>,
    pub(super) lost_reasons: Recent<LostReason>,
    pub(super) users: Recent<User>,
    /// The location itself: a list of one.
    pub(super) location: Recent<Location>,
}
