//! Which operation answers which method and path, and the scope it needs. Everything else is refused as the vendor does.

use axum::{
    Router, middleware,
    routing::{MethodRouter, any, delete, get, post, put},
};
use http::{Method, Uri};

use super::{
    Sandbox,
    calendars::{self, appointment_notes, events},
    contacts::{
        self, notes, read,
        search::{self, duplicate, lag, list},
        tasks, write,
    },
    conversations,
    door::{auth, limits},
    forms::reply::Refusal,
    location::{self, location_tags, users},
    opportunities::{self, lost_reasons, pipelines},
    payments::{orders, transactions},
};
use crate::sandbox::kit::door::gateway;

const CONTACTS_READ: &str = "contacts.readonly";
const CONTACTS_WRITE: &str = "contacts.write";
const CONVERSATIONS_READ: &str = "conversations.readonly";
const MESSAGES_READ: &str = "conversations/message.readonly";
const EVENTS_READ: &str = "calendars/events.readonly";
const OPPORTUNITIES_READ: &str = "opportunities.readonly";
const OPPORTUNITIES_WRITE: &str = "opportunities.write";
const USERS_READ: &str = "users.readonly";

/// What HighLevel has and the sandbox has not, though it could be taken for an id.
const ABSENT: [&str; 2] = ["/locations/search", "/users/search"];

struct Operation {
    path: &'static str,
    scope: &'static str,
    handler: MethodRouter<Sandbox>,
}

impl Operation {
    const fn new(path: &'static str, scope: &'static str, handler: MethodRouter<Sandbox>) -> Self {
        Self { path, scope, handler }
    }
}

fn operations() -> Vec<Operation> {
    let mut operations = of_contacts();
    operations.extend(of_conversations());
    operations.extend(of_opportunities());
    operations.extend(of_others());
    operations
}

fn of_contacts() -> Vec<Operation> {
    vec![
        Operation::new("/contacts/", CONTACTS_READ, get(list::list)),
        Operation::new("/contacts/", CONTACTS_WRITE, post(write::create)),
        Operation::new("/contacts/upsert", CONTACTS_WRITE, post(write::upsert)),
        Operation::new("/contacts/search", CONTACTS_READ, post(search::search)),
        Operation::new("/contacts/{id}", CONTACTS_READ, get(read::get)),
        Operation::new("/contacts/{id}", CONTACTS_WRITE, put(write::update)),
        Operation::new("/contacts/{id}", CONTACTS_WRITE, delete(contacts::delete::delete)),
        Operation::new("/contacts/{id}/appointments", CONTACTS_READ, get(contacts::appointments::list)),
        Operation::new("/contacts/{id}/tasks", CONTACTS_READ, get(tasks::list)),
        Operation::new("/contacts/{id}/tasks", CONTACTS_WRITE, post(tasks::add)),
        Operation::new("/contacts/{id}/tags", CONTACTS_WRITE, post(contacts::tags::add)),
        Operation::new("/contacts/{id}/tags", CONTACTS_WRITE, delete(contacts::tags::remove)),
        Operation::new("/contacts/{id}/notes", CONTACTS_READ, get(notes::list)),
        Operation::new("/contacts/{id}/notes", CONTACTS_WRITE, post(notes::add)),
        Operation::new("/contacts/search/duplicate", CONTACTS_READ, get(duplicate::find)),
    ]
}

fn of_conversations() -> Vec<Operation> {
    vec![
        Operation::new("/conversations/search", CONVERSATIONS_READ, get(conversations::search::search)),
        Operation::new("/conversations/{id}", CONVERSATIONS_READ, get(conversations::read::get)),
        Operation::new("/conversations/{id}/messages", MESSAGES_READ, get(conversations::messages::list)),
        Operation::new("/conversations/messages/email/{id}", MESSAGES_READ, get(conversations::email::get)),
        Operation::new("/conversations/messages", "conversations/message.write", post(conversations::send::send)),
    ]
}

