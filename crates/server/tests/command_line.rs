//! The program as a person runs it: one process per command, on a database of its own.
//!
//! Not the faces' answers: those are tested in their crates and in `conformance`.
//!
//! The one rule to know: seeding takes seconds, so one test makes the demo's database and walks through its life.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

fn entreposto(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entreposto"));
    command.current_dir(folder).args(arguments).env_clear();
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Output> {
    entreposto(folder, arguments)
        .output()
        .with_context(|| arguments.join(" "))
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A server in the background, killed when the test ends however it ends.
struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already, which is what most tests want.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Running {
    fn start(folder: &Path, arguments: &[&str]) -> Result<Self> {
        let mut child = entreposto(folder, arguments).stdout(Stdio::piped()).spawn()?;
        let out = BufReader::new(child.stdout.take().context("standard output")?);
        Ok(Self { child, out })
    }

    /// The address of the estoka face, as printed once the server listens, without scheme and path.
    fn address(&mut self) -> Result<String> {
        let mut line = String::new();
        while self.out.read_line(&mut line)? > 0 {
            if let Some(url) = line.strip_prefix("estoka").map(str::trim) {
                let address = url.trim_start_matches("http://").trim_end_matches("/estoka");
                return Ok(address.to_owned());
            }
            line.clear();
        }
        anyhow::bail!("it ended without listening")
    }

    /// Asks it to stop and answers its exit code.
    fn stop(mut self) -> Result<Option<i32>> {
        let id = self.child.id().to_string();
        ensure!(Command::new("kill").args(["-TERM", &id]).status()?.success(), "kill");
        // Read to its end, so that it never waits for a reader.
        drop(self.out.read_to_string(&mut String::new()));
        Ok(self.child.wait()?.code())
    }
}

/// One request over a connection of its own: status and body.
fn get(address: &str, path: &str, token: Option<&str>) -> Result<(u16, String)> {
    let mut stream = TcpStream::connect(address)?;
    let login = token.map_or_else(String::new, |token| format!("Authorization: Token token={token}\r\n"));
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\n{login}Connection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").context("an answer")?;
    let status = head.split(' ').nth(1).context("a status line")?.parse()?;
    Ok((status, body.to_owned()))
}

#[test]
fn serving_a_mistyped_folder_creates_nothing_and_says_what_does() -> Result<()> {
    let folder = tempfile::tempdir()?;
    for arguments in [
        &["serve"][..],
        &["serve", "--database", "sqlite:typo.db"],
        &["check"],
        &["account", "list"],
    ] {
        let output = run(folder.path(), arguments)?;
        ensure!(output.status.code() == Some(1), "{arguments:?}");
        let told = stderr(&output);
        ensure!(
            told.contains("entreposto demo") && told.contains("entreposto migrate"),
            "{told}"
        );
        ensure!(
            std::fs::read_dir(folder.path())?.next().is_none(),
            "{arguments:?} created something"
        );
    }
    Ok(())
}

#[test]
fn a_port_in_use_is_told_before_any_work() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let taken = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();
    let output = run(folder.path(), &["demo", "--listen", &address])?;
    ensure!(output.status.code() == Some(1), "it served");
    ensure!(stderr(&output).contains("is in use"), "{}", stderr(&output));
    ensure!(std::fs::read_dir(folder.path())?.next().is_none(), "it seeded first");
    Ok(())
}

#[test]
fn a_misspelt_command_line_and_a_bad_setting_are_refused() -> Result<()> {
    let folder = tempfile::tempdir()?;
    ensure!(
        run(folder.path(), &["sevre"])?.status.code() == Some(2),
        "a misspelt command"
    );
    let output = entreposto(folder.path(), &["routes"])
        .env("ENTREPOSTO_READERS", "many")
        .output()?;
    ensure!(output.status.code() == Some(1), "a bad setting");
    ensure!(
        stderr(&output).contains("ENTREPOSTO_READERS must be a whole number"),
        "{}",
        stderr(&output)
    );
    Ok(())
}

#[test]
fn an_empty_database_is_migrated_once_and_gets_accounts_and_credentials() -> Result<()> {
    let folder = tempfile::tempdir()?;
    ensure!(
        stdout(&run(folder.path(), &["migrate"])?).contains("applied V1__core"),
        "the first time"
    );
    ensure!(
        stdout(&run(folder.path(), &["migrate"])?).contains("is current"),
        "the second time"
    );
    let refused = run(folder.path(), &["credential", "create", "--face", "estoka"])?;
    ensure!(
        stderr(&refused).contains("entreposto account create"),
        "{}",
        stderr(&refused)
    );
    let created = run(folder.path(), &["account", "create", "Loja Exemplo"])?;
    ensure!(stdout(&created).contains("(loja-exemplo)"), "{}", stdout(&created));
    let secret = stdout(&run(folder.path(), &["credential", "create", "--face", "estoka"])?);
    ensure!(secret.trim().len() == 64, "{secret}");
    let listed = stdout(&run(folder.path(), &["credential", "list"])?);
    ensure!(listed.contains("valid") && !listed.contains(secret.trim()), "{listed}");
    run(folder.path(), &["credential", "revoke", "1"])?;
    ensure!(
        stdout(&run(folder.path(), &["credential", "list"])?).contains("revoked"),
        "not revoked"
    );
    let wanted = |arguments: &[&str]| Ok::<_, anyhow::Error>(stdout(&run(folder.path(), arguments)?));
    let set = wanted(&[
        "account",
        "catalog",
        "--enabling-needs-image",
        "on",
        "--refuse-unknown",
        "on",
    ])?;
    ensure!(
        set == "enabling-needs-image\ton\nchanges-need-disabling\toff\nrefuse-unknown\ton\n",
        "{set}"
    );
    let kept = wanted(&["account", "catalog", "--refuse-unknown", "off"])?;
    ensure!(
        kept == "enabling-needs-image\ton\nchanges-need-disabling\toff\nrefuse-unknown\toff\n",
        "{kept}"
    );
    ensure!(
        run(folder.path(), &["check"])?.status.success(),
        "an empty account has nothing to differ"
    );
    Ok(())
}

#[test]
fn the_demo_is_seeded_served_stopped_and_found_again_as_it_was_left() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("entreposto-data");
    let mut first = Running::start(folder.path(), &["demo", "--listen", "127.0.0.1:0"])?;
    let address = first.address()?;
    ensure!(
        get(&address, "/healthz", None)? == (200, "ok\n".to_owned()),
        "not healthy"
    );
    ensure!(get(&address, "/readyz", None)?.0 == 200, "not ready");
    ensure!(get(&address, "/nothing", None)?.0 == 404, "something");

    let credentials = std::fs::read_to_string(data.join("credentials.json"))?;
    let read: Value = serde_json::from_str(&credentials)?;
    ensure!(
        read["estoka"]["base_url"] == format!("http://{address}/estoka"),
        "{credentials}"
    );
    let token = read["estoka"]["token"].as_str().context("a token")?;
    let orders = "/estoka/api/v1/orders?page=1";
    ensure!(get(&address, orders, None)?.0 == 401, "it is open");
    ensure!(get(&address, orders, Some(token))?.0 == 200, "the token does not open");
    let (_, figures) = get(&address, "/metrics", None)?;
    ensure!(figures.contains("entreposto_http_requests_total"), "{figures}");
    ensure!(first.stop()? == Some(0), "it did not stop cleanly");
    ensure!(!data.join("entreposto.db-wal").exists(), "the store was not closed");

    // Something is left behind, to be found again.
    run(
        folder.path(),
        &["credential", "create", "--face", "estoka", "--name", "mine"],
    )?;
    let mut second = Running::start(folder.path(), &["demo", "--listen", "127.0.0.1:0"])?;
    let address = second.address()?;
    ensure!(
        get(&address, orders, Some(token))?.0 == 200,
        "the token of the first run does not open"
    );
    ensure!(second.stop()? == Some(0), "it did not stop cleanly");
    let listed = stdout(&run(folder.path(), &["credential", "list"])?);
    let of_estoka = listed.lines().filter(|line| line.contains("\testoka\t")).count();
    ensure!(of_estoka == 2 && listed.contains("mine"), "{listed}");

    // Without the file there are new credentials, since nobody knows the old ones.
    std::fs::remove_file(data.join("credentials.json"))?;
    ensure!(
        run(folder.path(), &["demo", "--no-serve"])?.status.success(),
        "the third run"
    );
    ensure!(
        !std::fs::read_to_string(data.join("credentials.json"))?.contains(token),
        "the old token was known"
    );

    let checked = run(folder.path(), &["check"])?;
    ensure!(checked.status.success(), "{}", stdout(&checked));
    let copied = run(folder.path(), &["backup", "copy.db"])?;
    ensure!(copied.status.success(), "{}", stderr(&copied));
    ensure!(
        run(folder.path(), &["check", "--database", "sqlite:copy.db"])?
            .status
            .success(),
        "the copy differs"
    );
    let again = run(folder.path(), &["backup", "copy.db"])?;
    ensure!(stderr(&again).contains("exists already"), "{}", stderr(&again));
    Ok(())
}
