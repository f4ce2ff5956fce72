//! Any text as a request: lines of headers, an empty line, the body.
#![no_main]

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use crm_mcp_core::{
    Caller, Session,
    transport::http::{HttpOptions, HttpService},
};
use crm_mcp_fuzz::subject;
use http::{HeaderName, HeaderValue, Request, header};
use http_body_util::{BodyExt, Full};
use tower::ServiceExt;

static SERVICE: LazyLock<HttpService<()>> = LazyLock::new(|| {
    let everybody = Session::new(Caller::trusted("test"), Arc::new(()));
    HttpService::new(subject::server(), everybody, HttpOptions::default().max_body(4096))
});

/// What the protocol has a status for.
const STATUSES: [u16; 9] = [200, 202, 204, 400, 403, 404, 405, 406, 413];

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some(request) = request(input) else { return };
    let message = request.body().clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let (parts, body) =
        runtime.block_on(SERVICE.clone().oneshot(request.map(Full::new))).expect("no error").into_parts();
    let answer = runtime.block_on(body.collect()).expect("no error").to_bytes();

    let status = parts.status.as_u16();
    assert!(STATUSES.contains(&status) || status == 415, "{status}");
    let is_json = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    assert_eq!(is_json, !matches!(status, 202 | 204), "{status}");
    // What is refused by its headers is not read, so its id is not known.
    let message = if matches!(status, 200 | 202 | 404) { message } else { Bytes::new() };
    if status != 204 {
        subject::check_answer(&message, is_json.then_some(&*answer));
    }
});

/// The request that the input writes down; none if HTTP could not carry it.
fn request(input: &[u8]) -> Option<Request<Bytes>> {
    let end = input.windows(2).position(|pair| pair == b"\n\n")?;
    let (head, body) = (&input[..end], &input[end + 2..]);
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut request = Request::builder().method(lines.next()?).uri("/mcp");
    for line in lines {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let (name, value) = (HeaderName::from_bytes(&line[..colon]), HeaderValue::from_bytes(&line[colon + 1..]));
        request = request.header(name.ok()?, value.ok()?);
    }
    request.body(Bytes::copy_from_slice(body)).ok()
}
