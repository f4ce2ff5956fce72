//! The pace under a paused clock. That no window is ever overrun is shown in `tests/api_windows.rs`.

use tokio::time::{advance, timeout};

use super::*;

const TEN_SECONDS: Duration = Duration::from_secs(10);
const HOUR: Duration = Duration::from_hours(1);

fn burst(max: u64, remaining: u64) -> Quota {
    Quota { burst: Burst::Limit { max, remaining, interval: TEN_SECONDS }, ..Quota::default() }
}

fn day(remaining: u64, resets_in: Duration) -> Quota {
    Quota { day: Some(DayLimit { remaining, resets_in }), ..burst(25, 25) }
}

/// A place for a request that is sent at once.
async fn admit(pace: &Arc<Pace>) -> Result<Place, NoPlace> {
    let mut admitted = pace.admit(Instant::now() + PATIENCE).await?;
    admitted.under_way();
    Ok(admitted)
}

/// A pace that has learnt this from the answer to one request.
async fn told(quota: Quota) -> Arc<Pace> {
    let pace = Arc::new(Pace::default());
    admit(&pace).await.unwrap().answered(quota);
    pace
}

/// Sends a request that is lost at once, and gives the time that it waited before.
async fn waited(pace: &Arc<Pace>) -> Duration {
    let start = Instant::now();
    admit(pace).await.unwrap();
    start.elapsed()
}

#[tokio::test(start_paused = true)]
async fn the_first_request_asks_and_the_others_wait_for_its_answer() {
    let pace = Arc::new(Pace::default());
    let first = admit(&pace).await.unwrap();
    let start = Instant::now();
    let answer = async {
        advance(Duration::from_secs(3)).await;
        first.answered(burst(3, 2));
    };
    let ended = async || admit(&pace).await.map(|_place| start.elapsed().as_secs());
    let (second, third, fourth, ()) = tokio::join!(ended(), ended(), ended(), answer);
    assert_eq!([second, third, fourth], [Ok(3), Ok(3), Ok(13)]);
}

#[tokio::test(start_paused = true)]
async fn an_unanswered_first_request_lets_the_next_one_ask() {
    let pace = Arc::new(Pace::default());
    for _ in 0..100 {
        assert_eq!(waited(&pace).await, Duration::ZERO);
    }
    admit(&pace).await.unwrap().answered(burst(25, 24));
    assert_eq!(waited(&pace).await, TEN_SECONDS, "what was lost may have arrived all the same");
}

