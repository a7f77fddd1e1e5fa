//! `entreposto discount`: offers of an organization or of the account, which no vendor's API writes.
//!
//! Not what orders claim of them.
//!
//! The one rule to know: what a discount gives is never changed, only whether and until when it may be had.

use std::process::ExitCode;

use anyhow::Context;
use app::discounts::{CreateDiscount, DiscountFilter, SetDiscountTerm};
use app::{App, Call, accounts};
use domain::amount::{Money, Quantity, Rate};
use domain::discounts::{Discount, DiscountDetails, DiscountKind, GiftTerms, RuleTerms, Worth};
use domain::ids::{ChannelId, DiscountId, OrganizationId, SkuId};
use domain::page::PageRequest;
use face_kit::Amount;

use super::the_account;
use crate::cli::{DiscountCommand, NewDiscount};
use crate::config::Settings;
use crate::database::Database;
use crate::refusals::explain;

/// Discounts read at once.
const PAGE: u32 = 100;

pub(super) fn run(settings: &Settings, command: &DiscountCommand) -> anyhow::Result<ExitCode> {
    let app = Database::of(settings)?.open_ready(settings)?;
    let call = |named: Option<i64>| Ok::<_, anyhow::Error>(accounts::system_call(&app, the_account(&app, named)?));
    match command {
        DiscountCommand::Create(new) => {
            let call = call(new.account)?;
            let command = create(&app, &call, new)?;
            let id = app.execute_blocking(&call, command).map_err(explain)?;
            println!("discount {id} created: {}", new.name);
        }
        DiscountCommand::List { organization, account } => {
            list(&app, &call(*account)?, OrganizationId::from_raw(*organization))?;
        }
        DiscountCommand::Set {
            discount,
            until,
            off,
            account,
        } => {
            let set = SetDiscountTerm {
                discount: DiscountId::from_raw(*discount),
                active: !off,
                ends_on: *until,
            };
            app.execute_blocking(&call(*account)?, set).map_err(explain)?;
            let until = until.map_or("for ever".to_owned(), |day| format!("until {day}"));
            println!("discount {discount}: {}", if *off { "off" } else { &until });
        }
    }
    app.close();
    Ok(ExitCode::SUCCESS)
}

fn create(app: &App, call: &Call, new: &NewDiscount) -> anyhow::Result<CreateDiscount> {
    let kind = DiscountKind::from_name(&new.kind).with_context(|| {
        let known: Vec<&str> = DiscountKind::ALL.iter().map(|kind| kind.name()).collect();
        format!("--kind `{}` is none of {}", new.kind, known.join(", "))
    })?;
    let money = |flag: &str, text: &str| {
        Money::parse(text)
            .ok()
            .with_context(|| format!("--{flag} `{text}` is no amount like 100.00"))
    };
    let worth = match (&new.percent, &new.amount) {
        (Some(percent), _) => Worth::Share(
            Rate::from_percent(percent)
                .ok()
                .with_context(|| format!("--percent `{percent}` is no percentage like 12.5"))?,
        ),
        (None, amount) => Worth::Amount(money("amount", amount.as_deref().unwrap_or_default())?),
    };
    let quantity = match &new.quantity {
        Some(text) => Quantity::parse(text)
            .ok()
            .with_context(|| format!("--quantity `{text}` is no quantity"))?,
        None => Quantity::ZERO,
    };
    let gift = (kind == DiscountKind::Gift)
        .then(|| {
            Ok::<_, anyhow::Error>(GiftTerms {
                is_free: new.free,
                wanted: skus(app, call, &new.bought)?,
                counts_wanted_alone: new.bought_alone,
                minimum_quantity: quantity,
            })
        })
        .transpose()?;
    let rule = RuleTerms {
        active: true,
        worth,
        minimum: new.minimum.as_deref().map(|text| money("minimum", text)).transpose()?,
        skus: skus(app, call, &new.skus)?,
        gift,
    };
    Ok(CreateDiscount {
        details: DiscountDetails {
            organization: new.organization.map(OrganizationId::from_raw),
            name: new.name.clone(),
            kind,
            active: true,
            is_optional: !new.compulsory,
            starts_on: new.from,
            ends_on: new.until,
        },
        channels: new.channels.iter().copied().map(ChannelId::from_raw).collect(),
        rules: vec![rule],
    })
}

/// The skus of these codes.
fn skus(app: &App, call: &Call, codes: &[String]) -> anyhow::Result<Vec<SkuId>> {
    let wanted = codes.to_vec();
    let found = app
        .read_blocking(call, move |reader| reader.skus_by_codes(&wanted))
        .map_err(explain)?;
    codes
        .iter()
        .map(|code| {
            let sku = found.iter().find(|view| view.sku.code == *code);
            Ok(sku.with_context(|| format!("there is no sku `{code}`"))?.sku.id)
        })
        .collect()
}

/// One line for each discount.
fn list(app: &App, call: &Call, organization: OrganizationId) -> anyhow::Result<()> {
    for page in 1.. {
        let found = app
            .read_blocking(call, move |reader| {
                reader.discounts_of(
                    organization,
                    DiscountFilter::default(),
                    PageRequest::new(page, PAGE, PAGE),
                )
            })
            .map_err(explain)?;
        if found.is_empty() {
            break;
        }
        for discount in &found {
            println!("{}", line(discount));
        }
    }
    Ok(())
}

fn line(discount: &Discount) -> String {
    let details = &discount.details;
    let day = |day: Option<jiff::civil::Date>| day.map_or("-".to_owned(), |day| day.to_string());
    let rules: Vec<String> = discount
        .rules
        .iter()
        .map(|rule| match rule.terms.worth {
            Worth::Share(share) => format!("{} of the price", share.fixed_text(4)),
            Worth::Amount(amount) => amount.fixed_text(2),
        })
        .collect();
    format!(
        "{}\t{}\t{}\t{}\t{}\t{}\t{}",
        discount.id,
        details.kind.name(),
        if details.active { "on" } else { "off" },
        day(details.starts_on),
        day(details.ends_on),
        rules.join(", "),
        details.name
    )
}
