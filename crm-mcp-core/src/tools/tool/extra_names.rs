//! Names that the arguments of a tool may come by beside those of its fields.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::tools::run_context::Projection;

/// The names that a tool takes at the root of its arguments beside those of its fields.
pub(super) struct ExtraNames<C: ?Sized> {
    pub(super) prefixes: &'static [&'static str],
    pub(super) bound: BTreeMap<Cow<'static, str>, BoundValue<C>>,
}

/// What a context has decided for an argument.
pub(super) type BoundValue<C> = Box<dyn Fn(&C) -> &str + Send + Sync>;

impl<C: ?Sized + 'static> ExtraNames<C> {
    pub(super) fn none() -> Self {
        Self { prefixes: &[], bound: BTreeMap::new() }
    }

    /// The same names, whose values come from a part of a context `D`.
    pub(super) fn on<D: ?Sized, F: Projection<D, C>>(self, projection: &Arc<F>) -> ExtraNames<D> {
        let bound = self.bound.into_iter().map(|(name, value)| {
            let projection = Arc::clone(projection);
            let value: BoundValue<D> = Box::new(move |context| value(projection(context)));
            (name, value)
        });
        ExtraNames { prefixes: self.prefixes, bound: bound.collect() }
    }
}
