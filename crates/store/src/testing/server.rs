//! A throw-away PostgreSQL server for one test process.
//!
//! Not a place for data: its folder is removed when the process ends, and unless asked otherwise it does not wait for
//! the disk.
//!
//! The one rule to know: a shell holds it and stops it when the pipe to this process closes, which happens however
//! this process ends.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::engine::run_on_postgres;

/// Starts the server as the user `$1`, in the folder `$2`, with the binaries in `$3` and the options `$4`; says `ready`;
/// stops it when the standard input closes. It heeds no signal of its own: when this process goes, the closing pipe
/// follows at once.
const WATCH: &str = r#"
trap '' INT HUP TERM PIPE
user=$1 dir=$2 bin=$3 options=$4
as() {
  if [ -n "$user" ]; then setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@"; else "$@"; fi
}
cd "$dir" || exit 1
as "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$dir/initdb.log" 2>&1 &&
as "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 -o "-c listen_addresses='' -c unix_socket_directories='$dir' \
  -c max_connections=300 -c shared_buffers=64MB $options" \
  start >"$dir/start.log" 2>&1 && echo ready || { cat "$dir"/*.log >&2; echo failed; }
read -r _
as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1
rm -rf "$dir"
"#;

/// Whether a server waits for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// Never: what tests want.
    None,
    /// As PostgreSQL does by default: what measurements want.
    Default,
}

impl Durability {
    fn options(self) -> &'static str {
        match self {
            Self::None => "-c fsync=off -c synchronous_commit=off -c full_page_writes=off",
            Self::Default => "",
        }
    }

    /// Where the server's folder is made: one that waits for the disk belongs on a disk, which temporary folders need
    /// not be.
    fn parent(self) -> PathBuf {
        match self {
            Self::None => std::env::temp_dir(),
            Self::Default => PathBuf::from("/var/tmp"),
        }
    }
}

/// A running server.
pub(super) struct Server {
    folder: PathBuf,
    /// Kept for its standard input, whose closing stops the server.
    _watch: Child,
}

impl Server {
    /// Starts one, or `None` where the binaries are absent.
    pub(super) fn start(durability: Durability) -> Option<Self> {
        let binaries = binaries()?;
        let folder = tempfile::Builder::new()
            .prefix("entreposto-pg")
            .tempdir_in(durability.parent())
            .expect("a temporary folder can be made");
        // The watching shell removes it.
        let folder = folder.keep();
        let user = unprivileged_user();
        if let Some(user) = &user {
            let (uid, gid) = (number(&["-u", user]), number(&["-g", user]));
            chown(&folder, Some(uid), Some(gid)).expect("root may give a folder away");
        }
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).expect("the folder is ours");
        let mut watch = Command::new("sh")
            .args(["-c", WATCH, "watch", user.as_deref().unwrap_or_default()])
            .args([&folder, &binaries])
            .arg(durability.options())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("there is a shell");
        let mut said = String::new();
        let output = watch.stdout.take().expect("its output is piped");
        BufReader::new(output)
            .read_line(&mut said)
            .expect("the shell speaks UTF-8");
        assert_eq!(
            said.trim(),
            "ready",
            "the PostgreSQL server did not start; its words are above"
        );
        Some(Self { folder, _watch: watch })
    }

    /// The address of one of its databases.
    pub(super) fn url(&self, database: &str) -> String {
        format!("postgresql:///{database}?user=postgres&host={}", self.folder.display())
    }

    /// Runs a statement that must stand outside a transaction.
    pub(super) fn run(&self, sql: &str) {
        run_on_postgres(&self.url("postgres"), sql).expect("the throw-away server does as it is told");
    }
}

/// The folder of `initdb`, `pg_ctl` and `postgres`: in the path, or the newest under Debian's.
fn binaries() -> Option<PathBuf> {
    let complete = |folder: &PathBuf| {
        ["initdb", "pg_ctl", "postgres"]
            .iter()
            .all(|name| folder.join(name).exists())
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).find(complete).or_else(|| {
        let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .filter_map(|entry| entry.ok().map(|entry| entry.path().join("bin")))
            .filter(complete)
            .collect();
        versions.sort_by_key(|folder| version(folder));
        versions.pop()
    })
}

fn version(folder: &Path) -> Option<u32> {
    folder.parent()?.file_name()?.to_str()?.parse().ok()
}

/// The user to run as when this process is root, whom PostgreSQL does not serve.
fn unprivileged_user() -> Option<String> {
    if number(&["-u"]) != 0 {
        return None;
    }
    let exists = |user: &&str| {
        Command::new("id")
            .arg(user)
            .output()
            .is_ok_and(|id| id.status.success())
    };
    let user = ["postgres", "nobody"].into_iter().find(exists);
    Some(user.expect("there is an ordinary user").to_owned())
}

/// What `id` answers.
fn number(arguments: &[&str]) -> u32 {
    let output = Command::new("id").args(arguments).output().expect("there is `id`");
    let text = String::from_utf8(output.stdout).expect("a number is UTF-8");
    text.trim().parse().expect("`id -u` and `id -g` answer a number")
}
