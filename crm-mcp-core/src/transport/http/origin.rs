//! Which web pages may use the endpoint: one list for the Origin check, the Host check and CORS.
//!
//! A page that a browser shows can send requests to any address, loopback included, and can make a name of its own
//! lead there (DNS rebinding). The browser says where the page is from (`Origin`) and what name it used (`Host`).

use std::net::IpAddr;

use super::{body::ResponseBody, rejection::Rejection};
use http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header, request::Parts};

/// The origins and host names that are let in besides those of this machine.
#[derive(Debug, Clone, Default)]
pub(super) struct Origins {
    pages: Vec<String>,
    hosts: Vec<String>,
    refuses_local_pages: bool,
}

impl Origins {
    pub(super) fn refuse_local_pages(&mut self) {
        self.refuses_local_pages = true;
    }

    pub(super) fn allow_origin(&mut self, origin: &str) {
        self.pages.push(origin.trim_end_matches('/').to_owned());
    }

    pub(super) fn allow_host(&mut self, host: &str) {
        self.hosts.push(without_port(host).to_owned());
    }

    pub(super) fn check(&self, request: &Parts) -> Result<(), Rejection> {
        // Every occurrence of a repeated header must pass: other software may read a different one.
        if !request.headers.get_all(header::ORIGIN).iter().all(|origin| self.allows(origin)) {
            return Err(Rejection::Origin);
        }
        let named = request.headers.get_all(header::HOST).iter().map(|host| host.to_str().map_or("", without_port));
        if !named.chain(request.uri.host()).all(|host| self.allows_host(host)) {
            return Err(Rejection::Host);
        }
        Ok(())
    }

    /// Lets an allowed page read the response.
    pub(super) fn share_with(&self, request: &HeaderMap, response: &mut HeaderMap) {
        let Some(origin) = request.get(header::ORIGIN).filter(|origin| self.allows(origin)) else { return };
        response.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        response.append(header::VARY, HeaderValue::from_static("Origin"));
        response.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("WWW-Authenticate, Mcp-Session-Id, MCP-Protocol-Version"),
        );
    }

    fn allows(&self, origin: &HeaderValue) -> bool {
        let Ok(origin) = origin.to_str() else { return false };
        self.pages.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin))
            || !self.refuses_local_pages
                && origin.parse::<Uri>().is_ok_and(|uri| uri.scheme().is_some() && uri.host().is_some_and(is_loopback))
    }

    /// DNS rebinding needs a name, so every IP address is accepted.
    fn allows_host(&self, host: &str) -> bool {
        is_loopback(host)
            || address(host).is_some()
            || self.hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
    }
}

/// The answer to a browser's question whether a page may send its request. Asked without credentials.
pub(super) fn preflight(request: &HeaderMap) -> Response<ResponseBody> {
    let mut response = Response::new(ResponseBody::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, DELETE, OPTIONS"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    // The origin was checked; which headers its page sends is between it and the authenticator.
    if let Some(wanted) = request.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    response
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || address(host).is_some_and(|address| address.is_loopback())
}

fn address(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !host.ends_with(':') => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderValue, Request};

    use super::Origins;
    use crate::transport::http::rejection::Rejection;

    fn check(host: &str, origin: Option<&'static str>) -> Result<(), Rejection> {
        let mut origins = Origins::default();
        origins.allow_host("crm.example.com:8443");
        origins.allow_origin("https://app.example.com/");
        let (mut parts, ()) = Request::builder().header("host", host).body(()).unwrap().into_parts();
        if let Some(origin) = origin {
            parts.headers.insert("origin", HeaderValue::from_static(origin));
        }
        origins.check(&parts)
    }

    #[test]
    fn hosts_of_this_machine_addresses_and_allowed_names_pass() {
        for host in [
            "localhost",
            "LOCALHOST:8000",
            "127.0.0.1:8000",
            "[::1]:8000",
            "[::1]",
            "192.0.2.7:80",
            "crm.example.com",
            "CRM.example.com:443",
        ] {
            assert_eq!(check(host, None), Ok(()), "{host}");
        }
        for host in
            ["evil.example.com", "localhost.evil.example", "127.0.0.1.evil.example:80", "", "crm.example.com.evil"]
        {
            assert_eq!(check(host, None), Err(Rejection::Host), "{host}");
        }
    }

    #[test]
    fn origins_of_this_machine_and_allowed_ones_pass() {
        for origin in ["http://localhost:6274", "http://127.0.0.1", "https://[::1]:1", "https://app.example.com"] {
            assert_eq!(check("localhost", Some(origin)), Ok(()), "{origin}");
        }
        for origin in [
            "null",
            "",
            "https://evil.example.com",
            "http://app.example.com",
            "https://app.example.com.evil",
            "http://localhost.evil",
            "localhost",
            "http://192.0.2.7",
        ] {
            assert_eq!(check("localhost", Some(origin)), Err(Rejection::Origin), "{origin}");
        }
    }

    #[test]
    fn pages_of_this_machine_can_be_refused() {
        let mut origins = Origins::default();
        origins.refuse_local_pages();
        origins.allow_origin("http://localhost:3000");
        let check = |origin: &'static str| {
            let request = Request::builder().header("host", "localhost").header("origin", origin);
            origins.check(&request.body(()).unwrap().into_parts().0)
        };
        assert_eq!(check("http://localhost:3000"), Ok(()));
        for origin in ["http://localhost:3001", "http://127.0.0.1", "https://[::1]:1"] {
            assert_eq!(check(origin), Err(Rejection::Origin), "{origin}");
        }
    }
}
