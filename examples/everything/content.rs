//! What tools may return: text, pictures, sound, resources, several of these, and an error.

use crm_mcp_core::{Content, Contents, ErrorCode, Tool, ToolError, tool, tools};

use crate::Everything;

/// A picture of one red point.
pub(crate) const PIXEL: &[u8] = include_bytes!("pixel.png");
/// A millisecond of silence.
const SILENCE: &[u8] = include_bytes!("silence.wav");

pub(crate) fn tools() -> Vec<Tool<Everything>> {
    tools![
        test_simple_text,
        test_image_content,
        test_audio_content,
        test_embedded_resource,
        test_multiple_content_types,
        test_error_handling,
    ]
}

/// Returns a text.
#[tool(read, public)]
async fn test_simple_text(_: &Everything) -> Result<Content, ToolError> {
    Ok(Content::text("This is a simple text response for testing."))
}

/// Returns a picture.
#[tool(read, public)]
async fn test_image_content(_: &Everything) -> Result<Content, ToolError> {
    Ok(Content::image("image/png", PIXEL))
}

/// Returns a sound.
#[tool(read, public)]
async fn test_audio_content(_: &Everything) -> Result<Content, ToolError> {
    Ok(Content::audio("audio/wav", SILENCE))
}

/// Returns a resource.
#[tool(read, public)]
async fn test_embedded_resource(_: &Everything) -> Result<Content, ToolError> {
    let text = "This is an embedded resource content.";
    Ok(Content::resource("test://embedded-resource", "text/plain", text))
}

/// Returns a text, a picture and a resource.
#[tool(read, public)]
async fn test_multiple_content_types(_: &Everything) -> Result<Contents, ToolError> {
    Ok(Contents::from([
        Content::text("Multiple content types test:"),
        Content::image("image/png", PIXEL),
        Content::resource("test://mixed-content-resource", "application/json", r#"{"test":"data","value":123}"#),
    ]))
}

/// Fails.
#[tool(read, public)]
async fn test_error_handling(_: &Everything) -> Result<Content, ToolError> {
    Err(ToolError::new(ErrorCode::Refused, "This tool intentionally returns an error for testing"))
}
