//! The table, the requirements, and both as JSON.

use std::fmt;

use serde::Serialize;

use crate::{
    allocations::Allocations,
    measure::{Cost, Row},
    request::Method,
};

/// What was measured and what follows from it.
#[derive(Serialize)]
pub(crate) struct Report {
    rows: Vec<Line>,
    /// Allocations that make one HTTP request; they are in no row.
    request_allocations: u64,
}

/// A row of the table.
#[derive(Serialize)]
struct Line {
    method: &'static str,
    path: &'static str,
    name: &'static str,
    #[serde(flatten)]
    cost: Cost,
    /// Times the floor of the same path.
    of_floor: f64,
}

impl Report {
    pub(crate) fn new(rows: &[Row], costs: &[Cost]) -> Self {
        let mut floor = costs[0];
        let lines = rows.iter().zip(costs).enumerate().map(|(index, (row, cost))| {
            if index == 0 || rows[index - 1].group() != row.group() {
                floor = *cost;
            }
            Line {
                method: row.method.name(),
                path: row.path.name(),
                name: row.name,
                cost: *cost,
                of_floor: cost.nanoseconds / floor.nanoseconds,
            }
        });
        Self { rows: lines.collect(), request_allocations: request_allocations() }
    }

    pub(crate) fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("strings and numbers")
    }
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
        writeln!(
            formatter,
            "\nRequests over HTTP are made beforehand ({} allocations, in no row).",
            self.request_allocations
        )
    }
}
