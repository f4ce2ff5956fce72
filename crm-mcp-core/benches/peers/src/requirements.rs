//! What is asked of the core, and whether it is met.

use std::fmt;

use serde::Serialize;

use crate::{
    measure::{Cost, Path},
    names::{AXUM_FLOOR, FLOOR, FLYMCPRUST, OURS, RMCP},
    report::Line,
    request::Request,
};

/// A figure and what is asked of it.
#[derive(Serialize)]
pub(crate) struct Requirement {
    pub(crate) what: String,
    pub(crate) measured: f64,
    pub(crate) met: bool,
}

impl Requirement {
    fn at_most(limit: f64, what: impl fmt::Display, measured: f64) -> Self {
        Self { what: format!("{what}: at most {limit}"), measured, met: measured <= limit }
    }

    fn at_least(limit: f64, what: impl fmt::Display, measured: f64) -> Self {
        Self { what: format!("{what}: at least {limit}"), measured, met: measured >= limit }
    }
}

pub(crate) fn all(lines: &[Line]) -> Vec<Requirement> {
    let cost = |request, path, name| {
        let is_it = |line: &&Line| (line.request, line.path, line.name) == (request, path, name);
        lines.iter().find(is_it).expect("these sides have a row for each request and path").cost
    };
    let mut all = Vec::new();
    for request in Request::ALL {
        let (in_process, http) = if request == Request::List { (1.3, 1.3) } else { (1.2, 1.25) };
        for (path, floor, limit) in [(Path::InProcess, FLOOR, in_process), (Path::Http, AXUM_FLOOR, http)] {
            let times = cost(request, path, OURS).nanoseconds / cost(request, path, floor).nanoseconds;
            all.push(Requirement::at_most(limit, format_args!("{request}, {path}, times the floor"), times));
        }
        for path in [Path::Lines, Path::Http, Path::Socket] {
            for peer in [RMCP, FLYMCPRUST] {
                let times = cost(request, path, peer).nanoseconds / cost(request, path, OURS).nanoseconds;
                all.push(Requirement::at_least(
                    1.0,
                    format_args!("{request}, {path}, times faster than {peer}"),
                    times,
                ));
            }
        }
    }
    let Cost { allocations, .. } = cost(Request::Call, Path::Http, OURS);
    all.push(Requirement::at_most(18.0, "tools/call, HTTP, allocations", allocations));
    all
}
