//! Whom or what a change is about, and how that is now.

use crm_mcp_core::{Call, Scope, ToolError};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    crm::{
        record::Record,
        refusal::details,
        value::{Id, Phone},
        write::words,
    },
    highlevel::{
        context::HighLevel,
        lookups::recipient,
        records::{Contact, ContactAnswer, NewMessage, Opportunity, OpportunityAnswer},
        tables::{
            operations,
            scopes::{CONTACTS_READ, OPPORTUNITIES_READ},
        },
    },
};

/// Whom or what a change is about.
#[derive(Debug, Clone, Copy)]
pub(in crate::highlevel) enum Whom<'a> {
    Contact(&'a Id),
    /// The contact whom a message would reach, which is an error if it must not.
    Recipient(&'a NewMessage),
    /// The contact that an upsert finds by one of these, or else a new one.
    ContactWith {
        email: Option<&'a str>,
        phone: Option<&'a Phone>,
    },
    NewContact,
    Opportunity(&'a Id),
}

/// The subject before the change.
pub(super) struct Before {
    pub(super) name: String,
    /// There is none yet.
    pub(super) is_new: bool,
    /// None if the token or the caller may not see them, or it is not clear whose they are.
    pub(super) fields: Map<String, Value>,
}

impl Before {
    fn new_contact() -> Self {
        Self { name: "a contact".to_owned(), is_new: true, fields: Map::new() }
    }

    fn known(name: String, record: &impl Serialize) -> Result<Self, ToolError> {
        match serde_json::to_value(record).map_err(ToolError::internal)? {
            Value::Object(fields) => Ok(Self { name, is_new: false, fields }),
            _ => Err(ToolError::internal("a record is no object")),
        }
    }

    fn unseen(name: String) -> Self {
        Self { name, is_new: false, fields: Map::new() }
    }
}

impl Whom<'_> {
    pub(super) async fn before(&self, crm: &HighLevel, call: &Call) -> Result<Before, ToolError> {
        match self.read(crm).await {
            // The question reaches the user through the caller.
            Ok(before) if !before.is_new && !call.may(&self.scope()) => Ok(Before::unseen(self.by_reference())),
            Err(error) if details::is_missing_scope(&error) => Ok(Before::unseen(self.by_reference())),
            before => before,
        }
    }

    /// What a caller needs to see it.
    fn scope(&self) -> Scope {
        match self {
            Self::Contact(_) | Self::Recipient(_) | Self::ContactWith { .. } | Self::NewContact => CONTACTS_READ,
            Self::Opportunity(_) => OPPORTUNITIES_READ,
        }
    }

    async fn read(&self, crm: &HighLevel) -> Result<Before, ToolError> {
        match *self {
            Self::NewContact => Ok(Before::new_contact()),
            Self::Contact(id) => {
                let ContactAnswer { contact } = crm.call(&operations::GET_CONTACT).id(id).send().await?;
                Before::known(name_of_contact(&contact), &contact)
            }
            Self::Recipient(message) => match (recipient::check(crm, message).await?, message.address()) {
                (Some(contact), None) => Before::known(name_of_contact(&contact), &contact),
                (Some(contact), Some(address)) => Before::known(at(&title_of_contact(&contact), address), &contact),
                (None, _) => Ok(Before::unseen(self.by_reference())),
            },
            Self::ContactWith { email, phone } => match &contacts_with(crm, email, phone).await?[..] {
                [] => Ok(Before::new_contact()),
                [contact] => Before::known(name_of_contact(contact), contact),
                // Which of them it is, the settings of the location decide.
                several => {
                    Ok(Before::unseen(several.iter().map(|it| name_of_contact(it)).collect::<Vec<_>>().join(" or ")))
                }
            },
            Self::Opportunity(id) => {
                let OpportunityAnswer { opportunity } = crm.call(&operations::GET_OPPORTUNITY).id(id).send().await?;
                Before::known(name_of_opportunity(&opportunity), &opportunity)
            }
        }
    }

    /// What can be said of it without looking.
    fn by_reference(&self) -> String {
        match self {
            Self::NewContact => "a contact".to_owned(),
            Self::Contact(id) => format!("contact {}", id.as_str()),
            Self::Recipient(message) => {
                let contact = format!("contact {}", message.contact_id.as_str());
                message.address().map(|address| at(&contact, address)).unwrap_or(contact)
            }
            Self::ContactWith { email, phone } => {
                let ways = email.iter().map(ToString::to_string).chain(phone.iter().map(ToString::to_string));
                let ways: Vec<_> = ways.map(|way| words::word_of_name(&way)).collect();
                format!("the contact with {}, or create one", ways.join(" or "))
            }
            Self::Opportunity(id) => format!("opportunity {}", id.as_str()),
        }
    }
}

/// The contacts that an upsert may mean: none, one, or two.
async fn contacts_with(
    crm: &HighLevel,
    email: Option<&str>,
    phone: Option<&Phone>,
) -> Result<Vec<Record<Contact>>, ToolError> {
    let phone = phone.map(ToString::to_string);
    let mut found: Vec<Record<Contact>> = Vec::new();
    for (parameter, value) in [("email", email), ("number", phone.as_deref())] {
        let Some(value) = value else { continue };
        let contact = crm.contact_with(parameter, value).await?;
        found.extend(contact.filter(|contact| found.iter().all(|other| other.id != contact.id)));
    }
    Ok(found)
}

/// The contact with what tells it from others of its name.
fn name_of_contact(contact: &Contact) -> String {
    let title = title_of_contact(contact);
    let ways = said([&contact.company_name, &contact.email, &contact.phone]);
    let ways: Vec<_> = ways.into_iter().map(words::word_of_name).collect();
    if ways.is_empty() { title } else { format!("{title} ({})", ways.join(", ")) }
}

fn title_of_contact(contact: &Contact) -> String {
    let names = said([&contact.first_name, &contact.last_name]).join(" ");
    format!("contact {}", if names.is_empty() { contact.id.clone() } else { words::name(&names) })
}

fn at(contact: &str, address: &str) -> String {
    format!("{contact} at {}", words::word_of_name(address))
}

fn name_of_opportunity(opportunity: &Opportunity) -> String {
    let name = words::name(opportunity.name.as_ref().unwrap_or(&opportunity.id));
    match opportunity.contact.as_ref().and_then(|contact| contact.name.as_ref()) {
        Some(contact) => format!("opportunity {name} ({})", words::name(contact)),
        None => format!("opportunity {name}"),
    }
}

/// The texts that say something.
fn said<const N: usize>(texts: [&Option<String>; N]) -> Vec<&str> {
    texts.into_iter().flatten().map(|text| text.trim()).filter(|text| !text.is_empty()).collect()
}
