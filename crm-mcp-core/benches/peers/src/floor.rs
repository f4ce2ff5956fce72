//! The floor: the same answers with nothing of a framework, as fast as serde lets a hand write them.

use std::{ops::Range, sync::LazyLock};

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::{json, value::RawValue};

use crate::catalogue::{self, Arguments, GET_CONTACT, GET_MESSAGES, catalogue};

#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    method: &'a str,
    #[serde(borrow)]
    params: Params<'a>,
}

#[derive(Deserialize)]
struct Params<'a> {
    name: Option<&'a str>,
    #[serde(borrow)]
    arguments: Option<&'a RawValue>,
    #[serde(borrow, rename = "_meta")]
    meta: Meta<'a>,
}

#[derive(Deserialize)]
struct Meta<'a> {
    #[serde(rename = "io.modelcontextprotocol/protocolVersion")]
    version: &'a str,
    #[serde(borrow, rename = "io.modelcontextprotocol/clientCapabilities")]
    capabilities: &'a RawValue,
}

#[derive(Deserialize)]
struct Reference<'a> {
    #[serde(rename = "contactId")]
    contact_id: &'a str,
}

#[derive(Deserialize)]
struct Conversation<'a> {
    #[serde(rename = "conversationId")]
    conversation_id: &'a str,
}

/// Answers a message, or nothing where a server would have to answer an error.
pub(crate) fn answer(message: &[u8]) -> Option<Vec<u8>> {
    let request: Request = serde_json::from_slice(message).ok()?;
    let Meta { version, capabilities } = request.params.meta;
    if version != "2026-07-28" || !capabilities.get().starts_with('{') {
        return None;
    }
    match request.method {
        "tools/call" => call(request.id, request.params.name?, request.params.arguments?.get()),
        "tools/list" => Some(list(request.id)),
        _ => None,
    }
}

const HEAD: &str = r#"{"jsonrpc":"2.0","id":"#;
const RESULT: &str = concat!(
    r#","result":{"resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":"#,
    r#"{"name":"bench","version":"1.0.0"}},"#
);

fn call(id: &RawValue, tool: &str, arguments: &str) -> Option<Vec<u8>> {
    match tool {
        GET_CONTACT => {
            let Reference { contact_id } = serde_json::from_str(arguments).ok()?;
            result(id, catalogue::find_contact(contact_id)?, 8 << 10)
        }
        GET_MESSAGES => {
            let Conversation { conversation_id } = serde_json::from_str(arguments).ok()?;
            result(id, catalogue::find_messages(conversation_id)?, 96 << 10)
        }
        _ => None,
    }
}

/// The answer with this record, written into one buffer that has room for it.
fn result(id: &RawValue, record: &impl Serialize, room: usize) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(room);
    for part in [HEAD, id.get(), RESULT, r#""structuredContent":"#] {
        out.extend_from_slice(part.as_bytes());
    }
    let start = out.len();
    serde_json::to_writer(&mut out, record).ok()?;
    let end = out.len();
    out.extend_from_slice(br#","content":[{"type":"text","text":""#);
    push_escaped(&mut out, start..end);
    out.extend_from_slice(br#""}],"isError":false}}"#);
    Some(out)
}

/// Appends JSON text that `out` holds already as the inside of a JSON string.
///
/// Written by serde, it has no control characters, so quotes and backslashes are all there is to escape. They come every
/// few bytes: writing two bytes always and keeping one or both beats a search for the next one.
fn push_escaped(out: &mut Vec<u8>, json: Range<usize>) {
    let begin = out.len();
    out.resize(begin + 2 * (json.len() + CHUNK), 0);
    let (written, room) = out.split_at_mut(begin);
    let (chunks, rest) = written[json].as_chunks::<CHUNK>();
    let mut length = 0;
    for chunk in chunks {
        length += escape(chunk, &mut room[length..]);
    }
    length += escape(rest, &mut room[length..]);
    out.truncate(begin + length);
}

/// Short enough to be unrolled, so that one check of the room serves several bytes.
const CHUNK: usize = 8;

/// What a byte of JSON text is inside a JSON string, and how many bytes of that count.
static ESCAPED: [([u8; 2], u8); 256] = {
    let mut table = [([0, 0], 1); 256];
    let mut byte = u8::MAX;
    while byte > 0 {
        table[byte as usize].0[0] = byte;
        byte -= 1;
    }
    table[b'"' as usize] = (*b"\\\"", 2);
    table[b'\\' as usize] = (*b"\\\\", 2);
    table
};

/// Escapes at most a chunk and says how long it has become.
#[inline]
fn escape(json: &[u8], room: &mut [u8]) -> usize {
    let room = &mut room[..2 * CHUNK];
    let mut length = 0;
    for &byte in json {
        let (escaped, width) = ESCAPED[usize::from(byte)];
        room[length..length + 2].copy_from_slice(&escaped);
        length += usize::from(width);
    }
    length
}

/// Everything of the list's answer that comes after the id.
static LIST: LazyLock<String> = LazyLock::new(|| {
    fn tool<A: Arguments<Answer: JsonSchema> + JsonSchema>(name: &str, description: &str) -> serde_json::Value {
        json!({
            "name": name,
            "description": description,
            "inputSchema": schema_for!(A),
            "outputSchema": schema_for!(A::Answer),
        })
    }
    macro_rules! tools {
        ($($function:ident $name:literal $description:literal $arguments:ident;)*) => {
            vec![$(tool::<catalogue::$arguments>($name, $description)),*]
        };
    }
    let tools = serde_json::Value::from(catalogue!(tools));
    format!(r#"{RESULT}"ttlMs":0,"cacheScope":"private","tools":{tools}}}}}"#)
});

fn list(id: &RawValue) -> Vec<u8> {
    let rest = LIST.as_bytes();
    let mut out = Vec::with_capacity(HEAD.len() + id.get().len() + rest.len());
    for part in [HEAD.as_bytes(), id.get().as_bytes(), rest] {
        out.extend_from_slice(part);
    }
    out
}
