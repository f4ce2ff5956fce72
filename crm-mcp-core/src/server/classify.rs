//! Which revision a message speaks, or why it is refused. Decided for each message by itself.
//!
//! The order of the checks is part of the protocol: clients tell a server of the stateless era by the first error
//! they get (specification 2026-07-28, `basic/versioning` and `basic/transports/streamable-http`).

use crate::wire::{
    Envelope, MOST_MESSAGES, Message, Meta, Mirrored, Param, Params, Revision, RpcError, Unreadable, excerpt,
    stands_for_object, unquote,
};

const CLAIM: &str = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";

/// The revision that a request speaks.
pub(super) fn revision(message: &Message<'_>, envelope: &Envelope<'_>) -> Result<Revision, RpcError> {
    if message.is_handshake() {
        check_handshake(envelope)?;
        return Ok(handshake(message.params()));
    }
    match message.params().claim() {
        Some(claim) => stateless(claim, message, envelope),
        None => legacy(envelope),
    }
}

/// The revision that a handshake settles on: the one asked for if it has handshakes, else the newest that has.
fn handshake(params: Params<'_>) -> Revision {
    params
        .get(Param::ProtocolVersion)
        .and_then(unquote)
        .and_then(|date| date.parse().ok())
        .filter(|revision: &Revision| !revision.is_stateless())
        .unwrap_or(Revision::LATEST_LEGACY)
}

/// Whether a batch may be taken apart and handled message by message.
pub(super) fn batch(
    messages: &[Result<Message<'_>, &Unreadable<&str>>],
    envelope: &Envelope<'_>,
) -> Result<(), RpcError> {
    let refusal = |why: &'static str| Err(RpcError::InvalidRequest(why.into()));
    if messages.is_empty() || messages.len() > MOST_MESSAGES {
        return refusal("a batch has 1 to 100 messages");
    }
    for message in messages.iter().flatten() {
        if message.params().claim().is_some() || message.method() == "initialize" {
            return refusal("this message cannot be part of a batch; send it by itself");
        }
    }
    match legacy(envelope)? {
        Revision::V2025_03_26 => Ok(()),
        _ => refusal("only revision 2025-03-26 has batches; send each message by itself"),
    }
}

fn check_handshake(envelope: &Envelope<'_>) -> Result<(), RpcError> {
    match envelope {
        Envelope::Mirrored { revision, .. } if revision.value().is_some_and(Revision::is_stateless_date) => {
            let why = "`initialize` belongs to earlier revisions than `MCP-Protocol-Version` says";
            Err(RpcError::HeaderMismatch(why.into()))
        }
        _ => Ok(()),
    }
}

/// A message that claims no revision itself.
fn legacy(envelope: &Envelope<'_>) -> Result<Revision, RpcError> {
    let mirrored = match envelope {
        Envelope::Bare { assumed } => return Ok(*assumed),
        Envelope::Mirrored { revision, .. } => revision,
    };
    match mirrored {
        Mirrored::Absent => Ok(Revision::UNSAID),
        Mirrored::LeftOver(revision) => Ok(*revision),
        Mirrored::Unreadable => {
            Err(RpcError::HeaderMismatch("`MCP-Protocol-Version` must have exactly one value".into()))
        }
        Mirrored::Once(date) | Mirrored::Again(date) if Revision::is_stateless_date(date) => {
            Err(RpcError::InvalidParams(format!("`params._meta` lacks `{CLAIM}` and `{CAPABILITIES}`").into()))
        }
        Mirrored::Once(date) | Mirrored::Again(date) => {
            date.parse().map_err(|_| RpcError::UnsupportedVersion { requested: Some(date.to_string()) })
        }
    }
}

/// A message that claims a revision in its `_meta`.
fn stateless(claim: &str, message: &Message<'_>, envelope: &Envelope<'_>) -> Result<Revision, RpcError> {
    let malformed = |key, form| RpcError::InvalidParams(format!("`params._meta[\"{key}\"]` is {form}").into());
    let claim = unquote(claim).ok_or_else(|| malformed(CLAIM, "a string"))?;
    if !message.params().meta(Meta::ClientCapabilities).is_some_and(stands_for_object) {
        return Err(malformed(CAPABILITIES, "an object, and required"));
    }
    agree(envelope, &claim, message)?;
    let unsupported = || RpcError::UnsupportedVersion { requested: Some(claim.to_string()) };
    let revision = claim.parse().ok().filter(|revision: &Revision| revision.is_stateless()).ok_or_else(unsupported)?;
    complete(envelope, message)?;
    Ok(revision)
}

/// What the transport repeats of revision and method says the same as the message.
fn agree(envelope: &Envelope<'_>, claim: &str, message: &Message<'_>) -> Result<(), RpcError> {
    let Envelope::Mirrored { revision, method, .. } = envelope else { return Ok(()) };
    same("MCP-Protocol-Version", revision, claim)?;
    same("Mcp-Method", method, &message.method())
}

/// Everything that the transport must repeat is there.
fn complete(envelope: &Envelope<'_>, message: &Message<'_>) -> Result<(), RpcError> {
    let Envelope::Mirrored { revision, method, name, .. } = envelope else { return Ok(()) };
    required("MCP-Protocol-Version", revision)?;
    required("Mcp-Method", method)?;
    let named = match &*message.method() {
        "tools/call" | "prompts/get" => message.params().get(Param::Name),
        "resources/read" => message.params().get(Param::Uri),
        _ => return Ok(()),
    };
    required("Mcp-Name", name)?;
    same("Mcp-Name", name, &named.and_then(unquote).unwrap_or_default())
}

fn required(header: &str, mirrored: &Mirrored<'_>) -> Result<(), RpcError> {
    match mirrored {
        Mirrored::Absent => Err(RpcError::HeaderMismatch(format!("`{header}` is required").into())),
        _ => Ok(()),
    }
}

fn same(header: &str, mirrored: &Mirrored<'_>, expected: &str) -> Result<(), RpcError> {
    if !mirrored.contradicts(expected) {
        return Ok(());
    }
    let found = match mirrored {
        Mirrored::Once(value) => format!("`{}`", excerpt(value)),
        Mirrored::LeftOver(revision) => format!("`{revision}`"),
        _ => "no single value".to_owned(),
    };
    let expected = excerpt(expected);
    Err(RpcError::HeaderMismatch(format!("`{header}` says {found}, the message says `{expected}`").into()))
}
