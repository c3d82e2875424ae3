//! Many threads at work, one order of results, and never more in flight than the threads need.
//!
//! Short pages are taken and handed on many at a time: to wake another thread for each costs more than some of them take, and what is
//! done with all of them before the next step is done with any is done sooner: on news, 256 articles at a time took a tenth less time
//! than one by one.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Small pages in flight for each thread, so that a slow one does not make the others wait.
const ITEMS_PER_THREAD: usize = 768;
/// Bytes in flight for each thread, beyond which only one page a thread is let in.
const BYTES_PER_THREAD: usize = 1536 << 10;
/// Bytes that a thread takes at once, beyond one page.
const TAKEN_BYTES: usize = 512 << 10;
/// Pages that it takes at once.
const TAKEN_ITEMS: usize = 256;

/// A numbered item, or what came of it, with the item's size.
type Numbered<T> = (u64, usize, T);

/// What is between the reader and the writer.
struct Flight<T> {
    /// Read, and not yet taken by a thread.
    waiting: VecDeque<Numbered<T>>,
    /// Read, and not yet written.
    items: usize,
    bytes: usize,
    /// Threads that wait for work and were not woken; waking costs a call of the system, even where nobody waits.
    idle: usize,
    /// Whether the reader waits for room and was not woken.
    is_blocked: bool,
    /// Nothing more will be read.
    is_fed: bool,
    /// Nothing more is wanted.
    is_over: bool,
}

struct Window<T> {
    flight: Mutex<Flight<T>>,
    has_room: Condvar,
    has_work: Condvar,
    threads: usize,
}

impl<T> Window<T> {
    fn new(threads: usize) -> Self {
        let flight = Flight {
            waiting: VecDeque::new(),
            items: 0,
            bytes: 0,
            idle: 0,
            is_blocked: false,
            is_fed: false,
            is_over: false,
        };
        Self { flight: Mutex::new(flight), has_room: Condvar::new(), has_work: Condvar::new(), threads }
    }

    fn flight(&self) -> MutexGuard<'_, Flight<T>> {
        self.flight.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether one more may come in when `part` of the room is enough: all of it, or half for a reader that had to wait.
    fn is_roomy(&self, flight: &Flight<T>, part: usize) -> bool {
        let (items, bytes) = (flight.items * part, flight.bytes * part);
        flight.items < self.threads
            || items < self.threads * ITEMS_PER_THREAD && bytes < self.threads * BYTES_PER_THREAD
    }

    /// Waits for room and lets an item in. False when nothing more is wanted.
    fn enter(&self, item: Numbered<T>) -> bool {
        let mut flight = self.flight();
        if !flight.is_over && !self.is_roomy(&flight, 1) {
            let is_full = |f: &mut Flight<T>| {
                f.is_blocked = !f.is_over && !self.is_roomy(f, 2);
                f.is_blocked
            };
            flight = self.has_room.wait_while(flight, is_full).unwrap_or_else(PoisonError::into_inner);
        }
        flight.items += 1;
        flight.bytes += item.1;
        flight.waiting.push_back(item);
        if flight.idle > 0 {
            flight.idle -= 1;
            self.has_work.notify_one();
        }
        !flight.is_over
    }

    /// The next item, and some more if they are small and there are enough for all threads. None when there will be no more.
    fn take(&self) -> Option<Vec<Numbered<T>>> {
        let mut flight = self.flight();
        let is_idle = |f: &mut Flight<T>| {
            let is_idle = f.waiting.is_empty() && !f.is_fed && !f.is_over;
            f.idle += usize::from(is_idle);
            is_idle
        };
        flight = self.has_work.wait_while(flight, is_idle).unwrap_or_else(PoisonError::into_inner);
        if flight.is_over || flight.waiting.is_empty() {
            return None;
        }
        let share = (flight.waiting.len() / self.threads).max(1);
        let mut bytes = 0;
        let is_small = |item: &&Numbered<T>| {
            bytes += item.1;
            bytes <= TAKEN_BYTES
        };
        let count = flight.waiting.iter().take(share.min(TAKEN_ITEMS)).take_while(is_small).count().max(1);
        Some(flight.waiting.drain(..count).collect())
    }

    fn leave(&self, items: usize, bytes: usize, is_over: bool) {
        let mut flight = self.flight();
        flight.items -= items;
        flight.bytes -= bytes;
        flight.is_over |= is_over;
        if flight.is_blocked && (flight.is_over || self.is_roomy(&flight, 2)) {
            flight.is_blocked = false;
            self.has_room.notify_one();
        }
        if flight.is_over {
            self.has_work.notify_all();
        }
    }

    fn fed(&self) {
        self.flight().is_fed = true;
        self.has_work.notify_all();
    }
}

/// Ends the run when a thread ends by a panic, so that nobody waits for what will not come.
struct Watch<'w, T>(&'w Window<T>);

impl<T> Drop for Watch<'_, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.leave(0, 0, true);
        }
    }
}

/// Feeds items, some at a time, to `work` on some threads, which gives a result for each, and hands the results to `put` in the order
/// of the items. Stops at the first error of `put`. One thread does all by itself.
pub(crate) fn in_order<T: Send, R: Send, E: Send>(
    threads: usize,
    feed: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>),
    size: impl Fn(&T) -> usize,
    work: impl Fn(Vec<T>) -> Vec<R> + Sync,
    mut put: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E> {
    let mut outcome = Ok(());
    if threads <= 1 {
        let (mut taken, mut bytes) = (Vec::new(), 0);
        feed(&mut |item| {
            bytes += size(&item);
            taken.push(item);
            if bytes >= TAKEN_BYTES || taken.len() >= TAKEN_ITEMS {
                bytes = 0;
                outcome = work(std::mem::take(&mut taken)).into_iter().try_for_each(&mut put);
            }
            if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        return outcome.and_then(|()| work(taken).into_iter().try_for_each(put));
    }
    let window = Window::new(threads);
    let (results, finished) = channel::<Vec<Numbered<R>>>();
    let (window, work) = (&window, &work);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let results = results.clone();
            scope.spawn(move || {
                let _watch = Watch(window);
                while let Some(items) = window.take() {
                    let (marks, items): (Vec<_>, Vec<_>) =
                        items.into_iter().map(|(n, bytes, item)| ((n, bytes), item)).unzip();
                    let done = marks.into_iter().zip(work(items)).map(|((n, bytes), result)| (n, bytes, result));
                    if results.send(done.collect()).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        let outcome = &mut outcome;
        scope.spawn(move || {
            let _watch = Watch(window);
            let (mut early, mut next) = (BTreeMap::new(), 0);
            for done in finished {
                early.extend(done.into_iter().map(|(number, bytes, result)| (number, (bytes, result))));
                let (mut items, mut size) = (0, 0);
                while let Some((bytes, result)) = early.remove(&next) {
                    next += 1;
                    items += 1;
                    size += bytes;
                    if outcome.is_ok() {
                        *outcome = put(result);
                    }
                }
                if items > 0 {
                    window.leave(items, size, outcome.is_err());
                }
            }
        });
        let _watch = Watch(window);
        let mut number = 0;
        feed(&mut |item| {
            let is_wanted = window.enter((number, size(&item), item));
            number += 1;
            if is_wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        window.fed();
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
            |items| items.into_iter().map(work).collect(),
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
