//! The parameters of a message, in one reading for all methods; each method takes what it knows.

use serde::{
    Deserialize,
    de::{Error, IgnoredAny, MapAccess},
};
use serde_json::value::RawValue;

use super::span::Span;
use crate::wire::{
    id::RequestId,
    json::{LenientObject, TakeMembers},
};

/// A parameter that some method takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
pub(crate) enum Param {
    /// `tools/call`, `prompts/get`: which.
    Name,
    /// `resources/read`: which.
    Uri,
    /// `completion/complete`: of which prompt or template.
    Ref,
    /// `completion/complete`: of which argument.
    Argument,
    /// `completion/complete`: what else is chosen.
    Context,
    /// `tools/call`, `prompts/get`: its arguments.
    Arguments,
    /// Lists: where to go on.
    Cursor,
    /// `initialize`: the revision asked for.
    ProtocolVersion,
    /// `initialize`: what the client can do.
    Capabilities,
    /// `initialize`: who the client is.
    ClientInfo,
    /// `logging/setLevel`: from which level on.
    Level,
    /// `subscriptions/listen`: what to tell of.
    Notifications,
    /// Requests of several rounds: what the client was asked.
    InputResponses,
    /// Requests of several rounds: the note that came with the questions.
    RequestState,
    /// `notifications/cancelled`: which request.
    RequestId,
    /// What accompanies any request.
    #[serde(rename = "_meta")]
    Meta,
    #[serde(other)]
    Other,
}

/// A member of `_meta` that concerns the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(field_identifier)]
pub(crate) enum Meta {
    /// The revision that the message speaks.
    #[serde(rename = "io.modelcontextprotocol/protocolVersion")]
    ProtocolVersion,
    /// What the client can do.
    #[serde(rename = "io.modelcontextprotocol/clientCapabilities")]
    ClientCapabilities,
    /// Who the client is.
    #[serde(rename = "io.modelcontextprotocol/clientInfo")]
    ClientInfo,
    /// From which level on the client wants to see what the request logs.
    #[serde(rename = "io.modelcontextprotocol/logLevel")]
    LogLevel,
    /// Under which token the client wants to hear of progress.
    #[serde(rename = "progressToken")]
    ProgressToken,
    #[serde(other)]
    Other,
}

/// Those of a message, each as its JSON text. A parameter that is `null` is there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Params<'a> {
    text: &'a str,
    parts: &'a ParamParts<Span>,
}

/// The parameters of a message. `T` is the JSON text of one, or what stands for it.
#[derive(Debug, Clone, Copy)]
pub(in crate::wire) struct ParamParts<T> {
    own: [Option<T>; Param::Meta as usize],
    meta: MetaParts<T>,
}

impl<T> Default for ParamParts<T> {
    fn default() -> Self {
        Self { own: [const { None }; _], meta: [const { None }; _] }
    }
}

impl<T: Copy> ParamParts<T> {
    /// The same with another stand-in for each text.
    pub(super) fn map<U: Copy>(&self, change: impl Fn(T) -> U) -> ParamParts<U> {
        ParamParts { own: map(&self.own, &change), meta: map(&self.meta, &change) }
    }

    fn get(&self, param: Param) -> Option<T> {
        self.own.get(param as usize).copied().flatten()
    }

    pub(in crate::wire) fn meta(&self, member: Meta) -> Option<T> {
        self.meta.get(member as usize).copied().flatten()
    }

    /// The revision that the message says it speaks, as it stands there.
    pub(in crate::wire) fn claim(&self) -> Option<T> {
        self.meta(Meta::ProtocolVersion)
    }
}

/// Most parameters are not there, so a loop that passes over them is faster than `<[_; N]>::map`.
fn map<T: Copy, U: Copy, const N: usize>(parts: &[Option<T>; N], change: impl Fn(T) -> U) -> [Option<U>; N] {
    let mut changed = [None; N];
    for (changed, part) in changed.iter_mut().zip(parts) {
        if let Some(part) = part {
            *changed = Some(change(*part));
        }
    }
    changed
}

impl<'a> Params<'a> {
    pub(super) fn new(text: &'a str, parts: &'a ParamParts<Span>) -> Self {
        Self { text, parts }
    }

    pub(crate) fn get(&self, param: Param) -> Option<&'a str> {
        self.parts.get(param).map(|part| part.within(self.text))
    }

    pub(crate) fn meta(&self, member: Meta) -> Option<&'a str> {
        self.parts.meta(member).map(|part| part.within(self.text))
    }

    /// The revision that the message says it speaks, as it stands there.
    pub(crate) fn claim(&self) -> Option<&'a str> {
        self.meta(Meta::ProtocolVersion)
    }

    /// A parameter that says something; clients send `null` for one that does not.
    pub(crate) fn given(&self, param: Param) -> Option<&'a str> {
        self.get(param).filter(|json| *json != "null")
    }

    /// Who the client says that it is.
    pub(crate) fn client_info(&self) -> Option<&'a str> {
        self.meta(Meta::ClientInfo).or_else(|| self.get(Param::ClientInfo))
    }

    /// The request that a cancellation names.
    pub(crate) fn cancelled(&self) -> Option<RequestId<'a>> {
        self.get(Param::RequestId).and_then(RequestId::new)
    }
}

impl<'de> TakeMembers<'de> for &mut ParamParts<&'de str> {
    fn take<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut has_meta = false;
        while let Some(param) = members.next_key()? {
            match param {
                Param::Meta if has_meta => return Err(twice()),
                Param::Meta => {
                    has_meta = true;
                    members.next_value_seed(LenientObject(&mut self.meta))?;
                }
                param => keep(self.own.get_mut(param as usize), &mut members)?,
            }
        }
        Ok(())
    }
}

/// What `_meta` holds. `T` is the JSON text of a member, or what stands for it.
type MetaParts<T> = [Option<T>; Meta::Other as usize];

impl<'de> TakeMembers<'de> for &mut MetaParts<&'de str> {
    fn take<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(member) = members.next_key::<Meta>()? {
            keep(self.get_mut(member as usize), &mut members)?;
        }
        Ok(())
    }
}

/// Keeps the text of a member, or passes over one that has no place.
fn keep<'de, A: MapAccess<'de>>(place: Option<&mut Option<&'de str>>, members: &mut A) -> Result<(), A::Error> {
    let Some(place) = place else { return members.next_value::<IgnoredAny>().map(drop) };
    match place.replace(members.next_value::<&RawValue>()?.get()) {
        None => Ok(()),
        Some(_) => Err(twice()),
    }
}

fn twice<E: Error>() -> E {
    E::custom("a member stands there twice")
}
