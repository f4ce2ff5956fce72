//! Checks the order of the crates' modules: run from the root of the workspace, it prints what is against the rules.

mod config;
mod resolve;
mod rules;
mod source;
#[cfg(test)]
mod tests;
mod tokens;

use std::{fs, path::Path, process::ExitCode};

use config::{CRATES, Crate};
use source::Source;

fn main() -> ExitCode {
    let complaints: Vec<String> = CRATES.iter().flat_map(check).collect();
    if complaints.is_empty() {
        let crates: Vec<_> = CRATES.iter().map(|checked| checked.folder).collect();
        println!("the modules are in order: {}", crates.join(", "));
        return ExitCode::SUCCESS;
    }
    for complaint in complaints {
        eprintln!("{complaint}");
    }
    ExitCode::FAILURE
}

/// What is against the rules in a crate, each line with the folder of the crate in front.
fn check(checked: &Crate) -> Vec<String> {
    let read = |file: &str| fs::read_to_string(Path::new(checked.folder).join(file)).ok();
    match Source::read(&read) {
        Ok(source) => rules::complaints(&source, checked).map(|text| format!("{}/{text}", checked.folder)).collect(),
        Err(problem) => vec![format!("{}/{problem}", checked.folder)],
    }
}
