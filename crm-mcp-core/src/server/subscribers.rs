//! Those who want to hear of changes while a server runs.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, Weak},
};

use async_channel::{Receiver, Sender, bounded};

use crate::call::{Change, Connection, lock::lock};

/// What somebody wants to hear of.
#[derive(Debug)]
pub(crate) enum Wants {
    /// These.
    These(BTreeSet<Change>),
    /// What a legacy connection is always told, and what it has subscribed to.
    Legacy(Arc<Connection>),
}

impl Wants {
    fn include(&self, change: &Change) -> bool {
        match self {
            Self::These(changes) => changes.contains(change),
            Self::Legacy(connection) => connection.wants(change),
        }
    }
}

/// Those who listen to a server.
#[derive(Debug, Default)]
pub(crate) struct Subscribers {
    state: Mutex<SubscribersState>,
}

#[derive(Debug, Default)]
struct SubscribersState {
    all: Vec<Weak<Subscriber>>,
    /// Whether nobody may listen any more.
    is_over: bool,
}

/// Somebody who listens. What changes again before it was told is told once.
#[derive(Debug)]
pub(crate) struct Subscriber {
    wants: Wants,
    untold: Mutex<BTreeSet<Change>>,
    bell: (Sender<()>, Receiver<()>),
}

impl Subscribers {
    /// Adds a listener. `None` once the listeners were dismissed. The caller of this bounds their number.
    pub(crate) fn add(&self, wants: Wants) -> Option<Arc<Subscriber>> {
        let mut state = lock(&self.state);
        state.all.retain(|listener| listener.strong_count() > 0);
        if state.is_over {
            return None;
        }
        let listener = Arc::new(Subscriber { wants, untold: Mutex::default(), bell: bounded(1) });
        state.all.push(Arc::downgrade(&listener));
        Some(listener)
    }

    /// Tells everybody who wants to hear of it.
    pub(crate) fn tell(&self, change: &Change) {
        lock(&self.state).all.retain(|listener| match listener.upgrade() {
            Some(listener) => {
                listener.hear(change);
                true
            }
            None => false,
        });
    }

    /// Nobody hears of anything any more, now or later.
    pub(crate) fn dismiss(&self) {
        let mut state = lock(&self.state);
        state.is_over = true;
        for listener in state.all.drain(..).filter_map(|listener| listener.upgrade()) {
            listener.bell.0.close();
        }
    }
}

impl Subscriber {
    fn hear(&self, change: &Change) {
        if self.wants.include(change) {
            lock(&self.untold).insert(change.clone());
            // A bell that is already ringing need not be rung.
            let _ = self.bell.0.try_send(());
        }
    }

    /// The next change; none when the server has dismissed its listeners.
    pub(crate) async fn next(&self) -> Option<Change> {
        loop {
            let untold = lock(&self.untold).pop_first();
            if untold.is_some() {
                return untold;
            }
            self.bell.1.recv().await.ok()?;
        }
    }
}
