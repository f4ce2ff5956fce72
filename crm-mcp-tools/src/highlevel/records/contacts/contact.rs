//! A contact as the tools give it: what an agent can use, without twins of fields, attribution data and `ssn`.

use std::{collections::BTreeMap, mem};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channels::statuses;
use crate::{
    crm::record::{Record, record},
    highlevel::records::custom_fields::CustomFields,
};

/// A contact.
#[record(row = as_row)]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Contact {
    /// Id.
    #[record(id)]
    pub id: String,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Phone number in E.164 form.
    pub phone: Option<String>,
    /// Further email addresses.
    #[record(addresses)]
    pub additional_emails: Vec<String>,
    /// Further phone numbers.
    #[record(addresses)]
    pub additional_phones: Vec<String>,
    /// Company.
    pub company_name: Option<String>,
    /// Kind of contact: `lead`, `customer`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Where the contact came from.
    pub source: Option<String>,
    /// Id of the user in charge; in a list only where the name is not known.
    pub assigned_to: Option<String>,
    /// Name of the user in charge, where it is known.
    pub assigned_to_name: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Do not disturb, on any channel.
    pub dnd: Option<bool>,
    /// Do not disturb, by channel: `active` means that the channel is blocked.
    #[serde(default, deserialize_with = "statuses", skip_serializing_if = "BTreeMap::is_empty")]
    pub dnd_settings: BTreeMap<String, String>,
    /// Street address.
    pub address1: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or region.
    pub state: Option<String>,
    /// Country, two-letter code.
    pub country: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Website.
    pub website: Option<String>,
    /// IANA time zone.
    pub timezone: Option<String>,
    /// Date of birth.
    #[record(day)]
    pub date_of_birth: Option<String>,
    /// Id of the business the contact belongs to.
    pub business_id: Option<String>,
    /// When the contact was created.
    #[record(time)]
    pub date_added: Option<String>,
    /// When it was last changed.
    #[record(time)]
    pub date_updated: Option<String>,
    /// Custom fields by key.
    pub custom_fields: CustomFields,
}

/// Leaves what an agent chooses by in a row of a list.
fn as_row(contact: &mut Contact) {
    let whole = mem::take(contact);
    *contact = Contact {
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
        ..Contact::default()
    };
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
