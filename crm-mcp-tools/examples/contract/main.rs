//! Reports where a vendor's API documents differ from the contract that the tests check against; `--write` stores it.
//!
//! `cargo run -p crm-mcp-tools --example contract -- CRM DOCUMENTS [--write]`. The CRM is a folder of `tests/contract`. The
//! documents are the vendor's OpenAPI: its one file, or the directory of its files. Ends with 1 if there is drift, with 2
//! if it cannot tell.

mod contract;
mod corrections;
mod documents;
mod drift;
mod print;
mod schema;

use std::{env, error::Error, path::Path, process::ExitCode};

use contract::Contract;
use documents::Documents;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// The contracts, in a folder for each CRM.
const STORED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/contract");

fn main() -> ExitCode {
    run(&env::args().skip(1).collect::<Vec<_>>()).unwrap_or_else(|error| {
        eprintln!("{error}");
        ExitCode::from(2)
    })
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [crm, vendor] => report(Path::new(vendor), &Path::new(STORED).join(crm)),
        [crm, vendor, "--write"] => write(Path::new(vendor), &Path::new(STORED).join(crm)),
        _ => Err(
            "usage: contract CRM DOCUMENTS [--write], where the CRM is a folder of tests/contract and the documents \
                  are the vendor's file or directory"
                .into(),
        ),
    }
}

/// Prints the drift; a success if there is none.
fn report(vendor: &Path, stored: &Path) -> Result<ExitCode> {
    let made = Contract::make(Documents::of(vendor), stored)?;
    let drift = drift::report(&Contract::read(stored)?, &made);
    if drift.is_empty() {
        println!("no drift");
        return Ok(ExitCode::SUCCESS);
    }
    print!("{drift}");
    Ok(ExitCode::FAILURE)
}

/// Stores the contract. A correction that does not apply has to be looked at before.
fn write(vendor: &Path, stored: &Path) -> Result<ExitCode> {
    let made = Contract::make(Documents::of(vendor), stored)?;
    if let Some(fault) = made.faults.first() {
        return Err(format!("{fault}; nothing is written before corrections.json fits").into());
    }
    made.write(stored)?;
    Ok(ExitCode::SUCCESS)
}

