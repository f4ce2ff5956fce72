//! The quirks by the names they have on the command line.

use clap::{ValueEnum, builder::PossibleValue};
use crm_mcp_tools::sandbox::Quirk;

/// A quirk that `--quirk` can switch on.
#[derive(Clone, Copy)]
pub(crate) struct Named(pub(crate) Quirk);

impl ValueEnum for Named {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self(Quirk::TransientSearchFailure),
            Self(Quirk::AuthorizationTimeout),
            Self(Quirk::IndexDelay { requests: 3 }),
            Self(Quirk::RefusedYetCreated),
            Self(Quirk::HtmlErrors),
            Self(Quirk::StringAmounts),
            Self(Quirk::AltTypeRequired),
            Self(Quirk::RowsWithoutCustomFields),
            Self(Quirk::UnknownEnumValues),
            Self(Quirk::LostAnswer),
            Self(Quirk::DroppedValues),
            Self(Quirk::LiveShapes),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self.0 {
            Quirk::TransientSearchFailure => "transient-search-failure",
            Quirk::AuthorizationTimeout => "authorization-timeout",
            Quirk::IndexDelay { .. } => "index-delay",
            Quirk::RefusedYetCreated => "refused-yet-created",
            Quirk::HtmlErrors => "html-errors",
            Quirk::StringAmounts => "string-amounts",
            Quirk::AltTypeRequired => "alt-type-required",
            Quirk::RowsWithoutCustomFields => "rows-without-custom-fields",
            Quirk::UnknownEnumValues => "unknown-enum-values",
            Quirk::LostAnswer => "lost-answer",
            Quirk::DroppedValues => "dropped-values",
            Quirk::LiveShapes => "live-shapes",
        }))
    }
}
