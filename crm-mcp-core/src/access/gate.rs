//! The gate: the one rule that says what a caller may have, used by listing and by asking alike.

use crate::{
    access::{Caller, Scope, Tier},
    wire::{CallError, Denied, Unknown},
};

/// What stands behind the gate: a tool, a prompt, a resource.
pub(crate) trait Guarded {
    /// What it is, in messages.
    const KIND: &'static str;

    /// What a caller asks for it by.
    fn id(&self) -> &str;

    /// What the log may tell of an id that a caller asked for in vain.
    fn loggable(asked: &str) -> &str {
        asked
    }

    /// The tier that it takes.
    fn tier(&self) -> Tier {
        Tier::Read
    }

    /// The scopes that it takes, all of them.
    fn scopes(&self) -> &[Scope];
}

/// What the gate says of one thing to one caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The caller may see it and have it.
    Allowed,
    /// The caller may see it and not have it; it could obtain what is missing.
    StepUp,
    /// For this caller it does not exist.
    Hidden,
}

/// The gate. Nothing else decides what is listed and what is given.
fn judge(caller: &Caller, thing: &impl Guarded) -> Verdict {
    if thing.tier() <= caller.tier() && thing.scopes().iter().all(|scope| caller.holds(scope)) {
        Verdict::Allowed
    } else if caller.can_step_up() {
        Verdict::StepUp
    } else {
        Verdict::Hidden
    }
}

/// Whether `caller` is shown this.
pub(crate) fn shows(caller: &Caller, thing: &impl Guarded) -> bool {
    judge(caller, thing) != Verdict::Hidden
}

/// What was found for `id`, if there is something and `caller` may have it.
pub(crate) fn admit<'a, T: Guarded>(found: Option<&'a T>, id: &str, caller: &Caller) -> Result<&'a T, CallError> {
    let unknown = || CallError::Unknown(Unknown::new(T::KIND, id));
    let thing = found.ok_or_else(unknown)?;
    match judge(caller, thing) {
        Verdict::Allowed => Ok(thing),
        Verdict::StepUp => Err(CallError::Denied(denied(caller, thing))),
        Verdict::Hidden => Err(unknown()),
    }
}

/// The refusal that names all scopes which the caller needs.
fn denied<T: Guarded>(caller: &Caller, thing: &T) -> Denied {
    let tier = thing.tier();
    // A token that is asked for by these scopes has no others. So a tier that was granted as a scope is named again,
    // also where it is higher than the tier that is needed.
    let kept = if caller.holds_tiers_as_scopes() { caller.tier() } else { Tier::Read };
    let is_named = tier > caller.tier() || kept > Tier::Read;
    let needed_tier = is_named.then(|| tier.max(kept).as_str());
    let scopes = thing.scopes().iter().map(Scope::as_str).chain(needed_tier).map(str::to_owned).collect();
    Denied::new(T::KIND, thing.id(), scopes)
}
