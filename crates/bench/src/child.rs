//! A server run as a child process: started, awaited, weighed and stopped.
//!
//! Not a supervisor: a child that dies is an error. The one rule to know: a child never outlives its value.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, kill_process};
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::load::{ask, get};

/// How long a child may take to finish what it accepted once asked to stop.
const FAREWELL: Duration = Duration::from_secs(20);
/// Lines of a child's log shown when it fails.
const LOG_LINES: usize = 20;

/// What is needed to start a child.
pub(crate) struct Start {
    /// Program and arguments.
    pub(crate) command: Command,
    /// Where it will listen.
    pub(crate) address: SocketAddr,
    /// The path that answers 200 once it is ready.
    pub(crate) ready_path: &'static str,
    /// Where its output goes; replaced if there.
    pub(crate) log: PathBuf,
    /// How long it may take until then.
    pub(crate) patience_s: u64,
}

impl Start {
    /// Starts the child and waits for its first 200.
    pub(crate) async fn run(mut self) -> anyhow::Result<Child> {
        let log = File::create(&self.log).with_context(|| format!("cannot write {}", self.log.display()))?;
        self.command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let name = self.command.get_program().to_string_lossy().into_owned();
        let began = Instant::now();
        let process = tokio::process::Command::from(self.command)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let pid = process.id().context("the child ended before it had a number")?;
        let mut child = Child {
            process,
            pid,
            address: self.address,
            log: self.log,
            ready_after: Duration::ZERO,
        };
        let patience = Duration::from_secs(self.patience_s);
        match timeout(patience, child.ready(self.ready_path)).await {
            Ok(ready) => ready?,
            Err(_) => bail!(
                "{name} was not ready within {} s:\n{}",
                self.patience_s,
                tail(&child.log)
            ),
        }
        child.ready_after = began.elapsed();
        Ok(child)
    }
}

/// A running child.
pub(crate) struct Child {
    process: tokio::process::Child,
    pid: u32,
    log: PathBuf,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// From the spawn to the first 200.
    pub(crate) ready_after: Duration,
}

impl Child {
    /// Waits for the first 200. Another process tells nobody that it is ready but by answering, so it is asked every
    /// millisecond, which is also the resolution of the time measured.
    async fn ready(&mut self, path: &str) -> anyhow::Result<()> {
        let mut attempts = interval(Duration::from_millis(1));
        attempts.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            attempts.tick().await;
            if let Some(status) = self.process.try_wait()? {
                bail!(
                    "the server ended with {status} before it was ready:\n{}",
                    tail(&self.log)
                );
            }
            let answer = ask(self.address, get(path, None), FAREWELL).await;
            if answer.is_ok_and(|answer| answer.status.is_success()) {
                return Ok(());
            }
        }
    }

    /// Resident memory now, and the most there has been, both in KiB.
    pub(crate) fn memory(&self) -> anyhow::Result<Memory> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid)).context("the server has died")?;
        Memory::parse(&status).context("the kernel reports no memory for the server")
    }

    /// Processor time used so far, of all threads.
    pub(crate) fn processor_time(&self) -> anyhow::Result<Duration> {
        processor_time_of(&self.pid.to_string())
    }

    /// Asks the child to end and waits for it.
    ///
    /// # Errors
    /// When it does not end in time, or not with success.
    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        let pid = i32::try_from(self.pid)
            .ok()
            .and_then(Pid::from_raw)
            .context("not a process number")?;
        kill_process(pid, Signal::TERM).context("the server had died")?;
        let status = timeout(FAREWELL, self.process.wait())
            .await
            .with_context(|| format!("the server did not end within {} s", FAREWELL.as_secs()))??;
        // The bare server has no handler for the signal and is ended by it; that is no failure.
        let ended_by_signal = status.code().is_none();
        if !status.success() && !ended_by_signal {
            bail!("the server ended with {status}:\n{}", tail(&self.log));
        }
        Ok(())
    }
}

/// An address on the loopback that nobody listens on at the moment.
pub(crate) fn free_address() -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on the loopback")?;
    Ok(listener.local_addr()?)
}

/// Processor time used so far by all threads of a process: a number, or `self`.
pub(crate) fn processor_time_of(process: &str) -> anyhow::Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).context("the process has died")?;
    let ticks = processor_ticks(&stat).context("the kernel reports no processor time")?;
    let ticks_per_second = rustix::param::clock_ticks_per_second();
    Ok(Duration::from_micros(ticks * 1_000_000 / ticks_per_second))
}

/// Resident memory of a process, in KiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Memory {
    /// At this moment.
    pub(crate) now_kib: u64,
    /// The most so far.
    pub(crate) peak_kib: u64,
}

impl Memory {
    fn parse(status: &str) -> Option<Self> {
        let field = |name: &str| {
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
            line.trim().strip_suffix("kB")?.trim().parse().ok()
        };
        Some(Self {
            now_kib: field("VmRSS")?,
            peak_kib: field("VmHWM")?,
        })
    }
}

/// User and system time of a process in clock ticks. Its name, which may hold anything, ends at the last parenthesis.
fn processor_ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_ascii_whitespace().skip(11).map(str::parse::<u64>);
    Some(times.next()?.ok()? + times.next()?.ok()?)
}

/// The end of a log, for an error message.
fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(LOG_LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resident_memory_is_read_from_the_kernels_words() {
        let status = "Name:\tentreposto\nVmPeak:\t  999 kB\nVmHWM:\t   61440 kB\nVmRSS:\t   40960 kB\nThreads:\t7\n";
        assert_eq!(
            Memory::parse(status),
            Some(Memory {
                now_kib: 40_960,
                peak_kib: 61_440
            })
        );
        assert_eq!(Memory::parse("Name:\tkthreadd\n"), None);
    }

    #[test]
    fn processor_time_is_found_behind_any_process_name() {
        let stat = "42 (a (b) c) S 1 42 42 0 -1 4194304 900 0 0 0 150 30 0 0 20 0 5 0 100 0 0";
        assert_eq!(processor_ticks(stat), Some(180));
        assert_eq!(processor_ticks("42 (short) S 1"), None);
    }

    #[tokio::test]
    async fn a_child_that_ends_at_once_is_an_error_with_its_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", "echo no such database >&2; exit 3"]);
        let start = Start {
            command,
            address: free_address().unwrap(),
            ready_path: "/readyz",
            log: folder.path().join("log"),
            patience_s: 10,
        };
        let error = start.run().await.err().map(|error| error.to_string()).unwrap();
        assert!(error.contains("no such database") && error.contains('3'), "{error}");
    }

    #[test]
    fn this_process_has_memory_and_the_peak_is_no_less() {
        let memory = Memory::parse(&fs::read_to_string("/proc/self/status").unwrap()).unwrap();
        assert!(memory.now_kib > 0 && memory.peak_kib >= memory.now_kib);
    }
}
