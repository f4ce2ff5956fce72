//! Measures `tools/call` and `tools/list` of crm-mcp-core beside rmcp and beside the floor written by hand.

mod allocations;
mod axum_floor;
mod catalogue;
mod check;
mod contact;
mod floor;
mod measure;
mod ours;
mod report;
mod request;
mod rmcp_side;
mod rows;

use std::process::ExitCode;

fn main() -> ExitCode {
    let json = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--json") => true,
        Some(other) => {
            eprintln!("`{other}` is no option; there is one: --json");
            return ExitCode::FAILURE;
        }
    };
    // One thread, so that no side pays for waking another and every allocation is seen.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let mut rows = runtime.block_on(async { rows::all() });
    for row in &mut rows {
        let answer = row.answer(&runtime);
        if let Err(fault) = check::answer(row.method, &answer) {
            eprintln!("{}, {}: {fault}\n{answer:#}", row.name, row.method);
            return ExitCode::FAILURE;
        }
    }
    let costs = measure::measure(&mut rows, &runtime);
    let report = report::Report::new(&rows, &costs);
    let text = if json { report.json() } else { report.to_string() };
    println!("{text}");
    ExitCode::SUCCESS
}
