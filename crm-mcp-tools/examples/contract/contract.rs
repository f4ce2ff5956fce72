//! The contract: the operations that the tools use, by service, as the vendor documents them and as corrected.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::{Map, Value};

use crate::{
    Result,
    corrections::{self, Correction},
    documents::{Documents, read_json},
    print,
    schema::closed,
};

/// Which operations, by the vendor's files.
type Listed = BTreeMap<String, BTreeSet<String>>;

pub(crate) struct Contract {
    /// The operations of each service, by the name of its file.
    pub(crate) services: BTreeMap<String, Value>,
    /// A line for each correction that does not apply, as `METHOD path: what`.
    pub(crate) faults: Vec<String>,
}

impl Contract {
    /// Makes the contract from the vendor's documents; which operations and what corrections is said where it is stored.
    pub(crate) fn make(mut documents: Documents, stored: &Path) -> Result<Self> {
        let corrections = corrections::read(&stored.join("corrections.json"))?;
        let mut contract = Self { services: BTreeMap::new(), faults: Vec::new() };
        let listed = listed(stored)?;
        corrections::check_names(&corrections, |name| listed.values().any(|names| names.contains(name)))?;
        for (file, names) in listed {
            let operations = contract.operations(&mut documents, &corrections, &file, names)?;
            contract.services.insert(file_name(&file)?, operations);
        }
        Ok(contract)
    }

    fn operations(
        &mut self,
        documents: &mut Documents,
        corrections: &[Correction],
        file: &str,
        names: BTreeSet<String>,
    ) -> Result<Value> {
        let mut operations = Map::new();
        for name in names {
            let mut operation = documents.operation(file, &name)?;
            let faults = corrections::apply(corrections, &name, &mut operation);
            self.faults.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
            if operation.is_null() {
                continue;
            }
            for place in ["path", "query", "body"] {
                if let Some(schema) = operation.get_mut(place) {
                    *schema = closed(schema.take());
                }
            }
            operations.insert(name, operation);
        }
        Ok(operations.into())
    }

    /// The contract as it is stored.
    pub(crate) fn read(stored: &Path) -> Result<Self> {
        let service = |file: String| {
            let name = file_name(&file)?;
            let operations = read_json(&stored.join(&name))?;
            Ok((name, operations))
        };
        let services = listed(stored)?.into_keys().map(service).collect::<Result<_>>()?;
        Ok(Self { services, faults: Vec::new() })
    }

    pub(crate) fn write(&self, stored: &Path) -> Result<()> {
        for (name, operations) in &self.services {
            fs::write(stored.join(name), print::json(operations))?;
        }
        Ok(())
    }
}

fn listed(stored: &Path) -> Result<Listed> {
    Ok(serde_json::from_value(read_json(&stored.join("operations.json"))?)?)
}

fn file_name(path: &str) -> Result<String> {
    let name = Path::new(path).file_name().and_then(|name| name.to_str());
    Ok(name.ok_or_else(|| format!("{path} names no file"))?.to_owned())
}
