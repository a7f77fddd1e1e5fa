//! The running server is killed fifty times under load: every order that was answered exists once, none is half done,
//! and the audit is clean.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::PathBuf;

use simulator::crash::CrashRun;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_by_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let run = CrashRun {
        program: PathBuf::from(env!("CARGO_BIN_EXE_simulator")),
        data_dir: folder.path().join("data"),
        kills: 50,
        buyers: 8,
        answers_before_kill: 40,
    };
    let report = run.run().await.unwrap();
    assert_eq!(report.kills, 50);
    assert!(report.acknowledged >= 50 * 40, "{report:?}");
    // Printed, not asserted: times belong to the benchmarks.
    println!("{report:?}");
}
