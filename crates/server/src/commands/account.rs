//! `entreposto account`: creating and listing tenants, the key of one, what it calls its own fields, and what it wants of
//! its catalogue.
//!
//! Not their organizations, which integrations create.
//!
//! The one rule to know: an account is never deleted from here.

use std::process::ExitCode;

use anyhow::Context;
use app::App;
use app::account_keys::SetPublicKey;
use app::accounts::{self, NewAccount};
use app::catalog::UpdateCatalogSettings;
use app::sale_labels::NameSaleField;
use domain::documents::CheckPolicy;
use domain::orders::SaleField;
use domain::text::fold;

use super::the_account;
use crate::cli::{AccountCommand, Switch};
use crate::config::Settings;
use crate::database::Database;
use crate::refusals::explain;

pub(super) fn run(settings: &Settings, command: &AccountCommand) -> anyhow::Result<ExitCode> {
    let app = Database::of(settings)?.open_ready(settings)?;
    match command {
        AccountCommand::Create {
            name,
            subdomain,
            time_zone,
            document_check,
        } => {
            let new = NewAccount {
                name: name.clone(),
                subdomain: subdomain.clone().unwrap_or_else(|| label(name)),
                time_zone: Some(time_zone.clone()),
                document_check: CheckPolicy::from_name(document_check)
                    .with_context(|| format!("--document-check `{document_check}` is none of off, warn, reject"))?,
            };
            let subdomain = new.subdomain.clone();
            let id = accounts::create(&app, new).map_err(explain)?;
            println!("account {id} created: {name} ({subdomain})");
            println!("next: entreposto credential create --account {id} --face estoka");
        }
        AccountCommand::List => {
            for account in accounts::list(&app).map_err(explain)? {
                println!(
                    "{}\t{}\t{}\t{}\t{}",
                    account.id,
                    account.subdomain,
                    account.name,
                    account.time_zone.iana_name().unwrap_or_default(),
                    account.created_at
                );
            }
        }
        AccountCommand::NameField { field, label, account } => {
            let account = the_account(&app, *account)?;
            let field = SaleField::at(*field).context("a sale has the fields 1 to 4")?;
            let name = NameSaleField {
                field,
                label: label.clone(),
            };
            app.execute_blocking(&accounts::system_call(&app, account), name)
                .map_err(explain)?;
            println!("field {} of account {account}'s sales: {label}", field.position());
        }
        AccountCommand::Catalog {
            enabling_needs_image,
            changes_need_disabling,
            refuse_unknown,
            account,
        } => {
            let is_on = |switch: &Option<Switch>| switch.map(|switch| switch == Switch::On);
            let update = UpdateCatalogSettings {
                enabling_needs_image: is_on(enabling_needs_image),
                changes_need_disabling: is_on(changes_need_disabling),
                refuses_unknown: is_on(refuse_unknown),
            };
            want(&app, *account, update)?;
        }
        AccountCommand::SetKey { file, account } => {
            let account = the_account(&app, *account)?;
            let pem = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
            app.execute_blocking(&accounts::system_call(&app, account), SetPublicKey { pem })
                .map_err(explain)
                .with_context(|| format!("{} is no RSA public key of 2048 bits or more", file.display()))?;
            println!("voucher codes of account {account} are encrypted for this key from now on");
        }
    }
    app.close();
    Ok(ExitCode::SUCCESS)
}

/// Changes what an account wants of its catalogue, and shows it.
fn want(app: &App, account: Option<i64>, update: UpdateCatalogSettings) -> anyhow::Result<()> {
    let call = accounts::system_call(app, the_account(app, account)?);
    app.execute_blocking(&call, update).map_err(explain)?;
    let wanted = app
        .read_blocking(&call, |reader| reader.catalog_settings())
        .map_err(explain)?;
    for (name, holds) in [
        ("enabling-needs-image", wanted.enabling_needs_image),
        ("changes-need-disabling", wanted.changes_need_disabling),
        ("refuse-unknown", wanted.refuses_unknown),
    ] {
        println!("{name}\t{}", if holds { "on" } else { "off" });
    }
    Ok(())
}

/// A label for host names from the name: `Casa Jatobá` becomes `casa-jatoba`.
fn label(name: &str) -> String {
    let plain: String = fold(name)
        .chars()
        .map(|mark| if mark.is_ascii_alphanumeric() { mark } else { ' ' })
        .collect();
    let mut label = plain.split_whitespace().collect::<Vec<_>>().join("-");
    label.truncate(domain::accounts::SUBDOMAIN_MAX);
    label.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_label_for_host_names() {
        let long = "a".repeat(62) + " b";
        let table = [
            ("Casa Jatobá", "casa-jatoba"),
            ("  A & B ", "a-b"),
            (&long, &"a".repeat(62)),
        ];
        for (name, wanted) in table {
            assert_eq!(label(name), wanted);
        }
    }
}
