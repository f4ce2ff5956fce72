//! What HighLevel's refusals mean, as a table.
//!
//! HighLevel has six shapes of error bodies, and its statuses mislead: a missing contact is a 400, a missing scope or
//! `Version` header a 401. So the status and the words together decide.

use std::{borrow::Cow, ops::RangeInclusive};

use crm_mcp_core::ErrorCode;
use http::StatusCode;

use super::{said::Said, topic::Topic};

/// What one kind of refusal means. The first rule that fits is taken.
pub(super) struct Rule {
    statuses: RangeInclusive<u16>,
    /// Patterns in lower case, one of which the vendor's words have; none is needed where there are none.
    says: &'static [&'static str],
    needs: Needs,
    pub(super) code: ErrorCode,
    /// May hold `{said}` (the vendor's words, or that there are none), `{reason}` (the words after a colon, or nothing),
    /// `{status}`, `{operation}`, `{version}`, `{scope}`, `{label}`, any detail that the vendor gave; and where it is known
    /// what is missing, `{subject}` and how to `{find}` it.
    pub(super) cause: &'static str,
    pub(super) next: &'static str,
    /// The same request may succeed in a moment.
    pub(super) transient: bool,
    /// It is the token that lacks the scope.
    pub(super) lacks_scope: bool,
    /// The operator can mend it, and the model cannot.
    pub(super) is_for_operator: bool,
}

impl Rule {
    /// The cause, as the operator is told it. Words of the vendor's that this rule does not know may repeat what was written into
    /// a record, which is nothing for a log.
    pub(super) fn cause_for_operator(&self) -> Cow<'static, str> {
        let knows_words = !self.says.is_empty() || matches!(self.needs, Needs::Network);
        if knows_words { self.cause.into() } else { self.cause.replace(": {said}", "").replace("{reason}", "").into() }
    }
}

/// What a refusal must have for a rule, beside its status and words.
enum Needs {
    Nothing,
    /// Details which the vendor gives, all of them.
    Details(&'static [&'static str]),
    /// It is known what is missing.
    Topic,
    /// It comes from the network in front of the API.
    Network,
}

const fn rule(
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
        lacks_scope: false,
        is_for_operator: false,
    }
}

/// The same for what a setting of the server causes: the operator hears of it.
const fn setting(
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
    const fn giving(self, gives: &'static [&'static str]) -> Self {
        Self { needs: Needs::Details(gives), ..self }
    }

    const fn naming_subject(self) -> Self {
        Self { needs: Needs::Topic, ..self }
    }

    const fn of_the_network(self) -> Self {
        Self { needs: Needs::Network, ..self }
    }

    const fn transient(self) -> Self {
        Self { transient: true, ..self }
    }

    const fn of_a_missing_scope(self) -> Self {
        Self { lacks_scope: true, ..self }
    }
}

pub(super) const IN_A_MOMENT: &str = "call again in a moment";
pub(super) const NO_USE: &str = "tell the operator of this server; calling again will not help";
pub(super) const SAME_SUB_ACCOUNT: &str = "have the operator give a location id and a token of the same sub-account";
const CHECK_URL: &str = "have the operator check the base URL";
const NEW_TOKEN: &str =
    "have the operator give a current Private Integration token of this location; a rotated one ends after 7 days";
const NO_SUCH: &str = "this location has no {subject} with this id";

