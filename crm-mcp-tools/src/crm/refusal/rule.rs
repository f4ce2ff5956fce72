//! What one kind of refusal means: a row of a CRM's table.

use std::{borrow::Cow, ops::RangeInclusive};

use crm_mcp_core::ErrorCode;
use http::StatusCode;

use super::{said::Said, topic::Topic};
use crate::crm::operation::Operation;

/// The next step after a failure that passes.
pub const IN_A_MOMENT: &str = "call again in a moment";
/// The next step after a failure that only the operator can mend.
pub const NO_USE: &str = "tell the operator of this server; calling again will not help";

/// What one kind of refusal means. The first rule that fits is taken.
#[derive(Debug)]
pub struct Rule {
    statuses: RangeInclusive<u16>,
    /// Patterns in lower case, one of which the vendor's words have; none is needed where there are none.
    says: &'static [&'static str],
    needs: Needs,
    pub(crate) code: ErrorCode,
    /// May hold `{said}` (the vendor's words, or that there are none), `{reason}` (the words after a colon, or nothing),
    /// `{status}`, `{operation}`, the operation's header by its name, `{scope}`, `{label}`, any detail that the vendor
    /// gave; and where it is known what is missing, `{subject}` and how to `{find}` it.
    pub(crate) cause: &'static str,
    pub(crate) next: &'static str,
    /// The same request may succeed in a moment.
    pub(crate) transient: bool,
    /// Whether a failing server has begun a write.
    begun: Begun,
    /// It is the token that lacks the scope.
    pub(crate) lacks_scope: bool,
    /// The operator can mend it, and the model cannot.
    pub(crate) is_for_operator: bool,
}

impl Rule {
    /// The cause, as the operator is told it. Words of the vendor's that this rule does not know may repeat what was written into
    /// a record, which is nothing for a log.
    pub(crate) fn cause_for_operator(&self) -> Cow<'static, str> {
        let knows_words = !self.says.is_empty() || matches!(self.needs, Needs::Network);
        if knows_words { self.cause.into() } else { self.cause.replace(": {said}", "").replace("{reason}", "").into() }
    }
}

/// Whether a server that failed (5xx) has begun a write.
#[derive(Debug, Clone, Copy)]
enum Begun {
    Perhaps,
    NotAtAll,
}

/// What a refusal must have for a rule, beside its status and words.
#[derive(Debug)]
enum Needs {
    Nothing,
    /// Details which the vendor gives, all of them.
    Details(&'static [&'static str]),
    /// It is known what is missing.
    Topic,
    /// It comes from the network in front of the API.
    Network,
    /// The operation may have made the record all the same.
    MadeThoughRefused,
}

/// A rule for refusals with one of these statuses and, if any are given, one of these patterns in their words: in lower
/// case, with `*` for anything between. The first rule that fits is taken.
///
/// Cause and next step may hold `{said}` (the CRM's words, or that there are none), `{reason}` (the words after a colon, or
/// nothing), `{status}`, `{operation}`, the operation's header by its name, `{scope}`, `{label}`, and any detail that the CRM gave;
/// with [`naming_subject`](Rule::naming_subject) also `{subject}` and how to `{find}` it.
///
/// A 4xx of the code [`ErrorCode::Unauthenticated`] has the token renewed, and the request sent once more.
pub const fn rule(
    statuses: RangeInclusive<u16>,
    says: &'static [&'static str],
    code: ErrorCode,
    cause: &'static str,
    next: &'static str,
) -> Rule {
    Rule {
        statuses,
        says,
        needs: Needs::Nothing,
        code,
        cause,
        next,
        transient: false,
        begun: Begun::Perhaps,
        lacks_scope: false,
        is_for_operator: false,
    }
}

/// The same for what a setting of the server causes: the operator hears of it.
pub const fn setting(
    statuses: RangeInclusive<u16>,
    says: &'static [&'static str],
    code: ErrorCode,
    cause: &'static str,
    next: &'static str,
) -> Rule {
    let mut rule = rule(statuses, says, code, cause, next);
    rule.is_for_operator = true;
    rule
}

impl Rule {
    /// The same, where the vendor gives all these details.
    #[must_use]
    pub const fn giving(self, gives: &'static [&'static str]) -> Self {
        Self { needs: Needs::Details(gives), ..self }
    }

    /// The same, where it is known what is missing.
    #[must_use]
    pub const fn naming_subject(self) -> Self {
        Self { needs: Needs::Topic, ..self }
    }

    /// The same, where the network in front of the API refused.
    #[must_use]
    pub const fn of_the_network(self) -> Self {
        Self { needs: Needs::Network, ..self }
    }

    /// The same, of what passes by itself.
    #[must_use]
    pub const fn transient(self) -> Self {
        Self { transient: true, ..self }
    }

    /// The same, of a token without the scope of the operation.
    #[must_use]
    pub const fn of_a_missing_scope(self) -> Self {
        Self { lacks_scope: true, ..self }
    }

    /// The same, of which a failing server (5xx) has changed nothing. Of any other 5xx to a write it is told that the write
    /// may have been carried out, unless it is known what is missing.
    #[must_use]
    pub const fn with_nothing_done(self) -> Self {
        Self { begun: Begun::NotAtAll, ..self }
    }

    /// The same, where the operation may have made the record all the same.
    #[must_use]
    pub const fn made_all_the_same(self) -> Self {
        Self { needs: Needs::MadeThoughRefused, ..self }
    }

    /// Whether it is for such a refusal.
    pub(super) fn fits(&self, operation: &Operation, status: StatusCode, said: &Said, missing: Option<&Topic>) -> bool {
        let is_met = match self.needs {
            Needs::Nothing => true,
            Needs::Details(names) => names.iter().all(|name| said.details.contains_key(*name)),
            Needs::Topic => missing.is_some(),
            Needs::Network => said.is_of_the_network,
            Needs::MadeThoughRefused => operation.made_though_refused,
        };
        let is_said = self.says.is_empty() || self.says.iter().any(|pattern| said.has(pattern));
        is_met && is_said && self.statuses.contains(&status.as_u16())
    }

    /// Whether a failing server that says this has not begun a write.
    pub(super) fn tells_of_nothing_done(&self) -> bool {
        matches!(self.begun, Begun::NotAtAll) || matches!(self.needs, Needs::Topic)
    }

    /// Whether the record may be there although the operation was refused.
    pub(super) fn may_be_done(&self) -> bool {
        matches!(self.needs, Needs::MadeThoughRefused)
    }
}
