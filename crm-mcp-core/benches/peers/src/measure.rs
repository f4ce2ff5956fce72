//! Measures rows in interleaved rounds, so that whatever else the machine does meets all of them alike.

use std::{
    fmt,
    hint::black_box,
    time::{Duration, Instant},
};

use serde::Serialize;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::{allocations::Allocations, request::Request};

/// Rounds that each row is measured in.
const ROUNDS: usize = 401;
/// How long a row runs in one round: less than a scheduler's time slice, so that most rounds are not interrupted.
const ROUND: Duration = Duration::from_millis(1);
/// Inputs made ahead of the clock: enough to make reading it free, few enough to stay in the cache.
const CHUNK: usize = 8;

/// Which way a message takes; floors and sides are compared over the same kind.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Path {
    #[serde(rename = "in process")]
    InProcess,
    /// JSON lines through a pipe.
    #[serde(rename = "stdio")]
    Lines,
    /// A service, called without a connection.
    #[serde(rename = "HTTP")]
    Http,
    /// HTTP over a loopback socket.
    #[serde(rename = "socket")]
    Socket,
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::InProcess => "in process",
            Self::Lines => "stdio",
            Self::Http => "HTTP",
            Self::Socket => "socket",
        })
    }
}

/// One side, over one path, asked one thing.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) path: Path,
    pub(crate) request: Request,
    subject: Box<dyn Subject>,
}

/// What one call costs.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Cost {
    pub(crate) nanoseconds: f64,
    pub(crate) allocations: f64,
    pub(crate) bytes: f64,
}

/// What a side gives back.
pub(crate) trait Answer {
    /// The JSON-RPC message in it.
    fn json(self) -> Value;
}

impl Answer for Vec<u8> {
    fn json(self) -> Value {
        serde_json::from_slice(&self).unwrap_or_default()
    }
}

impl Row {
    /// A row whose inputs are made by `prepare`, unmeasured, and answered by `ask`.
    pub(crate) fn new<I, A: Answer>(
        name: &'static str,
        path: Path,
        request: Request,
        prepare: impl Fn() -> I + 'static,
        ask: impl AsyncFnMut(I) -> A + 'static,
    ) -> Self {
        Self { name, path, request, subject: Box::new(Pair { prepare, ask }) }
    }

    /// Asks once.
    pub(crate) fn answer(&mut self, runtime: &Runtime) -> Value {
        self.subject.answer(runtime)
    }
}

/// The cost of each row: the lower quartile of its rounds. On a machine that others use too, the median falls among the
/// rounds that were interrupted; a quarter of them is left alone.
pub(crate) fn measure(rows: &mut [Row], runtime: &Runtime) -> Vec<Cost> {
    let mut rounds = vec![Vec::with_capacity(ROUNDS); rows.len()];
    for row in &mut *rows {
        row.subject.run(runtime); // warms up caches and lazy statics
    }
    for _ in 0..ROUNDS {
        for (row, costs) in rows.iter_mut().zip(&mut rounds) {
            costs.push(row.subject.run(runtime));
        }
    }
    rounds.iter().map(|costs| lower_quartile(costs)).collect()
}

fn lower_quartile(costs: &[Cost]) -> Cost {
    let of = |figure: fn(&Cost) -> f64| {
        let mut figures: Vec<_> = costs.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 4]
    };
    Cost {
        nanoseconds: of(|cost| cost.nanoseconds),
        allocations: of(|cost| cost.allocations),
        bytes: of(|cost| cost.bytes),
    }
}

/// A row's two functions, whatever their types.
trait Subject {
    fn answer(&mut self, runtime: &Runtime) -> Value;
    fn run(&mut self, runtime: &Runtime) -> Cost;
}

struct Pair<P, F> {
    prepare: P,
    ask: F,
}

impl<I, A: Answer, P: Fn() -> I, F: AsyncFnMut(I) -> A> Subject for Pair<P, F> {
    fn answer(&mut self, runtime: &Runtime) -> Value {
        let Self { prepare, ask } = self;
        runtime.block_on(ask(prepare())).json()
    }

    fn run(&mut self, runtime: &Runtime) -> Cost {
        let Self { prepare, ask } = self;
        runtime.block_on(async {
            let mut inputs = Vec::with_capacity(CHUNK);
            let (mut calls, mut time, mut allocated) = (0.0, Duration::ZERO, Allocations::default());
            while time < ROUND {
                inputs.extend(std::iter::repeat_with(&mut *prepare).take(CHUNK));
                let (before, start) = (Allocations::so_far(), Instant::now());
                for input in inputs.drain(..) {
                    black_box(ask(black_box(input)).await);
                }
                time += start.elapsed();
                allocated = allocated.plus_since(before);
                calls += CHUNK as f64;
            }
            Cost {
                nanoseconds: time.as_nanos() as f64 / calls,
                allocations: allocated.count as f64 / calls,
                bytes: allocated.bytes as f64 / calls,
            }
        })
    }
}