#[tokio::test(start_paused = true)]
async fn nothing_waits_where_an_answer_tells_no_limit() {
    let pace = told(Quota { burst: Burst::Unlimited, ..Quota::default() }).await;
    let mut places = Vec::new();
    for _ in 0..5000 {
        places.push(timeout(Duration::ZERO, admit(&pace)).await.unwrap().unwrap());
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_a_word_on_limits_changes_nothing() {
    let pace = told(Quota::default()).await;
    let _asking = admit(&pace).await.unwrap();
    assert!(timeout(TEN_SECONDS, admit(&pace)).await.is_err(), "still one at a time");

    let pace = told(burst(2, 1)).await;
    admit(&pace).await.unwrap().answered(Quota { burst: Burst::Unlimited, ..Quota::default() });
    assert_eq!(waited(&pace).await, TEN_SECONDS);
}

#[tokio::test(start_paused = true)]
async fn a_place_is_taken_until_an_interval_after_the_answer() {
    let pace = told(burst(2, 1)).await;
    let second = admit(&pace).await.unwrap();
    advance(Duration::from_secs(7)).await;
    second.answered(burst(2, 0));
    assert_eq!(waited(&pace).await, Duration::from_secs(3), "the place of the first");
    assert_eq!(waited(&pace).await, Duration::from_secs(7), "the place of the second");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_was_never_sent_takes_no_place() {
    let pace = told(burst(2, 1)).await;
    admit(&pace).await.unwrap().unused();
    assert_eq!(waited(&pace).await, Duration::ZERO);
    assert_eq!(waited(&pace).await, TEN_SECONDS);
}

#[tokio::test(start_paused = true)]
async fn a_place_that_is_dropped_before_its_request_is_sent_is_free_again() {
    let pace = told(burst(2, 1)).await;
    drop(pace.admit(Instant::now()).await.unwrap());
    assert_eq!(waited(&pace).await, Duration::ZERO);
    assert_eq!(waited(&pace).await, TEN_SECONDS);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_crowds_in_takes_a_place_from_the_later_ones() {
    let pace = told(burst(2, 0)).await;
    pace.crowd_in().answered(Quota::default());
    assert_eq!(waited(&pace).await, TEN_SECONDS);
    assert_eq!(waited(&pace).await, Duration::ZERO);
    assert_eq!(waited(&pace).await, TEN_SECONDS);
}

#[tokio::test(start_paused = true)]
async fn a_pace_matters_as_long_as_it_could_hold_up_a_request() {
    let matters_for = async |quota| told(quota).await.matters_until().map(|until| until - Instant::now());
    assert_eq!(Pace::default().matters_until(), None, "nothing was sent");
    assert_eq!(matters_for(Quota { burst: Burst::Unlimited, ..Quota::default() }).await, None, "no limit");
    assert_eq!(matters_for(burst(25, 24)).await, Some(TEN_SECONDS), "the place of the request");
    assert_eq!(matters_for(Quota { closed_for: Some(HOUR), ..burst(25, 24) }).await, Some(HOUR));
    assert_eq!(matters_for(day(0, 2 * HOUR)).await, Some(2 * HOUR));
    assert_eq!(matters_for(day(1, 2 * HOUR)).await, Some(TEN_SECONDS), "the day is not used up");

    let pace = told(burst(25, 24)).await;
    let capacity = || pace.state().ended.capacity();
    assert!(capacity() > 0);
    advance(TEN_SECONDS).await;
    assert_eq!((pace.matters_until(), capacity()), (None, 0));
}

#[tokio::test(start_paused = true)]
async fn what_others_use_counts_for_one_interval() {
    let pace = told(burst(10, 2)).await;
    assert_eq!(waited(&pace).await, Duration::ZERO);
    assert_eq!(waited(&pace).await, Duration::ZERO);
    assert_eq!(waited(&pace).await, TEN_SECONDS);
    for _ in 1..8 {
        assert_eq!(waited(&pace).await, Duration::ZERO);
    }
}

#[tokio::test(start_paused = true)]
async fn who_came_first_goes_first() {
    let pace = told(burst(3, 0)).await;
    let order = Mutex::new(Vec::new());
    let caller = async |number| {
        admit(&pace).await.map(|_place| order.lock().unwrap().push(number)).ok();
    };
    tokio::join!(caller(1), caller(2), caller(3));
    assert_eq!(*order.lock().unwrap(), [1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn who_would_wait_too_long_is_told_at_once_when_to_come_back() {
    let pace = told(burst(2, 0)).await;
    let waiting = async || timeout(Duration::from_secs(1), admit(&pace)).await.ok().map(Result::err);
    let late = async {
        advance(Duration::from_millis(500)).await;
        admit(&pace).await.err()
    };
    let (first, second, third, fourth) = tokio::join!(waiting(), waiting(), waiting(), late);
    let refused = |millis| Some(NoPlace::Exhausted { retry_after: Duration::from_millis(millis) });
    assert_eq!((first, second), (None, None), "they still waited");
    assert_eq!((third, fourth), (Some(refused(20_000)), refused(19_500)));
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_longer_than_patience_for_an_answer_that_does_not_come() {
    let pace = Arc::new(Pace::default());
    let _stuck = admit(&pace).await.unwrap();
    let start = Instant::now();
    let (second, third) = tokio::join!(admit(&pace), admit(&pace));
    let unanswered = Some(NoPlace::Unanswered);
    assert_eq!((second.err(), third.err(), start.elapsed()), (unanswered, unanswered, PATIENCE));
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_is_dropped_frees_what_it_holds() {
    let pace = told(burst(2, 1)).await;
    let held = admit(&pace).await.unwrap();
    assert!(timeout(Duration::from_secs(5), admit(&pace)).await.is_err(), "waited, and gave up");
    drop(held);
    assert_eq!(waited(&pace).await, Duration::from_secs(5), "the place of the first");
    assert_eq!(waited(&pace).await, Duration::from_secs(5), "the place that was dropped");
    assert_eq!(pace.state().waiting, 0);
}

#[tokio::test(start_paused = true)]
async fn after_a_refusal_nothing_goes_for_a_while() {
    let seven_seconds = Duration::from_secs(7);
    let pace = told(Quota { closed_for: Some(seven_seconds), ..Quota::default() }).await;
    assert_eq!(waited(&pace).await, seven_seconds);

    let pace = told(Quota { closed_for: Some(HOUR), ..burst(25, 20) }).await;
    assert_eq!(admit(&pace).await.err(), Some(NoPlace::Exhausted { retry_after: HOUR }));
}

#[tokio::test(start_paused = true)]
async fn a_used_up_day_is_an_error_at_once_that_says_when_to_come_back() {
    let pace = told(day(0, 5 * HOUR)).await;
    let refused = timeout(Duration::ZERO, admit(&pace)).await.unwrap();
    assert_eq!(refused.err(), Some(NoPlace::Exhausted { retry_after: 5 * HOUR }));

    advance(5 * HOUR).await;
    assert_eq!(waited(&pace).await, Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn the_last_requests_of_a_day_wait_for_the_answers_to_those_in_flight() {
    let pace = told(day(2, HOUR)).await;
    let places = [admit(&pace).await.unwrap(), admit(&pace).await.unwrap()];
    let start = Instant::now();
    let answers = async {
        for (place, remaining) in places.into_iter().zip([1, 0]) {
            advance(Duration::from_secs(1)).await;
            place.answered(day(remaining, HOUR));
        }
    };
    let (third, ()) = tokio::join!(admit(&pace), answers);
    assert_eq!(third.err(), Some(NoPlace::Exhausted { retry_after: HOUR }));
    assert_eq!(start.elapsed(), Duration::from_secs(2));
}

#[tokio::test(start_paused = true)]
async fn requests_that_never_arrived_use_up_no_day() {
    let pace = told(day(5, 20 * HOUR)).await;
    for _ in 1..25 {
        assert_eq!(waited(&pace).await, Duration::ZERO);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_was_overtaken_gives_nothing_of_the_day_back() {
    let pace = told(day(2, HOUR)).await;
    let [first, second] = [admit(&pace).await.unwrap(), admit(&pace).await.unwrap()];
    second.answered(day(0, HOUR));
    first.answered(day(1, HOUR));
    assert!(admit(&pace).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn absurd_numbers_neither_panic_nor_stop_us_for_ever() {
    let longest = Some(NoPlace::Exhausted { retry_after: 24 * HOUR });
    let none = Burst::Limit { max: 0, remaining: 0, interval: Duration::MAX };
    let pace = told(Quota { burst: none, ..Quota::default() }).await;
    assert_eq!(admit(&pace).await.err(), longest);
    let pace = told(Quota { closed_for: Some(Duration::MAX), ..Quota::default() }).await;
    assert_eq!(admit(&pace).await.err(), longest);

    let short = Burst::Limit { max: 1, remaining: u64::MAX, interval: Duration::ZERO };
    let pace = told(Quota { burst: short, ..Quota::default() }).await;
    assert_eq!(waited(&pace).await, Duration::from_millis(1));
    let pace = told(burst(u64::MAX, u64::MAX)).await;
    let most = async { while waited(&pace).await.is_zero() {} };
    timeout(HOUR, most).await.unwrap();
}
