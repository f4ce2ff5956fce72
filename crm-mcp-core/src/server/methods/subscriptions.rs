//! Telling clients what changes while the server runs: those that ask for it in one request that stays open
//! (`subscriptions/listen`), and legacy clients, which are told as long as they are connected.

use std::{collections::BTreeSet, sync::Arc};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::server::{Server, request::Request};
use crate::{
    access::Caller,
    call::{Change, Peer, WaitingPlace, notification},
    server::subscribers::Wants,
    tools::{Prompts, Resources, Toolset},
    wire::{FirstItems, Param, RpcError, Unknown, is_object, unquote},
};

/// A client may subscribe to so many resources.
const MOST_SUBSCRIPTIONS: usize = 100;

/// Of those that a client names, so many are looked at.
const MOST_READ: usize = 10 * MOST_SUBSCRIPTIONS;

/// The URI of a resource to subscribe to may have so many bytes; they are kept as long as somebody listens.
const LONGEST_URI: usize = 2048;

/// The key under which a message says to which request of a client it belongs.
const SUBSCRIPTION: &str = "io.modelcontextprotocol/subscriptionId";

/// What a client wants to hear of.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Filter {
    tools_list_changed: bool,
    prompts_list_changed: bool,
    resources_list_changed: bool,
    resource_subscriptions: FirstItems<String, MOST_READ>,
}

impl<C: ?Sized> Server<C> {
    /// Has these tools from now on, and tells the clients that want to know
    /// ([`with_changes`](Self::with_changes)).
    pub fn set_toolset(&self, toolset: Toolset<C>) {
        self.toolset.replace(toolset);
        self.listeners.tell(&Change::Tools);
    }

    /// Has these prompts from now on, and tells the clients that want to know.
    pub fn set_prompts(&self, prompts: Prompts<C>) {
        self.prompts.replace(prompts);
        self.listeners.tell(&Change::Prompts);
    }

    /// Has these resources from now on, and tells the clients that want to know.
    pub fn set_resources(&self, resources: Resources<C>) {
        self.resources.replace(resources);
        self.listeners.tell(&Change::Resources);
    }

    /// Tells the clients that have subscribed to the resource of this URI that it has changed.
    pub fn resource_changed(&self, uri: impl Into<String>) {
        self.listeners.tell(&Change::Resource(uri.into()));
    }

    /// Ends the requests of those who listen, as a server does before it stops: they would not end by themselves.
    pub fn dismiss_listeners(&self) {
        self.listeners.dismiss();
    }

    /// Tells a legacy client of changes as long as it is connected. There is nothing to tell before its handshake, or
    /// without a way to it. It ends when the client hangs up, or when the server
    /// [dismisses](Self::dismiss_listeners) those who listen.
    pub async fn tell_changes(&self, peer: &Peer) {
        let (Some(connection), Some(outlet), true) = (&peer.connection, &peer.outlet, self.changes) else { return };
        let Some(listener) = self.listeners.add(Wants::Legacy(Arc::clone(connection))) else { return };
        while let Some(change) = peer.until_hung_up(listener.next()).await.flatten() {
            outlet.send(told(&change, json!({}))).await;
        }
    }

    /// Whether there is anything to listen to ([`with_changes`](Self::with_changes)).
    pub fn tells_of_changes(&self) -> bool {
        self.changes
    }

    /// A place for a caller to wait for changes in. `None` if too many requests wait already
    /// ([`with_most_waiting`](Self::with_most_waiting)). A transport holds it as long as the stream is open.
    pub fn waiting_place(&self, caller: &Caller) -> Option<WaitingPlace> {
        self.waiting.enter(caller)
    }

