//! Many threads at work, one order of results, and never more in flight than the threads need.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Small pages in flight for each thread, so that a slow one does not make the others wait.
const ITEMS_PER_THREAD: usize = 16;
/// Bytes in flight for each thread, beyond which only one page a thread is let in.
const BYTES_PER_THREAD: usize = 256 << 10;

/// What is between the reader and the writer.
#[derive(Default)]
struct Flight {
    items: usize,
    bytes: usize,
    is_over: bool,
}

struct Window {
    flight: Mutex<Flight>,
    changed: Condvar,
    threads: usize,
}

impl Window {
    fn flight(&self) -> MutexGuard<'_, Flight> {
        self.flight.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room. False when nothing more is wanted.
    fn enter(&self, bytes: usize) -> bool {
        let is_full = |f: &mut Flight| {
            let has_room = f.items < self.threads
                || f.items < self.threads * ITEMS_PER_THREAD && f.bytes < self.threads * BYTES_PER_THREAD;
            !f.is_over && !has_room
        };
        let mut flight = self.changed.wait_while(self.flight(), is_full).unwrap_or_else(PoisonError::into_inner);
        flight.items += 1;
        flight.bytes += bytes;
        !flight.is_over
    }

    fn leave(&self, bytes: usize, is_over: bool) {
        let mut flight = self.flight();
        flight.items -= 1;
        flight.bytes -= bytes;
        flight.is_over |= is_over;
        self.changed.notify_one();
    }
}

/// Feeds items to `work` on some threads and hands the results to `put` in the order of the items. Stops at the first error
/// of `put`. One thread does all by itself.
pub(crate) fn in_order<T: Send, R: Send, E: Send>(
    threads: usize,
    feed: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>),
    size: impl Fn(&T) -> usize,
    work: impl Fn(T) -> R + Sync,
    mut put: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E> {
    let mut outcome = Ok(());
    if threads <= 1 {
        feed(&mut |item| {
            outcome = put(work(item));
            if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        return outcome;
    }
    let window = Window { flight: Mutex::default(), changed: Condvar::new(), threads };
    let (jobs, queue) = channel::<(u64, usize, T)>();
    let (results, finished) = channel::<(u64, usize, R)>();
    let queue = Mutex::new(queue);
    let (window, queue, work) = (&window, &queue, &work);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let results = results.clone();
            scope.spawn(move || {
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, bytes, item)) = job else { break };
                    if results.send((number, bytes, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        let outcome = &mut outcome;
        scope.spawn(move || {
            let (mut early, mut next) = (BTreeMap::new(), 0);
            for (number, bytes, result) in finished {
                early.insert(number, (bytes, result));
                while let Some((bytes, result)) = early.remove(&next) {
                    next += 1;
                    if outcome.is_ok() {
                        *outcome = put(result);
                    }
                    window.leave(bytes, outcome.is_err());
                }
            }
        });
        let mut number = 0;
        feed(&mut |item| {
            let bytes = size(&item);
            if !window.enter(bytes) || jobs.send((number, bytes, item)).is_err() {
                return ControlFlow::Break(());
            }
            number += 1;
            ControlFlow::Continue(())
        });
        drop(jobs);
    });
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(threads: usize, fail_at: u64) -> (Result<(), u64>, Vec<u64>) {
        let mut got = Vec::new();
        let feed = |take: &mut dyn FnMut(u64) -> ControlFlow<()>| {
            for n in 0..500 {
                if take(n).is_break() {
                    break;
                }
            }
        };
        let work = |n: u64| {
            // Some are slow, so that results overtake one another.
            (0..(n * 7919 % 13) * 1000).fold(n, |a, b| std::hint::black_box(a ^ b ^ b));
            n * n
        };
        let result = in_order(
            threads,
            feed,
            |n| *n as usize * 1000,
            work,
            |n| {
                got.push(n);
                if got.len() as u64 == fail_at { Err(n) } else { Ok(()) }
            },
        );
        (result, got)
    }

    #[test]
    fn each_comes_out_once_and_in_order() {
        let wanted: Vec<u64> = (0..500).map(|n| n * n).collect();
        for threads in [1, 2, 8] {
            assert_eq!(squares(threads, 0), (Ok(()), wanted.clone()));
        }
    }

    #[test]
    fn the_first_failure_ends_it() {
        for threads in [1, 3] {
            let (result, got) = squares(threads, 10);
            assert_eq!((result, got.len()), (Err(81), 10));
        }
    }
}
