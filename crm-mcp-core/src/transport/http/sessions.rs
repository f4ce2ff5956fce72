//! The sessions of legacy clients: what a stateless endpoint does not need, and a server does that asks its clients
//! something or tells them of changes.

use std::{
    collections::HashMap,
    fmt::Write,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::time::Instant;

use super::rejection::Rejection;
use crate::{
    access::Caller,
    call::{Connection, lock::lock},
};

/// A session that was not used since its handshake keeps its place for this time. An honest client uses it at once.
const NEWCOMER: Duration = Duration::from_secs(10);

/// The sessions of an endpoint, bounded in number and in age. Nothing runs to clean up: what is too old gives way when
/// another session begins.
///
/// Nobody loses a used session because of another identity. When all places are taken, a new session is refused, unless there
/// is one that was never used. Clients of one identity share its places: their session that was unused for the longest time
/// gives way, since many clients never end theirs.
pub(super) struct Sessions {
    most: usize,
    /// One caller may have so many. This keeps a caller who was verified from taking the places of all others; one who was
    /// not can invent identities.
    most_of_one: usize,
    idle: Duration,
    open: Mutex<HashMap<String, Arc<OpenSession>>>,
}

struct OpenSession {
    connection: Arc<Connection>,
    /// The identity of the caller who began it: an id does not prove who sends it.
    owner: Arc<str>,
    usage: Mutex<SessionUse>,
}

/// How a session is used.
#[derive(Debug)]
struct SessionUse {
    /// The requests that are being answered in it.
    visits: usize,
    /// When the last of them ended; at first, when the session began.
    last: Instant,
    /// Whether there was one since the handshake.
    is_used: bool,
}

/// A request in a session. As long as it is there the session does not grow old.
pub(super) struct Visit(Arc<OpenSession>);

impl Sessions {
    pub(super) fn new(most: usize, idle: Duration) -> Self {
        let most_of_one = (most / 4).max(8).min(most);
        Self { most, most_of_one, idle, open: Mutex::default() }
    }

    /// Begins a session and gives its id.
    pub(super) fn begin(&self, caller: &Caller, connection: Arc<Connection>) -> Result<String, Rejection> {
        let id = random_id().ok_or(Rejection::NoPlace)?;
        let owner = caller.shared_identity();
        let mut open = lock(&self.open);
        open.retain(|_, session| !session.is_idle(self.idle) || session.close());
        let is_own = |session: &OpenSession| session.owner == owner;
        let has_many = open.values().filter(|session| is_own(session)).count() >= self.most_of_one;
        if has_many || open.len() >= self.most {
            let gone = if has_many {
                oldest(&open, |session, usage| is_own(session) && usage.visits == 0)
            } else {
                oldest(&open, |_, usage| !usage.is_used && usage.last.elapsed() >= NEWCOMER)
            };
            gone.and_then(|id| open.remove(&id)).ok_or(Rejection::NoPlace)?.close();
        }
        let usage = Mutex::new(SessionUse { visits: 0, last: Instant::now(), is_used: false });
        open.insert(id.clone(), Arc::new(OpenSession { connection, owner, usage }));
        Ok(id)
    }

    /// A request in the session of this id, if it is open and of this caller.
    pub(super) fn visit(&self, id: &str, caller: &Caller) -> Option<Visit> {
        let mut open = lock(&self.open);
        let session = open.get(id).filter(|session| *session.owner == *caller.identity())?;
        if session.is_idle(self.idle) {
            open.remove(id).map(|session| session.close());
            return None;
        }
        Some(Visit::to(session))
    }

    /// Ends a session; says whether there was one of this caller.
    pub(super) fn end(&self, id: &str, caller: &Caller) -> bool {
        let mut open = lock(&self.open);
        let is_owned = open.get(id).is_some_and(|session| *session.owner == *caller.identity());
        is_owned && open.remove(id).is_some_and(|session| !session.close())
    }

    /// Nothing more is expected of the clients.
    pub(super) fn hang_up(&self) {
        lock(&self.open).values().for_each(|session| session.connection.hang_up());
    }
}

/// Of the sessions that may give way, the one that was used last; those that were never used come before all others.
fn oldest(
    open: &HashMap<String, Arc<OpenSession>>,
    may_go: impl Fn(&OpenSession, &SessionUse) -> bool,
) -> Option<String> {
    let ranked = open.iter().filter_map(|(id, session)| {
        let usage = lock(&session.usage);
        may_go(session, &usage).then_some((usage.is_used, usage.last, id))
    });
    ranked.min().map(|(.., id)| id.clone())
}

impl OpenSession {
    /// Whether nothing has come of the session for so long: a person may take time to answer.
    fn is_idle(&self, time: Duration) -> bool {
        let usage = lock(&self.usage);
        usage.visits == 0 && usage.last.elapsed() >= time
    }

    /// Ends what runs in the session; false, for it is not to be kept.
    fn close(&self) -> bool {
        self.connection.close();
        false
    }
}

impl Visit {
    fn to(session: &Arc<OpenSession>) -> Self {
        let mut usage = lock(&session.usage);
        usage.visits += 1;
        usage.is_used = true;
        drop(usage);
        Self(Arc::clone(session))
    }

    /// What is remembered of the client.
    pub(super) fn connection(&self) -> &Arc<Connection> {
        &self.0.connection
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut usage = lock(&self.0.usage);
        usage.visits -= 1;
        usage.last = Instant::now();
    }
}

/// 128 bits that nobody can guess, in hexadecimal digits.
fn random_id() -> Option<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().fold(String::with_capacity(32), |mut id, byte| {
        // Writing to a string has no way to fail.
        let _ = write!(id, "{byte:02x}");
        id
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{sync::Arc, time::Duration};

    use tokio::time::advance;

    use super::{NEWCOMER, Rejection, Sessions};
    use crate::{
        access::Caller,
        call::{Connection, lock::lock},
    };

    const MINUTE: Duration = Duration::from_mins(1);

    fn caller(identity: &str) -> Caller {
        Caller::trusted("one name").identified_by(identity)
    }

    fn begin(sessions: &Sessions, identity: &str) -> Result<String, Rejection> {
        sessions.begin(&caller(identity), Arc::default())
    }

    fn is_open(sessions: &Sessions, id: &str, identity: &str) -> bool {
        sessions.visit(id, &caller(identity)).is_some()
    }

    #[tokio::test(start_paused = true)]
    async fn sessions_that_nobody_ends_do_not_pile_up() {
        let sessions = Sessions::new(100, MINUTE);
        let kept = begin(&sessions, "ada").unwrap();
        for _ in 0..10_000 {
            begin(&sessions, "ada").unwrap();
            advance(Duration::from_millis(10)).await;
            assert!(is_open(&sessions, &kept, "ada"));
            assert!(lock(&sessions.open).len() <= 25, "a quarter is for one caller");
        }
    }

    /// Identities cost a stranger nothing where nobody can verify them.
    #[tokio::test(start_paused = true)]
    async fn strangers_take_no_session_that_is_in_use() {
        let sessions = Sessions::new(100, 30 * MINUTE);
        let used = begin(&sessions, "ada").unwrap();
        assert!(is_open(&sessions, &used, "ada"));
        advance(MINUTE).await;
        let new = begin(&sessions, "max").unwrap();
        for stranger in 0..1000 {
            let refused = begin(&sessions, &format!("stranger {stranger}"));
            assert_eq!(refused.err(), (stranger >= 98).then_some(Rejection::NoPlace), "{stranger}");
        }
        assert!(is_open(&sessions, &used, "ada"), "whoever uses a session keeps it");
        assert!(is_open(&sessions, &new, "max"), "a newcomer has time to use its session");
        advance(NEWCOMER).await;
        for stranger in 0..1000 {
            let begun = begin(&sessions, &format!("stranger {stranger}"));
            assert_eq!(begun.err(), (stranger >= 98).then_some(Rejection::NoPlace), "those never used give way");
        }
        assert!(is_open(&sessions, &used, "ada") && is_open(&sessions, &new, "max"));
        advance(30 * MINUTE).await;
        assert!(begin(&sessions, "later").is_ok(), "what is idle gives way");
        assert_eq!(lock(&sessions.open).len(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_caller_with_many_sessions_loses_its_own_and_first_those_never_used() {
        let sessions = Sessions::new(100, 30 * MINUTE);
        let other = begin(&sessions, "max").unwrap();
        let mut own: Vec<_> = (0..25).map(|_| begin(&sessions, "ada").unwrap()).collect();
        let unused = own.remove(7);
        for id in &own {
            advance(Duration::from_secs(1)).await;
            assert!(is_open(&sessions, id, "ada"));
        }
        let next = begin(&sessions, "ada").unwrap();
        assert!(!is_open(&sessions, &unused, "ada"));
        assert!(is_open(&sessions, &next, "ada") && is_open(&sessions, &own[0], "ada"));
        begin(&sessions, "ada").unwrap();
        assert!(!is_open(&sessions, &own[1], "ada"), "then the one that was not used for longest");
        assert!(is_open(&sessions, &own[0], "ada") && is_open(&sessions, &own[2], "ada"));
        assert!(is_open(&sessions, &other, "max"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_caller_whose_sessions_are_all_busy_is_refused() {
        let sessions = Sessions::new(8, MINUTE);
        let ids: Vec<_> = (0..8).map(|_| begin(&sessions, "ada").unwrap()).collect();
        let mut visits: Vec<_> = ids.iter().map(|id| sessions.visit(id, &caller("ada")).unwrap()).collect();
        advance(2 * MINUTE).await;
        assert_eq!(begin(&sessions, "ada").err(), Some(Rejection::NoPlace));
        visits.pop();
        assert!(begin(&sessions, "ada").is_ok());
        assert!(!is_open(&sessions, &ids[7], "ada") && is_open(&sessions, &ids[0], "ada"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_session_is_its_owners_until_it_ends_or_grows_old() {
        let sessions = Sessions::new(100, MINUTE);
        let (first, second) = (begin(&sessions, "ada").unwrap(), begin(&sessions, "ada").unwrap());
        assert_ne!(first, second);
        assert!(!is_open(&sessions, &first, "max") && !sessions.end(&first, &caller("max")));
        // The name is what the log shows, and no proof of anything.
        assert!(!is_open(&sessions, &first, "one name"));
        assert!(is_open(&sessions, &first, "ada"));
        assert!(sessions.end(&first, &caller("ada")) && !sessions.end(&first, &caller("ada")));
        assert!(!is_open(&sessions, &first, "ada"));
        advance(MINUTE).await;
        assert!(!is_open(&sessions, &second, "ada"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_session_grows_old_from_the_end_of_its_last_request() {
        let (sessions, connection) = (Sessions::new(100, MINUTE), Arc::new(Connection::new()));
        let id = sessions.begin(&caller("ada"), connection).unwrap();
        let (stream, call) = (sessions.visit(&id, &caller("ada")), sessions.visit(&id, &caller("ada")));
        advance(10 * MINUTE).await;
        drop(call);
        advance(10 * MINUTE).await;
        drop(stream);
        advance(Duration::from_secs(59)).await;
        assert!(is_open(&sessions, &id, "ada"));
        advance(MINUTE).await;
        assert!(!is_open(&sessions, &id, "ada"));
    }
}
