//! Which endpoint a path names.

use http::Method;

use crate::sandbox::close::{
    engine::resource::{Does, Resource},
    resources::{ACTIONS, RESOURCES, action::Action},
};

/// What every path begins with.
const BASE: &str = "/api/v1/";

/// What a path names.
#[derive(Clone, Copy)]
pub(crate) enum Endpoint {
    /// All records of a resource.
    All(&'static Resource),
    /// One record of a resource.
    One(&'static Resource),
    /// Something that is no record.
    Act(&'static Action),
}

/// The endpoint of this method and path, and the id in the path.
pub(crate) fn find<'a>(method: &Method, path: &'a str) -> Option<(Endpoint, &'a str)> {
    // A path without its last slash is not there.
    let path = path.strip_prefix(BASE)?.strip_suffix('/')?;
    let resource = |wanted: &str| RESOURCES.iter().copied().find(|resource| resource.path == wanted);
    let acts = ACTIONS.iter().filter_map(|action| Some((action, action.matches(path)?)));
    let (fitting, others): (Vec<_>, Vec<_>) = acts.partition(|(action, _)| action.method == method);
    if let Some((action, id)) = fitting.first() {
        return Some((Endpoint::Act(action), id));
    }
    if let Some(resource) = resource(path) {
        return Some((Endpoint::All(resource), ""));
    }
    let one = path.rsplit_once('/').and_then(|(of, id)| Some((Endpoint::One(resource(of)?), id)));
    one.or_else(|| others.first().map(|(action, id)| (Endpoint::Act(action), *id)))
}

impl Endpoint {
    /// The path, with `{id}` for the id: what requests are counted by, together with the method.
    pub(crate) fn pattern(self) -> String {
        match self {
            Self::All(resource) => format!("{BASE}{}/", resource.path),
            Self::One(resource) => format!("{BASE}{}/{{id}}/", resource.path),
            Self::Act(action) => format!("{BASE}{}/", action.path),
        }
    }

    /// What this method does here; none if it does nothing.
    pub(crate) fn does(self, method: &Method) -> Option<Does> {
        let (of, does) = match self {
            Self::All(resource) if method == Method::GET => (resource, Does::List),
            Self::All(resource) if method == Method::POST => (resource, Does::Create),
            Self::One(resource) if method == Method::GET => (resource, Does::Get),
            Self::One(resource) if method == Method::PUT => (resource, Does::Update),
            Self::One(resource) if method == Method::DELETE => (resource, Does::Delete),
            _ => return None,
        };
        of.does.contains(&does).then_some(does)
    }
}
