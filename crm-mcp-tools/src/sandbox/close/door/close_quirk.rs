//! What Close does that breaks clients written after its documentation alone: as switches.

/// Something that Close does now and then, or to some accounts, and no client should fall for. A sandbox does it only
/// if told to, by [`CloseSandbox::with_quirk`](crate::sandbox::close::CloseSandbox::with_quirk). There will be more of
/// them; who matches all does so to learn of each new one.
///
/// What Close does to everybody the sandbox always does: a contact without a lead invents one; lists of emails, phones
/// and URLs are replaced as a whole; a list of tasks has one type only; a status that is won fills `date_won`, and
/// another one does not clear it; a path without its last slash is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseQuirk {
    /// The header `ratelimit` separates its parts by semicolons, and `ratelimit-limit`, `ratelimit-remaining` and
    /// `ratelimit-reset` come beside it; an answer of 429 tells the seconds with decimals. Seen on the real service;
    /// documented are commas.
    SemicolonRateLimit,
    /// An answer of 429 tells when to come back by `ratelimit-reset` alone, in seconds with decimals. Documented of
    /// some endpoints.
    ResetOnly,
    /// The organization's plan has no custom objects and no workflows: to create one answers 402.
    PlanLimit,
    /// Every tenth answer is a 502 with an HTML page of the network in front of the API; the request never got to it.
    HtmlErrors,
    /// The first write is carried out, and its answer never arrives: the connection ends, or in process the body of
    /// the answer is an error. What any network does.
    LostAnswer,
}
