//! Retries, of reads only: a write that may have been sent is never sent again.

use std::{future::Future, time::Duration};

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, Response,
    header::{DATE, RETRY_AFTER},
};
use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};
use tokio::time::Instant;

use super::{
    TokenError, UpstreamError,
    pace::{NoPlace, PATIENCE},
};

/// How often a read is sent at most.
pub(crate) const TRIES: u32 = 3;

const FIRST_DELAY: Duration = Duration::from_millis(250);

/// The longest delay that is believed.
const LONGEST: Duration = Duration::from_hours(24);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    #[error(transparent)]
    Upstream(#[from] UpstreamError),
    #[error(transparent)]
    NoPlace(#[from] NoPlace),
    /// Nothing was sent for want of a token, or it was refused for its token and there was no new one.
    #[error(transparent)]
    NoToken(#[from] TokenError),
    /// Nothing was sent, because too little was left of the time of the call. This is how long the call may take.
    #[error("too little was left of the {} seconds of the call", .0.as_secs_f32())]
    OutOfTime(Duration),
    /// It was refused for its token, and too little was left of the time of the call to send it with a new one.
    #[error("the token was refused, and too little was left of the {} seconds of the call", .0.as_secs_f32())]
    NotSentAgain(Duration),
}

pub(crate) type Outcome = Result<Response<Bytes>, SendError>;

/// What came of a request in the end.
#[derive(Debug)]
pub(crate) struct Tried {
    pub(crate) outcome: Outcome,
    /// How long the vendor asked to wait before the same request, if it did.
    pub(crate) come_back: Option<Duration>,
    /// Whether it would have been sent once more, had there been time.
    pub(crate) out_of_time: bool,
}

impl Tried {
    /// A request that was sent once, or has no further try.
    pub(crate) fn once(outcome: Outcome) -> Self {
        Self { outcome, come_back: None, out_of_time: false }
    }
}

/// Sends a read, again after a failure that may pass, but not after `last_start`. `is_transient` knows such failures
/// among the answers. `pause` waits before the next try; it is given what failed, and for how long to wait.
pub(crate) async fn read<F, P>(
    send: impl Fn() -> F,
    is_transient: impl Fn(&Response<Bytes>) -> bool,
    last_start: Instant,
    pause: impl Fn(&Outcome, Duration) -> P,
) -> Tried
where
    F: Future<Output = Outcome>,
    P: Future<Output = ()>,
{
    let (mut backoff, mut tries_left) = (FIRST_DELAY, TRIES);
    loop {
        let outcome = send().await;
        tries_left -= 1;
        let come_back = match &outcome {
            Ok(response) if is_transient(response) => retry_after(response.headers()),
            // A timeout is not repeated: it has used up the time that the caller had for this.
            Err(SendError::Upstream(UpstreamError::Unreachable(_) | UpstreamError::Interrupted(_))) => None,
            _ => return Tried::once(outcome),
        };
        // At least our own delay, for some answers ask for none.
        let delay = come_back.unwrap_or_default().max(backoff);
        let may_repeat = tries_left > 0 && delay <= PATIENCE;
        let out_of_time = may_repeat && Instant::now() + delay > last_start;
        if !may_repeat || out_of_time {
            return Tried { outcome, come_back, out_of_time };
        }
        pause(&outcome, delay).await;
        backoff *= 2;
    }
}

/// The delay that an answer asks for, in seconds or until a date; at most a day.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let asked = text(headers, RETRY_AFTER)?;
    let delay = if let Some(delay) = seconds(asked) {
        delay
    } else {
        // The answer's own date comes from the same clock; ours may be wrong.
        let now = text(headers, DATE).and_then(date).unwrap_or_else(Timestamp::now);
        date(asked)?.duration_since(now).try_into().unwrap_or_default()
    };
    Some(delay.min(LONGEST))
}

/// A number of seconds, whole or with decimals, which some vendors write. It is rounded up, so that nobody comes too early.
fn seconds(text: &str) -> Option<Duration> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    if !is_number(whole) || !is_number(decimals) {
        return None;
    }
    // A number that is too long for the type is a very long delay.
    let whole = Duration::from_secs(whole.parse().unwrap_or(u64::MAX));
    let is_whole = decimals.bytes().all(|digit| digit == b'0');
    Some(if is_whole { whole } else { whole.saturating_add(Duration::from_secs(1)) })
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// A date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text).ok()
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, collections::VecDeque};

    use tokio::time::Instant;

    use super::*;

    fn answer(status: u16) -> Response<Bytes> {
        Response::builder().status(status).body(Bytes::new()).unwrap()
    }

    fn interrupted() -> SendError {
        UpstreamError::Interrupted("cut".into()).into()
    }

    /// Sends a read that gets these outcomes; gives the last one, how many were used, and the time it took.
    async fn outcome_of<const N: usize>(outcomes: [Outcome; N]) -> (Outcome, usize, Duration) {
        let start = Instant::now();
        let outcomes = RefCell::new(VecDeque::from(outcomes));
        let send = || std::future::ready(outcomes.borrow_mut().pop_front().unwrap());
        let is_transient = |response: &_| Response::status(response) == 503;
        let last_start = start + Duration::from_mins(1);
        let tried = read(send, is_transient, last_start, |_, delay| tokio::time::sleep(delay)).await;
        (tried.outcome, N - outcomes.borrow().len(), start.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn a_success_is_taken_at_once() {
        let (outcome, sent, took) = outcome_of([Ok(answer(200)), Ok(answer(200))]).await;
        assert_eq!((outcome.unwrap().status().as_u16(), sent, took), (200, 1, Duration::ZERO));
    }

    #[tokio::test(start_paused = true)]
    async fn a_passing_failure_is_tried_three_times_ever_more_slowly() {
        let (outcome, sent, took) = outcome_of([Err(interrupted()), Ok(answer(503)), Ok(answer(200))]).await;
        assert_eq!((outcome.unwrap().status().as_u16(), sent, took), (200, 3, Duration::from_millis(750)));

        let (outcome, sent, _) =
            outcome_of([Ok(answer(503)), Ok(answer(503)), Err(interrupted()), Ok(answer(200))]).await;
        assert!(matches!(outcome, Err(SendError::Upstream(UpstreamError::Interrupted(_)))));
        assert_eq!(sent, 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_lasting_failure_is_not_repeated() {
        let lasting: [fn() -> Outcome; 4] = [
            || Ok(answer(400)),
            || Err(UpstreamError::TimedOut(Duration::from_secs(20)).into()),
            || Err(UpstreamError::TooLarge(1).into()),
            || Err(NoPlace::Exhausted { retry_after: Duration::from_hours(1) }.into()),
        ];
        for failure in lasting {
            let (outcome, sent, _) = outcome_of([failure(), Ok(answer(200))]).await;
            assert_eq!(sent, 1, "{outcome:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_delay_that_an_answer_asks_for_is_kept_unless_it_is_too_long() {
        let asking = |seconds: &'static str| {
            let mut response = answer(503);
            response.headers_mut().insert(RETRY_AFTER, http::HeaderValue::from_static(seconds));
            Ok(response)
        };
        let (outcome, sent, took) = outcome_of([asking("7"), Ok(answer(200))]).await;
        assert_eq!((outcome.unwrap().status().as_u16(), sent, took), (200, 2, Duration::from_secs(7)));

        let (outcome, sent, took) = outcome_of([asking("99999999999"), Ok(answer(200))]).await;
        assert_eq!((outcome.unwrap().status().as_u16(), sent, took), (503, 1, Duration::ZERO));

        let (outcome, sent, took) = outcome_of([asking("0"), asking("0"), Ok(answer(200))]).await;
        assert_eq!((outcome.unwrap().status().as_u16(), sent, took), (200, 3, Duration::from_millis(750)));
    }

    #[test]
    fn a_delay_is_read_in_seconds_and_as_a_date_and_bounded() {
        let asked = |retry_after: &'static str, date: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, http::HeaderValue::from_static(retry_after));
            headers.extend(date.map(|date| (DATE, http::HeaderValue::from_static(date))));
            super::retry_after(&headers).map(|delay| delay.as_secs())
        };
        let now = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        let day = Some(24 * 60 * 60);
        for (text, date, seconds) in [
            ("7", None, Some(7)),
            (" 7 ", None, Some(7)),
            ("0", None, Some(0)),
            ("1.5", None, Some(2)),
            ("1.0", None, Some(1)),
            ("0.001", None, Some(1)),
            ("99999999999999999999999999.9", None, day),
            (".5", None, None),
            ("1.", None, None),
            ("1.5.1", None, None),
            ("1,5", None, None),
            ("99999999999999", None, day),
            ("99999999999999999999999999", None, day),
            ("Sun, 06 Nov 1994 08:50:07 GMT", now, Some(30)),
            ("Sun, 06 Nov 1994 08:49:07 GMT", now, Some(0)),
            ("Sun, 06 Nov 1994 08:49:07 GMT", None, Some(0)),
            ("Thu, 31 Dec 9998 23:59:59 GMT", now, day),
            ("Sun, 06 Nov 1994 08:50:07 GMT", Some("yesterday"), Some(0)),
            ("", None, None),
            ("-1", None, None),
            ("soon", None, None),
            ("Sun, 99 Nov 1994 08:49:37 GMT", now, None),
        ] {
            assert_eq!(asked(text, date), seconds, "{text:?} at {date:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn no_try_begins_after_the_last_start_and_what_the_vendor_asked_for_is_told() {
        let asking = |seconds: u16| {
            let mut response = answer(503);
            response.headers_mut().insert("retry-after", seconds.into());
            Ok(response)
        };
        // The outcomes, and what comes of them: how many are used, the delay that is told, whether time was short.
        let cases: [(Vec<Outcome>, usize, Option<u64>, bool); 6] = [
            (vec![asking(10), Ok(answer(200))], 2, None, false),
            (vec![asking(11), Ok(answer(200))], 1, Some(11), true),
            (vec![asking(7), asking(5), Ok(answer(200))], 2, Some(5), true),
            (vec![asking(9), Ok(answer(503)), Err(interrupted())], 3, None, false),
            (vec![asking(10), Err(interrupted()), Ok(answer(200))], 2, None, true),
            (vec![asking(1), asking(1), asking(11)], 3, Some(11), false),
        ];
        for (outcomes, used, told, out_of_time) in cases {
            let shown = format!("{outcomes:?}");
            let (last_start, all) = (Instant::now() + Duration::from_secs(10), outcomes.len());
            let outcomes = RefCell::new(VecDeque::from(outcomes));
            let send = || std::future::ready(outcomes.borrow_mut().pop_front().unwrap());
            let is_transient = |response: &_| Response::status(response) == 503;
            let tried = read(send, is_transient, last_start, |_, delay| tokio::time::sleep(delay)).await;
            let seen = (all - outcomes.borrow().len(), tried.come_back.map(|delay| delay.as_secs()), tried.out_of_time);
            assert_eq!(seen, (used, told, out_of_time), "{shown}");
        }
    }
}
