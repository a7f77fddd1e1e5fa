//! `entreposto serve`: serves a database until SIGTERM or Ctrl-C.
//!
//! Not migrations: a database with another schema is refused, with the command that helps.
//!
//! The one rule to know: what was accepted before the signal is answered, then the store is closed.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use app::{App, Files};
use tokio::runtime::Runtime;

use crate::config::Settings;
use crate::database::Database;
use crate::faces::FACES;
use crate::http::{Figures, Listening, bind, serve, sites};

/// Beyond the time of one request, what finishing may take.
const SLACK: Duration = Duration::from_secs(5);

/// How often figures are tidied.
const TIDY_EVERY: Duration = Duration::from_secs(5);

pub(super) fn run(settings: Settings) -> anyhow::Result<ExitCode> {
    let runtime = runtime(&settings)?;
    let mut settings = settings;
    let app = Database::of(&settings)?.open_ready(&settings)?;
    let listening = listen(&runtime, &mut settings)?;
    for (line, _) in addresses(&settings) {
        println!("{line}");
    }
    until_told(runtime, app, &settings, listening)?;
    Ok(ExitCode::SUCCESS)
}

/// The threads that serve.
pub(super) fn runtime(settings: &Settings) -> anyhow::Result<Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.enable_all();
    if settings.threads > 0 {
        builder.worker_threads(settings.threads);
    }
    builder.build().context("the threads that serve cannot be started")
}

/// Listens on every address of the settings, the common one first, and notes the ports that were assigned.
pub(super) fn listen(runtime: &Runtime, settings: &mut Settings) -> anyhow::Result<Vec<Listening>> {
    let mut listening = Vec::new();
    let common = runtime.block_on(bind(settings.listen))?;
    settings.listen = common.address;
    listening.push(common);
    for mount in FACES {
        if let Some(face) = settings.faces.get_mut(mount.face.name())
            && let Some(address) = face.listen
        {
            let own = runtime.block_on(bind(address))?;
            face.listen = Some(own.address);
            listening.push(own);
        }
    }
    Ok(listening)
}

/// A line for each address of each face, with the address alone.
pub(super) fn addresses(settings: &Settings) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for mount in FACES {
        let name = mount.face.name();
        let mut add = |address: String| lines.push((format!("{name:<12} {address}"), address));
        add(format!("{}{}", settings.public_url(), mount.prefix()));
        if let Some(face) = settings.faces.get(name) {
            if let Some(host) = &face.host {
                add(format!("http://{host}:{}", settings.listen.port()));
            }
            if let Some(listen) = face.listen {
                add(format!("http://{listen}"));
            }
        }
    }
    lines
}

/// Where files are kept: in a folder, or at a URL.
fn files(settings: &Settings) -> anyhow::Result<Files> {
    let files = match settings.files.as_deref() {
        Some(url) if url.contains("://") => Files::at(url),
        Some(folder) => Files::in_folder(Path::new(folder)),
        None => Files::in_folder(&settings.data_dir.join("files")),
    };
    files.context("files cannot be kept")
}

/// Serves until the process is told to stop, then closes the store.
pub(super) fn until_told(
    runtime: Runtime,
    app: App,
    settings: &Settings,
    listening: Vec<Listening>,
) -> anyhow::Result<()> {
    let app = app.with_files(files(settings)?);
    let figures = Figures::collect()?;
    let sites = sites(&app, settings, figures.clone());
    let addresses: Vec<_> = listening
        .into_iter()
        .zip(sites.into_iter().map(|(_, site)| site))
        .collect();
    let patience = Duration::from_millis(settings.request_timeout_ms).saturating_add(SLACK);
    runtime.block_on(async move {
        let tidying = tokio::spawn(async move {
            let mut due = tokio::time::interval(TIDY_EVERY);
            loop {
                due.tick().await;
                figures.tidy();
            }
        });
        serve(addresses, told(), patience).await;
        tidying.abort();
    });
    // Nothing serves any more: what is left of the runtime must not outlive the store.
    runtime.shutdown_timeout(SLACK);
    app.close();
    Ok(())
}

/// Completes at SIGTERM or Ctrl-C; from then on a second signal ends the process at once.
async fn told() {
    first_signal().await;
    tracing::info!("stopping: what was accepted is finished");
    tokio::spawn(async {
        first_signal().await;
        tracing::warn!("stopped at once, as asked twice");
        std::process::exit(130);
    });
}

#[cfg(unix)]
async fn first_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupted() => {}
            }
        }
        Err(error) => {
            tracing::error!(%error, "SIGTERM cannot be caught; it will end the process at once");
            interrupted().await;
        }
    }
}

#[cfg(not(unix))]
async fn first_signal() {
    interrupted().await;
}

async fn interrupted() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        tracing::error!(%error, "Ctrl-C cannot be caught");
        std::future::pending::<()>().await;
    }
}
