//! Titles and the short books of finance.

use domain::finance::{TitleKind, TitleOrigin, TitleState};
use domain::ids::{CashAccountId, LedgerAccountId, PaymentMethodId};
use jiff::civil::date;
use store::cash::CashColumn;
use store::ledger_accounts::LedgerColumn;
use store::listing::OrderedBy;
use store::payment_methods::MeansColumn;
use store::titles::{TitleColumn, TitleDay, TitleFilter};

use super::super::ACCOUNT;
use super::{Asked, Cost, page, text};

pub(super) fn add(to: &mut Asked) {
    let mut list = |what: &str, cost: Cost, column: TitleColumn, change: &dyn Fn(&mut TitleFilter)| {
        let mut filter = TitleFilter::of(TitleKind::Receivable);
        change(&mut filter);
        let order = OrderedBy {
            column,
            descending: false,
        };
        let ask = move |tx: &mut store::Tx<'_>| store::titles::list(tx, ACCOUNT, &filter, order, page());
        super::add(to, format!("titles::list {what}"), cost, ask, |page| page.items.len());
    };
    list("of all", Cost::Page, TitleColumn::Id, &|_| {});
    list("of all, by due day", Cost::Page, TitleColumn::DueOn, &|_| {});
    list(
        "of all, by day of settlement",
        Cost::Page,
        TitleColumn::SettledOn,
        &|_| {},
    );
    list("that are open", Cost::Page, TitleColumn::DueOn, &|f| {
        f.state = Some(TitleState::Open);
    });
    list("that are settled", Cost::Page, TitleColumn::Id, &|f| {
        f.state = Some(TitleState::Settled);
    });
    list("of sales", Cost::Page, TitleColumn::Id, &|f| {
        f.origin = Some(TitleOrigin::Sale);
    });
    list("by number", Cost::Page, TitleColumn::Id, &|f| f.ids = vec![8, 10]);
    list("into a cash account", Cost::Page, TitleColumn::Id, &|f| {
        f.cash_account = Some(CashAccountId::from_raw(2));
    });
    list("by a means", Cost::Page, TitleColumn::Id, &|f| {
        f.payment_method = Some(PaymentMethodId::from_raw(7));
    });
    list("of an account", Cost::Page, TitleColumn::Id, &|f| {
        f.ledger_account = Some(LedgerAccountId::from_raw(7));
    });
    list("of a paper", Cost::Pass, TitleColumn::Id, &|f| f.number = text("17778"));
    list("that contain a text", Cost::Pass, TitleColumn::Id, &|f| {
        f.text = text("nome 4999");
    });
    for (day, column, cost) in [
        (TitleDay::Due, TitleColumn::DueOn, Cost::Page),
        (TitleDay::Settled, TitleColumn::SettledOn, Cost::Page),
        (TitleDay::SettledOrDue, TitleColumn::Id, Cost::Pass),
        (TitleDay::Accrued, TitleColumn::Id, Cost::Pass),
    ] {
        list(&format!("within, {day:?}"), cost, column, &|f| {
            f.day = day;
            (f.from, f.to) = (Some(date(2010, 10, 1)), Some(date(2010, 11, 1)));
        });
    }
    for column in [TitleColumn::Amount, TitleColumn::PartyName] {
        list(&format!("by {column:?}"), Cost::Pass, column, &|_| {});
    }
}

pub(super) fn add_books(to: &mut Asked) {
    let descending = false;
    for (column, asked, cost) in [
        (CashColumn::Id, None, Cost::Page),
        (CashColumn::Name, None, Cost::Pass),
        (CashColumn::Id, Some("t19999"), Cost::Pass),
    ] {
        let order = OrderedBy { column, descending };
        let ask = move |tx: &mut store::Tx<'_>| store::cash::list(tx, ACCOUNT, asked, order, page());
        let name = format!("cash::list by {column:?} {asked:?}");
        super::add(to, name, cost, ask, |page| page.items.len());
    }
    for (column, asked, cost) in [
        (MeansColumn::Id, None, Cost::Page),
        (MeansColumn::Name, None, Cost::Pass),
        (MeansColumn::Cost, None, Cost::Pass),
        (MeansColumn::Id, Some("t19999"), Cost::Pass),
    ] {
        let order = OrderedBy { column, descending };
        let ask = move |tx: &mut store::Tx<'_>| store::payment_methods::list(tx, ACCOUNT, asked, order, page());
        let name = format!("payment_methods::list by {column:?} {asked:?}");
        super::add(to, name, cost, ask, |page| page.items.len());
    }
    for (column, asked, cost) in [
        (LedgerColumn::Id, None, Cost::Page),
        (LedgerColumn::Name, None, Cost::Pass),
        (LedgerColumn::Kind, None, Cost::Pass),
        (LedgerColumn::Id, Some("t19999"), Cost::Pass),
    ] {
        let order = OrderedBy { column, descending };
        let ask = move |tx: &mut store::Tx<'_>| store::ledger_accounts::list(tx, ACCOUNT, asked, order, page());
        let name = format!("ledger_accounts::list by {column:?} {asked:?}");
        super::add(to, name, cost, ask, |page| page.items.len());
    }
}
