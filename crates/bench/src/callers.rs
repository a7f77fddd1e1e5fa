//! The load without HTTP: a fixed number of callers inside this process, each asking again once it has its answer.
//!
//! Not a workload: what is asked is the caller's closure. The one rule to know: callers are tasks of a runtime of several
//! threads, as the product's handlers are, or threads of their own, for what blocks.

use std::sync::Arc;
use std::time::Instant;

use crate::load::Numbers;
use crate::statistics::{Plan, Recorder, Window};

/// Lets `callers` tasks run `work` until the plan is over. `work` is handed a number that never comes twice, and says
/// what went wrong.
///
/// # Errors
/// When a caller panicked.
pub(crate) async fn drive<W, F>(callers: usize, plan: Plan, numbers: &Arc<Numbers>, work: W) -> anyhow::Result<Recorder>
where
    W: Fn(u64) -> F + Clone + Send + 'static,
    F: Future<Output = Result<(), String>> + Send,
{
    let window = Window::starting_at(Instant::now(), &plan);
    let ration = Arc::new(numbers.ration(plan.most_requests));
    let mut tasks = Vec::with_capacity(callers);
    for _ in 0..callers {
        let (ration, work) = (ration.clone(), work.clone());
        tasks.push(tokio::spawn(async move {
            let mut recorder = Recorder::new(window);
            loop {
                let began = Instant::now();
                if began >= window.closes {
                    return recorder;
                }
                let Some(number) = ration.take() else { return recorder };
                match work(number).await {
                    Ok(()) => recorder.answered(began, Instant::now(), 0),
                    Err(reason) => recorder.failed(|| reason),
                }
            }
        }));
    }
    let mut total = Recorder::new(window);
    for task in tasks {
        total.merge(task.await?);
    }
    Ok(total)
}

/// As [`drive`], each caller a thread of its own, for work that blocks. Blocks itself until the plan is over.
///
/// # Errors
/// When a caller panicked.
pub(crate) fn drive_threads<W>(callers: usize, plan: Plan, numbers: &Arc<Numbers>, work: W) -> anyhow::Result<Recorder>
where
    W: Fn(u64) -> Result<(), String> + Sync,
{
    let window = Window::starting_at(Instant::now(), &plan);
    let ration = numbers.ration(plan.most_requests);
    let caller = || {
        let mut recorder = Recorder::new(window);
        loop {
            let began = Instant::now();
            if began >= window.closes {
                return recorder;
            }
            let Some(number) = ration.take() else { return recorder };
            match work(number) {
                Ok(()) => recorder.answered(began, Instant::now(), 0),
                Err(reason) => recorder.failed(|| reason),
            }
        }
    };
    let mut total = Recorder::new(window);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..callers).map(|_| scope.spawn(caller)).collect();
        for thread in threads {
            let recorder = thread.join().map_err(|_| anyhow::anyhow!("a caller panicked"))?;
            total.merge(recorder);
        }
        Ok(total)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::time::Duration;

    use super::*;

    fn plan(most_requests: u64) -> Plan {
        Plan {
            warm_up: Duration::ZERO,
            measured: Duration::from_secs(20),
            most_requests,
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn all_callers_together_do_what_the_plan_allows_each_number_once() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let work = {
            let seen = seen.clone();
            move |number| {
                seen.lock().unwrap().push(number);
                async { Ok(()) }
            }
        };
        let recorder = drive(8, plan(500), &Arc::new(Numbers::default()), work).await.unwrap();
        let mut seen = Arc::into_inner(seen).unwrap().into_inner().unwrap();
        seen.sort_unstable();
        assert_eq!(seen, (0..500).collect::<Vec<_>>());
        assert_eq!(recorder.figures().requests, 500);
    }

    #[test]
    fn callers_that_block_do_what_the_plan_allows_each_number_once() {
        let seen = Mutex::new(Vec::new());
        let work = |number| {
            seen.lock().unwrap().push(number);
            if number == 7 { Err("refused".to_owned()) } else { Ok(()) }
        };
        let figures = drive_threads(8, plan(500), &Arc::new(Numbers::default()), work)
            .unwrap()
            .figures();
        let mut seen = seen.into_inner().unwrap();
        seen.sort_unstable();
        assert_eq!(seen, (0..500).collect::<Vec<_>>());
        assert_eq!((figures.requests, figures.errors), (499, 1));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_the_work_refuses_is_an_error_with_its_reason() {
        let work = |number| async move { if number == 3 { Err("refused".to_owned()) } else { Ok(()) } };
        let figures = drive(2, plan(10), &Arc::new(Numbers::default()), work)
            .await
            .unwrap()
            .figures();
        assert_eq!(
            (figures.requests, figures.errors, figures.first_error.as_deref()),
            (9, 1, Some("refused"))
        );
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_plan_whose_time_is_over_asks_nothing() {
        let plan = Plan {
            warm_up: Duration::ZERO,
            measured: Duration::ZERO,
            most_requests: u64::MAX,
        };
        let recorder = drive(2, plan, &Arc::new(Numbers::default()), |_| async { Ok(()) })
            .await
            .unwrap();
        assert_eq!(recorder.asked(), 0);
    }
}
