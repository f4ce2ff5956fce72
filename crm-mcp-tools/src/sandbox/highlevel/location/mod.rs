//! The one location: its settings, and the custom fields its contacts and opportunities may have.

pub(crate) mod custom_values;
pub(crate) mod location_tags;
pub(crate) mod users;

use axum::Json;
use serde_json::{Value, json};

use super::{
    account::LOCATION_ID,
    door::auth,
    forms::{
        ids::{self, RecordKind},
        reply::Refusal,
    },
};
use crate::sandbox::kit::{
    door::{
        input::{Id, Parameters},
        validate::{self, Kind, Property},
    },
    object::Properties as _,
};

/// A custom field of the location.
pub(crate) struct CustomField {
    number: u64,
    name: &'static str,
    /// With the model before the dot: `contact.budget`.
    pub(crate) key: &'static str,
    pub(crate) data_type: DataType,
    /// What there is to choose from, or the labels of the boxes to fill in.
    pub(crate) options: &'static [&'static str],
}

/// The vendor's types of custom fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DataType {
    Text,
    LargeText,
    Numerical,
    Monetory,
    SingleOptions,
    MultipleOptions,
    Date,
    Checkbox,
    Phone,
    Radio,
    FileUpload,
    Signature,
    TextboxList,
}

impl DataType {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::LargeText => "LARGE_TEXT",
            Self::Numerical => "NUMERICAL",
            Self::Monetory => "MONETORY", // the vendor's spelling
            Self::SingleOptions => "SINGLE_OPTIONS",
            Self::MultipleOptions => "MULTIPLE_OPTIONS",
            Self::Date => "DATE",
            Self::Checkbox => "CHECKBOX",
            Self::Phone => "PHONE",
            Self::Radio => "RADIO",
            Self::FileUpload => "FILE_UPLOAD",
            Self::Signature => "SIGNATURE",
            Self::TextboxList => "TEXTBOX_LIST",
        }
    }
}

/// The records that have custom fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Model {
    Contact,
    Opportunity,
}

impl Model {
    fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Opportunity => "opportunity",
        }
    }

    /// What a record of the model calls the value of a custom field.
    pub(crate) fn value_name(self) -> &'static str {
        match self {
            Self::Contact => "value",
            Self::Opportunity => "fieldValue",
        }
    }
}

impl CustomField {
    const fn new(number: u64, name: &'static str, key: &'static str, data_type: DataType) -> Self {
        Self { number, name, key, data_type, options: &[] }
    }

    const fn with_options(self, options: &'static [&'static str]) -> Self {
        Self { options, ..self }
    }

    pub(crate) fn id(&self) -> String {
        ids::of(RecordKind::CustomField, self.number)
    }

    pub(crate) fn is_of(&self, model: Model) -> bool {
        self.short_key(model).is_some()
    }

    /// The key without its model, if that is the model of the field.
    fn short_key(&self, model: Model) -> Option<&'static str> {
        self.key.strip_prefix(model.name())?.strip_prefix('.')
    }

    /// The ids of the boxes to fill in, by which a value names them, with their labels.
    pub(crate) fn boxes(&self) -> impl Iterator<Item = (String, &'static str)> {
        self.options.iter().zip(1..).map(|(label, number)| (format!("b{number}"), *label))
    }

    fn model(&self) -> Model {
        if self.is_of(Model::Opportunity) { Model::Opportunity } else { Model::Contact }
    }

    fn to_json(&self) -> Value {
        let mut field = json!({
            "id": self.id(),
            "name": self.name,
            "fieldKey": self.key,
            "placeholder": "",
            "dataType": self.data_type.name(),
            "position": self.number * 50,
            "locationId": LOCATION_ID,
            "model": self.model().name(),
        });
        match self.data_type {
            DataType::TextboxList => {
                let boxes = self.boxes().map(|(id, label)| json!({ "id": id, "label": label }));
                field["picklistOptions"] = boxes.collect();
            }
            DataType::FileUpload => {
                field["isMultiFileAllowed"] = false.into();
                field["maxFileLimit"] = 1.into();
            }
            _ if !self.options.is_empty() => {
                field["picklistOptions"] = self.options.into();
                field["isAllowedCustomOption"] = false.into();
            }
            _ => {}
        }
        field
    }
}

