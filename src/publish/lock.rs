//! The lock of a target that holds plain files: who publishes comes in, proof that nobody else does goes
//! out.
//!
//! The lock is a file that is made only where there is none. It says who made it and when. One left by a
//! process of this machine that is gone, or one that was not renewed for a while, is taken over.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};

use super::objects::{Put, Store};
use super::tree::Class;
use crate::output::Content;

/// Where the lock lies.
const LOCK: &str = ".rapporteur/lock.json";

/// A lock that was not renewed for so long is nobody's.
const LEASE: u64 = 10 * 60;

/// So often a lock is renewed: several times within a lease.
const RENEWAL: Duration = Duration::from_secs(60);

/// Who publishes, as it is told to others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The name of the machine.
    machine: String,
    /// The number of the process there.
    process: u32,
    /// Tells this publish from all others.
    token: String,
    /// When the lock was made or renewed, in seconds since 1970 UTC.
    renewed: u64,
}

/// Where the lock of a target is kept.
pub(super) trait Door {
    /// Writes the lock if there is none; says whether it did.
    fn create(&self, text: &[u8]) -> Result<bool>;
    /// The lock, if there is one.
    fn read(&self) -> Result<Option<Vec<u8>>>;
    /// Writes the lock over the one that is there.
    fn write(&self, text: Vec<u8>) -> Result<()>;
    /// Removes the lock.
    fn remove(&self) -> Result<()>;
}

impl<S: Store> Door for &S {
    fn create(&self, text: &[u8]) -> Result<bool> {
        Store::create(*self, LOCK, text)
    }

    fn read(&self) -> Result<Option<Vec<u8>>> {
        self.get(LOCK)
    }

    fn write(&self, text: Vec<u8>) -> Result<()> {
        let size = text.len() as u64;
        let put = Put { content: &Content::Bytes(text), size, class: Class::Entry };
        self.put(LOCK, &put)
    }

    fn remove(&self) -> Result<()> {
        Store::remove(*self, &[LOCK])
    }
}

/// A lock that this process holds until it drops this.
pub(super) struct Held<'a, D: Door> {
    door: D,
    holder: &'a Holder,
    renewed: Mutex<Instant>,
}

impl Holder {
    /// This process.
    pub fn this_process() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let (machine, process) = (machine(), std::process::id());
        let token = format!("{machine}-{process}-{}", now.as_nanos());
        Self { machine, process, token, renewed: now.as_secs() }
    }

    /// A process of this machine that is there no more.
    #[cfg(test)]
    pub(super) fn gone() -> Self {
        Self { process: u32::MAX, ..Self::this_process() }
    }

    /// Takes the lock of a target.
    ///
    /// # Errors
    /// When another holds it, or it cannot be written.
    pub(super) fn lock<D: Door>(&self, door: D) -> Result<Held<'_, D>> {
        let bytes = self.text();
        if !door.create(&bytes)? {
            let other = door.read()?;
            // One that cannot be read was written by something else, or only in part.
            let other = other.and_then(|bytes| serde_json::from_slice::<Holder>(&bytes).ok());
            if let Some(other) = other.filter(|other| !other.is_gone(self)) {
                bail!(other.refusal(self));
            }
            door.write(bytes)?;
        }
        let held = Held { door, holder: self, renewed: Mutex::new(Instant::now()) };
        // A store that does not know the condition has let both in; the last one has it.
        held.check()?;
        Ok(held)
    }

    fn text(&self) -> Vec<u8> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let renewed = Holder { renewed: now.as_secs(), ..self.clone() };
        serde_json::to_vec(&renewed).expect("invariant: a holder has nothing that JSON lacks")
    }

    /// Whether nothing more is to be expected of the holder.
    fn is_gone(&self, seen_by: &Holder) -> bool {
        let is_over = seen_by.renewed.saturating_sub(self.renewed) > LEASE;
        let is_here = self.machine == seen_by.machine;
        is_over || (is_here && !is_alive(self.process))
    }

    fn refusal(&self, seen_by: &Holder) -> String {
        let seconds = seen_by.renewed.saturating_sub(self.renewed);
        format!(
            "process {} of `{}` is publishing there, last seen {seconds} seconds ago\n\
             hint: wait for it to end; one that was killed is passed over after {} minutes",
            self.process,
            self.machine,
            LEASE / 60
        )
    }
}

