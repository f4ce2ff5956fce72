//! Cursors: where a list goes on, as text that only the tool that gave it understands.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crm_mcp_core::{ErrorCode, ToolError};
use serde::{Serialize, de::DeserializeOwned};

/// The cursor for a position in the list `of`.
pub(crate) fn cursor(of: &str, position: &impl Serialize) -> Result<String, ToolError> {
    let json = serde_json::to_vec(&(of, position)).map_err(ToolError::internal)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(json))
}

/// The position that a cursor of the list `of` stands for.
pub(crate) fn position<T: DeserializeOwned>(of: &str, cursor: &str) -> Result<T, ToolError> {
    let json = BASE64_URL_SAFE_NO_PAD.decode(cursor.trim()).ok();
    let decoded = json.and_then(|json| serde_json::from_slice::<(String, T)>(&json).ok());
    decoded.filter(|(list, _)| list == of).map(|(_, position)| position).ok_or_else(|| {
        ToolError::new(ErrorCode::InvalidArguments, "this cursor is not from this tool")
            .next("pass `nextCursor` of the last answer unchanged, or leave `cursor` out to begin anew")
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn comes_back_as_it_was_given() {
        let text = cursor("contacts", &(1_700_000_000_000_u64, "abc")).unwrap();
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')), "{text}");
        assert_eq!(position::<(u64, String)>("contacts", &text).unwrap(), (1_700_000_000_000, "abc".to_owned()));
    }

    #[test]
    fn refuses_what_this_list_did_not_give() {
        let foreign = cursor("tasks", &20).unwrap();
        let wrong_position = cursor("contacts", &"twenty").unwrap();
        for text in ["", "2", "%%%", "eyJhIjoxfQ", &foreign, &wrong_position] {
            let error = position::<u32>("contacts", text).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArguments, "{text}");
            assert!(error.next_step().unwrap().contains("nextCursor"), "{error}");
        }
    }
}
