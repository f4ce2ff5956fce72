//! Over hours of a simulated clock no window of the vendor sees more requests than it allows, wherever it begins.

use std::{
    ops::Range,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use crm_mcp_core::{Caller, Toolset};
use crm_mcp_tools::{
    api::{Upstream, UpstreamError},
    highlevel::{self, Client, HighLevel},
};
use http::{HeaderName, Request, Response};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep, timeout},
};

use crate::support::{LOCATION, answer};

const INTERVAL: Duration = Duration::from_secs(10);
/// Each test runs with so many vendors, and with each for so long.
const SEEDS: u64 = 18;
const DURATION: Duration = Duration::from_mins(7);

/// A stream of numbers that a seed decides (splitmix64).
#[derive(Clone)]
struct Random(Arc<Mutex<u64>>);

impl Random {
    fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(seed)))
    }

    fn below(&self, end: u64) -> u64 {
        let mut state = self.0.lock().unwrap();
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    fn one_in(&self, number: u64) -> bool {
        self.below(number) == 0
    }

    fn millis(&self, range: Range<u64>) -> Duration {
        Duration::from_millis(range.start + self.below(range.end - range.start))
    }
}

/// When the vendor's windows begin.
#[derive(Clone, Copy, Debug)]
enum Windows {
    /// Every ten seconds, from this moment on.
    Fixed(Instant),
    /// With the first request after the last one's end.
    WithARequest,
}

/// A vendor that counts by windows, over a network that takes its time and loses things.
#[derive(Clone)]
struct Counting {
    limit: u64,
    windows: Windows,
    /// The longest time that a request takes, and as long its answer, in milliseconds.
    latency: u64,
    random: Random,
    tally: Arc<Mutex<Tally>>,
}

#[derive(Default)]
struct Tally {
    /// Whether answers get lost.
    is_lossy: bool,
    /// When the present window began.
    window: Option<Instant>,
    ours: u64,
    of_others: u64,
    /// The most requests of ours that one window saw.
    most: u64,
    admitted: u64,
    refused: u64,
}

impl Counting {
    fn new(limit: u64, windows: Windows, seed: u64) -> Self {
        Self { limit, windows, latency: 2500, random: Random::new(seed), tally: Arc::default() }
    }

    fn roll(&self, tally: &mut Tally) {
        let now = Instant::now();
        let start = match (self.windows, tally.window) {
            (Windows::WithARequest, Some(start)) if start + INTERVAL > now => start,
            (Windows::WithARequest, _) => now,
            (Windows::Fixed(first), _) => {
                let number = (now - first).as_millis() / INTERVAL.as_millis();
                first + INTERVAL * u32::try_from(number).unwrap()
            }
        };
        if tally.window != Some(start) {
            (tally.window, tally.ours, tally.of_others) = (Some(start), 0, 0);
        }
    }

    /// One request of ours has arrived.
    fn arrive(&self) -> Response<Bytes> {
        let mut tally = self.tally.lock().unwrap();
        self.roll(&mut tally);
        tally.ours += 1;
        tally.most = tally.most.max(tally.ours);
        let used = tally.ours + tally.of_others;
        let mut answer = if used <= self.limit {
            tally.admitted += 1;
            answer(200, r#"{"contact":{"id":"c1"},"tags":["vip"],"locationId":"ve9EPM428h8vShlRW1KT"}"#)
        } else {
            tally.refused += 1;
            answer(429, r#"{"statusCode":429,"message":"Too Many Requests"}"#)
        };
        let numbers = [
            ("x-ratelimit-max", self.limit),
            ("x-ratelimit-remaining", self.limit.saturating_sub(used)),
            ("x-ratelimit-interval-milliseconds", 10_000),
        ];
        answer.headers_mut().extend(numbers.map(|(name, number)| (HeaderName::from_static(name), number.into())));
        answer
    }

    /// Another process uses some of what is left.
    fn used_by_others(&self, wanted: u64) {
        let mut tally = self.tally.lock().unwrap();
        self.roll(&mut tally);
        tally.of_others += wanted.min(self.limit.saturating_sub(tally.ours + tally.of_others));
    }
}

#[async_trait]
impl Upstream for Counting {
    async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
        sleep(self.random.millis(0..self.latency)).await;
        let answer = self.arrive();
        sleep(self.random.millis(0..self.latency)).await;
        if self.tally.lock().unwrap().is_lossy && self.random.one_in(20) {
            return Err(UpstreamError::Interrupted("lost".into()));
        }
        Ok(answer)
    }
}

/// The callers of one location, with one token or two.
struct Callers {
    toolset: Toolset<HighLevel>,
    contexts: [HighLevel; 2],
}

impl Callers {
    /// Each token has been used, so that the limit is known: what nobody has told yet cannot be kept.
    async fn with_tokens(tokens: [&str; 2], vendor: &Counting) -> Arc<Self> {
        let client = Client::over(vendor.clone());
        let of = |token: &str| HighLevel::new(&client, token.into(), LOCATION.parse().unwrap()).unwrap();
        let contexts = tokens.map(of);
        let callers = Self { toolset: Toolset::new(highlevel::tools()).unwrap(), contexts };
        for token in 0..2 {
            assert!(callers.call(token, "contacts_get-contact").await);
            sleep(2 * INTERVAL).await;
        }
        Arc::new(callers)
    }

