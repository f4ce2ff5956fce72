//! A client that can show forms, in front of all tools on the sandbox.

use std::ops::Deref;

use crm_mcp_core::{Server, ServerInfo, Toolset};
use crm_mcp_tools::highlevel::{self, Confirm, HighLevel};
use serde_json::Value;

use crate::{asking_client::AskingClient, demo::Demo};

pub(crate) use crate::asking_client::yes;

pub(super) struct Client {
    pub(super) demo: Demo,
    client: AskingClient<HighLevel>,
}

impl Deref for Client {
    type Target = AskingClient<HighLevel>;

    fn deref(&self) -> &AskingClient<HighLevel> {
        &self.client
    }
}

pub(crate) fn server() -> Server<HighLevel> {
    let tools = Toolset::new(highlevel::tools().into_iter().chain(highlevel::helpers())).unwrap();
    Server::new(ServerInfo::new("test", "1"), tools)
}

impl Client {
    pub(super) async fn new(confirm: Confirm) -> Self {
        Self::of(Demo::new().await, confirm)
    }

    pub(super) fn of(demo: Demo, confirm: Confirm) -> Self {
        let client = AskingClient::new(server(), demo.crm().with_confirmation(confirm));
        Self { demo, client }
    }

    /// The same client, to whose user nothing can be shown.
    pub(super) fn without_forms(self) -> Self {
        Self { client: self.client.without_forms(), ..self }
    }

    /// The same client of a caller with these scopes.
    pub(super) fn with_scopes<const N: usize>(self, scopes: [&str; N]) -> Self {
        Self { client: self.client.with_scopes(scopes), ..self }
    }

    /// The same client of another server.
    pub(super) fn of_server(self, server: Server<HighLevel>) -> Self {
        Self { client: self.client.of_server(server), ..self }
    }

    /// The same client of another CRM.
    pub(super) fn on(self, crm: HighLevel) -> Self {
        Self { client: self.client.on(crm), ..self }
    }

    /// The id of a new contact with these fields.
    pub(super) async fn contact(&self, mut fields: Value) -> String {
        fields["locationId"] = crm_mcp_tools::sandbox::LOCATION_ID.into();
        self.demo.ask("POST", "/contacts/", &fields).await["contact"]["id"].as_str().unwrap().to_owned()
    }

    /// The tags that a contact has.
    pub(super) async fn tags(&self, contact: &str) -> Value {
        self.demo.get(&format!("/contacts/{contact}")).await["contact"]["tags"].take()
    }
}
