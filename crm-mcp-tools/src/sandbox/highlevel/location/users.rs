//! The people who work in the location, listed and read one by one.

use axum::response::Response;
use http::StatusCode;
use serde_json::{Value, json};

use crate::sandbox::{
    highlevel::{
        account::LOCATION_ID,
        door::auth,
        forms::{
            ids::{self, RecordKind},
            reply::{self, Refusal},
        },
    },
    kit::door::{
        input::{Id, Parameters},
        validate::{self, Property},
    },
};

/// Somebody who works in the location.
pub(crate) struct User {
    number: u64,
    first_name: &'static str,
    last_name: &'static str,
    email: &'static str,
    phone: &'static str,
    role: &'static str,
}

/// Everybody who works in the location. The place of a user here is the number that the user's id is made from.
pub(crate) const USERS: [User; 3] = [
    User {
        number: 0,
        first_name: "Robin",
        last_name: "Calloway",
        email: "robin@harborstreet.example.com",
        phone: "+12075550101",
        role: "admin",
    },
    User {
        number: 1,
        first_name: "Dana",
        last_name: "Whitfield",
        email: "dana@harborstreet.example.com",
        phone: "+12075550102",
        role: "user",
    },
    User {
        number: 2,
        first_name: "Luis",
        last_name: "Ortega",
        email: "luis@harborstreet.example.com",
        phone: "+12075550103",
        role: "user",
    },
];

impl User {
    pub(crate) fn id(&self) -> String {
        ids::of(RecordKind::User, self.number)
    }

    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Name and address, as emails have them.
    pub(crate) fn mailbox(&self) -> String {
        format!("{} <{}>", self.name(), self.email)
    }

    /// The user as documented, but for `scopes`: 200 names of what the user may do.
    fn to_json(&self) -> Value {
        let is_admin = self.role == "admin";
        json!({
            "id": self.id(),
            "name": self.name(),
            "firstName": self.first_name,
            "lastName": self.last_name,
            "email": self.email,
            "phone": self.phone,
            "extension": "",
            "permissions": {
                "contactsEnabled": true,
                "conversationsEnabled": true,
                "opportunitiesEnabled": true,
                "appointmentsEnabled": true,
                "assignedDataOnly": false,
                "settingsEnabled": is_admin,
                "paymentsEnabled": is_admin,
            },
            "roles": {
                "type": "account",
                "role": self.role,
                "locationIds": [LOCATION_ID],
                "restrictSubAccount": false,
            },
            "deleted": false,
            "lcPhone": { LOCATION_ID: self.phone },
            "platformLanguage": "en_US",
        })
    }
}

pub(crate) fn by_id(id: &str) -> Option<&'static User> {
    USERS.iter().find(|user| user.id() == id)
}

const QUERY: &[Property] = &[Property::text("locationId")];

/// `GET /users/`. The documents call it deprecated, in favour of a search that needs the id of the company.
pub(crate) async fn list(Parameters(query): Parameters) -> Result<Response, Refusal> {
    auth::check_location(&query)?;
    validate::read(query, &[QUERY])?;
    let users: Vec<Value> = USERS.iter().map(User::to_json).collect();
    Ok(reply::traced(StatusCode::OK, json!({ "users": users })))
}

/// `GET /users/{id}`. What the vendor answers to an id that nobody has is not documented: here the 400 of other records.
pub(crate) async fn get(Id(id): Id) -> Result<Response, Refusal> {
    let user = by_id(&id).ok_or(Refusal::NotFound("User", id))?;
    Ok(reply::traced(StatusCode::OK, user.to_json()))
}
