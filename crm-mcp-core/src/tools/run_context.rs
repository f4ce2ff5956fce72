//! The context that one run of a function works on: the shared one, or one of its own; all of it, or a part.

/// The context of a run.
pub(crate) enum RunContext<'a, C: ?Sized> {
    /// The context that all runs share.
    Shared(&'a C),
    /// A context that only this run has. It is dropped when the run ends.
    Own(Box<dyn Holder<C> + 'a>),
}

impl<C: ?Sized> RunContext<'_, C> {
    pub(crate) fn get(&self) -> &C {
        match self {
            Self::Shared(context) => context,
            Self::Own(holder) => holder.get(),
        }
    }
}

/// Holds a context, or a value that a context is a part of.
pub(crate) trait Holder<C: ?Sized>: Send + Sync {
    fn get(&self) -> &C;
}

/// A context, held as such.
pub(crate) struct Whole<C>(pub(crate) C);

impl<C: Send + Sync> Holder<C> for Whole<C> {
    fn get(&self) -> &C {
        &self.0
    }
}

/// Which part of a context `D` the context `C` is. The functions passed to `on` are of this kind.
pub(crate) trait Projection<D: ?Sized, C: ?Sized>: for<'a> Fn(&'a D) -> &'a C + Send + Sync + 'static {}

impl<D: ?Sized, C: ?Sized, F: for<'a> Fn(&'a D) -> &'a C + Send + Sync + 'static> Projection<D, C> for F {}

/// A part of the context that another holder has.
pub(crate) struct Part<'a, D: ?Sized, F> {
    pub(crate) of: Box<dyn Holder<D> + 'a>,
    pub(crate) projection: &'a F,
}

impl<D: ?Sized, C: ?Sized, F: Projection<D, C>> Holder<C> for Part<'_, D, F> {
    fn get(&self) -> &C {
        (self.projection)(self.of.get())
    }
}
