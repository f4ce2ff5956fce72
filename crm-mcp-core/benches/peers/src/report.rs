//! The table, the requirements, and both as JSON.

use std::fmt;

use serde::Serialize;

use crate::{
    allocations::Allocations,
    measure::{Cost, Path, Row},
    request::Method,
    rows::{FLOOR, OURS, RMCP_HTTP, RMCP_LINES, RMCP_MESSAGES},
};

/// What was measured and what follows from it.
#[derive(Serialize)]
pub(crate) struct Report {
    rows: Vec<Line>,
    requirements: Vec<Requirement>,
    /// Allocations that make one HTTP request; they are in no row.
    request_allocations: u64,
}

/// A row of the table.
#[derive(Serialize)]
struct Line {
    method: Method,
    path: Path,
    name: &'static str,
    #[serde(flatten)]
    cost: Cost,
    /// Times the floor of the same path.
    of_floor: f64,
}

/// A figure and what is asked of it.
#[derive(Serialize)]
struct Requirement {
    what: String,
    measured: f64,
    /// None: nothing is asked, the figure is for comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    met: Option<bool>,
}

impl Report {
    pub(crate) fn new(rows: &[Row], costs: &[Cost]) -> Self {
        let lines: Vec<_> = rows.iter().zip(costs).map(|(row, cost)| Line::new(row, *cost, rows, costs)).collect();
        let requirements = requirements(&lines);
        Self { rows: lines, requirements, request_allocations: request_allocations() }
    }

    pub(crate) fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("strings and numbers")
    }
}

impl Line {
    /// The first row of a method and path is their floor.
    fn new(row: &Row, cost: Cost, rows: &[Row], costs: &[Cost]) -> Self {
        let is_floor = |other: &&Row| (other.method, other.path) == (row.method, row.path);
        let floor = rows.iter().zip(costs).find(|(other, _)| is_floor(other)).map_or(cost, |(_, floor)| *floor);
        let of_floor = cost.nanoseconds / floor.nanoseconds;
        Self { method: row.method, path: row.path, name: row.name, cost, of_floor }
    }
}

/// What is asked of the core, each as its design states it.
fn requirements(lines: &[Line]) -> Vec<Requirement> {
    let cost = |method, path, name| {
        let is_it = |line: &&Line| (line.method, line.path, line.name) == (method, path, name);
        lines.iter().find(is_it).expect("every side has a row for every method").cost
    };
    let mut requirements = Vec::new();
    let mut require = |what: String, measured: f64, met: Option<bool>| {
        requirements.push(Requirement { what, measured, met });
    };
    for method in Method::ALL {
        let ns = |path, name| cost(method, path, name).nanoseconds;
        let ours = ns(Path::InProcess, OURS);
        let of_floor = ours / ns(Path::InProcess, FLOOR);
        require(format!("{method} in process: at most 1.3 times the floor"), of_floor, Some(of_floor <= 1.3));
        let faster = ns(Path::InProcess, RMCP_LINES) / ours;
        require(format!("{method} in process: 5 times faster than rmcp over JSON lines"), faster, Some(faster >= 5.0));
        let faster = ns(Path::InProcess, RMCP_MESSAGES) / ours;
        require(format!("{method} in process: times faster than rmcp over typed messages"), faster, None);
        let faster = ns(Path::Http, RMCP_HTTP) / ns(Path::Http, OURS);
        require(format!("{method} over HTTP: 5 times faster than rmcp"), faster, Some(faster >= 5.0));
    }
    let Cost { nanoseconds, allocations, .. } = cost(Method::Call, Path::Http, OURS);
    require("tools/call over HTTP: below 9 µs".into(), nanoseconds / 1000.0, Some(nanoseconds < 9000.0));
    require("tools/call over HTTP: below 45 allocations".into(), allocations, Some(allocations < 45.0));
    requirements
}

fn request_allocations() -> u64 {
    let before = Allocations::so_far();
    let _request = Method::Call.http();
    Allocations::default().plus_since(before).count
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| method | path | side | ns/call | allocs/call | bytes/call | × floor |")?;
        writeln!(formatter, "| --- | --- | --- | ---: | ---: | ---: | ---: |")?;
        for Line { method, path, name, cost: Cost { nanoseconds, allocations, bytes }, of_floor } in &self.rows {
            writeln!(
                formatter,
                "| {method} | {path} | {name} | {nanoseconds:.0} | {allocations:.0} | {bytes:.0} | {of_floor:.2} |"
            )?;
        }
        let request = self.request_allocations;
        writeln!(formatter, "\nHTTP requests are made beforehand; their {request} allocations are in no row.\n")?;
        writeln!(formatter, "| requirement | measured | |")?;
        writeln!(formatter, "| --- | ---: | --- |")?;
        for Requirement { what, measured, met } in &self.requirements {
            let verdict = met.map_or("", |met| if met { "pass" } else { "FAIL" });
            writeln!(formatter, "| {what} | {measured:.2} | {verdict} |")?;
        }
        Ok(())
    }
}