impl<D: Door> Held<'_, D> {
    /// Shows others that the holder is still at work.
    pub(super) fn renew(&self) -> Result<()> {
        let mut renewed = self.renewed.lock().unwrap_or_else(PoisonError::into_inner);
        if renewed.elapsed() < RENEWAL {
            return Ok(());
        }
        self.show()?;
        *renewed = Instant::now();
        Ok(())
    }

    /// Does something that may take long, such as to send a large file, and shows others all the while that
    /// the holder is at work.
    pub(super) fn during<T>(&self, job: impl FnOnce() -> Result<T>) -> Result<T>
    where
        D: Sync,
    {
        self.showing_each(RENEWAL, job)
    }

    fn showing_each<T>(&self, pause: Duration, job: impl FnOnce() -> Result<T>) -> Result<T>
    where
        D: Sync,
    {
        thread::scope(|scope| {
            let (done, is_over) = mpsc::channel::<()>();
            let showing = scope.spawn(move || {
                let mut shown = Ok(());
                while shown.is_ok() && is_over.recv_timeout(pause) == Err(RecvTimeoutError::Timeout)
                {
                    shown = self.show();
                }
                shown
            });
            let result = job();
            drop(done);
            let shown = showing.join().unwrap_or_else(|_| bail!("the lock could not be renewed"));
            result.and_then(|result| shown.map(|()| result))
        })
    }

    fn show(&self) -> Result<()> {
        self.check()?;
        self.door.write(self.holder.text())
    }

    /// Makes sure that the lock is still this process's.
    pub(super) fn check(&self) -> Result<()> {
        let present = self.door.read()?;
        let present = present.and_then(|bytes| serde_json::from_slice::<Holder>(&bytes).ok());
        match present {
            Some(present) if present.token == self.holder.token => Ok(()),
            Some(other) => bail!(other.refusal(self.holder)),
            None => bail!("the lock there was removed by others\nhint: publish again"),
        }
    }
}

impl<D: Door> Drop for Held<'_, D> {
    fn drop(&mut self) {
        if self.check().is_ok() {
            // If this fails, others wait until the lease is over.
            let _ = self.door.remove();
        }
    }
}

/// The name of this machine; empty where it has none.
fn machine() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = std::env::var("COMPUTERNAME").unwrap_or_default();
    name
}

/// Whether a process of this machine is still there.
#[cfg(unix)]
fn is_alive(process: u32) -> bool {
    let pid = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    // One that may not be asked is there.
    pid.is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

/// Whether a process of this machine is still there: here nobody can tell, so it is until its lease ends.
#[cfg(not(unix))]
fn is_alive(_process: u32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Counts how often a lock is written.
    #[derive(Default)]
    struct Counted(Mutex<Option<Vec<u8>>>, AtomicUsize);

    impl Door for &Counted {
        fn create(&self, text: &[u8]) -> Result<bool> {
            self.write(text.to_vec()).map(|()| true)
        }

        fn read(&self) -> Result<Option<Vec<u8>>> {
            Ok(self.0.lock().unwrap().clone())
        }

        fn write(&self, text: Vec<u8>) -> Result<()> {
            self.1.fetch_add(1, Ordering::SeqCst);
            *self.0.lock().unwrap() = Some(text);
            Ok(())
        }

        fn remove(&self) -> Result<()> {
            *self.0.lock().unwrap() = None;
            Ok(())
        }
    }

    #[test]
    fn a_lock_is_renewed_while_one_long_step_is_under_way() {
        let (door, holder) = (Counted::default(), Holder::this_process());
        let held = holder.lock(&door).unwrap();
        let job = || {
            while door.1.load(Ordering::SeqCst) < 4 {
                thread::yield_now();
            }
            Ok(())
        };
        held.showing_each(Duration::from_millis(1), job).unwrap();
    }
}
