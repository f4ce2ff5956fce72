//! What the checks have to know of a CRM.

use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock};

use http::Method;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::operation::{Operation, Schema};

/// A CRM whose contract is checked.
pub(crate) struct Crm {
    /// What its API has before the paths of the contract.
    pub(crate) base: &'static str,
    /// How the header `authorization` looks, in words.
    pub(crate) credential: &'static str,
    /// Whether this is such a header.
    pub(crate) is_credential: fn(&str) -> bool,
    /// Whether null in an answer says the same as to leave the property out, whatever the documents say.
    pub(crate) nulls_are_gaps: bool,
    /// The parameter that names the properties that an answer is to have; it lacks the others then.
    pub(crate) selection: Option<&'static str>,
    pub(crate) contract: LazyLock<Contract>,
}

/// What is stored in the folder of a CRM.
pub(crate) struct Contract {
    pub(crate) operations: Vec<Operation>,
    /// What any operation may answer beside what it lists, by status.
    refusals: BTreeMap<String, Schema>,
}

impl Contract {
    pub(crate) fn read(crm: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contract").join(crm);
        let listed: BTreeMap<String, Value> = read(&folder.join("operations.json"));
        // The key is the path of the vendor's file; ours has its name.
        let services = listed.keys().map(|file| folder.join(Path::new(file).file_name().unwrap()));
        let operations = services.flat_map(|file| read::<BTreeMap<String, Value>>(&file));
        let refusals: BTreeMap<String, Value> = read(&folder.join("refusals.json"));
        Self {
            operations: operations.map(|(name, said)| Operation::new(name, &said)).collect(),
            refusals: refusals.into_iter().map(|(status, said)| (status, Schema::new(&said))).collect(),
        }
    }

    /// The operation of this name, `METHOD path`.
    pub(crate) fn named(&self, name: &str) -> &Operation {
        let named = self.operations.iter().find(|operation| operation.name == name);
        named.unwrap_or_else(|| panic!("{name} is not in the contract"))
    }

    /// The operation that answers this request. What is spelt out goes before what any id fits.
    pub(crate) fn operation(&self, method: &Method, path: &str) -> Option<&Operation> {
        let candidates = self.operations.iter().filter_map(|operation| Some((operation, operation.ids(method, path)?)));
        candidates.min_by_key(|(_, ids)| ids.len()).map(|(operation, _)| operation)
    }

    /// The shape of a refusal that any operation may answer.
    pub(crate) fn refusal(&self, status: u16) -> Option<&Schema> {
        self.refusals.get(&status.to_string()).or_else(|| self.refusals.get(&format!("{}xx", status / 100)))
    }
}

fn read<T: DeserializeOwned>(file: &Path) -> T {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
