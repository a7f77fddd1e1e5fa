//! `entreposto seller`: who sells for an organization, when he is away, and through which channels he sells, which no
//! vendor's API writes.
//!
//! Not users, who sign in.
//!
//! The one rule to know: a day stands for all of it in the account's zone, from its first instant to its last.

use std::process::ExitCode;

use anyhow::Context;
use app::parties::{CreateParty, ForgetAbsence, NoteAbsence, SetSellerChannels};
use app::{App, Call, accounts};
use domain::ids::{ChannelId, OrganizationId, PartyId};
use domain::page::PageRequest;
use domain::parties::{PartyDetails, PartyKind, Role, Roles};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::the_account;
use crate::cli::{NewSeller, SellerCommand};
use crate::config::Settings;
use crate::database::Database;
use crate::refusals::explain;

/// Sellers read at once.
const PAGE: u32 = 100;

pub(super) fn run(settings: &Settings, command: &SellerCommand) -> anyhow::Result<ExitCode> {
    let app = Database::of(settings)?.open_ready(settings)?;
    let call = |named: Option<i64>| Ok::<_, anyhow::Error>(accounts::system_call(&app, the_account(&app, named)?));
    match command {
        SellerCommand::Create(new) => {
            let id = app
                .execute_blocking(&call(new.account)?, create(new))
                .map_err(explain)?;
            println!("seller {id} of organization {}: {}", new.organization, new.name);
        }
        SellerCommand::List { organization, account } => {
            list(&app, &call(*account)?, OrganizationId::from_raw(*organization))?;
        }
        SellerCommand::Away {
            seller,
            from,
            until,
            reason,
            account,
        } => {
            let call = call(*account)?;
            let zone = zone(&app, &call)?;
            let note = NoteAbsence {
                seller: PartyId::from_raw(*seller),
                reason: reason.clone(),
                starts_at: start(from, &zone)?,
                ends_at: end(until, &zone)?,
            };
            let (starts_at, ends_at) = (note.starts_at, note.ends_at);
            app.execute_blocking(&call, note).map_err(explain)?;
            println!("seller {seller} is away from {starts_at} until {ends_at}: {reason}");
        }
        SellerCommand::Back { seller, from, account } => {
            let call = call(*account)?;
            let starts_at = start(from, &zone(&app, &call)?)?;
            let forget = ForgetAbsence {
                seller: PartyId::from_raw(*seller),
                starts_at,
            };
            app.execute_blocking(&call, forget)
                .map_err(explain)
                .with_context(|| format!("seller {seller} has no absence that begins at {starts_at}"))?;
            println!("the absence of seller {seller} from {starts_at} is struck out");
        }
        SellerCommand::Channels {
            seller,
            channels,
            account,
        } => {
            let set = SetSellerChannels {
                seller: PartyId::from_raw(*seller),
                channels: channels.iter().copied().map(ChannelId::from_raw).collect(),
            };
            app.execute_blocking(&call(*account)?, set).map_err(explain)?;
            match channels.as_slice() {
                [] => println!("seller {seller} sells through every channel of the organization"),
                some => println!("seller {seller} sells through {}", joined(some)),
            }
        }
    }
    app.close();
    Ok(ExitCode::SUCCESS)
}

fn create(new: &NewSeller) -> CreateParty {
    CreateParty::new(PartyDetails {
        organization: Some(OrganizationId::from_raw(new.organization)),
        tax_document: new.document.as_ref().map(|text| bare(text)),
        email: new.email.clone(),
        phone: new.phone.clone(),
        seller_registration: new.registration.clone(),
        external_id: new.external_id.clone(),
        ..PartyDetails::new(PartyKind::Person, &new.name, Roles::of(&[Role::Seller]))
    })
}

/// A CPF without its punctuation.
fn bare(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// One line for each seller.
fn list(app: &App, call: &Call, organization: OrganizationId) -> anyhow::Result<()> {
    for page in 1.. {
        let (sellers, channels, absences) = app
            .read_blocking(call, move |reader| {
                let sellers = reader.sellers_of(organization, PageRequest::new(page, PAGE, PAGE))?;
                let ids: Vec<PartyId> = sellers.iter().map(|seller| seller.id).collect();
                let channels = reader.seller_channels(&sellers)?;
                let absences = reader.seller_absences(&ids)?;
                Ok((sellers, channels, absences))
            })
            .map_err(explain)?;
        if sellers.is_empty() {
            break;
        }
        for seller in &sellers {
            let channels: Vec<i64> = channels
                .get(&seller.id)
                .into_iter()
                .flatten()
                .map(|id| id.raw())
                .collect();
            let away: Vec<String> = absences
                .get(&seller.id)
                .into_iter()
                .flatten()
                .map(|absence| format!("away {} to {}: {}", absence.starts_at, absence.ends_at, absence.reason))
                .collect();
            let name = &seller.details.name;
            println!("{}\t{name}\t{}\t{}", seller.id, joined(&channels), away.join("; "));
        }
    }
    Ok(())
}

fn joined(numbers: &[i64]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn zone(app: &App, call: &Call) -> anyhow::Result<TimeZone> {
    let account = app.read_blocking(call, |reader| reader.account_settings());
    Ok(account.map_err(explain)?.time_zone)
}

/// The instant, or the first one of the day.
fn start(text: &str, zone: &TimeZone) -> anyhow::Result<Timestamp> {
    match text.parse::<Timestamp>() {
        Ok(instant) => Ok(instant),
        Err(_) => Ok(day(text)?.to_zoned(zone.clone())?.timestamp()),
    }
}

/// The instant, or the last one of the day.
fn end(text: &str, zone: &TimeZone) -> anyhow::Result<Timestamp> {
    match text.parse::<Timestamp>() {
        Ok(instant) => Ok(instant),
        Err(_) => Ok(start(&day(text)?.tomorrow()?.to_string(), zone)?.checked_sub(1.microsecond())?),
    }
}

fn day(text: &str) -> anyhow::Result<Date> {
    text.parse()
        .ok()
        .with_context(|| format!("`{text}` is neither a day (2026-12-01) nor an instant (2026-12-01T09:00:00-03:00)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_all_of_it_and_an_instant_is_itself() -> anyhow::Result<()> {
        let zone = TimeZone::get("America/Sao_Paulo")?;
        let at = |text: &str| text.parse::<Timestamp>();
        assert_eq!(start("2026-12-01", &zone)?, at("2026-12-01T03:00:00Z")?);
        assert_eq!(end("2026-12-01", &zone)?, at("2026-12-02T02:59:59.999999Z")?);
        for text in ["2026-12-01T09:00:00-03:00", "2026-12-01T12:00:00Z"] {
            assert_eq!(start(text, &zone)?, at("2026-12-01T12:00:00Z")?);
            assert_eq!(end(text, &zone)?, at("2026-12-01T12:00:00Z")?);
        }
        for wrong in ["ontem", "", "2026-13-01", "31/12/2026", "9999-12-31"] {
            assert!(end(wrong, &zone).is_err(), "{wrong}");
        }
        Ok(())
    }
}
