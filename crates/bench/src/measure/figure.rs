//! One figure: a load on a child, with the processor time that the child used for it.
//!
//! Not the order of figures. The one rule to know: processor time is divided by all requests of the measurement, warm-up
//! included, since the child used it for them all.

use std::sync::Arc;
use std::time::Duration;

use crate::child::Child;
use crate::cli::Measuring;
use crate::load::{Exchange, Load, Numbers};
use crate::report::{Measured, What};
use crate::statistics::Recorder;

/// Loads a child with one exchange.
pub(crate) async fn over_http(
    child: &Child,
    measuring: &Measuring,
    what: What,
    concurrency: usize,
    exchange: &Arc<dyn Exchange>,
    numbers: &Arc<Numbers>,
) -> anyhow::Result<Measured> {
    let load = Load {
        address: child.address,
        connections: concurrency,
        threads: measuring.client_threads()?,
        plan: measuring.plan(),
    };
    let (exchange, numbers) = (exchange.clone(), numbers.clone());
    let before = child.processor_time()?;
    let recorder = tokio::task::spawn_blocking(move || load.run(&exchange, &numbers)).await??;
    Ok(measured(
        what,
        concurrency,
        &recorder,
        child.processor_time()?.saturating_sub(before),
    ))
}

/// The figure of a recorder and the processor time used meanwhile.
pub(crate) fn measured(what: What, concurrency: usize, recorder: &Recorder, used: Duration) -> Measured {
    let asked = recorder.asked().max(1);
    let processor_us = used.as_micros() as f64 / asked as f64;
    Measured {
        what,
        concurrency,
        figures: recorder.figures(),
        processor_us,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::statistics::{Plan, Window};

    #[test]
    fn processor_time_is_shared_by_all_requests_the_failed_ones_too() {
        let plan = Plan {
            warm_up: Duration::ZERO,
            measured: Duration::from_secs(1),
            most_requests: 9,
        };
        let window = Window::starting_at(Instant::now(), &plan);
        let mut recorder = Recorder::new(window);
        recorder.answered(window.opens, window.opens + Duration::from_millis(1), 5);
        recorder.failed(|| "status 500".to_owned());
        let figure = measured(What::OneSku, 1, &recorder, Duration::from_micros(80));
        assert!((figure.processor_us - 40.0).abs() < 1e-9);
        assert_eq!((figure.figures.requests, figure.figures.errors), (1, 1));
    }
}
