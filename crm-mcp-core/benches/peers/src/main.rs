//! Measures crm-mcp-core beside rmcp, beside flymcprust, and beside the floor written by hand.

mod allocations;
mod axum_floor;
mod catalogue;
mod check;
mod contact;
mod floor;
mod floor_lines;
mod flymcprust_side;
mod idle;
mod lines;
mod measure;
mod messages;
mod names;
mod ours;
mod report;
mod request;
mod requirements;
mod rmcp_side;
mod rows;
mod socket;

use std::process::ExitCode;

use report::Report;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    // One thread, so that no side pays for waking another and every allocation is seen.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let show = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Report::to_string,
        ["--json"] => Report::json,
        [idle::ARGUMENT, side] => {
            runtime.block_on(idle::serve(side));
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("the only argument there is: --json");
            return ExitCode::FAILURE;
        }
    };
    let mut rows = runtime.block_on(rows::all());
    for row in &mut rows {
        let answer = row.answer(&runtime);
        if let Err(fault) = check::answer(row.request, &answer) {
            eprintln!("{}, {}, {}: {fault}\n{answer:#}", row.name, row.path, row.request);
            return ExitCode::FAILURE;
        }
    }
    let costs = measure::measure(&mut rows, &runtime);
    println!("{}", show(&Report::new(&rows, &costs, idle::measure(&runtime))));
    ExitCode::SUCCESS
}
