//! The queue in front of a thread that owns a connection.
//!
//! Not a general channel: whoever takes gets everything that waits, up to a limit, which is what makes group commit.
//!
//! The one rule to know: a closed queue still hands out what it had accepted.

use std::collections::VecDeque;

use parking_lot::{Condvar, Mutex};

/// Items waiting for a thread; shared behind an `Arc`.
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    /// An empty, open queue.
    pub(super) fn new() -> Self {
        Self {
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                closed: false,
            }),
            changed: Condvar::new(),
        }
    }

    /// Accepts an item, or gives it back when the queue is closed.
    pub(super) fn push(&self, item: T) -> Result<(), T> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(item);
        }
        state.waiting.push_back(item);
        drop(state);
        self.changed.notify_one();
        Ok(())
    }

    /// Waits for work and takes up to `limit` items, oldest first. `None` once closed and empty.
    pub(super) fn take(&self, limit: usize) -> Option<Vec<T>> {
        let mut state = self.state.lock();
        while state.waiting.is_empty() {
            if state.closed {
                return None;
            }
            self.changed.wait(&mut state);
        }
        let count = state.waiting.len().min(limit);
        Some(state.waiting.drain(..count).collect())
    }

    /// Accepts nothing more.
    pub(super) fn close(&self) {
        self.state.lock().closed = true;
        self.changed.notify_all();
    }

    /// Closes, and drops what waits: its owner learns that nobody will serve it.
    pub(super) fn abandon(&self) {
        self.close();
        let waiting = std::mem::take(&mut self.state.lock().waiting);
        drop(waiting);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_queue_hands_out_what_it_had_accepted_and_refuses_more() {
        let queue = Queue::new();
        for item in 0..5 {
            queue.push(item).unwrap();
        }
        queue.close();
        assert_eq!(queue.push(9), Err(9));
        assert_eq!(queue.take(3), Some(vec![0, 1, 2]));
        assert_eq!(queue.take(3), Some(vec![3, 4]));
        assert_eq!(queue.take(3), None);
    }

    #[test]
    fn whoever_waits_is_woken_by_a_push_and_by_the_closing() {
        let queue = Queue::new();
        std::thread::scope(|scope| {
            let taker = scope.spawn(|| (queue.take(1), queue.take(1)));
            queue.push('a').unwrap();
            queue.close();
            assert_eq!(taker.join().unwrap(), (Some(vec!['a']), None));
        });
    }
}
