//! What the operator finds in the log when HighLevel is out of reach.

#![allow(clippy::unwrap_used)]

mod support;

use std::{
    error::Error,
    sync::{Arc, Mutex},
};

use crm_mcp_tools::api::UpstreamError;
use serde_json::json;
use support::{Vendor, call};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

/// The warnings, as the errors that they carry with their cause.
#[derive(Clone, Default)]
struct Warnings(Arc<Mutex<Vec<String>>>);

impl Subscriber for Warnings {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() == Level::WARN
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

impl Visit for Warnings {
    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}

    fn record_error(&mut self, _: &Field, error: &(dyn Error + 'static)) {
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        self.0.lock().unwrap().push(format!("{error}{cause}"));
    }
}

#[tokio::test]
async fn a_failure_is_logged_with_its_reason() {
    let warnings = Warnings::default();
    let _guard = tracing::subscriber::set_default(warnings.clone());
    let vendor = Vendor::default();
    vendor.will(Err(UpstreamError::Unreachable("certificate has expired".into())));
    call(&vendor.location(), "contacts_add-tags", json!({"contactId": "c1", "tags": ["vip"]})).await.unwrap_err();
    assert_eq!(*warnings.0.lock().unwrap(), ["no connection could be made: certificate has expired"]);
}
