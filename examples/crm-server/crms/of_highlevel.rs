//! HighLevel, as the server knows it: a token and the location it is for.

use axum::http::HeaderMap;
use crm_mcp_core::{
    Scope, Tier,
    transport::http::{Unauthorized, single_header},
};
use crm_mcp_tools::{
    crm::Dialect,
    highlevel::{self, Client, HighLevel, HighLevelDialect, scopes},
    sandbox::{self, Sandbox},
};
use secrecy::{ExposeSecret, SecretString};

use super::{
    sent::{bearer, variable},
    served_crm::{Given, Offer, ServedCrm, Words},
};

/// HighLevel among the CRMs that are served.
pub(crate) struct OfHighLevel;

const TOKEN: &str = "HIGHLEVEL_TOKEN";
const LOCATION: &str = "HIGHLEVEL_LOCATION";

/// A token and the location it is for.
#[derive(Clone)]
pub(crate) struct LocationToken {
    token: SecretString,
    location: String,
}

impl LocationToken {
    fn new(token: &str, location: &str) -> Self {
        Self { token: token.into(), location: location.to_owned() }
    }
}

impl ServedCrm for OfHighLevel {
    type Dialect = HighLevelDialect;
    type Credential = LocationToken;
    type Sandbox = Sandbox;

    const WORDS: Words = Words {
        name: HighLevelDialect::CRM,
        path: "highlevel",
        headers: &[("Authorization", "Bearer <token>"), ("locationId", "<id>")],
        secret: "token",
        missing: "send a HighLevel token and its location: `Authorization: Bearer <token>`, `locationId: <id>`",
        variables: &[TOKEN, LOCATION],
        narrowing: None,
        url_flag: "--highlevel-url",
        reader: &[("Authorization", "Bearer pit-sandbox-read"), ("locationId", sandbox::LOCATION_ID)],
    };

    const OFFER: Offer<HighLevel> = Offer {
        instructions: "Tools on one HighLevel location. Take ids from answers, and read a record before you change it. \
            Errors say what to do next; a tool that they name may be one that is not served here.",
        scopes: || scopes::ALL.iter().map(Scope::as_str).collect(),
        toolsets: highlevel::toolsets,
        default_tools: highlevel::tools,
        choose: |names| highlevel::choose(names.iter().copied()),
        prompts_for: highlevel::prompts_for,
        resources_for: highlevel::resources_for,
    };

    fn given_by(headers: &HeaderMap) -> Result<Given<LocationToken>, Unauthorized> {
        // To pass over them would leave a client more than it asked for.
        if ["Close-API-Key", "Close-Scope"].iter().any(|name| headers.contains_key(*name)) {
            let message = "this is HighLevel; send `Close-API-Key` and `Close-Scope` to /close/mcp";
            return Err(Unauthorized::Malformed(message.into()));
        }
        let authorization = single_header(headers, "authorization")?;
        let credential = match (authorization, single_header(headers, "locationId")?) {
            (Some(authorization), Some(location)) => Some(LocationToken::new(bearer(authorization)?, location)),
            (Some(_), None) => {
                return Err(Unauthorized::Malformed("send the token's location: `locationId: <id>`".into()));
            }
            (None, Some(_)) => return Err(Unauthorized::Missing(Self::WORDS.missing.into())),
            (None, None) => None,
        };
        Ok(Given { credential, tier: Tier::WriteDestructive })
    }

    fn given_in_environment() -> Result<Given<LocationToken>, String> {
        let credential = match (variable(TOKEN)?, variable(LOCATION)?) {
            (None, None) => None,
            (Some(token), Some(location)) => Some(LocationToken::new(&token, &location)),
            (Some(_), None) => {
                return Err(format!("{TOKEN} is set and {LOCATION} is not; set the id of the token's location"));
            }
            (None, Some(_)) => {
                return Err(format!("{LOCATION} is set and {TOKEN} is not; set a token of that location"));
            }
        };
        Ok(Given { credential, tier: Tier::WriteDestructive })
    }

    fn of_sandbox() -> LocationToken {
        LocationToken::new(sandbox::TOKEN, sandbox::LOCATION_ID)
    }

    fn scopes_in_sandbox(credential: &LocationToken) -> Option<&'static [&'static str]> {
        sandbox::scopes_of(credential.token.expose_secret())
    }

    fn parts(credential: &LocationToken) -> Vec<&str> {
        vec![&credential.location, credential.token.expose_secret()]
    }

    fn tenant(credential: &LocationToken) -> String {
        format!("location {}", credential.location)
    }

    fn bind(client: &Client, credential: LocationToken) -> Result<HighLevel, String> {
        let location = credential.location.parse().map_err(|error| format!("the location is not usable: {error}"))?;
        HighLevel::new(client, credential.token, location).map_err(|error| format!("the token is not usable: {error}"))
    }
}
