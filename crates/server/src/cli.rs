//! The command line: what may be typed, and which command it is.
//!
//! Not what the commands do: that is `commands`. Not settings: flags are the last layer of `config`.
//!
//! The one rule to know: every command takes the same flags for the database, before or after its name.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

mod account;
mod discounts;
mod sellers;

pub use account::{AccountCommand, Switch};
pub use discounts::{DiscountCommand, NewDiscount};
pub use sellers::{NewSeller, SellerCommand};

use crate::config::{Flags, LogFormat, RateLimiting};

/// One stock, five APIs: a commerce back office that speaks the REST APIs of five Brazilian vendors.
#[derive(Debug, Parser)]
#[command(name = "entreposto", version, max_term_width = 100, after_help = AFTER_HELP)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "Every setting may also stand in a TOML file (--config) or in the environment (ENTREPOSTO_…);\n\
docs/configuration.md lists them all. Begin with: entreposto demo";

/// Flags of every command.
#[derive(Debug, Args)]
struct Common {
    /// Folder with the SQLite database entreposto.db [default: ./entreposto-data]
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "database")]
    data_dir: Option<PathBuf>,
    /// Another database: postgres://user:password@host/name or sqlite:path
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// TOML file with settings
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// What to log: error, warn, info, debug, trace, off, or directives [default: warn]
    #[arg(long, global = true, value_name = "LEVEL")]
    log: Option<String>,
    /// How log lines are written [default: text]
    #[arg(long, global = true, value_name = "FORMAT")]
    log_format: Option<LogFormat>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve generated demo data; the first run creates it, later runs reopen it as it was left
    Demo(DemoArgs),
    /// Serve an existing database
    Serve(ServeArgs),
    /// Create the database, or bring its schema up to date
    Migrate,
    /// Prove every balance, promise and total from the records behind it
    Check,
    /// Copy the SQLite database, while it is in use, to a new file
    Backup(BackupArgs),
    /// Print every route: face, method and path, separated by tabs
    Routes,
    /// Create and list accounts (tenants), set the key of one, name its own fields
    #[command(subcommand)]
    Account(AccountCommand),
    /// Create, list and revoke the credentials of integrations
    #[command(subcommand)]
    Credential(CredentialCommand),
    /// Create, list, disable and enable the people who sign in
    #[command(subcommand)]
    User(UserCommand),
    /// Take in documents of others
    #[command(subcommand)]
    Import(ImportCommand),
    /// Say what is required of customers, and which types and jobs they may have
    #[command(subcommand)]
    Customers(CustomersCommand),
    /// Add sellers, and say when they are away and through which channels they sell
    #[command(subcommand)]
    Seller(SellerCommand),
    /// Create discounts by rule, list them, and end them
    #[command(subcommand)]
    Discount(DiscountCommand),
}

/// Flags of what serves.
#[derive(Debug, Default, Args)]
pub struct ServeArgs {
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// How clients reach this server, where that is not the address it listens on
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Whether the vendors' request limits are kept [default: vendor]
    #[arg(long, value_name = "WHICH")]
    rate_limits: Option<RateLimiting>,
}

/// Flags of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    #[command(flatten)]
    serve: ServeArgs,
    /// What the data is generated from: the same seed gives the same data
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Where the credentials are written [default: credentials.json in the data folder]
    #[arg(long, value_name = "FILE")]
    pub credentials: Option<PathBuf>,
    /// Create the data and stop, without serving it
    #[arg(long)]
    pub no_serve: bool,
}

/// Arguments of `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file to write, which must not exist
    pub file: PathBuf,
}