fn of_opportunities() -> Vec<Operation> {
    vec![
        Operation::new("/opportunities/", OPPORTUNITIES_WRITE, post(opportunities::write::create)),
        Operation::new("/opportunities/search", OPPORTUNITIES_READ, get(opportunities::search::search)),
        Operation::new("/opportunities/pipelines", OPPORTUNITIES_READ, get(pipelines::list)),
        Operation::new("/opportunities/lost-reason", OPPORTUNITIES_READ, get(lost_reasons::list)),
        Operation::new("/opportunities/upsert", OPPORTUNITIES_WRITE, post(opportunities::upsert::upsert)),
        Operation::new("/opportunities/{id}", OPPORTUNITIES_READ, get(opportunities::read::get)),
        Operation::new("/opportunities/{id}", OPPORTUNITIES_WRITE, put(opportunities::write::update)),
        Operation::new("/opportunities/{id}/status", OPPORTUNITIES_WRITE, put(opportunities::status::update)),
    ]
}

/// Calendars, payments, the location and its users.
fn of_others() -> Vec<Operation> {
    vec![
        Operation::new("/calendars/", "calendars.readonly", get(calendars::list)),
        Operation::new("/calendars/events", EVENTS_READ, get(events::list)),
        Operation::new("/calendars/blocked-slots", EVENTS_READ, get(events::list_blocked)),
        Operation::new("/calendars/appointments/{id}/notes", EVENTS_READ, get(appointment_notes::list)),
        Operation::new("/payments/orders/{id}", "payments/orders.readonly", get(orders::get)),
        Operation::new("/payments/transactions", "payments/transactions.readonly", get(transactions::list)),
        Operation::new("/locations/{id}", "locations.readonly", get(location::get)),
        Operation::new("/locations/{id}/customFields", "locations/customFields.readonly", get(location::custom_fields)),
        Operation::new("/locations/{id}/tags", "locations/tags.readonly", get(location_tags::list)),
        Operation::new("/users/", USERS_READ, get(users::list)),
        Operation::new("/users/{id}", USERS_READ, get(users::get)),
    ]
}

impl Sandbox {
    /// The API, as a service to call in process or to serve on a port.
    pub fn router(&self) -> Router {
        let mut router = Router::new();
        for operation in operations() {
            let state = (operation.scope, self.quirks.clone());
            let authorize = middleware::from_fn_with_state(state, auth::authorize);
            router = router.route(operation.path, operation.handler.route_layer(authorize));
        }
        let refuse = |method, uri| async move { no_route(&method, &uri) };
        for path in ABSENT {
            router = router.route(path, any(refuse));
        }
        router
            .fallback(refuse)
            .method_not_allowed_fallback(refuse)
            .layer(middleware::from_fn_with_state(self.clone(), lag::keep_index))
            .layer(middleware::from_fn_with_state(self.limiter.clone(), limits::limit))
            .layer(middleware::from_fn_with_state(self.quirks.clone(), gateway::pass::<Self>))
            .with_state(self.clone())
    }
}

fn no_route(method: &Method, uri: &Uri) -> Refusal {
    let path = uri.path();
    if operations().iter().any(|operation| is_miscased(operation.path, path)) {
        // The vendor's gateway knows its paths by their exact spelling and takes others for unprotected ones.
        return Refusal::Unauthorized(
            "This route is not yet supported by the IAM Service. Please update the IAM config.",
        );
    }
    Refusal::NoRoute(format!("Cannot {method} {path}"))
}

/// Whether `path` follows the pattern but for upper and lower case.
fn is_miscased(pattern: &str, path: &str) -> bool {
    let pairs = || pattern.split('/').zip(path.split('/')).filter(|(literal, _)| !literal.starts_with('{'));
    pattern.split('/').count() == path.split('/').count()
        && pairs().all(|(literal, segment)| literal.eq_ignore_ascii_case(segment))
        && pairs().any(|(literal, segment)| literal != segment)
}
