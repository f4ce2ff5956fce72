//! The official JSON Schema of each revision: which of its definitions describes which message, and what it finds wrong.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{LazyLock, Mutex},
};

use crm_mcp_core::Revision;
use jsonschema::Validator;
use serde_json::{Value, json};

/// The schema of one revision.
pub(super) struct Schema {
    document: Value,
    /// Where the document keeps its definitions; earlier revisions speak an earlier dialect of JSON Schema.
    keyword: &'static str,
    /// The definitions that were asked for, each compiled once.
    compiled: Mutex<HashMap<String, &'static Validator>>,
}

impl Schema {
    pub(super) fn of(revision: Revision) -> &'static Self {
        static ALL: LazyLock<BTreeMap<Revision, Schema>> = LazyLock::new(|| {
            let texts = [
                (Revision::V2024_11_05, include_str!("schemas/2024-11-05.json")),
                (Revision::V2025_03_26, include_str!("schemas/2025-03-26.json")),
                (Revision::V2025_06_18, include_str!("schemas/2025-06-18.json")),
                (Revision::V2025_11_25, include_str!("schemas/2025-11-25.json")),
                (Revision::V2026_07_28, include_str!("schemas/2026-07-28.json")),
            ];
            texts.map(|(revision, text)| (revision, Schema::new(serde_json::from_str(text).unwrap()))).into()
        });
        &ALL[&revision]
    }

    fn new(document: Value) -> Self {
        let keyword = if document["$defs"].is_object() { "$defs" } else { "definitions" };
        Self { document, keyword, compiled: Mutex::default() }
    }

    /// A definition, which is null if there is none of this name.
    fn definition(&self, name: &str) -> &Value {
        &self.document[self.keyword][name]
    }

    fn defines(&self, name: &str) -> bool {
        self.definition(name).is_object()
    }

    /// What a definition finds wrong with a value: where in it, and why.
    pub(super) fn faults(&self, definition: &str, value: &Value) -> Vec<String> {
        let faults = self.validator(definition).iter_errors(value);
        faults.map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
    }

    fn validator(&self, definition: &str) -> &'static Validator {
        assert!(self.defines(definition), "the schema defines no {definition}");
        self.compiled.lock().unwrap().entry(definition.to_owned()).or_insert_with(|| {
            let mut document = self.document.clone();
            document["$ref"] = json!(format!("#/{}/{definition}", self.keyword));
            let validator = jsonschema::options().should_validate_formats(true).build(&document).unwrap();
            Box::leak(Box::new(validator))
        })
    }

    /// The names that a definition lists as its alternatives.
    fn alternatives(definition: &Value) -> impl Iterator<Item = &str> {
        let alternatives = definition["anyOf"].as_array().into_iter().flatten();
        alternatives.filter_map(|alternative| alternative["$ref"].as_str()?.rsplit('/').next())
    }

    /// The methods that a client may ask for.
    pub(super) fn methods(&self) -> impl Iterator<Item = &str> {
        let requests = Self::alternatives(self.definition("ClientRequest"));
        requests.filter_map(|name| self.definition(name)["properties"]["method"]["const"].as_str())
    }

    /// The definition for messages of this method among the alternatives of `union`, `ServerNotification` say.
    pub(super) fn message(&self, union: &str, method: &str) -> Option<&str> {
        let mut alternatives = Self::alternatives(self.definition(union));
        alternatives.find(|name| self.definition(name)["properties"]["method"]["const"] == method)
    }

    /// The definition of the result of a client's request: the schemas name the two alike. Without one of its own, a
    /// request is answered with an empty result.
    pub(super) fn result(&self, method: &str) -> Option<String> {
        let result = self.message("ClientRequest", method)?.replace("Request", "Result");
        Some(if self.defines(&result) { result } else { "EmptyResult".to_owned() })
    }

    /// Whether a request that has this result may be answered with what the client must find out first.
    pub(super) fn may_ask_back(&self, result: &str) -> bool {
        let response = self.definition(&format!("{result}Response"));
        Self::alternatives(&response["properties"]["result"]).any(|name| name == "InputRequiredResult")
    }

    /// The definition of a whole response with this error code, if the revision has one.
    pub(super) fn error(&self, code: &Value) -> Option<&str> {
        let definitions = self.document[self.keyword].as_object().into_iter().flatten();
        let mut errors = definitions.filter(|(_, definition)| {
            let parts = definition["properties"]["error"]["allOf"].as_array().into_iter().flatten();
            parts.into_iter().any(|part| part["properties"]["code"]["const"] == *code)
        });
        errors.next().map(|(name, _)| name.as_str())
    }

    /// The envelope of a result and that of an error. Up to 2025-06-18 they have other names than after.
    pub(super) fn envelopes(&self) -> [&'static str; 2] {
        if self.defines("JSONRPCResultResponse") {
            ["JSONRPCResultResponse", "JSONRPCErrorResponse"]
        } else {
            ["JSONRPCResponse", "JSONRPCError"]
        }
    }
}
