//! JSON text as the inside of a JSON string: the copy of a result that models read.

/// As long as a machine word, so that a few operations tell whether there is anything to escape in it. Short enough to be
/// unrolled, so that one check of the room serves several bytes.
const CHUNK: usize = size_of::<u64>();

/// Appends `json` as the inside of a JSON string.
///
/// Valid JSON holds control characters only between its tokens, where they mean nothing (a tool may pass indented JSON
/// through); so they are left out, and quotes and backslashes are all there is to escape. A chunk without any of them is
/// copied. In the others they come every few bytes: writing two bytes always, and counting one or both, beats a search
/// for the next one.
pub(super) fn push_escaped(body: &mut Vec<u8>, json: &[u8]) {
    let begin = body.len();
    body.resize(begin + 2 * (json.len() + CHUNK), 0);
    let room = &mut body[begin..];
    let (chunks, rest) = json.as_chunks::<CHUNK>();
    let mut length = 0;
    for chunk in chunks {
        length += if is_plain(*chunk) {
            room[length..length + CHUNK].copy_from_slice(chunk);
            CHUNK
        } else {
            escape(chunk, &mut room[length..])
        };
    }
    length += escape(rest, &mut room[length..]);
    body.truncate(begin + length);
}

/// Whether a chunk stands in a JSON string as it is. All bytes are looked at together: where a byte is below a limit of at
/// most 128, subtracting the limit sets its highest bit, which is clear in the byte itself.
#[inline]
fn is_plain(chunk: [u8; CHUNK]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; CHUNK]);
    let chunk = u64::from_ne_bytes(chunk);
    let below = |limit: u8, bytes: u64| bytes.wrapping_sub(u64::from(limit) * ONES) & !bytes;
    let is = |byte: u8| below(1, chunk ^ (u64::from(byte) * ONES));
    (is(b'"') | is(b'\\') | below(b' ', chunk)) & (0x80 * ONES) == 0
}

/// How a byte of JSON text is written inside a JSON string, and how many of the two bytes count.
static ESCAPED: [([u8; 2], u8); 256] = {
    let mut table = [([0, 0], 0); 256];
    let mut byte = b' ';
    loop {
        table[byte as usize] = match byte {
            b'"' | b'\\' => ([b'\\', byte], 2),
            _ => ([byte, 0], 1),
        };
        if byte == u8::MAX {
            break table;
        }
        byte += 1;
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{CHUNK, is_plain, push_escaped};

    fn escaped(json: &str) -> String {
        let mut body = b"before".to_vec();
        push_escaped(&mut body, json.as_bytes());
        let text = String::from_utf8(body).unwrap();
        format!("\"{}\"", text.strip_prefix("before").unwrap())
    }

    #[test]
    fn a_chunk_is_plain_unless_one_of_its_bytes_is_escaped_or_left_out() {
        for byte in 0..=u8::MAX {
            for (place, neighbour) in
                (0..CHUNK).flat_map(|place| [b' ', b'#', b'~', 0x80, 0xff].map(|byte| (place, byte)))
            {
                let mut chunk = [neighbour; CHUNK];
                chunk[place] = byte;
                assert_eq!(is_plain(chunk), byte >= b' ' && byte != b'"' && byte != b'\\', "{chunk:?}");
            }
        }
    }

    #[test]
    fn indented_json_comes_out_on_one_line() {
        let value = json!({ "a\nb": ["\"", "\\", "ü\u{1}"], "c": {} });
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        let text: String = serde_json::from_str(&escaped(&pretty)).unwrap();
        assert!(!text.contains('\n'));
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    proptest! {
        #[test]
        fn compact_json_comes_out_as_serde_would_write_it(strings in prop::collection::vec(any::<String>(), 0..4)) {
            let json = serde_json::to_string(&strings).unwrap();
            prop_assert_eq!(escaped(&json), serde_json::to_string(&json).unwrap());
        }
    }
}
