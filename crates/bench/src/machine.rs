//! What the figures were measured on, in words that fit any machine: processors, memory, and how often its disk makes a
//! write durable.
//!
//! Never a name, an address or a path of the machine.

use std::fs::{self, File};
use std::io::{Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use serde::{Deserialize, Serialize};

/// Size of a page of the disk probe.
const PAGE_BYTES: usize = 4096;
/// Pages of the file that the disk probe goes round in.
const PAGES: usize = 1024;

/// The machine, as it is written beside the figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Machine {
    /// Logical processors that this process may use.
    pub(crate) processors: usize,
    /// Main memory in MiB.
    pub(crate) memory_mib: u64,
    /// Operating system and processor architecture.
    pub(crate) platform: String,
    /// How often per second a page of a file could be made durable, one at a time.
    pub(crate) syncs_per_second: f64,
}

impl Machine {
    /// Looks at the machine; `folder` is where the databases will be.
    pub(crate) fn look(folder: &Path, measured: Duration) -> anyhow::Result<Self> {
        let processors = std::thread::available_parallelism()?.get();
        let information = fs::read_to_string("/proc/meminfo").context("the benchmark needs Linux's /proc")?;
        Ok(Self {
            processors,
            memory_mib: total_memory_kib(&information).context("no MemTotal in /proc/meminfo")? / 1024,
            platform: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            syncs_per_second: syncs_per_second(folder, measured)?,
        })
    }

    /// One line for the report.
    pub(crate) fn words(&self) -> String {
        let gib = self.memory_mib as f64 / 1024.0;
        format!(
            "{} logical processors shared by server and load, {gib:.0} GiB of memory, {}, {:.0} durable page writes per second",
            self.processors, self.platform, self.syncs_per_second
        )
    }
}

fn total_memory_kib(information: &str) -> Option<u64> {
    let line = information.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Overwrites pages of a file and makes each durable, as a database does with a log that has reached its size.
fn syncs_per_second(folder: &Path, measured: Duration) -> anyhow::Result<f64> {
    let path = folder.join("syncs");
    let mut file = File::create(&path).with_context(|| format!("cannot write in {}", folder.display()))?;
    let page = [0x5a_u8; PAGE_BYTES];
    file.write_all(&page.repeat(PAGES))?;
    file.sync_all()?;
    let began = Instant::now();
    let mut syncs = 0_u32;
    while began.elapsed() < measured {
        if (syncs as usize).is_multiple_of(PAGES) {
            file.rewind()?;
        }
        file.write_all(&page)?;
        file.sync_data()?;
        syncs += 1;
    }
    let per_second = f64::from(syncs) / began.elapsed().as_secs_f64();
    fs::remove_file(&path)?;
    Ok(per_second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn total_memory_is_found_among_the_other_lines() {
        let information = "MemFree:  5 kB\nMemTotal:       24684912 kB\nMemAvailable: 9 kB\n";
        assert_eq!(total_memory_kib(information), Some(24_684_912));
        assert_eq!(total_memory_kib("MemFree: 5 kB\n"), None);
    }

    #[test]
    fn the_disk_probe_counts_something_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        assert!(syncs_per_second(folder.path(), Duration::from_millis(5)).unwrap() > 0.0);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn the_words_name_no_machine() {
        let machine = Machine {
            processors: 2,
            memory_mib: 24_106,
            platform: "linux x86_64".to_owned(),
            syncs_per_second: 1234.4,
        };
        assert_eq!(
            machine.words(),
            "2 logical processors shared by server and load, 24 GiB of memory, linux x86_64, 1234 durable page writes per second"
        );
    }
}