    /// `subscriptions/listen`.
    pub(in crate::server) async fn listen(&self, request: &Request<'_>) -> Result<Vec<u8>, RpcError> {
        let malformed = || RpcError::InvalidParams("`notifications` says of what to tell: `toolsListChanged`".into());
        let filter = request.params.given(Param::Notifications).filter(|json| is_object(json)).ok_or_else(malformed)?;
        let filter: Filter = serde_json::from_str(filter).map_err(|_| malformed())?;
        let why = "the answer is a stream; `Accept` must name text/event-stream";
        let outlet = request.source.peer.outlet.as_ref().ok_or(RpcError::InvalidRequest(why.into()))?;
        let _place = self.waiting.enter(request.source.caller).ok_or(RpcError::Busy)?;
        let honoured = self.honoured(filter, request.source.caller);
        let acknowledged = shown(&honoured);
        let listener = self.listeners.add(Wants::These(honoured)).ok_or(RpcError::Busy)?;
        let meta = json!({ SUBSCRIPTION: request.answer.id() });
        let acknowledgement = json!({ "notifications": acknowledged, "_meta": meta });
        outlet.send(notification("notifications/subscriptions/acknowledged", &acknowledgement)).await;
        while let Some(change) = request.source.peer.until_hung_up(listener.next()).await.flatten() {
            outlet.send(told(&change, json!({ "_meta": meta }))).await;
        }
        Ok(request.answer.dismissal(&meta))
    }

    /// What of it the server will tell this caller.
    fn honoured(&self, filter: Filter, caller: &Caller) -> BTreeSet<Change> {
        let lists = [
            (Change::Tools, filter.tools_list_changed),
            (Change::Prompts, filter.prompts_list_changed && self.has_prompts()),
            (Change::Resources, filter.resources_list_changed && self.has_resources()),
        ];
        let lists = lists.into_iter().filter_map(|(change, wanted)| wanted.then_some(change));
        let readable = filter.resource_subscriptions.0.into_iter().filter(|uri| self.may_subscribe(uri, caller));
        lists.chain(readable.take(MOST_SUBSCRIPTIONS).map(Change::Resource)).collect()
    }

    fn may_subscribe(&self, uri: &str, caller: &Caller) -> bool {
        uri.len() <= LONGEST_URI && self.resources.get().admits(uri, caller)
    }

    /// `resources/subscribe` and `resources/unsubscribe`, of legacy connections.
    pub(in crate::server) fn subscribe(&self, request: &Request<'_>, wanted: bool) -> Result<Vec<u8>, RpcError> {
        let Request { answer, method, params, source } = request;
        let unknown_method = || RpcError::MethodNotFound((*method).to_owned());
        let connection = source.peer.connection.as_ref().ok_or_else(unknown_method)?;
        let uri = params
            .get(Param::Uri)
            .and_then(unquote)
            .ok_or(RpcError::InvalidParams("`uri` is the resource's URI".into()))?;
        if wanted && !self.may_subscribe(&uri, source.caller) {
            return Err(RpcError::UnknownResource { unknown: Unknown::new("resource", &uri), code: -32002 });
        }
        if !connection.subscribe(&uri, wanted, MOST_SUBSCRIPTIONS) {
            let why = format!("a client may subscribe to {MOST_SUBSCRIPTIONS} resources; unsubscribe from some");
            return Err(RpcError::InvalidParams(why.into()));
        }
        Ok(answer.empty())
    }
}

/// What was agreed to, in the form in which it was asked for.
fn shown(honoured: &BTreeSet<Change>) -> Value {
    let mut filter = Map::new();
    let mut subscriptions = Vec::new();
    for change in honoured {
        let list = match change {
            Change::Tools => "toolsListChanged",
            Change::Prompts => "promptsListChanged",
            Change::Resources => "resourcesListChanged",
            Change::Resource(uri) => {
                subscriptions.push(uri.clone());
                continue;
            }
        };
        filter.insert(list.to_owned(), true.into());
    }
    if !subscriptions.is_empty() {
        filter.insert("resourceSubscriptions".to_owned(), subscriptions.into());
    }
    filter.into()
}

/// The notification of a change, with these parameters beside its own.
fn told(change: &Change, mut params: Value) -> Vec<u8> {
    let method = match change {
        Change::Tools => "notifications/tools/list_changed",
        Change::Prompts => "notifications/prompts/list_changed",
        Change::Resources => "notifications/resources/list_changed",
        Change::Resource(uri) => {
            params["uri"] = uri.clone().into();
            "notifications/resources/updated"
        }
    };
    notification(method, &params)
}