/// The commands about credentials.
#[derive(Debug, Subcommand)]
pub enum CredentialCommand {
    /// Create a credential and print its secret, which is shown only now
    Create {
        /// The face it opens, as `entreposto routes` names it
        #[arg(long)]
        face: String,
        /// What to call it
        #[arg(long, default_value = "cli")]
        name: String,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
        /// Bind it to one organization, by number
        #[arg(long, value_name = "N")]
        organization: Option<i64>,
        /// Scope word of the face; may be repeated
        #[arg(long = "scope", value_name = "WORD")]
        scopes: Vec<String>,
        /// Where an application is called back with a code; may be repeated, the code is shown to the user by default
        #[arg(long = "redirect-uri", value_name = "URI")]
        redirect_uris: Vec<String>,
        /// E-mail address of the user for whom the personal token of an application acts; by default it acts for itself
        #[arg(long, value_name = "EMAIL")]
        user: Option<String>,
    },
    /// List credentials, revoked ones too
    List {
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Make a credential open nothing from now on
    Revoke {
        /// The credential's number
        id: i64,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
}

/// The commands about users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user; the password is typed in, or read from standard input when that is no terminal
    Create {
        /// What the user signs in with
        email: String,
        /// How the user is called
        #[arg(long)]
        name: String,
        /// What the user may do: administrator or operator
        #[arg(long, default_value = "operator")]
        role: String,
        /// Make a password and print it, which is shown only now
        #[arg(long)]
        generate_password: bool,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Give a user another password, as `create` does; sessions end
    SetPassword {
        /// The user's e-mail address
        email: String,
        /// Make a password and print it, which is shown only now
        #[arg(long)]
        generate_password: bool,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// List users, disabled ones too
    List {
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Let a user sign in no more; sessions and tokens end at once
    Disable {
        /// The user's e-mail address
        email: String,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Let a user sign in again
    Enable {
        /// The user's e-mail address
        email: String,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
}

/// The commands about documents of others.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Receive goods with the XML of NF-e: one receipt for each file
    Nfe {
        /// The XML files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Number of the organization that receives
        #[arg(long, value_name = "ID")]
        organization: i64,
        /// Number of the stock the goods come to
        #[arg(long, value_name = "ID")]
        stock: i64,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Say which skus the lines of an open receipt are; the lines left out are looked up by their codes again
    Match {
        /// The receipt's number
        receipt: i64,
        /// Number of a line and code of its sku
        #[arg(value_name = "LINE=SKU", value_parser = line_and_sku)]
        choices: Vec<(i64, String)>,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
}

/// The commands about customers.
#[derive(Debug, Subcommand)]
pub enum CustomersCommand {
    /// Require a field of customers who are persons: address, phone, email, birth_date, gender, mother_name, external_id,
    /// organization, category, type, job, relatives or contacts
    Require {
        /// The field
        field: String,
        /// Do not require it any more
        #[arg(long)]
        off: bool,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// List the fields that can be required, and whether they are
    Required {
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Add a type of customers to an organization, or name the one of that code anew
    Type {
        /// The organization's number
        #[arg(long, value_name = "N")]
        organization: i64,
        /// The code by which customers name it
        code: String,
        /// Its name
        name: String,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
    /// Add a job that customers may have, or name the one of that code anew
    Job {
        /// The code by which customers name it
        code: String,
        /// Its name
        name: String,
        /// Account number; not needed while there is one account
        #[arg(long, value_name = "N")]
        account: Option<i64>,
    },
}

/// Reads `2=CAI74`.
fn line_and_sku(text: &str) -> Result<(i64, String), String> {
    let wrong = || format!("`{text}` is not LINE=SKU");
    let (line, sku) = text.split_once('=').ok_or_else(wrong)?;
    let line = line.parse().map_err(|_| wrong())?;
    if sku.is_empty() {
        Err(wrong())
    } else {
        Ok((line, sku.to_owned()))
    }
}

impl Cli {
    /// The configuration file that was named.
    #[must_use]
    pub fn config(&self) -> Option<&std::path::Path> {
        self.common.config.as_deref()
    }

    /// The settings that were given as flags.
    #[must_use]
    pub fn flags(&self) -> Flags {
        let serve = match &self.command {
            Command::Demo(demo) => Some(&demo.serve),
            Command::Serve(serve) => Some(serve),
            Command::Migrate
            | Command::Check
            | Command::Backup(_)
            | Command::Routes
            | Command::Account(_)
            | Command::Credential(_)
            | Command::User(_)
            | Command::Import(_)
            | Command::Customers(_)
            | Command::Seller(_)
            | Command::Discount(_) => None,
        };
        Flags {
            data_dir: self.common.data_dir.clone(),
            database: self.common.database.clone(),
            listen: serve.and_then(|serve| serve.listen),
            base_url: serve.and_then(|serve| serve.base_url.clone()),
            rate_limits: serve.and_then(|serve| serve.rate_limits),
            log: self.common.log.clone(),
            log_format: self.common.log_format,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(std::iter::once("entreposto").chain(line.split_whitespace()))
    }

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_takes_the_flags_of_the_database() -> Result<(), clap::Error> {
        let commands = [
            "demo",
            "serve",
            "migrate",
            "check",
            "backup copy.db",
            "routes",
            "account create Loja",
            "account list",
            "account set-key key.pem",
            "account name-field 2 Laudo",
            "credential create --face estoka",
            "credential list",
            "credential revoke 3",
            "credential create --face egestor --redirect-uri https://a.example/ --user a@b.example",
            "user create a@b.example --name Ana --role administrator --generate-password",
            "user list",
            "user set-password a@b.example",
            "user disable a@b.example",
            "user enable a@b.example",
            "import nfe a.xml b.xml --organization 1 --stock 1",
            "import match 3 1=CAI74 2=A=B",
            "customers require address",
            "customers required",
            "customers type --organization 1 A Aluno",
            "customers job P Professor",
            "seller create Ana --organization 1",
            "seller list --organization 1",
            "seller away 4 --from 2026-12-01 --until 2026-12-31 --reason Férias",
            "seller back 4 --from 2026-12-01",
            "seller channels 4 1 5",
            "discount create Natal --kind total --percent 10 --minimum 100",
            "discount list --organization 1",
            "discount set 1 --until 2026-12-31",
        ];
        for command in commands {
            let folder = parse(&format!("{command} --data-dir there"))?.flags().data_dir;
            assert_eq!(folder, Some(PathBuf::from("there")), "{command}");
            let url = parse(&format!("--database sqlite:x {command}"))?.flags().database;
            assert_eq!(url.as_deref(), Some("sqlite:x"), "{command}");
        }
        Ok(())
    }

    #[test]
    fn a_folder_and_a_database_exclude_each_other() {
        assert!(parse("serve --data-dir a --database sqlite:b").is_err());
    }

    #[test]
    fn an_import_names_files_organization_and_stock() {
        assert!(parse("import nfe --organization 1 --stock 1").is_err());
        assert!(parse("import nfe a.xml --stock 1").is_err());
        assert!(parse("import nfe a.xml --organization 1").is_err());
        for wrong in ["CAI74", "x=CAI74", "1="] {
            assert!(parse(&format!("import match 3 {wrong}")).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_serves_takes_an_address_and_limits() -> Result<(), clap::Error> {
        for command in ["demo", "serve"] {
            let flags = parse(&format!("{command} --listen 0.0.0.0:9 --rate-limits off"))?.flags();
            assert_eq!(flags.listen, Some(SocketAddr::from(([0, 0, 0, 0], 9))));
            assert_eq!(flags.rate_limits, Some(RateLimiting::Off));
        }
        assert!(parse("migrate --listen 0.0.0.0:9").is_err());
        assert!(parse("serve --rate-limits none").is_err());
        Ok(())
    }

    #[test]
    fn the_demo_has_a_seed_and_a_place_for_its_credentials() -> Result<(), clap::Error> {
        let Command::Demo(demo) = parse("demo --seed 7 --credentials c.json")?.command else {
            panic!("another")
        };
        assert_eq!((demo.seed, demo.credentials), (7, Some(PathBuf::from("c.json"))));
        let Command::Demo(demo) = parse("demo")?.command else {
            panic!("another")
        };
        assert_eq!((demo.seed, demo.credentials), (1, None));
        Ok(())
    }

    #[test]
    fn flags_left_out_are_left_to_the_layers_below() -> Result<(), clap::Error> {
        assert_eq!(parse("serve")?.flags(), Flags::default());
        Ok(())
    }
}
