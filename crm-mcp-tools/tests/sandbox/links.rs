//! The links in answers: they lead to the sandbox, by the name that the client used for it.

use axum::body::{Body, to_bytes};
use crm_mcp_tools::sandbox::{Sandbox, TOKEN};
use http::{Request, Version, header::HOST};
use serde_json::Value;
use tower::ServiceExt as _;

const LISTS: [&str; 2] = [
    "/contacts/?locationId=SandboxLocation00001&limit=1",
    "/opportunities/search?location_id=SandboxLocation00001&limit=1",
];

/// Where the next page is said to be, by an answer to this request.
async fn next_page(sandbox: &Sandbox, uri: String, host: Option<&str>, version: Version) -> String {
    let mut request = Request::get(uri).version(version).header("version", "2021-07-28");
    request = request.header("authorization", format!("Bearer {TOKEN}"));
    if let Some(host) = host {
        request = request.header(HOST, host);
    }
    let response = sandbox.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    body["meta"]["nextPageUrl"].as_str().unwrap_or_else(|| panic!("{body}")).to_owned()
}

#[tokio::test]
async fn the_next_page_is_in_the_sandbox() {
    let sandbox = Sandbox::in_memory().await.unwrap();
    let vendor = "https://services.leadconnectorhq.com";
    let cases = [
        ("", Some("127.0.0.1:8001"), Version::HTTP_11, "http://127.0.0.1:8001"),
        ("", None, Version::HTTP_11, "http://sandbox.localhost"),
        // In process, a client's base URL is a name only.
        (vendor, None, Version::HTTP_11, "http://sandbox.localhost"),
        ("https://crm.example.com", None, Version::HTTP_2, "https://crm.example.com"),
    ];
    for list in LISTS {
        for (base, host, version, expected) in cases {
            let next = next_page(&sandbox, format!("{base}{list}"), host, version).await;
            let path = list.split_once('?').unwrap().0;
            assert!(next.starts_with(&format!("{expected}{path}?")), "{next} for {base:?} {host:?}");
        }
    }
}
