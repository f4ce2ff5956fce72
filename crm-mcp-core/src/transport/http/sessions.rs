//! The sessions of legacy clients: what a stateless endpoint does not need, and a server does that asks its clients
//! something or tells them of changes.

use std::{
    collections::HashMap,
    fmt::Write,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::time::Instant;

use crate::{Connection, lock::lock};

/// The sessions of an endpoint, bounded in number and in age. Nothing runs to clean up: what is too old, or least
/// recently used, makes room for what is new.
#[derive(Debug)]
pub(super) struct Sessions {
    most: usize,
    idle: Duration,
    open: Mutex<HashMap<String, Open>>,
}

#[derive(Debug)]
struct Open {
    connection: Arc<Connection>,
    /// The name of the caller who began it: an id is no proof of who one is.
    owner: String,
    used: Instant,
}

impl Sessions {
    pub(super) fn new(most: usize, idle: Duration) -> Self {
        Self { most, idle, open: Mutex::default() }
    }

    /// Begins a session and gives its id; none if there is no randomness to be had.
    pub(super) fn begin(&self, owner: &str, connection: Arc<Connection>) -> Option<String> {
        let id = random_id()?;
        let mut open = lock(&self.open);
        if open.len() >= self.most {
            open.retain(|_, session| !session.is_idle(self.idle) || session.close());
        }
        if open.len() >= self.most {
            // What somebody waits for goes last, and what belongs to others goes after one's own.
            let rank = |session: &Open| (session.connection.is_busy(), session.owner != owner, session.used);
            let oldest = open.iter().min_by_key(|(_, session)| rank(session)).map(|(id, _)| id.clone());
            oldest.and_then(|oldest| open.remove(&oldest)).map(|session| session.close());
        }
        open.insert(id.clone(), Open { connection, owner: owner.to_owned(), used: Instant::now() });
        Some(id)
    }

    /// What is remembered in the session of this id, if it is open and of this owner.
    pub(super) fn find(&self, id: &str, owner: &str) -> Option<Arc<Connection>> {
        let mut open = lock(&self.open);
        let session = open.get_mut(id).filter(|session| session.owner == owner)?;
        if session.is_idle(self.idle) {
            open.remove(id).map(|session| session.close());
            return None;
        }
        session.used = Instant::now();
        Some(Arc::clone(&session.connection))
    }

    /// Ends a session; says whether there was one of this owner.
    pub(super) fn end(&self, id: &str, owner: &str) -> bool {
        let mut open = lock(&self.open);
        let is_owned = open.get(id).is_some_and(|session| session.owner == owner);
        is_owned && open.remove(id).is_some_and(|session| !session.close())
    }

    /// Nothing more is expected of the clients.
    pub(super) fn hang_up(&self) {
        lock(&self.open).values().for_each(|session| session.connection.hang_up());
    }
}

impl Open {
    /// Whether nothing has come of the session for so long: a person may take time to answer.
    fn is_idle(&self, time: Duration) -> bool {
        self.used.elapsed() >= time && !self.connection.is_busy()
    }

    /// Ends what runs in the session; false, for it is not to be kept.
    fn close(&self) -> bool {
        self.connection.close();
        false
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
    use std::{sync::Arc, time::Duration};

    use tokio::time::advance;

    use super::Sessions;
    use crate::{Connection, lock::lock};

    const MINUTE: Duration = Duration::from_mins(1);

    fn begin(sessions: &Sessions) -> String {
        sessions.begin("ada", Arc::new(Connection::new())).expect("randomness")
    }

    #[tokio::test(start_paused = true)]
    async fn sessions_that_nobody_ends_do_not_pile_up() {
        let sessions = Sessions::new(100, MINUTE);
        let kept = begin(&sessions);
        for _ in 0..10_000 {
            begin(&sessions);
            advance(Duration::from_millis(10)).await;
            assert!(sessions.find(&kept, "ada").is_some());
            assert!(lock(&sessions.open).len() <= 100);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_session_is_its_owners_until_it_ends_or_grows_old() {
        let sessions = Sessions::new(100, MINUTE);
        let (first, second) = (begin(&sessions), begin(&sessions));
        assert_ne!(first, second);
        assert!(sessions.find(&first, "max").is_none() && !sessions.end(&first, "max"));
        assert!(sessions.find(&first, "ada").is_some());
        assert!(sessions.end(&first, "ada") && !sessions.end(&first, "ada"));
        assert!(sessions.find(&first, "ada").is_none());
        advance(MINUTE).await;
        assert!(sessions.find(&second, "ada").is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_session_in_which_something_runs_is_not_idle() {
        let (sessions, connection) = (Sessions::new(100, MINUTE), Arc::new(Connection::new()));
        let id = sessions.begin("ada", Arc::clone(&connection)).expect("randomness");
        let stream = connection.open_stream();
        advance(MINUTE).await;
        assert!(sessions.find(&id, "ada").is_some());
        let running = connection.begin("1");
        drop(stream);
        advance(MINUTE).await;
        assert!(sessions.find(&id, "ada").is_some());
        drop(running);
        advance(MINUTE).await;
        assert!(sessions.find(&id, "ada").is_none());
    }
}
