//! Close, as the server knows it: an API key or an access token, and the tier that its holder declares.

use axum::http::HeaderMap;
use crm_mcp_core::{
    Tier,
    transport::http::{Unauthorized, single_header},
};
use crm_mcp_tools::{
    close::{self, Client, Close, CloseDialect},
    crm::Dialect,
    sandbox::close::{API_KEY, CloseSandbox},
};
use secrecy::{ExposeSecret, SecretString};

use super::{
    sent::{bearer, variable},
    served_crm::{Given, Offer, ServedCrm, Words},
};
use crate::rights::listed;

/// Close among the CRMs that are served.
pub(crate) struct OfClose;

const KEY: &str = "CLOSE_API_KEY";
const SCOPE: &str = "CLOSE_SCOPE";

impl ServedCrm for OfClose {
    type Dialect = CloseDialect;
    /// An API key or an access token. Each is one of a user in one organization.
    type Credential = SecretString;
    type Sandbox = CloseSandbox;

    const WORDS: Words = Words {
        name: CloseDialect::CRM,
        path: "close",
        headers: &[("Close-API-Key", "<key>"), ("Close-Scope", Tier::Read.as_str())],
        secret: "key",
        missing: "send a Close API key and what it shall do: `Close-API-Key: <key>`, `Close-Scope: mcp.read`, \
            `mcp.write_safe` or `mcp.write_destructive`; or an access token: `Authorization: Bearer <token>`",
        variables: &[KEY],
        narrowing: Some(SCOPE),
        url_flag: "--close-url",
        reader: &[("Close-API-Key", API_KEY)],
    };

    const OFFER: Offer<Close> = Offer {
        instructions: "Tools on one Close organization. A lead is a company, and the root of all else: find the lead \
            first. Take ids from answers, and read a record before you change it. Errors say what to do next; a tool that \
            they name may be one that is not served here.",
        scopes: Vec::new,
        toolsets: close::toolsets,
        default_tools: close::default_tools,
        choose: |names| close::choose(names.iter().copied()),
        prompts_for: close::prompts_for,
        resources_for: close::resources_for,
    };

    fn given_by(headers: &HeaderMap) -> Result<Given<SecretString>, Unauthorized> {
        // HighLevel's credential is nothing for Close's API.
        if headers.contains_key("locationId") {
            let message = "this is Close; send `locationId` and HighLevel's token to /highlevel/mcp";
            return Err(Unauthorized::Malformed(message.into()));
        }
        let key = single_header(headers, "Close-API-Key")?;
        let credential = match (key, single_header(headers, "authorization")?) {
            (Some(_), Some(_)) => {
                let message = "send `Close-API-Key: <key>` or `Authorization: Bearer <token>`, not both";
                return Err(Unauthorized::Malformed(message.into()));
            }
            (Some(key), None) => Some(key),
            (None, Some(authorization)) => Some(bearer(authorization)?),
            (None, None) => None,
        };
        given(credential, single_header(headers, "Close-Scope")?)
            .map_err(|why| Unauthorized::Malformed(format!("`Close-Scope`: {why}")))
    }

    fn given_in_environment() -> Result<Given<SecretString>, String> {
        given(variable(KEY)?.as_deref(), variable(SCOPE)?.as_deref()).map_err(|why| format!("{SCOPE}: {why}"))
    }

    fn of_sandbox() -> SecretString {
        API_KEY.into()
    }

    /// The sandbox has several keys, which begin alike. Close has no scopes beside its tiers.
    fn scopes_in_sandbox(credential: &SecretString) -> Option<&'static [&'static str]> {
        let rest = credential.expose_secret().strip_prefix(API_KEY)?;
        (rest.is_empty() || rest.starts_with('_')).then_some(&[])
    }

    fn parts(credential: &SecretString) -> Vec<&str> {
        vec![credential.expose_secret()]
    }

    fn tenant(_: &SecretString) -> String {
        format!("the organization of {KEY}")
    }

    fn bind(client: &Client, credential: SecretString) -> Result<Close, String> {
        Close::of_key(client, credential).map_err(|error| format!("the key is not usable: {error}"))
    }
}

/// A credential with the tier that is declared for it, the lowest one if none is. Without a credential, a tier narrows what
/// clients may do that have none.
fn given(credential: Option<&str>, scope: Option<&str>) -> Result<Given<SecretString>, String> {
    let tier = match scope {
        Some(scope) => tier(scope)?,
        None if credential.is_some() => Tier::Read,
        None => Tier::WriteDestructive,
    };
    Ok(Given { credential: credential.map(SecretString::from), tier })
}

fn tier(scope: &str) -> Result<Tier, String> {
    let names = listed(scope, &[], OfClose::WORDS.name).map_err(|error| error.without_name())?;
    match names[..] {
        [name] => name.parse::<Tier>().map_err(|error| error.to_string()),
        _ => Err("name one scope: the higher ones include the lower ones".to_owned()),
    }
}
