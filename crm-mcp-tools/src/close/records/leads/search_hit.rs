//! A lead or a contact as a search shows it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CloseContact, Lead};
use crate::crm::{record::record, value::shortened};

/// A lead or a contact that a search has found.
#[record]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SearchHit {
    /// Id, which fetch takes.
    #[record(id)]
    pub id: String,
    /// Name.
    pub title: Option<String>,
    /// What tells it from others.
    pub preview: Option<String>,
    /// Id of the lead, of a contact.
    pub lead_id: Option<String>,
    /// The page of the lead in Close.
    pub url: Option<String>,
}

/// So many contacts of a lead are named in its preview.
const CONTACTS: usize = 3;

/// So many characters of a description are shown.
const DESCRIPTION: usize = 120;

impl From<&Lead> for SearchHit {
    fn from(lead: &Lead) -> Self {
        let names: Vec<_> = lead.contacts.iter().filter_map(|contact| name_of(contact)).collect();
        let more = names.len().saturating_sub(CONTACTS);
        let more = (more > 0).then(|| format!("{more} more"));
        let contacts: Vec<_> = names.into_iter().take(CONTACTS).map(str::to_owned).chain(more).collect();
        let description = lead.description.text().map(|text| shortened(text, DESCRIPTION));
        let preview = [lead.status_label.clone(), Some(contacts.join(", ")), description];
        Self {
            id: lead.id.clone(),
            title: lead.display_name.clone(),
            preview: joined(preview.into_iter().flatten()),
            lead_id: None,
            url: lead.html_url.clone(),
        }
    }
}

impl From<&CloseContact> for SearchHit {
    fn from(contact: &CloseContact) -> Self {
        let emails = contact.emails.iter().filter_map(|email| email.email.clone());
        let phones = contact.phones.iter().filter_map(|phone| phone.phone.clone());
        Self {
            id: contact.id.clone(),
            title: name_of(contact).map(str::to_owned),
            preview: joined(contact.title.clone().into_iter().chain(emails).chain(phones)),
            lead_id: contact.lead_id.clone(),
            url: None,
        }
    }
}

fn name_of(contact: &CloseContact) -> Option<&str> {
    contact.name.as_deref()
}

/// The parts that say something, with a sign between them.
fn joined(parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}
