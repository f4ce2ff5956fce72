//! What `--allow-host` and `--allow-origin` take: names in the form in which requests have them, or they would never match.

/// A host name, perhaps with a port.
pub(crate) fn host(text: &str) -> Result<String, String> {
    let host = host_of(text.split_once("://").map_or(text, |(_, rest)| rest));
    match host {
        Some(host) if host == text => Ok(host.to_owned()),
        Some(host) => Err(format!("a host name stands alone: `{host}`")),
        None => Err("name one host as requests do: `crm.example.com`".to_owned()),
    }
}

/// A scheme, a host name and a port that is not the scheme's own, as browsers send them.
pub(crate) fn origin(text: &str) -> Result<String, String> {
    let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
    let Some(host) = host_of(rest) else {
        return Err("name one origin as browsers do: `https://app.example.com`".to_owned());
    };
    let host = match scheme {
        "https" => host.trim_end_matches(":443"),
        "http" => host.trim_end_matches(":80"),
        _ => host,
    };
    let origin = format!("{scheme}://{host}");
    if text.trim_end_matches('/') == origin {
        Ok(origin)
    } else {
        Err(format!("an origin is a scheme and a host, as browsers send it: `{origin}`"))
    }
}

/// The host at the beginning of what follows a scheme, if it can be one.
fn host_of(text: &str) -> Option<&str> {
    let host = text.split('/').next().unwrap_or_default();
    let may_be = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    (!host.is_empty() && host.bytes().all(may_be)).then_some(host)
}
