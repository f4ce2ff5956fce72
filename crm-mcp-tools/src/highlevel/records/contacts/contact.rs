//! A contact as the tools give it: what an agent can use, without twins of fields, attribution data and `ssn`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channels::statuses;
use crate::{
    crm::record::{Record, Slim, lenient},
    highlevel::records::custom_fields::CustomFields,
};

/// A contact.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Contact {
    /// Id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// Given name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Email address.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Phone number in E.164 form.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Further email addresses.
    #[serde(default, deserialize_with = "lenient::addresses", skip_serializing_if = "Vec::is_empty")]
    pub additional_emails: Vec<String>,
    /// Further phone numbers.
    #[serde(default, deserialize_with = "lenient::addresses", skip_serializing_if = "Vec::is_empty")]
    pub additional_phones: Vec<String>,
    /// Company.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// Kind of contact: `lead`, `customer`.
    #[serde(rename = "type", default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Where the contact came from.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Id of the user in charge; in a list only where the name is not known.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// Name of the user in charge, where it is known.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub assigned_to_name: Option<String>,
    /// Tags.
    #[serde(default, deserialize_with = "lenient::texts", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Do not disturb, on any channel.
    #[serde(default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub dnd: Option<bool>,
    /// Do not disturb, by channel: `active` means that the channel is blocked.
    #[serde(default, deserialize_with = "statuses", skip_serializing_if = "BTreeMap::is_empty")]
    pub dnd_settings: BTreeMap<String, String>,
    /// Street address.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub address1: Option<String>,
    /// City.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State or region.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Country, two-letter code.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Postal code.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Website.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// IANA time zone.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Date of birth.
    #[serde(default, deserialize_with = "lenient::day", skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
    /// Id of the business the contact belongs to.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub business_id: Option<String>,
    /// When the contact was created.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub date_added: Option<String>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::time", skip_serializing_if = "Option::is_none")]
    pub date_updated: Option<String>,
    /// Custom fields by key.
    #[serde(default, skip_serializing_if = "CustomFields::is_empty")]
    pub custom_fields: CustomFields,
}

impl Slim for Contact {
    fn as_row(&mut self) {
        let whole = std::mem::take(self);
        *self = Self {
            id: whole.id,
            first_name: whole.first_name,
            last_name: whole.last_name,
            email: whole.email,
            phone: whole.phone,
            additional_emails: whole.additional_emails,
            additional_phones: whole.additional_phones,
            company_name: whole.company_name,
            assigned_to: whole.assigned_to.filter(|_| whole.assigned_to_name.is_none()),
            assigned_to_name: whole.assigned_to_name,
            tags: whole.tags,
            dnd: whole.dnd.filter(|is_on| *is_on),
            date_added: whole.date_added,
            ..Self::default()
        };
    }
}

/// One contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ContactAnswer {
    /// The contact.
    pub contact: Record<Contact>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::crm::record::Fields;

    #[test]
    fn what_the_slim_fields_simplify_or_cannot_say_is_shown_on_request_as_the_vendor_gave_it() {
        let muted = json!({"SMS": {"status": "permanent", "message": "STOP received", "code": "DND_9"}});
        let vendors = json!({"id": "c1", "firstName": {"odd": true}, "email": 7, "tags": ["vip"], "dnd": true,
            "dndSettings": muted, "customFields": [{"id": "f1", "value": "x"}, {"value": "lost"}, null]});
        let record: Record<Contact> = serde_json::from_value(vendors).unwrap();
        let slim = serde_json::to_value(record.clone().showing(Fields::Slim)).unwrap();
        assert_eq!(
            slim,
            json!({"id": "c1", "email": "7", "tags": ["vip"], "dnd": true, "dndSettings": {"SMS": "permanent"},
                "customFields": {"f1": "x"}})
        );
        let all = serde_json::to_value(record.showing(Fields::All)).unwrap();
        let original = json!({"firstName": {"odd": true}, "dndSettings": muted, "customFields": [{"value": "lost"}]});
        assert_eq!(all["original"], original);
        let again: Record<Contact> = serde_json::from_value(all.clone()).unwrap();
        assert_eq!(serde_json::to_value(again).unwrap(), all, "reading what a tool gave changes nothing");
    }
}
