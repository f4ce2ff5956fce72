//! The sandbox of Close on a port.

use std::net::SocketAddr;

use crm_mcp_tools::sandbox::close::{API_KEY, CloseQuirk, CloseSandbox};

use crate::on_port::OnPort;

impl OnPort for CloseSandbox {
    type Quirk = CloseQuirk;

    const CRM: &'static str = "close";
    const QUIRKS: &'static [(&'static str, CloseQuirk)] = &[
        ("semicolon-rate-limit", CloseQuirk::SemicolonRateLimit),
        ("reset-only", CloseQuirk::ResetOnly),
        ("plan-limit", CloseQuirk::PlanLimit),
        ("html-errors", CloseQuirk::HtmlErrors),
        ("lost-answer", CloseQuirk::LostAnswer),
    ];

    fn with(self, quirk: CloseQuirk) -> Self {
        self.with_quirk(quirk)
    }

    fn needed(address: SocketAddr) -> Vec<(&'static str, String)> {
        vec![("Base URL", format!("http://{address}/api/v1")), ("API key", format!("{API_KEY} (everything)"))]
    }

    fn example(address: SocketAddr) -> String {
        format!("curl 'http://{address}/api/v1/lead/?_limit=1' -u {API_KEY}:")
    }
}
