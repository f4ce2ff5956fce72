//! The tables, and the same as JSON.

use std::fmt;

use serde::Serialize;

use crate::{
    allocations::Allocations,
    idle::{CONNECTIONS, Idle},
    measure::{Cost, Path, Row},
    request::Request,
    requirements::{self, Requirement},
};

/// What was measured and what follows from it.
#[derive(Serialize)]
pub(crate) struct Report {
    rows: Vec<Line>,
    idle_connections: Vec<Idle>,
    requirements: Vec<Requirement>,
    /// Allocations that make one HTTP request; they are in no row.
    request_allocations: u64,
}

/// A row of the table.
#[derive(Serialize)]
pub(crate) struct Line {
    pub(crate) request: Request,
    pub(crate) path: Path,
    pub(crate) name: &'static str,
    #[serde(flatten)]
    pub(crate) cost: Cost,
    /// Times the floor of the same path.
    of_floor: f64,
}

impl Report {
    pub(crate) fn new(rows: &[Row], costs: &[Cost], idle_connections: Vec<Idle>) -> Self {
        let rows: Vec<_> = rows.iter().zip(costs).map(|(row, cost)| Line::new(row, *cost, rows, costs)).collect();
        let requirements = requirements::all(&rows);
        Self { rows, idle_connections, requirements, request_allocations: request_allocations() }
    }

    pub(crate) fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("strings and numbers")
    }
}

impl Line {
    /// The first row of a request and path is their floor.
    fn new(row: &Row, cost: Cost, rows: &[Row], costs: &[Cost]) -> Self {
        let is_floor = |other: &&Row| (other.request, other.path) == (row.request, row.path);
        let floor = rows.iter().zip(costs).find(|(other, _)| is_floor(other)).map_or(cost, |(_, floor)| *floor);
        let of_floor = cost.nanoseconds / floor.nanoseconds;
        Self { request: row.request, path: row.path, name: row.name, cost, of_floor }
    }
}

fn request_allocations() -> u64 {
    let before = Allocations::so_far();
    let _request = Request::Call.http();
    Allocations::default().plus_since(before).count
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| request | path | side | ns/call | calls/s | allocs/call | bytes/call | × floor |")?;
        writeln!(formatter, "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |")?;
        for Line { request, path, name, cost: Cost { nanoseconds, allocations, bytes }, of_floor } in &self.rows {
            let a_second = 1e9 / nanoseconds;
            write!(formatter, "| {request} | {path} | {name} | {nanoseconds:.0} | {a_second:.0} ")?;
            writeln!(formatter, "| {allocations:.0} | {bytes:.0} | {of_floor:.2} |")?;
        }
        let request = self.request_allocations;
        writeln!(formatter, "\nHTTP requests are made beforehand; their {request} allocations are in no row.\n")?;
        writeln!(formatter, "| side | KiB/idle connection | MiB/{CONNECTIONS} idle connections |")?;
        writeln!(formatter, "| --- | ---: | ---: |")?;
        for Idle { name, bytes_per_connection } in &self.idle_connections {
            let (one, all) =
                (bytes_per_connection / 1024.0, bytes_per_connection * f64::from(CONNECTIONS) / f64::from(1 << 20));
            writeln!(formatter, "| {name} | {one:.1} | {all:.0} |")?;
        }
        writeln!(formatter, "\n| requirement | measured | |")?;
        writeln!(formatter, "| --- | ---: | --- |")?;
        for Requirement { what, measured, met } in &self.requirements {
            let verdict = if *met { "pass" } else { "FAIL" };
            writeln!(formatter, "| {what} | {measured:.2} | {verdict} |")?;
        }
        Ok(())
    }
}
