//! A part of a server that can be replaced while it runs.

use std::sync::{Arc, PoisonError, RwLock};

/// A part of a server that can be replaced while requests are answered. Those that run keep the one they began with.
pub(crate) struct Replaceable<T: ?Sized>(RwLock<Arc<T>>);

impl<T> Replaceable<T> {
    pub(crate) fn new(part: T) -> Self {
        Self(RwLock::new(Arc::new(part)))
    }

    pub(crate) fn get(&self) -> Arc<T> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn replace(&self, part: T) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(part);
    }
}
