//! How messages travel: their types, and what each way of sending needs of the contact.

use crate::sandbox::{
    highlevel::forms::reply::Refusal,
    kit::object::{Object, Properties as _},
};

/// Every type of message. Its number on a message is its place here, counted from one; the number of RCS, here the
/// last, is not known.
pub(crate) const TYPES: [&str; 42] = [
    "TYPE_CALL",
    "TYPE_SMS",
    "TYPE_EMAIL",
    "TYPE_SMS_REVIEW_REQUEST",
    "TYPE_WEBCHAT",
    "TYPE_SMS_NO_SHOW_REQUEST",
    "TYPE_CAMPAIGN_SMS",
    "TYPE_CAMPAIGN_CALL",
    "TYPE_CAMPAIGN_EMAIL",
    "TYPE_CAMPAIGN_VOICEMAIL",
    "TYPE_FACEBOOK",
    "TYPE_CAMPAIGN_FACEBOOK",
    "TYPE_CAMPAIGN_MANUAL_CALL",
    "TYPE_CAMPAIGN_MANUAL_SMS",
    "TYPE_GMB",
    "TYPE_CAMPAIGN_GMB",
    "TYPE_REVIEW",
    "TYPE_INSTAGRAM",
    "TYPE_WHATSAPP",
    "TYPE_CUSTOM_SMS",
    "TYPE_CUSTOM_EMAIL",
    "TYPE_CUSTOM_PROVIDER_SMS",
    "TYPE_CUSTOM_PROVIDER_EMAIL",
    "TYPE_IVR_CALL",
    "TYPE_ACTIVITY_CONTACT",
    "TYPE_ACTIVITY_INVOICE",
    "TYPE_ACTIVITY_PAYMENT",
    "TYPE_ACTIVITY_OPPORTUNITY",
    "TYPE_LIVE_CHAT",
    "TYPE_LIVE_CHAT_INFO_MESSAGE",
    "TYPE_ACTIVITY_APPOINTMENT",
    "TYPE_FACEBOOK_COMMENT",
    "TYPE_INSTAGRAM_COMMENT",
    "TYPE_CUSTOM_CALL",
    "TYPE_INTERNAL_COMMENT",
    "TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG",
    "TYPE_TIKTOK",
    "TYPE_TIKTOK_COMMENT",
    "TYPE_ACTIVITY_WHATSAPP",
    "TYPE_FORM_SUBMISSION",
    "TYPE_SMS_REACTION",
    "TYPE_RCS",
];

/// The number of a type of message.
pub(crate) fn number(message_type: &str) -> usize {
    TYPES.iter().position(|name| *name == message_type).map_or(0, |place| place + 1)
}

/// One way to send a message.
pub(crate) struct Channel {
    /// What a request calls it.
    pub(crate) name: &'static str,
    pub(crate) message_type: &'static str,
    /// The type of a conversation that begins with it.
    pub(crate) conversation_type: &'static str,
    /// The contact's setting that can forbid it.
    dnd: Option<&'static str>,
    /// What the contact needs to have, and the property of the request that stands in for it.
    address: Option<(&'static str, &'static str)>,
}

const BY_PHONE: Option<(&str, &str)> = Some(("phone", "toNumber"));
const BY_EMAIL: Option<(&str, &str)> = Some(("email", "emailTo"));

static CHANNELS: [Channel; 9] = [
    Channel::new("SMS", "TYPE_SMS", "TYPE_PHONE", Some("SMS"), BY_PHONE),
    Channel::new("RCS", "TYPE_RCS", "TYPE_PHONE", Some("SMS"), BY_PHONE),
    Channel::new("Email", "TYPE_EMAIL", "TYPE_EMAIL", Some("Email"), BY_EMAIL),
    Channel::new("WhatsApp", "TYPE_WHATSAPP", "TYPE_PHONE", Some("WhatsApp"), BY_PHONE),
    Channel::new("IG", "TYPE_INSTAGRAM", "TYPE_FB_MESSENGER", None, None),
    Channel::new("FB", "TYPE_FACEBOOK", "TYPE_FB_MESSENGER", Some("FB"), None),
    Channel::new("Custom", "TYPE_CUSTOM_PROVIDER_SMS", "TYPE_PHONE", None, None),
    Channel::new("Live_Chat", "TYPE_LIVE_CHAT", "TYPE_PHONE", None, None),
    Channel::new("TIKTOK", "TYPE_TIKTOK", "TYPE_PHONE", None, None),
];

/// What a request may call a channel.
pub(crate) const NAMES: [&str; CHANNELS.len()] = {
    let mut names = [""; CHANNELS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = CHANNELS[index].name;
        index += 1;
    }
    names
};

impl Channel {
    const fn new(
        name: &'static str,
        message_type: &'static str,
        conversation_type: &'static str,
        dnd: Option<&'static str>,
        address: Option<(&'static str, &'static str)>,
    ) -> Self {
        Self { name, message_type, conversation_type, dnd, address }
    }

    /// The channel that a checked request names.
    pub(crate) fn of(name: &str) -> &'static Self {
        CHANNELS.iter().find(|channel| channel.name == name).unwrap_or(&CHANNELS[0])
    }

    /// The channel that messages of this type came by.
    pub(crate) fn of_type(message_type: &str) -> Option<&'static Self> {
        CHANNELS.iter().find(|channel| channel.message_type == message_type)
    }

    /// Whether the contact has what the channel needs.
    pub(crate) fn reaches(&self, contact: &Object) -> bool {
        self.address.is_none_or(|(property, _)| !contact.text(property).is_empty())
    }

    /// Refuses a request to a contact that cannot be reached so, or does not want to be.
    pub(crate) fn check(&self, request: &Object, contact: &Object) -> Result<(), Refusal> {
        if let Some((property, instead)) = self.address
            && !self.reaches(contact)
            && request.text(instead).is_empty()
        {
            let missing = if property == "phone" { "Missing phone number" } else { "Missing email address" };
            return Err(Refusal::Unsendable(missing.into()));
        }
        let setting = self.dnd.and_then(|key| contact.get("dndSettings")?[key]["status"].as_str());
        let forbids_all = contact.get("dnd").is_some_and(|dnd| dnd == true);
        match setting {
            Some("permanent") => Err(Refusal::Unsubscribed(self.name)),
            Some("inactive") => Ok(()),
            setting if setting.is_some() || forbids_all => {
                Err(Refusal::Unsendable(format!("Cannot send message as DND is active for {}.", self.name)))
            }
            _ => Ok(()),
        }
    }
}
