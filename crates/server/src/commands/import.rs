//! `entreposto import`: goods received with the XML of their NF-e, and lines of such receipts matched to skus.
//!
//! Not a rule of receiving: both are the commands that the faces use.
//!
//! The one rule to know: a file that is refused does not keep the others from being received, and the exit code is 0 only
//! when none was.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use app::workflow::match_receipt::{LineChoice, MatchReceipt};
use app::workflow::receive_goods::ReceiveGoods;
use app::workflow::receive_nfe::{MAX_BYTES, read_nfe};
use app::{App, Call, Command, Failure, accounts};
use domain::ids::{LocationId, OrganizationId, ReceiptId};
use domain::orders::SkuReference;
use domain::receipts::{GoodsReceipt, ReceiptState};
use domain::refusal::{Field, Problem, Refusal};

use super::{count, the_account};
use crate::cli::ImportCommand;
use crate::config::Settings;
use crate::database::Database;
use crate::refusals::explain;

pub(super) fn run(settings: &Settings, command: &ImportCommand) -> anyhow::Result<ExitCode> {
    let app = Database::of(settings)?.open_ready(settings)?;
    let outcome = match command {
        ImportCommand::Nfe {
            files,
            organization,
            stock,
            account,
        } => {
            let call = accounts::system_call(&app, the_account(&app, *account)?);
            let place = (OrganizationId::from_raw(*organization), LocationId::from_raw(*stock));
            let mut outcome = ExitCode::SUCCESS;
            for file in files {
                if let Err(error) = receive(&app, &call, file, place) {
                    eprintln!("{}: {error:#}", file.display());
                    outcome = ExitCode::FAILURE;
                }
            }
            outcome
        }
        ImportCommand::Match {
            receipt,
            choices,
            account,
        } => {
            let call = accounts::system_call(&app, the_account(&app, *account)?);
            let choice = |(line, sku): &(i64, String)| LineChoice {
                line: *line,
                sku: SkuReference::Code(sku.clone()),
            };
            let command = MatchReceipt {
                receipt: ReceiptId::from_raw(*receipt),
                choices: choices.iter().map(choice).collect(),
            };
            println!("{}", done(&app, &call, command)?);
            ExitCode::SUCCESS
        }
    };
    app.close();
    Ok(outcome)
}

/// Receives one file.
fn receive(app: &App, call: &Call, file: &Path, place: (OrganizationId, LocationId)) -> anyhow::Result<()> {
    let xml = contents(file)?;
    let read = read_nfe(&xml)?;
    let (organization, location) = place;
    let command = ReceiveGoods {
        organization,
        location: Some(location),
        invoice: read.invoice,
        xml: Some(read.xml),
        extras_estoka: None,
    };
    println!("{}: {}", file.display(), done(app, call, command)?);
    Ok(())
}

/// The file's bytes, and no more of them than it takes to see that there are too many.
fn contents(file: &Path) -> anyhow::Result<Vec<u8>> {
    let mut xml = Vec::new();
    let opened = File::open(file).context("cannot be opened")?;
    opened
        .take(count(MAX_BYTES) + 1)
        .read_to_end(&mut xml)
        .context("cannot be read")?;
    Ok(xml)
}

/// Runs the command and says how its receipt stands.
fn done<C: Command<Done = ReceiptId>>(app: &App, call: &Call, command: C) -> anyhow::Result<String> {
    let id = app.execute_blocking(call, command).map_err(worded)?;
    let receipt = app
        .read_blocking(call, move |reader| reader.receipt(id))
        .map_err(explain)?;
    Ok(story(&receipt))
}

/// The refusal that every importer meets, in words; the others as everywhere.
fn worded(failure: Failure) -> anyhow::Error {
    if let Failure::Refused(Refusal::Invalid(fields)) = &failure
        && fields
            .iter()
            .any(|wrong| wrong.field == Field::AccessKey && wrong.problem == Problem::Taken)
    {
        return anyhow::anyhow!("was received before");
    }
    explain(failure)
}

/// How a receipt stands, in a line, and one line more for each that has no sku.
fn story(receipt: &GoodsReceipt) -> String {
    let lines = receipt.items.last().map_or(0, |item| item.line);
    match receipt.state {
        ReceiptState::Concluded => format!("receipt {} is in stock: {lines} lines", receipt.id),
        ReceiptState::Open => {
            let unmatched: Vec<String> = receipt
                .unmatched()
                .map(|item| {
                    let text = |text: &Option<String>| text.clone().unwrap_or_default();
                    format!(
                        "\n  line {}: {} {}",
                        item.line,
                        text(&item.supplier_code),
                        text(&item.description)
                    )
                })
                .collect();
            format!(
                "receipt {} waits, {} of {lines} lines have no sku; entreposto import match {} LINE=SKU{}",
                receipt.id,
                unmatched.len(),
                receipt.id,
                unmatched.concat()
            )
        }
    }
}
