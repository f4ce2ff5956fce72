//! The members of a message, as serde reads them.

use serde::{
    Deserialize,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess},
};
use serde_json::value::RawValue;

use super::params::ParamParts;
use crate::wire::json::{LenientObject, TakeMembers};

/// The members of a message but for its parameters.
#[derive(Default)]
pub(super) struct MessageMembers<'a> {
    pub(super) jsonrpc: Option<&'a str>,
    pub(super) id: Option<&'a str>,
    pub(super) method: Option<&'a str>,
    pub(super) result: Option<&'a str>,
    pub(super) error: Option<&'a str>,
}

impl<'a> MessageMembers<'a> {
    /// Reads a message, and its parameters into their place, if they have one.
    pub(super) fn read(text: &'a str, params: Option<&mut ParamParts<&'a str>>) -> serde_json::Result<Self> {
        let mut members = Self::default();
        let mut deserializer = serde_json::Deserializer::from_str(text);
        LenientObject(MessagePlaces { members: &mut members, params }).deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(members)
    }
}

/// The name of a member of a message.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum MemberName {
    Jsonrpc,
    Id,
    Method,
    Params,
    Result,
    Error,
    #[serde(other)]
    Other,
}

/// Where the members of a message are kept. Parameters without a place are passed over.
struct MessagePlaces<'p, 'a> {
    members: &'p mut MessageMembers<'a>,
    params: Option<&'p mut ParamParts<&'a str>>,
}

impl<'a> TakeMembers<'a> for MessagePlaces<'_, 'a> {
    fn take<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { members, mut params } = self;
        let mut has_params = false;
        while let Some(name) = map.next_key()? {
            let (place, name) = match name {
                MemberName::Jsonrpc => (&mut members.jsonrpc, "jsonrpc"),
                MemberName::Id => (&mut members.id, "id"),
                MemberName::Method => (&mut members.method, "method"),
                MemberName::Result => (&mut members.result, "result"),
                MemberName::Error => (&mut members.error, "error"),
                MemberName::Params if has_params => return Err(A::Error::duplicate_field("params")),
                MemberName::Params => {
                    has_params = true;
                    match params.take() {
                        Some(params) => map.next_value_seed(LenientObject(params))?,
                        None => map.next_value::<IgnoredAny>().map(drop)?,
                    }
                    continue;
                }
                MemberName::Other => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if place.is_some() {
                return Err(A::Error::duplicate_field(name));
            }
            *place = Some(map.next_value::<&RawValue>()?.get());
        }
        Ok(())
    }
}