/// Every custom field; each can be written to the records of its model only.
pub(crate) const CUSTOM_FIELDS: &[CustomField] =
    &[
        CustomField::new(1, "Preferred Name", "contact.preferred_name", DataType::Text),
        CustomField::new(2, "Notes From First Call", "contact.notes_from_first_call", DataType::LargeText),
        CustomField::new(3, "Team Size", "contact.team_size", DataType::Numerical),
        CustomField::new(4, "Yearly Budget", "contact.yearly_budget", DataType::Monetory),
        CustomField::new(5, "Lead Temperature", "contact.lead_temperature", DataType::SingleOptions)
            .with_options(&["Cold", "Warm", "Hot"]),
        CustomField::new(6, "Services Wanted", "contact.services_wanted", DataType::MultipleOptions).with_options(&[
            "Website",
            "SEO",
            "Paid Ads",
            "Email Marketing",
            "Branding",
        ]),
        CustomField::new(7, "Contract Renewal", "contact.contract_renewal", DataType::Date),
        CustomField::new(8, "Agreed To", "contact.agreed_to", DataType::Checkbox).with_options(&[
            "Terms of service",
            "Monthly report",
            "Call recording",
        ]),
        CustomField::new(9, "Lost To", "opportunity.lost_to", DataType::Text),
        CustomField::new(10, "Expected Start", "opportunity.expected_start", DataType::Date),
        CustomField::new(11, "Services Quoted", "opportunity.services_quoted", DataType::MultipleOptions)
            .with_options(&["Website", "SEO", "Paid Ads", "Email Marketing", "Branding"]),
        CustomField::new(12, "Direct Line", "contact.direct_line", DataType::Phone),
        CustomField::new(13, "Preferred Channel", "contact.preferred_channel", DataType::Radio).with_options(&[
            "Email",
            "Phone",
            "Text message",
        ]),
        CustomField::new(14, "Brand Guide", "contact.brand_guide", DataType::FileUpload),
        CustomField::new(15, "Agreement Signature", "contact.agreement_signature", DataType::Signature),
        CustomField::new(16, "Opening Hours", "contact.opening_hours", DataType::TextboxList)
            .with_options(&["Weekdays", "Saturday", "Sunday"]),
        CustomField::new(17, "Signed Proposal", "opportunity.signed_proposal", DataType::FileUpload),
    ];

/// The custom field of the model that has this id, or this key with or without the model before it.
pub(crate) fn custom_field(model: Model, id_or_key: &str) -> Option<&'static CustomField> {
    CUSTOM_FIELDS.iter().find(|field| {
        let short_key = field.short_key(model);
        short_key.is_some() && (short_key == Some(id_or_key) || [field.key, &field.id()].contains(&id_or_key))
    })
}

pub(crate) async fn get(Id(id): Id) -> Result<Json<Value>, Refusal> {
    auth::check_location_id(Some(&id))?;
    let (address, city, state, postal_code) = ("120 Harbor Street", "Portland", "ME", "04101");
    let (name, website, timezone) = ("Harbor Street Marketing", "https://harborstreet.example.com", "America/New_York");
    Ok(Json(json!({ "location": {
        "id": LOCATION_ID,
        "companyId": "SandboxCompany000001",
        "name": name,
        "domain": "crm.harborstreet.example.com",
        "address": address,
        "city": city,
        "state": state,
        "country": "US",
        "postalCode": postal_code,
        "website": website,
        "timezone": timezone,
        "logoUrl": "",
        "firstName": "Robin",
        "lastName": "Calloway",
        "email": "hello@harborstreet.example.com",
        "phone": "+12075550100",
        "business": {
            "name": name, "address": address, "city": city, "state": state, "country": "US",
            "postalCode": postal_code, "website": website, "timezone": timezone, "logoUrl": "",
        },
        "social": {},
        "settings": {
            "allowDuplicateContact": false,
            "allowDuplicateOpportunity": false,
            "allowFacebookNameMerge": false,
            "disableContactTimezone": false,
        },
        "reseller": {},
    } })))
}

const MODELS: &[Property] = &[Property::new("model", Kind::OneOf(&["contact", "opportunity", "all"]))];

pub(crate) async fn custom_fields(Id(id): Id, Parameters(query): Parameters) -> Result<Json<Value>, Refusal> {
    auth::check_location_id(Some(&id))?;
    let query = validate::read(query, &[MODELS])?;
    let wanted = query.given("model").unwrap_or("all");
    let fields = CUSTOM_FIELDS.iter().filter(|field| wanted == "all" || field.model().name() == wanted);
    Ok(Json(json!({ "customFields": fields.map(CustomField::to_json).collect::<Vec<_>>() })))
}