    /// Whether a call is answered.
    async fn call(&self, token: usize, tool: &str) -> bool {
        let arguments =
            if tool.ends_with("tags") { r#"{"contactId":"c1","tags":["vip"]}"# } else { r#"{"contactId":"c1"}"# };
        self.toolset.call(tool, arguments, &self.contexts[token], &Caller::trusted("test")).await.is_ok()
    }
}

const ONE: [&str; 2] = ["pit-1", "pit-1"];
const TWO: [&str; 2] = ["pit-1", "pit-2"];

/// Random bursts of callers, some of which lose their patience, for so long.
async fn bursts(vendor: &Counting, random: &Random, callers: &Arc<Callers>, duration: Duration) {
    let end = Instant::now() + duration;
    let mut calls = JoinSet::new();
    while Instant::now() < end {
        for _ in 0..random.below(2 * vendor.limit + 1) {
            let (random, callers) = (random.clone(), Arc::clone(callers));
            calls.spawn(async move {
                sleep(random.millis(0..3000)).await;
                let tool = if random.one_in(2) { "contacts_get-contact" } else { "contacts_add-tags" };
                let token = usize::from(random.one_in(2));
                let patience = if random.one_in(10) { random.millis(0..8000) } else { Duration::from_hours(1) };
                timeout(patience, callers.call(token, tool)).await.ok();
            });
        }
        sleep(random.millis(0..20_000)).await;
        while calls.try_join_next().is_some_and(|call| call.is_ok()) {}
    }
    while calls.join_next().await.is_some_and(|call| call.is_ok()) {}
}

/// Vendors of both kinds and of many limits, each with its seed.
fn vendors() -> impl Iterator<Item = (Counting, Random)> {
    (0..SEEDS).map(|seed| {
        let random = Random::new(seed);
        let limit = [1, 2, 3, 25, 100, 1 + random.below(100)][usize::try_from(seed % 6).unwrap()];
        let fixed = Windows::Fixed(Instant::now() - random.millis(0..10_000));
        let windows = if random.one_in(2) { fixed } else { Windows::WithARequest };
        (Counting::new(limit, windows, seed), random)
    })
}

/// Lets bursts of callers with these tokens loose on all vendors; no window may see more than so many beyond its limit.
async fn assert_windows_are_kept(tokens: [&str; 2], beyond: u64) {
    let mut admitted = 0;
    for (vendor, random) in vendors() {
        let callers = Callers::with_tokens(tokens, &vendor).await;
        vendor.tally.lock().unwrap().is_lossy = true;
        bursts(&vendor, &random, &callers, DURATION).await;
        let tally = vendor.tally.lock().unwrap();
        let of = format!("{} of {} in a window of {:?}", tally.most, vendor.limit, vendor.windows);
        assert!(tally.most <= vendor.limit + beyond, "{of}, {} refused", tally.refused);
        admitted += tally.admitted;
    }
    assert!(admitted > 10_000, "{admitted}");
}

#[tokio::test(start_paused = true)]
async fn no_window_is_ever_exceeded() {
    assert_windows_are_kept(ONE, 0).await;
}

#[tokio::test(start_paused = true)]
async fn two_tokens_of_one_app_exceed_a_window_by_no_more_than_a_request_each() {
    assert_windows_are_kept(TWO, 2).await;
}

#[tokio::test(start_paused = true)]
async fn what_other_processes_use_is_respected_as_soon_as_it_is_known() {
    let (mut admitted, mut refused) = (0, 0);
    for (vendor, random) in vendors() {
        let callers = Callers::with_tokens(ONE, &vendor).await;
        let others = async {
            loop {
                sleep(random.millis(0..30_000)).await;
                vendor.used_by_others(1 + random.below(vendor.limit));
            }
        };
        tokio::select! {
            // Which one is looked at first is not left to chance: what a seed decides is the same in each run.
            biased;
            () = bursts(&vendor, &random, &callers, DURATION) => {}
            () = others => {}
        }
        let tally = vendor.tally.lock().unwrap();
        assert!(tally.most <= vendor.limit, "{} of {} in a window of {:?}", tally.most, vendor.limit, vendor.windows);
        admitted += tally.admitted;
        refused += tally.refused;
    }
    // What others use after our last answer nobody can know.
    assert!(admitted > 10_000 && refused < admitted / 5, "{admitted} admitted, {refused} refused");
}

#[tokio::test(start_paused = true)]
async fn under_constant_load_most_of_the_quota_is_used() {
    for (vendor, _) in vendors() {
        let vendor = Counting { latency: 100, ..vendor };
        let callers = Callers::with_tokens(TWO, &vendor).await;
        let windows = 30;
        let mut workers = JoinSet::new();
        for worker in 0..vendor.limit {
            let callers = Arc::clone(&callers);
            let token = usize::try_from(worker % 2).unwrap();
            workers.spawn(async move { while callers.call(token, "contacts_add-tags").await {} });
        }
        sleep(INTERVAL * windows).await;
        let tally = vendor.tally.lock().unwrap();
        let allowed = vendor.limit * u64::from(windows);
        assert!(tally.admitted * 10 >= allowed * 8, "{} of {allowed}", tally.admitted);
        assert!(tally.most <= vendor.limit && tally.refused == 0);
    }
}
