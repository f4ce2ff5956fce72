//! What came of a call, as a model reads it.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::{
    tools::{OutputForm, ToolOutput},
    wire::{CallError, Content, Contents, ToolError},
};

/// What came of a call, as a model reads it: the result of a tool, or what went wrong and what to do next.
///
/// An unknown tool and a tool that the caller may not call are outcomes too: the model reads of them and goes on.
#[derive(Debug)]
pub struct CallOutcome(Result<ToolOutput, ToolError>);

/// A part of an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutcomePart<'a> {
    /// A text, which is not empty.
    Text(Cow<'a, str>),
    /// A picture.
    Image {
        /// Its MIME type, such as `image/png`.
        mime_type: &'a str,
        /// Its bytes in base64.
        base64: &'a str,
    },
}

impl From<Result<ToolOutput, CallError>> for CallOutcome {
    fn from(result: Result<ToolOutput, CallError>) -> Self {
        Self(result.map_err(|error| match error {
            CallError::Unknown(_) => ToolError::from(error).with_next_step("call a tool by the name in its definition"),
            CallError::Denied(_) => ToolError::from(error).with_next_step("tell the user which rights are missing"),
            error => error.into(),
        }))
    }
}

impl CallOutcome {
    /// What a model reads of a tool that returns nothing.
    const NOTHING: &str = "success";

    /// Whether the call failed.
    pub fn is_error(&self) -> bool {
        self.0.is_err()
    }

    /// The object that the tool returned, as JSON. `None` of a text, of content and of an error.
    pub fn record(&self) -> Option<&RawValue> {
        let output = self.0.as_ref().ok()?;
        match output.form() {
            OutputForm::Record(_) | OutputForm::Wrapped => serde_json::from_slice(output.json()).ok(),
            OutputForm::Text | OutputForm::Nothing | OutputForm::Blocks(_) => None,
        }
    }

    /// The outcome as text: the JSON of a record, and a few words in place of a picture, of sound or of a link.
    pub fn text(&self) -> Cow<'_, str> {
        let output = match &self.0 {
            Ok(output) => output,
            Err(error) => return error.to_string().into(),
        };
        match output.form() {
            OutputForm::Record(beside) => {
                let json = String::from_utf8_lossy(output.json());
                beside.iter().map(Content::in_words).fold(json, |text, words| format!("{text}\n\n{words}").into())
            }
            OutputForm::Wrapped => String::from_utf8_lossy(output.json()),
            // It is a JSON string, so this does not fail.
            OutputForm::Text => output.decode::<String>().unwrap_or_default().into(),
            OutputForm::Nothing => Self::NOTHING.into(),
            OutputForm::Blocks(contents) => {
                let texts = contents.iter().map(Content::in_words).filter(|text| !text.is_empty());
                texts.collect::<Vec<_>>().join("\n\n").into()
            }
        }
    }

    /// The text, with a word before that of an error: for an API that has no place to say that a call failed.
    pub(super) fn marked_text(&self) -> String {
        let mark = if self.is_error() { "Error: " } else { "" };
        format!("{mark}{}", self.text())
    }

    /// The outcome part by part, for an API that takes pictures of these MIME types. Others are a few words, as in
    /// [`text`](Self::text).
    pub fn parts(&self, pictures: &[&str]) -> Vec<OutcomePart<'_>> {
        let (first, contents) = match self.0.as_ref().map(|output| (output, output.form())) {
            Ok((_, OutputForm::Blocks(contents))) => (None, Some(contents)),
            Ok((output, OutputForm::Record(beside))) => (Some(String::from_utf8_lossy(output.json())), Some(beside)),
            _ => (Some(self.text()), None),
        };
        let contents = contents.into_iter().flat_map(Contents::iter).map(|content| part(content, pictures));
        let mut parts: Vec<_> = first.map(OutcomePart::Text).into_iter().chain(contents).collect();
        // Anthropic's API refuses empty texts, and no model needs them.
        parts.retain(|part| !matches!(part, OutcomePart::Text(text) if text.is_empty()));
        parts
    }
}

fn part<'a>(content: &'a Content, pictures: &[&str]) -> OutcomePart<'a> {
    match content.picture() {
        Some((mime_type, base64)) if pictures.contains(&mime_type) => OutcomePart::Image { mime_type, base64 },
        _ => OutcomePart::Text(content.in_words()),
    }
}
