//! The places of a server: each connection has one, and a connection without a request gives its place to a new client.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};

/// So many places, for so many connections at once.
pub(crate) struct Places {
    most: usize,
    /// When every place is taken, a connection may be without its first request for so long, and a new client waits for
    /// a place for so long.
    crowded: Duration,
    state: Mutex<State>,
    /// Told when a place becomes free, and when a connection has no request any more.
    changed: Notify,
}

/// Every connection of a server has a request in progress, and has had one for some time.
pub(crate) struct Full;

#[derive(Default)]
struct State {
    taken: usize,
    /// Counts the connections, and the moments at which one of them became quiet.
    count: u64,
    /// Connections that were served and have no request now, by the moment of their last answer.
    idle: BTreeMap<u64, Weak<Place>>,
    /// Connections that have not sent the headers of a request yet, by the moment at which they came.
    fresh: BTreeMap<u64, (Instant, Weak<Place>)>,
    /// The connection that was asked to give way and has not said yet whether it does. It is one at a time, since one
    /// client comes at a time.
    asked: Option<u64>,
    /// Since when a client waits to whom no connection can give way.
    full_since: Option<Instant>,
}

/// What a client that wants a place can do.
enum Step {
    Take(Arc<Place>),
    /// Look again when something has changed, or at this time.
    Wait(Option<Instant>),
    Full,
}

impl Places {
    pub(crate) fn new(most: usize, crowded: Duration) -> Arc<Self> {
        Arc::new(Self { most, crowded, state: Mutex::default(), changed: Notify::new() })
    }

    /// A place for a new connection. If every place is taken, the connection that has been without a request for the
    /// longest time gives way. Only one task may wait here at a time.
    pub(crate) async fn take(self: &Arc<Self>) -> Result<Arc<Place>, Full> {
        loop {
            let due = match self.step() {
                Step::Take(place) => return Ok(place),
                Step::Full => return Err(Full),
                Step::Wait(due) => due,
            };
            tokio::select! {
                () = self.changed.notified() => {}
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {}
            }
        }
    }

    fn step(self: &Arc<Self>) -> Step {
        let now = Instant::now();
        let mut state = self.state();
        if state.taken < self.most {
            return Step::Take(self.give(&mut state, now));
        }
        if state.asked.is_some() {
            return Step::Wait(None);
        }
        if let Some(quiet) = state.longest_quiet(now, self.crowded) {
            let quiet = quiet.upgrade();
            if let Some(place) = &quiet {
                place.is_leaving.store(true, Relaxed);
                state.asked = Some(place.id);
                place.asked.notify_one();
            }
            // Where this is the last to hold the place, dropping it takes the lock.
            drop(state);
            return Step::Wait(None);
        }
        let end = *state.full_since.get_or_insert(now) + self.crowded;
        let due = state.fresh.first_key_value().map_or(end, |(_, (came, _))| end.min(*came + self.crowded));
        if now >= end { Step::Full } else { Step::Wait(Some(due)) }
    }

    fn give(self: &Arc<Self>, state: &mut State, now: Instant) -> Arc<Place> {
        let id = state.number();
        let place = Arc::new(Place {
            places: Arc::clone(self),
            id,
            quiet: AtomicU64::new(id),
            was_served: AtomicBool::new(false),
            is_leaving: AtomicBool::new(false),
            asked: Notify::new(),
        });
        state.taken += 1;
        state.full_since = None;
        state.fresh.insert(id, (now, Arc::downgrade(&place)));
        place
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn number(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    /// Removes the connection that has been without a request for the longest time, of those that may be asked.
    fn longest_quiet(&mut self, now: Instant, crowded: Duration) -> Option<Weak<Place>> {
        let idle = self.idle.first_key_value().map(|(number, _)| *number);
        let fresh = self.fresh.first_key_value().map(|(number, (came, _))| (*number, *came));
        match fresh {
            Some((number, came)) if now >= came + crowded && idle.is_none_or(|idle| number < idle) => {
                self.fresh.remove(&number).map(|(_, place)| place)
            }
            _ => self.idle.pop_first().map(|(_, place)| place),
        }
    }

    fn is_quiet_no_more(&mut self, number: u64) {
        self.idle.remove(&number);
        self.fresh.remove(&number);
    }
}

/// The place of one connection. It becomes free when this is dropped.
pub(crate) struct Place {
    places: Arc<Places>,
    id: u64,
    /// Where the connection stands among those without a request, if it does.
    quiet: AtomicU64,
    was_served: AtomicBool,
    is_leaving: AtomicBool,
    asked: Notify,
}

impl Place {
    /// Ready when the connection is asked to give way.
    pub(crate) async fn asked(&self) {
        self.asked.notified().await;
    }

    /// Says that the connection does not give way at once: it has an answer to send first.
    pub(crate) fn stays(&self) {
        self.places.state().answer(self.id);
        self.places.changed.notify_one();
    }

    /// Whether a request has come on this connection.
    pub(crate) fn was_served(&self) -> bool {
        self.was_served.load(Relaxed)
    }

    /// Says that a request has come. It is in progress until what this gives is dropped.
    pub(crate) fn begin(self: &Arc<Self>) -> InProgress {
        self.was_served.store(true, Relaxed);
        self.places.state().is_quiet_no_more(self.quiet.load(Relaxed));
        InProgress(Arc::clone(self))
    }
}

impl State {
    /// Takes down that the connection has answered, if it was asked.
    fn answer(&mut self, id: u64) {
        self.asked.take_if(|asked| *asked == id);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.places.state();
        state.is_quiet_no_more(self.quiet.load(Relaxed));
        state.answer(self.id);
        state.taken -= 1;
        drop(state);
        self.places.changed.notify_one();
    }
}

/// A request in progress: from its headers to the end of its answer. The connection does not give way meanwhile.
pub(crate) struct InProgress(Arc<Place>);

impl Drop for InProgress {
    fn drop(&mut self) {
        let mut state = self.0.places.state();
        if self.0.is_leaving.load(Relaxed) {
            return;
        }
        let number = state.number();
        self.0.quiet.store(number, Relaxed);
        state.idle.insert(number, Arc::downgrade(&self.0));
        drop(state);
        self.0.places.changed.notify_one();
    }
}
