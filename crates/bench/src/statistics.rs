//! Latencies and counts of one measurement, and the figures made of them. Knows nothing of HTTP or of the store.
//!
//! The one rule to know: what happened before the window opened is counted in `asked`, never in a latency.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};

/// Longest latency told apart; a longer one counts as this one.
const LONGEST_NS: u64 = 60_000_000_000;

/// How long one measurement lasts and how much it may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Time in which requests run unmeasured.
    pub(crate) warm_up: Duration,
    /// Time in which requests are measured.
    pub(crate) measured: Duration,
    /// Most requests in both together.
    pub(crate) most_requests: u64,
}

/// The instants between which a request counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    /// Requests begun earlier are warm-up.
    pub(crate) opens: Instant,
    /// No request begins later.
    pub(crate) closes: Instant,
}

impl Window {
    /// The window of a plan that begins now.
    pub(crate) fn starting_at(now: Instant, plan: &Plan) -> Self {
        let opens = now + plan.warm_up;
        Self {
            opens,
            closes: opens + plan.measured,
        }
    }
}

/// Collects what one worker saw; merged into one when all have ended.
#[derive(Debug)]
pub(crate) struct Recorder {
    window: Window,
    latencies_ns: Histogram<u64>,
    last_answer: Option<Instant>,
    asked: u64,
    answer_bytes: u64,
    errors: u64,
    first_error: Option<String>,
}

impl Recorder {
    /// An empty recorder for a window.
    pub(crate) fn new(window: Window) -> Self {
        let latencies_ns =
            Histogram::new_with_max(LONGEST_NS, 3).expect("the bounds are constants the histogram accepts");
        Self {
            window,
            latencies_ns,
            last_answer: None,
            asked: 0,
            answer_bytes: 0,
            errors: 0,
            first_error: None,
        }
    }

    /// Counts one good answer of `bytes` bytes.
    pub(crate) fn answered(&mut self, began: Instant, ended: Instant, bytes: u64) {
        self.asked += 1;
        if began < self.window.opens {
            return;
        }
        let latency_ns = u64::try_from(ended.duration_since(began).as_nanos()).unwrap_or(LONGEST_NS);
        self.latencies_ns.saturating_record(latency_ns.max(1));
        self.answer_bytes += bytes;
        self.last_answer = self.last_answer.max(Some(ended));
    }

    /// Counts a wrong or missing answer, warm-up included: an error is never excused.
    pub(crate) fn failed(&mut self, reason: impl FnOnce() -> String) {
        self.asked += 1;
        self.errors += 1;
        self.first_error.get_or_insert_with(reason);
    }

    /// Adds what another worker of the same window saw.
    pub(crate) fn merge(&mut self, other: Self) {
        self.latencies_ns
            .add(&other.latencies_ns)
            .expect("both histograms have the same bounds");
        self.last_answer = self.last_answer.max(other.last_answer);
        self.asked += other.asked;
        self.answer_bytes += other.answer_bytes;
        self.errors += other.errors;
        self.first_error = self.first_error.take().or(other.first_error);
    }

    /// Requests sent, warm-up and errors included: what the server's processor time is divided by.
    pub(crate) fn asked(&self) -> u64 {
        self.asked
    }

    /// The figures of the window.
    pub(crate) fn figures(&self) -> Figures {
        let requests = self.latencies_ns.len();
        let elapsed = self
            .last_answer
            .map_or(Duration::ZERO, |last| last.duration_since(self.window.opens));
        let per_second = if elapsed.is_zero() {
            0.0
        } else {
            requests as f64 / elapsed.as_secs_f64()
        };
        let microseconds = |ns: u64| if requests == 0 { 0.0 } else { ns as f64 / 1000.0 };
        Figures {
            requests,
            per_second,
            p50_us: microseconds(self.latencies_ns.value_at_quantile(0.50)),
            p99_us: microseconds(self.latencies_ns.value_at_quantile(0.99)),
            max_us: microseconds(self.latencies_ns.max()),
            answer_bytes: self.answer_bytes.checked_div(requests).unwrap_or(0),
            errors: self.errors,
            first_error: self.first_error.clone(),
        }
    }
}