#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    setting(403..=403, &["error code: 1010"], ErrorCode::Refused,
        "the network in front of HighLevel blocks this program's User-Agent (error 1010)", NO_USE).of_the_network(),
    setting(404..=404, &[], ErrorCode::Internal,
        "a web page came in place of HighLevel's answer; there is no {operation} at this address", CHECK_URL).of_the_network(),
    rule(429..=429, &[], ErrorCode::RateLimited,
        "the network in front of HighLevel limits how often this server calls{reason}",
        "call again in {retryAfterSeconds} seconds").of_the_network().transient(),
    setting(400..=499, &[], ErrorCode::Unavailable,
        "the network in front of HighLevel blocked this call with HTTP status {status}{reason}",
        "tell the operator of this server; its address, its User-Agent, the base URL or a firewall rule (WAF) may be the \
         cause; calling again later may help").of_the_network(),

    rule(400..=400, &["duplicated contacts"], ErrorCode::Conflict,
        "contact {contactId} has the same {matchingField}, and this location allows no duplicates",
        "update that contact with contacts_update-contact, or use contacts_upsert-contact")
        .giving(&["contactId", "matchingField"]),
    rule(400..=400, &["duplicated contacts"], ErrorCode::Conflict,
        "such a contact exists, and this location allows no duplicates",
        "find it with contacts_get-contacts and update it, or use contacts_upsert-contact"),
    rule(400..=400, &["duplicate opportunity", "opportunity_no_duplicate"], ErrorCode::Conflict,
        "the contact has the opportunity {existingId} already, and this location allows no second one",
        "update that opportunity with opportunities_update-opportunity")
        .giving(&["existingId"]),
    rule(400..=400, &["duplicate opportunity", "opportunity_no_duplicate"], ErrorCode::Conflict,
        "the contact has an opportunity already, and this location allows no second one",
        "find it with opportunities_search-opportunity and update it"),
    rule(400..=400, &["conversation already exists"], ErrorCode::Conflict,
        "the contact has the conversation {conversationId} already",
        "use that conversation")
        .giving(&["conversationId"]),
    rule(400..=400, &["conversation already exists"], ErrorCode::Conflict,
        "the contact has a conversation already",
        "find it with conversations_search-conversation"),
    setting(400..=599, &["location not found"], ErrorCode::NotFound,
        "HighLevel has no location with the id that is configured", SAME_SUB_ACCOUNT),
    setting(400..=403, &["location is not active"], ErrorCode::Refused,
        "this location is not active in HighLevel; it may be paused or closed", NO_USE),
    rule(400..=400, &[], ErrorCode::NotFound,
        NO_SUCH, "{find}").naming_subject(),
    rule(400..=400, &["dnd is active"], ErrorCode::Refused,
        "the contact does not want to be written to: {said}",
        "do not send it again; `dndSettings` of the contact tells which other channels are open"),
    rule(400..=400, &["unsubscribed"], ErrorCode::Refused,
        "the contact has unsubscribed from such messages: {said}",
        "do not send it again; only the contact can undo this"),
    rule(400..=400, &["missing phone number"], ErrorCode::Refused,
        "the contact has no phone number to send to",
        "give it one with contacts_update-contact (such as +15550100), or use another channel"),
    rule(400..=400, &["there is no message or attachments"], ErrorCode::InvalidArguments,
        "the message has no content",
        "give `message` or `attachments`; an email needs `subject` and `html`"),
    rule(400..=400, &["error occurred while searching"], ErrorCode::Unavailable,
        "HighLevel's search failed for a moment", IN_A_MOMENT).transient(),
    setting(400..=400, &["not available in api version"], ErrorCode::Internal,
        "HighLevel has no {operation} in version {version}: {said}", NO_USE),
    rule(400..=400, &[], ErrorCode::InvalidArguments,
        "HighLevel refused the values: {said}", "correct them and call again"),

    setting(401..=403, &["access to this location", "access to the location"], ErrorCode::PermissionDenied,
        "the token does not reach the location that is configured", SAME_SUB_ACCOUNT),
    setting(401..=403, &["not authorized for this scope"], ErrorCode::PermissionDenied,
        "the token lacks the scope {scope}",
        "have \"{label}\" ticked for this token on HighLevel's page Settings > Private Integrations; the token stays the same")
        .of_a_missing_scope(),
    setting(401..=403, &["version header"], ErrorCode::Internal,
        "HighLevel did not accept the header `Version: {version}` of {operation}: {said}", NO_USE),
    setting(401..=403, &["iam service"], ErrorCode::Internal,
        "HighLevel has no {operation} at this address, in this spelling: {said}", CHECK_URL),
    rule(401..=403, &["command timed out"], ErrorCode::Unavailable,
        "HighLevel could not check the token in time", IN_A_MOMENT).transient(),
    setting(401..=403, &["unauthorized request"], ErrorCode::Refused,
        "HighLevel does not open {operation} to this token: {said}", NO_USE),
    setting(401..=403, &["forbidden resource"], ErrorCode::PermissionDenied,
        "HighLevel opens {operation} to agency tokens only", NO_USE),
    setting(401..=403, &["invalid jwt", "invalid private integration token", "invalid token"], ErrorCode::Unauthenticated,
        "HighLevel does not accept the token: {said}", NEW_TOKEN),
    setting(401..=401, &[], ErrorCode::Unauthenticated,
        "HighLevel does not accept the token: {said}", NEW_TOKEN),
    setting(403..=403, &[], ErrorCode::PermissionDenied,
        "HighLevel forbids {operation}: {said}",
        "have the operator check that \"{label}\" ({scope}) is ticked for this token"),

    setting(404..=404, &["cannot get /", "cannot post /", "cannot put /", "cannot delete /"], ErrorCode::Internal,
        "there is no {operation} at this address", CHECK_URL),
    rule(404..=404, &[], ErrorCode::NotFound,
        NO_SUCH, "{find}").naming_subject(),
    setting(404..=404, &[], ErrorCode::Internal,
        "there is no {operation} at this address: {said}", CHECK_URL),
    setting(422..=422, &["location_id can't be undefined", "locationid can't be undefined", "location_id should not exist",
        "locationid should not exist", "altid", "alttype"], ErrorCode::Internal,
        "HighLevel wants the location of {operation} in another place: {said}", NO_USE),
    rule(422..=422, &[], ErrorCode::InvalidArguments,
        "HighLevel refused the values: {said}", "correct them and call again"),
    rule(429..=429, &[], ErrorCode::RateLimited,
        "HighLevel's rate limit for this token is used up", "call again in {retryAfterSeconds} seconds").transient(),
    rule(500..=599, &[], ErrorCode::NotFound, NO_SUCH, "{find}").naming_subject(),
    rule(500..=599, &[], ErrorCode::Unavailable,
        "HighLevel failed with HTTP status {status}{reason}", IN_A_MOMENT).transient(),
    setting(300..=399, &[], ErrorCode::Internal,
        "HighLevel answered with a redirect (HTTP status {status}), which is not followed",
        CHECK_URL),
];

pub(super) static ANY_OTHER: Rule = setting(
    0..=u16::MAX,
    &[],
    ErrorCode::Refused,
    "HighLevel refused {operation} with HTTP status {status}: {said}",
    NO_USE,
);

impl Rule {
    /// The rule for a refusal, where it is known what is missing, if anything is.
    pub(super) fn of(status: StatusCode, said: &Said, missing: Option<&Topic>) -> &'static Self {
        let has = |needs: &Needs| match needs {
            Needs::Nothing => true,
            Needs::Details(names) => names.iter().all(|name| said.details.contains_key(*name)),
            Needs::Topic => missing.is_some(),
            Needs::Network => said.is_of_the_network,
        };
        let fits = |rule: &&Self| {
            rule.statuses.contains(&status.as_u16())
                && (rule.says.is_empty() || rule.says.iter().any(|pattern| said.has(pattern)))
                && has(&rule.needs)
        };
        RULES.iter().find(fits).unwrap_or(&ANY_OTHER)
    }
}
