//! A sandbox, asked as any client would ask it: its answers, refusals too, are those of the vendor.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use crm_mcp_tools::api::Upstream;
use http::Request;
use serde_json::Value;

use crate::checked::{Checked, Crm, Operation};

/// What is asked: the status of the answer, the operation, its query, its body. `{contactId}` stands for an id.
pub(crate) type Asked = (u16, &'static str, &'static str, &'static str);

/// The last answer to each operation so far.
type Answers = BTreeMap<&'static str, Value>;

pub(crate) struct Asking {
    pub(crate) crm: &'static Crm,
    pub(crate) asked: &'static [Asked],
    /// The operations that the sandbox does not have, with the reason.
    pub(crate) unasked: &'static [(&'static str, &'static str)],
    /// Names in what is asked, and the text that each stands for.
    pub(crate) texts: &'static [(&'static str, &'static str)],
    /// Names in what is asked that stand for ids, and where those come from: an operation, and the place in its answer.
    /// A name may have the path around it, `/lead/{id}/`.
    pub(crate) ids: &'static [(&'static str, &'static str, &'static str)],
    /// The header `authorization` of somebody who may ask for all of it.
    pub(crate) credential: &'static str,
    /// That of nobody, who is answered 401.
    pub(crate) unknown: &'static str,
}

impl Asking {
    /// Asks everything, and has every answer checked.
    pub(crate) async fn ask(&self, sandbox: impl Upstream) {
        let checked = Checked::new(self.crm, sandbox);
        let (mut answers, mut wrong) = (Answers::new(), Vec::new());
        for (status, name, query, body) in self.asked {
            let operation = self.crm.contract.named(name);
            let path = self.filled(name.split(' ').nth(1).unwrap(), &answers);
            let query = self.filled(query, &answers);
            let (uri, body) = (format!("{}{path}?{query}", self.crm.base), self.filled(body, &answers));
            for (credential, status) in [(self.unknown, 401), (self.credential, *status)] {
                let response = checked.send(request(operation, credential, &uri, body.clone())).await.unwrap();
                // Where a body is due and there is none, the check has told so.
                let answer: Value = serde_json::from_slice(response.body()).unwrap_or_default();
                if response.status().as_u16() != status {
                    wrong.push(format!("{name} {uri} {body}: {}, not {status}: {answer}", response.status()));
                }
                if response.status().is_success() {
                    answers.insert(*name, answer);
                }
            }
        }
        wrong.extend(checked.violations().into_iter().filter(|line| line.contains(": answer ")));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let all: BTreeSet<_> = self.crm.contract.operations.iter().map(|operation| &*operation.name).collect();
        let asked = answers.into_keys().chain(self.unasked.iter().map(|(name, _)| *name));
        assert_eq!(asked.collect::<BTreeSet<_>>(), all, "every operation is asked");
    }

    /// The template with texts, and with the ids of the answers so far, in place of their names.
    fn filled(&self, template: &str, answers: &Answers) -> String {
        let template = self.texts.iter().fold(template.to_owned(), |text, (name, stands)| text.replace(name, stands));
        self.ids.iter().fold(template, |text, (name, operation, pointer)| {
            let id = answers.get(operation).and_then(|answer| answer.pointer(pointer)).and_then(Value::as_str);
            id.map_or(text.clone(), |id| text.replace(name, &in_place(name, id)))
        })
    }
}

/// The text with this id in place of what stands in braces.
fn in_place(name: &str, id: &str) -> String {
    let (before, rest) = name.split_once('{').unwrap();
    let (_, after) = rest.split_once('}').unwrap();
    format!("{before}{id}{after}")
}

fn request(operation: &Operation, credential: &str, uri: &str, body: String) -> Request<Bytes> {
    let method = operation.name.split(' ').next().unwrap();
    let mut request = Request::builder().method(method).uri(uri).header("authorization", credential);
    for (name, said) in operation.request["header"].said["properties"].as_object().into_iter().flatten() {
        request = request.header(name, said["enum"][0].as_str().unwrap());
    }
    let request = request.header("accept", "application/json").header("content-type", "application/json");
    request.body(body.into()).unwrap()
}