/// What one measurement says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Figures {
    /// Good answers within the window.
    pub(crate) requests: u64,
    /// Good answers per second.
    pub(crate) per_second: f64,
    /// Half of the answers took no longer, in microseconds.
    pub(crate) p50_us: f64,
    /// Of a hundred answers, 99 took no longer, in microseconds.
    pub(crate) p99_us: f64,
    /// The slowest answer, in microseconds.
    pub(crate) max_us: f64,
    /// Mean size of a body.
    pub(crate) answer_bytes: u64,
    /// Wrong or missing answers, warm-up included.
    pub(crate) errors: u64,
    /// The first of them.
    pub(crate) first_error: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window() -> Window {
        let plan = Plan {
            warm_up: Duration::from_secs(1),
            measured: Duration::from_secs(5),
            most_requests: u64::MAX,
        };
        Window::starting_at(Instant::now(), &plan)
    }

    fn answered(recorder: &mut Recorder, window: Window, began_ms: u64, took_ms: u64) {
        let began = window.opens + Duration::from_millis(began_ms);
        recorder.answered(began, began + Duration::from_millis(took_ms), 10);
    }

    #[test]
    fn the_percentiles_of_a_known_series_are_its_ranks() {
        let window = window();
        let mut recorder = Recorder::new(window);
        for took_ms in 1..=100 {
            answered(&mut recorder, window, 0, took_ms);
        }
        let figures = recorder.figures();
        let near = |found: f64, wanted: f64| (found - wanted).abs() / wanted < 0.002;
        assert!(near(figures.p50_us, 50_000.0), "{}", figures.p50_us);
        assert!(near(figures.p99_us, 99_000.0), "{}", figures.p99_us);
        assert!(near(figures.max_us, 100_000.0), "{}", figures.max_us);
        assert_eq!((figures.requests, figures.answer_bytes), (100, 10));
    }

    #[test]
    fn the_rate_is_answers_over_the_time_until_the_last_one() {
        let window = window();
        let mut recorder = Recorder::new(window);
        for number in 0..40 {
            answered(&mut recorder, window, number * 50, 50);
        }
        assert!((recorder.figures().per_second - 20.0).abs() < 1e-9);
    }

    #[test]
    fn a_request_begun_in_the_warm_up_is_asked_but_not_measured() {
        let window = window();
        let mut recorder = Recorder::new(window);
        let early = window.opens - Duration::from_millis(1);
        recorder.answered(early, window.opens + Duration::from_secs(1), 7);
        assert_eq!((recorder.asked(), recorder.figures().requests), (1, 0));
        assert!(recorder.figures().per_second.abs() < f64::EPSILON);
    }

    #[test]
    fn merging_adds_counts_and_keeps_the_first_error() {
        let window = window();
        let (mut one, mut two) = (Recorder::new(window), Recorder::new(window));
        answered(&mut one, window, 0, 1);
        answered(&mut two, window, 1999, 1);
        two.failed(|| "status 500".to_owned());
        two.failed(|| "status 502".to_owned());
        one.merge(two);
        let figures = one.figures();
        assert_eq!((figures.requests, figures.errors, one.asked()), (2, 2, 4));
        assert_eq!(figures.first_error.as_deref(), Some("status 500"));
        assert!((figures.per_second - 1.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_measured_is_zero_and_not_a_division_by_it() {
        let figures = Recorder::new(window()).figures();
        assert_eq!((figures.requests, figures.answer_bytes), (0, 0));
        assert!(figures.per_second.abs() < f64::EPSILON && figures.p99_us.abs() < f64::EPSILON);
    }
}
