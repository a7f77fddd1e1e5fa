//! `entreposto customers`: what an account requires of its customers, and the types and jobs they may have, which no
//! vendor's API writes.
//!
//! Not the customers themselves.
//!
//! The one rule to know: nothing here changes a customer; what is required counts from the next time one is written.

use std::process::ExitCode;

use anyhow::Context;
use app::customers::{PutCustomerJob, PutCustomerType, RequireCustomerField};
use app::{App, accounts};
use domain::customers::CustomerField;
use domain::ids::{AccountId, OrganizationId};

use super::the_account;
use crate::cli::CustomersCommand;
use crate::config::Settings;
use crate::database::Database;
use crate::refusals::explain;

pub(super) fn run(settings: &Settings, command: &CustomersCommand) -> anyhow::Result<ExitCode> {
    let app = Database::of(settings)?.open_ready(settings)?;
    match command {
        CustomersCommand::Require { field, off, account } => {
            let account = the_account(&app, *account)?;
            let known = || {
                CustomerField::ALL
                    .iter()
                    .map(|field| field.name())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let field = CustomerField::from_name(field)
                .with_context(|| format!("`{field}` cannot be required; there are: {}", known()))?;
            let required = !off;
            let call = accounts::system_call(&app, account);
            app.execute_blocking(&call, RequireCustomerField { field, required })
                .map_err(explain)?;
            list(&app, account)?;
        }
        CustomersCommand::Required { account } => list(&app, the_account(&app, *account)?)?,
        CustomersCommand::Type {
            organization,
            code,
            name,
            account,
        } => {
            let account = the_account(&app, *account)?;
            let put = PutCustomerType {
                organization: OrganizationId::from_raw(*organization),
                code: code.clone(),
                name: name.clone(),
            };
            app.execute_blocking(&accounts::system_call(&app, account), put)
                .map_err(explain)?;
            println!("type {code} of organization {organization}: {name}");
        }
        CustomersCommand::Job { code, name, account } => {
            let account = the_account(&app, *account)?;
            let put = PutCustomerJob {
                code: code.clone(),
                name: name.clone(),
            };
            app.execute_blocking(&accounts::system_call(&app, account), put)
                .map_err(explain)?;
            println!("job {code}: {name}");
        }
    }
    app.close();
    Ok(ExitCode::SUCCESS)
}

/// Every field that can be required, and whether it is.
fn list(app: &App, account: AccountId) -> anyhow::Result<()> {
    let call = accounts::system_call(app, account);
    let required = app
        .read_blocking(&call, |reader| reader.required_customer_fields())
        .map_err(explain)?;
    for field in CustomerField::ALL {
        let word = if required.contains(field) {
            "required"
        } else {
            "optional"
        };
        println!("{}\t{word}", field.name());
    }
    Ok(())
}
