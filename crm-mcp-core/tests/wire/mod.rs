//! Whether what a server sends is valid for the revision that is spoken, by the official JSON Schemas.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

mod schema;

use std::collections::BTreeMap;

use crm_mcp_core::Revision;
use schema::Schema;
use serde_json::Value;

const CLAIM: &str = "/params/_meta/io.modelcontextprotocol~1protocolVersion";
const SUBSCRIPTION: &str = "/params/_meta/io.modelcontextprotocol~1subscriptionId";

/// The revision of an HTTP request, by its header, if its message does not say.
pub fn spoken(header: Option<&str>) -> Revision {
    header.and_then(|date| date.parse().ok()).unwrap_or(Revision::UNSAID)
}

/// What a client knows of a connection: the revision it speaks and what it has asked, hence what it may be sent.
pub struct Wire {
    /// Of messages that do not say themselves which revision they speak.
    spoken: Revision,
    asked: Vec<Asked>,
}

/// A request that waits for its answer.
struct Asked {
    id: Value,
    method: String,
    revision: Revision,
}

impl Wire {
    /// A connection on which nothing was said yet.
    pub fn new(spoken: Revision) -> Self {
        Self { spoken, asked: Vec::new() }
    }

    /// Takes down what the client sends, be it a message or not.
    pub fn asks(&mut self, sent: &[u8]) {
        let sent = sent.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(sent);
        let sent: Value = serde_json::from_slice(sent).unwrap_or_default();
        for message in sent.as_array().map_or(std::slice::from_ref(&sent), Vec::as_slice) {
            if let (Some(id), Some(method)) = (message.get("id"), message.get("method")) {
                let revision = if message.pointer(CLAIM).is_some() { Revision::V2026_07_28 } else { self.spoken };
                let method = method.as_str().unwrap_or("a method that is no string").to_owned();
                self.asked.push(Asked { id: id.clone(), method, revision });
            }
        }
    }

    /// Checks what the server sends: a message, or a batch of answers.
    ///
    /// # Panics
    ///
    /// If it is not valid.
    pub fn hears(&mut self, sent: &Value) {
        let Some(batch) = sent.as_array() else { return self.hears_one(sent) };
        assert_eq!(self.spoken, Revision::V2025_03_26, "the only revision with batches: {sent}");
        assert!(!batch.is_empty(), "a batch has messages");
        for message in batch {
            self.hears_one(message);
        }
    }

    fn hears_one(&mut self, message: &Value) {
        let (revision, method) = self.meant_by(message);
        if let Err(fault) = check(revision, &method, message) {
            panic!("{revision}, {method}: {fault}\nin {message}");
        }
    }

    /// The revision and method that a message belongs to.
    fn meant_by(&mut self, message: &Value) -> (Revision, String) {
        let latest = self.asked.last().map_or(self.spoken, |asked| asked.revision);
        if let Some(method) = message["method"].as_str() {
            let is_subscribed = message.pointer(SUBSCRIPTION).is_some();
            return (if is_subscribed { Revision::V2026_07_28 } else { latest }, method.to_owned());
        }
        let Some(id) = message.get("id") else { return (latest, "a message without id".to_owned()) };
        let place = self.asked.iter().position(|asked| asked.id == *id);
        let asked =
            self.asked.remove(place.unwrap_or_else(|| panic!("nothing was asked that this answers: {message}")));
        if asked.method == "initialize"
            && let Some(settled) = message["result"]["protocolVersion"].as_str().and_then(|date| date.parse().ok())
        {
            self.spoken = settled;
            return (settled, asked.method);
        }
        (asked.revision, asked.method)
    }
}

/// Every method that a revision lets a client ask for, with the definition of its result.
pub fn methods(revision: Revision) -> BTreeMap<&'static str, String> {
    let schema = Schema::of(revision);
    schema.methods().map(|method| (method, schema.result(method).unwrap())).collect()
}

/// Whether a message of the server is valid in a revision. `method` is its own, or the one of the request it answers.
///
/// # Errors
///
/// What is wrong, and where in the message.
pub fn check(revision: Revision, method: &str, message: &Value) -> Result<(), String> {
    let members: Vec<_> =
        ["method", "result", "error"].into_iter().filter(|name| message.get(name).is_some()).collect();
    let mut faults = match members[..] {
        ["method"] => request(revision, method, message)?,
        ["result"] => result(revision, method, message)?,
        ["error"] => error(revision, message),
        _ => return Err(format!("a message has one of `method`, `result` and `error`, not {members:?}")),
    };
    nulls("", message, &mut faults);
    if faults.is_empty() { Ok(()) } else { Err(faults.join("; ")) }
}

fn request(revision: Revision, method: &str, message: &Value) -> Result<Vec<String>, String> {
    let schema = Schema::of(revision);
    let (union, envelope) = match message.get("id") {
        Some(_) => ("ServerRequest", "JSONRPCRequest"),
        None => ("ServerNotification", "JSONRPCNotification"),
    };
    let definition = schema.message(union, method).ok_or_else(|| format!("{union} has no `{method}`"))?;
    Ok([schema.faults(envelope, message), schema.faults(definition, message)].concat())
}

fn result(revision: Revision, method: &str, message: &Value) -> Result<Vec<String>, String> {
    let schema = Schema::of(revision);
    let definition = schema.result(method).ok_or_else(|| format!("ClientRequest has no `{method}`"))?;
    let [envelope, _] = schema.envelopes();
    let result = &message["result"];
    let definition = match result["resultType"].as_str() {
        // The schema leaves the member open, for extensions; we have none.
        Some("complete") | None => &*definition,
        Some("input_required") if schema.may_ask_back(&definition) => "InputRequiredResult",
        Some(other) => return Err(format!("/result/resultType: `{other}` is no answer to `{method}`")),
    };
    let faults = schema.faults(definition, result).into_iter().map(|fault| format!("/result{fault}"));
    Ok(schema.faults(envelope, message).into_iter().chain(faults).collect())
}

fn error(revision: Revision, message: &Value) -> Vec<String> {
    // Whose id could not be read is answered without one. The schemas allow that since 2025-11-25; those before demand
    // an id and let it be no null, so there is nothing that they would accept.
    let is_anonymous = message.get("id").is_none();
    let schema = Schema::of(if is_anonymous { revision.max(Revision::V2025_11_25) } else { revision });
    let [_, envelope] = schema.envelopes();
    let own = schema.error(&message["error"]["code"]).map_or_else(Vec::new, |name| schema.faults(name, message));
    [schema.faults(envelope, message), own].concat()
}

/// A null of ours stands for a member that was better left out. What tools return and what schemas say is not ours.
fn nulls(place: &str, value: &Value, faults: &mut Vec<String>) {
    const FOREIGN: [&str; 3] = ["structuredContent", "inputSchema", "outputSchema"];
    match value {
        Value::Null => faults.push(format!("{place}: is null")),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| nulls(&format!("{place}/{index}"), item, faults));
        }
        Value::Object(members) => {
            let own = members.iter().filter(|(name, _)| !FOREIGN.contains(&name.as_str()));
            own.for_each(|(name, member)| nulls(&format!("{place}/{name}"), member, faults));
        }
        _ => {}
    }
}