/// The folders of all CRMs.
#[cfg(test)]
fn stored() -> impl Iterator<Item = std::path::PathBuf> {
    let folders = std::fs::read_dir(STORED).unwrap().map(|entry| entry.unwrap().path());
    folders.filter(|folder| folder.join("operations.json").exists())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/contract/fixtures");

    /// The drift from the documents of the fixtures to the same after this JSON Patch.
    fn drift_after(patch: Value) -> String {
        let fixtures = Path::new(FIXTURES);
        let stored = Contract::make(Documents::of(fixtures), fixtures).unwrap();
        assert_eq!(stored.faults, [""; 0]);
        let (file, patch) = (fixtures.join("apps/pets.json"), serde_json::from_value(patch).unwrap());
        let altered = Documents::altered(fixtures, &file, &patch);
        drift::report(&stored, &Contract::make(altered, fixtures).unwrap())
    }

    #[test]
    fn what_the_contract_does_not_hold_is_no_drift() {
        assert_eq!(drift_after(json!([])), "");
        let prose = json!([
            {"op": "replace", "path": "/components/schemas/Pet/properties/name/description", "value": "Its name"},
            {"op": "add", "path": "/paths/~1owners~1", "value": {"get": {}}},
        ]);
        assert_eq!(drift_after(prose), "");
    }

    #[test]
    fn a_change_is_reported_in_every_operation_that_it_reaches() {
        let patch = json!([
            {"op": "remove", "path": "/paths/~1pets~1{petId}/delete"},
            {"op": "replace", "path": "/paths/~1pets~1/get/parameters/0/schema/enum/0", "value": "v3"},
            {"op": "replace", "path": "/paths/~1pets~1/get/parameters/1/schema/enum/1", "value": "fish"},
            {"op": "replace", "path": "/paths/~1pets~1/get/parameters/2/required", "value": true},
            {"op": "replace", "path": "/paths/~1pets~1/get/parameters/2/schema/maximum", "value": 50},
            {"op": "replace", "path": "/paths/~1pets~1/get/parameters/3/name", "value": "cursor"},
            {"op": "replace", "path": "/paths/~1pets~1/get/security/0/bearer/0", "value": "pets.admin"},
            {"op": "remove", "path": "/paths/~1pets~1/get/responses/400"},
            {"op": "replace", "path": "/components/schemas/Pet/properties/age/type", "value": "string"},
            {"op": "add", "path": "/components/schemas/Pet/properties/age/nullable", "value": true},
            {"op": "remove", "path": "/components/schemas/Pet/properties/owner"},
            {"op": "add", "path": "/components/schemas/Pet/properties/tags/items/maxLength", "value": 9},
        ]);
        insta::assert_snapshot!(drift_after(patch), @r#"
        DELETE /pets/{petId}
          the operation is gone
        GET /pets/
          answer 200.pets[].age type: number -> ["string","null"]
          answer 200.pets[].owner is gone
          answer 200.pets[].tags[] maxLength: none -> 9
          answer 400 is gone
          header.Version enum: -2021-07-28 +v3
          operation scopes: -pets.readonly +pets.admin
          query.cursor is new: number
          query.kind enum: -dog +fish
          query.limit maximum: 100 -> 50
          query.limit is now required
          query.page is gone
        PUT /pets/{petId}
          body.age type: number -> ["string","null"]
          body.owner is gone
          body.tags[] maxLength: none -> 9
        "#);
    }

    #[test]
    fn a_correction_that_does_not_apply_is_reported() {
        let patch = json!([
            {"op": "add", "path": "/components/schemas/Pet/properties/name/maxLength", "value": 20},
            {"op": "replace", "path": "/components/schemas/Pet/required", "value": ["name"]},
        ]);
        insta::assert_snapshot!(drift_after(patch), @r"
        GET /pets/
          answer 200.pets[].age is no longer required
          answer 200.pets[].name maxLength: none -> 20
        PUT /pets/{petId}
          a correction does not apply any more (operation '/0' failed at path '/body/required/0': value did not match): a pet without an age is taken
          a correction is not needed any more: names are short
        ");
    }

    #[test]
    fn one_document_is_cut_into_services_and_lacks_what_corrections_add() {
        let fixtures = &Path::new(FIXTURES).join("one_file");
        let made = Contract::make(Documents::of(&fixtures.join("document.json")), fixtures).unwrap();
        assert_eq!(made.faults, [""; 0]);
        let none = json!({"type": "object", "properties": {}, "required": []});
        let closed = schema::closed(none.clone());
        let limit = json!({"_limit": {"type": ["integer", "null"]}});
        let pets = json!({"type": "array", "items": {"oneOf": [{"type": "string"}, {"type": "null"}]}});
        let expected = json!({
            "GET /pets/": {
                "scopes": [], "answers": {"200": pets}, "header": none, "path": closed,
                "query": {"type": "object", "properties": limit, "required": [], "additionalProperties": false},
            },
            "GET /pets/{id}/": {
                "query": {"type": "object", "properties": {}, "additionalProperties": false}, "answers": {"200": {}}
            },
        });
        assert_eq!(made.services["pets.json"], expected);
        let shop = json!({"properties": {"name": {}}, "patternProperties": {"^x_": {}}, "additionalProperties": false});
        let expected = json!({
            "scopes": [], "answers": {"204": {}}, "header": none, "path": closed, "query": closed, "body": shop,
        });
        assert_eq!(made.services["shops.json"]["POST /shops/"], expected);
    }

    #[test]
    fn an_operation_that_is_documented_at_last_needs_no_correction() {
        let fixtures = &Path::new(FIXTURES).join("one_file");
        let file = fixtures.join("document.json");
        let patch = json!([{"op": "copy", "from": "/paths/~1pets~1", "path": "/paths/~1pets~1{id}~1"}]);
        let documents = Documents::altered(&file, &file, &serde_json::from_value(patch).unwrap());
        let faults = Contract::make(documents, fixtures).unwrap().faults;
        assert!(faults.len() == 1 && faults[0].contains("does not apply any more"), "{faults:?}");
    }

    #[test]
    fn the_stored_contracts_are_as_they_would_be_written() {
        for stored in stored() {
            for (service, operations) in Contract::read(&stored).unwrap().services {
                let text = std::fs::read_to_string(stored.join(&service)).unwrap();
                assert_eq!(text, print::json(&operations), "{}/{service}", stored.display());
            }
        }
    }
}
