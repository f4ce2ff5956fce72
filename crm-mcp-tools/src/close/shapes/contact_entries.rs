//! Email addresses, phone numbers and web addresses of a contact as arguments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::crm::value::Phone;

/// An email address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EmailEntry {
    /// office (default), home, direct, mobile, other.
    #[serde(default = "office", rename = "type")]
    pub kind: String,
    /// Address.
    pub email: String,
}

/// A phone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PhoneEntry {
    /// office (default), home, direct, mobile, fax, other.
    #[serde(default = "office", rename = "type")]
    pub kind: String,
    /// E.164: +15551234567.
    pub phone: Phone,
}

/// A web address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct UrlEntry {
    /// url (default).
    #[serde(default = "url", rename = "type")]
    pub kind: String,
    /// Address.
    pub url: String,
}

fn office() -> String {
    "office".to_owned()
}

fn url() -> String {
    "url".to_owned()
}

impl EmailEntry {
    /// An email address of the usual kind.
    pub fn new(email: impl Into<String>) -> Self {
        Self { kind: office(), email: email.into() }
    }
}

impl PhoneEntry {
    /// A phone number of the usual kind.
    pub fn new(phone: Phone) -> Self {
        Self { kind: office(), phone }
    }
}

impl UrlEntry {
    /// A web address.
    pub fn new(address: impl Into<String>) -> Self {
        Self { kind: url(), url: address.into() }
    }
}
