//! The program as a person runs it in a folder, and a shop in that folder's database.
//!
//! The one rule to know: nothing of the environment of the tests reaches the program.

use std::path::Path;
use std::process::{Command, Output};

use app::accounts::{self, NewAccount};
use app::catalog::CreateProduct;
use app::channels::CreateChannel;
use app::organizations::CreateOrganization;
use app::{App, SeededChance, SystemClock};
use domain::channels::ChannelDetails;
use domain::organizations::OrganizationDetails;
use store::Options;
use store::testing::sqlite_in;

/// What the program says: its status, what it writes, and what it complains of.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entreposto"));
    command.current_dir(folder).args(arguments).env_clear();
    let Output { status, stdout, stderr } = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

/// An account with one organization, these global channels, and the product `A`.
pub(crate) fn shop(folder: &Path, channels: &[&str]) {
    let data = folder.join("entreposto-data");
    std::fs::create_dir(&data).expect("a folder");
    let store = sqlite_in(&data, Options::default()).expect("a database");
    store.migrate().expect("the migrations apply");
    let app = App::new(store, SystemClock, SeededChance::new(1));
    let account = accounts::create(&app, NewAccount::named("Loja", "loja")).expect("an account");
    let call = accounts::system_call(&app, account);
    let details = OrganizationDetails::new("Loja", "Loja S/A", "11222333000181");
    let organization = CreateOrganization {
        details,
        extras_estoka: None,
    };
    app.execute_blocking(&call, organization).expect("an organization");
    for name in channels {
        let channel = CreateChannel::new(ChannelDetails::new(name, None));
        app.execute_blocking(&call, channel).expect("a channel");
    }
    let product = CreateProduct {
        code: Some("A".to_owned()),
        ..CreateProduct::named("A")
    };
    app.execute_blocking(&call, product).expect("a product");
    app.close();
}
