//! The sandbox of HighLevel on a port.

use std::net::SocketAddr;

use crm_mcp_tools::sandbox::{LOCATION_ID, Quirk, READ_TOKEN, Sandbox, TOKEN};

use crate::on_port::OnPort;

impl OnPort for Sandbox {
    type Quirk = Quirk;

    const CRM: &'static str = "highlevel";
    const QUIRKS: &'static [(&'static str, Quirk)] = &[
        ("transient-search-failure", Quirk::TransientSearchFailure),
        ("authorization-timeout", Quirk::AuthorizationTimeout),
        ("index-delay", Quirk::IndexDelay { requests: 3 }),
        ("refused-yet-created", Quirk::RefusedYetCreated),
        ("html-errors", Quirk::HtmlErrors),
        ("string-amounts", Quirk::StringAmounts),
        ("alt-type-required", Quirk::AltTypeRequired),
        ("rows-without-custom-fields", Quirk::RowsWithoutCustomFields),
        ("unknown-enum-values", Quirk::UnknownEnumValues),
        ("lost-answer", Quirk::LostAnswer),
        ("dropped-values", Quirk::DroppedValues),
        ("live-shapes", Quirk::LiveShapes),
    ];

    fn with(self, quirk: Quirk) -> Self {
        self.with_quirk(quirk)
    }

    fn needed(_: SocketAddr) -> Vec<(&'static str, String)> {
        vec![
            ("Location id", LOCATION_ID.to_owned()),
            ("Token", format!("{TOKEN} (every scope), {READ_TOKEN} (read-only)")),
        ]
    }

    fn example(address: SocketAddr) -> String {
        format!(
            "curl 'http://{address}/contacts/?locationId={LOCATION_ID}&limit=1' \\\n  \
             -H 'Authorization: Bearer {TOKEN}' -H 'Version: 2021-07-28'"
        )
    }
}
