//! The types of messages, by the vendor's names. It refuses others.

use crm_mcp_core::{ErrorCode, ToolError, excerpt};

/// The types that a last message may have.
#[rustfmt::skip]
pub(super) const LAST_MESSAGE: &[&str] = &[
    "TYPE_CALL", "TYPE_SMS", "TYPE_RCS", "TYPE_EMAIL", "TYPE_SMS_REVIEW_REQUEST", "TYPE_WEBCHAT",
    "TYPE_SMS_NO_SHOW_REQUEST", "TYPE_CAMPAIGN_SMS", "TYPE_CAMPAIGN_CALL", "TYPE_CAMPAIGN_EMAIL",
    "TYPE_CAMPAIGN_VOICEMAIL", "TYPE_FACEBOOK", "TYPE_CAMPAIGN_FACEBOOK", "TYPE_CAMPAIGN_MANUAL_CALL",
    "TYPE_CAMPAIGN_MANUAL_SMS", "TYPE_GMB", "TYPE_CAMPAIGN_GMB", "TYPE_REVIEW", "TYPE_INSTAGRAM", "TYPE_WHATSAPP",
    "TYPE_CUSTOM_SMS", "TYPE_CUSTOM_EMAIL", "TYPE_CUSTOM_PROVIDER_SMS", "TYPE_CUSTOM_PROVIDER_EMAIL", "TYPE_IVR_CALL",
    "TYPE_ACTIVITY_CONTACT", "TYPE_ACTIVITY_INVOICE", "TYPE_ACTIVITY_PAYMENT", "TYPE_ACTIVITY_OPPORTUNITY",
    "TYPE_LIVE_CHAT", "TYPE_LIVE_CHAT_INFO_MESSAGE", "TYPE_ACTIVITY_APPOINTMENT", "TYPE_FACEBOOK_COMMENT",
    "TYPE_INSTAGRAM_COMMENT", "TYPE_CUSTOM_CALL", "TYPE_INTERNAL_COMMENT", "TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG",
    "TYPE_TIKTOK", "TYPE_TIKTOK_COMMENT", "TYPE_ACTIVITY_WHATSAPP", "TYPE_FORM_SUBMISSION", "TYPE_SMS_REACTION",
];

/// The types by which messages are read. Internal comments have another name here.
#[rustfmt::skip]
pub(super) const MESSAGES: &[&str] = &[
    "TYPE_CALL", "TYPE_SMS", "TYPE_RCS", "TYPE_EMAIL", "TYPE_FACEBOOK", "TYPE_GMB", "TYPE_INSTAGRAM", "TYPE_WHATSAPP",
    "TYPE_ACTIVITY_APPOINTMENT", "TYPE_ACTIVITY_CONTACT", "TYPE_ACTIVITY_INVOICE", "TYPE_ACTIVITY_PAYMENT",
    "TYPE_ACTIVITY_OPPORTUNITY", "TYPE_LIVE_CHAT", "TYPE_INTERNAL_COMMENTS", "TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG",
    "TYPE_TIKTOK", "TYPE_ACTIVITY_WHATSAPP", "TYPE_FORM_SUBMISSION",
];

/// The type that is meant: `sms` and `TYPE_SMS` are one, and so are the names of one and of several comments, of which
/// HighLevel has one in its rows and the other in its filter.
pub(super) fn one_of(types: &[&'static str], argument: &str, given: &str) -> Result<&'static str, ToolError> {
    let bare = |name: &str| name.strip_prefix("TYPE_").unwrap_or(name).trim_end_matches('S').to_owned();
    let wanted = given.trim().to_uppercase();
    let known = types.iter().find(|name| bare(name) == bare(&wanted));
    known.copied().ok_or_else(|| {
        let likeness = |name: &str| strsim::jaro_winkler(&bare(name), &bare(&wanted));
        let near = types.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
        let near = near.filter(|name| likeness(name) > 0.8).map(|name| format!("; did you mean {name}?"));
        let near = near.unwrap_or_default();
        ToolError::new(
            ErrorCode::InvalidArguments,
            format!("`{argument}` knows no type `{}`{near}", excerpt(given.trim())),
        )
        .with_next_step(format!("give one of {}", types.join(", ")))
    })
}

/// The types that are meant by a list with commas.
pub(super) fn some_of(types: &[&'static str], argument: &str, given: &str) -> Result<String, ToolError> {
    let several = given.trim().trim_matches(',').split(',');
    let names: Vec<_> = several.map(|name| one_of(types, argument, name)).collect::<Result<_, _>>()?;
    Ok(names.join(","))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_type_has_several_spellings() {
        for (given, meant) in [
            ("sms", "TYPE_SMS"),
            (" TYPE_SMS ", "TYPE_SMS"),
            ("TYPE_INTERNAL_COMMENT", "TYPE_INTERNAL_COMMENTS"),
            ("type_internal_comments", "TYPE_INTERNAL_COMMENTS"),
        ] {
            assert_eq!(one_of(MESSAGES, "type", given).unwrap(), meant, "{given}");
        }
        assert_eq!(one_of(LAST_MESSAGE, "lastMessageType", "internal_comments").unwrap(), "TYPE_INTERNAL_COMMENT");
    }

    #[test]
    fn an_unknown_type_is_answered_with_the_nearest_and_with_all() {
        let error = one_of(MESSAGES, "type", "TYPE_WATSAPP").unwrap_err();
        assert_eq!(error.message(), "`type` knows no type `TYPE_WATSAPP`; did you mean TYPE_WHATSAPP?");
        assert!(error.next_step().unwrap().contains("TYPE_CALL, TYPE_SMS"), "{error}");
        let error = one_of(MESSAGES, "type", "fax").unwrap_err();
        assert_eq!(error.message(), "`type` knows no type `fax`");
    }
}
