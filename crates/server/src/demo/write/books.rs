//! Writes the books: where money lies, how customers pay, what it is for, the shops' bills, and what was settled.
//!
//! Not the receivables of orders: those came with the orders.
//!
//! The one rule to know: a title whose day has passed is settled on that day, but for one in so many, which is overdue.

use std::ops::Range;
use std::sync::Arc;

use app::finance::{
    CreateCashAccount, CreateLedgerAccount, CreateMeansOfPayment, CreateTitle, LedgerColumn, OrderedBy, TitleChanges,
    TitleColumn, TitleFilter,
};
use app::workflow::settle_title::SettleTitle;
use app::{Command, Context, Failure};
use domain::change::Change;
use domain::finance::{CostKind, LedgerKind, TitleKind, TitleState};
use domain::ids::{CashAccountId, LedgerAccountId, PartyId, TitleId};
use domain::page::PageRequest;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Writing, inside, money};
use crate::demo::trade::DAYS;
use crate::progress::Progress;
use crate::refusals::explain;

/// Titles of one transaction, and of one page of reading them.
const TITLES: u32 = 250;
/// One in so many is not settled in time.
const OVERDUE: usize = 12;

/// Cash accounts, the first of which the bills are paid from: name and opening balance in cents.
const CASH_ACCOUNTS: [(&str, i64); 2] = [("Banco da matriz", 18_500_000), ("Cofre das lojas", 650_000)];

/// How customers pay: name, cash account, how it is charged and by how much, and its code in fiscal documents. A
/// percentage is in hundredths, an amount in cents.
const MEANS: [(&str, usize, CostKind, i64, &str); 5] = [
    ("Dinheiro", 1, CostKind::Free, 0, "01"),
    ("Pix", 0, CostKind::Free, 0, "99"),
    ("Cartão de crédito", 0, CostKind::Percentage, 319, "03"),
    ("Cartão de débito", 0, CostKind::Percentage, 149, "04"),
    ("Boleto bancário", 0, CostKind::FixedPerInstalment, 290, "99"),
];

/// What money is for.
const LEDGER: [(LedgerKind, &str); 6] = [
    (LedgerKind::Income, "Venda de mercadorias"),
    (LedgerKind::Income, "Fretes cobrados"),
    (LedgerKind::Expense, "Aluguel"),
    (LedgerKind::Expense, "Energia elétrica"),
    (LedgerKind::Expense, "Internet e telefonia"),
    (LedgerKind::Expense, "Fornecedores"),
];

/// The bills that each shop gets every month: a row of [`LEDGER`], the day it falls due, and cents.
const BILLS: [(usize, i8, i64); 3] = [(2, 5, 640_000), (3, 15, 118_370), (4, 20, 39_990)];

/// Writes everything that is not in orders already.
pub(super) fn write(
    writing: &Writing,
    suppliers: &[PartyId],
    now: Timestamp,
    progress: &Progress,
) -> anyhow::Result<()> {
    let books = writing.run(SetUp {
        parents: parents(writing)?,
        at: writing.set_up_at,
    })?;
    let today = now.to_zoned(TimeZone::UTC).date();
    let first = today.saturating_sub(DAYS.days());
    let bank = books.cash[0];
    writing.run(Bills {
        shops: writing
            .world
            .organizations
            .iter()
            .map(|plan| plan.name.clone())
            .collect(),
        payee: suppliers.first().copied(),
        books,
        from: first,
        today,
    })?;
    settle(writing, bank, today, progress)
}

/// The two accounts that every other hangs from.
fn parents(writing: &Writing) -> anyhow::Result<(LedgerAccountId, LedgerAccountId)> {
    let all = writing.app.read_blocking(&writing.call, |reader| {
        let order = OrderedBy {
            column: LedgerColumn::Id,
            descending: false,
        };
        reader.ledger_accounts(None, order, PageRequest::new(1, 100, 100))
    });
    let all = all.map_err(explain)?.items;
    let standing = |kind| all.iter().find(|ledger| ledger.kind == kind && ledger.is_standard);
    let both = standing(LedgerKind::Income).zip(standing(LedgerKind::Expense));
    let (income, expense) = both.ok_or_else(|| anyhow::anyhow!("the account was born without a chart"))?;
    Ok((income.id, expense.id))
}

/// What bills refer to.
#[derive(Debug, Clone)]
struct Books {
    cash: Vec<CashAccountId>,
    ledger: Vec<LedgerAccountId>,
}

/// Cash accounts, means of payment and the chart, in one transaction.
struct SetUp {
    parents: (LedgerAccountId, LedgerAccountId),
    at: Timestamp,
}

impl Command for SetUp {
    type Done = Books;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<Books, Failure> {
        let mut cash = Vec::new();
        for (name, cents) in CASH_ACCOUNTS {
            let account = CreateCashAccount {
                name: name.to_owned(),
                balance: money(cents),
                is_visible: true,
            };
            cash.push(inside(cx, self.at, &account)?);
        }
        for (name, place, cost_kind, cost, nfe_code) in MEANS {
            let means = CreateMeansOfPayment {
                name: name.to_owned(),
                cash_account: Some(cash[place]),
                cost_kind,
                cost: money(cost),
                nfe_code: nfe_code.to_owned(),
            };
            inside(cx, self.at, &means)?;
        }
        let mut ledger = Vec::new();
        for (kind, name) in LEDGER {
            let account = CreateLedgerAccount {
                parent: match kind {
                    LedgerKind::Income => self.parents.0,
                    LedgerKind::Expense => self.parents.1,
                },
                name: name.to_owned(),
                debit: None,
                credit: None,
            };
            ledger.push(inside(cx, self.at, &account)?);
        }
        Ok(Books { cash, ledger })
    }
}

/// The bills of the shops, in one transaction.
struct Bills {
    shops: Vec<String>,
    payee: Option<PartyId>,
    books: Books,
    from: Date,
    today: Date,
}

impl Command for Bills {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let mut month = self.from.first_of_month().saturating_add(1.month());
        while month <= self.today {
            for shop in &self.shops {
                for bill in BILLS {
                    let title = self.bill(shop, month, bill);
                    let known_on = title.settled_on.unwrap_or(month);
                    inside(cx, evening(known_on), &title)?;
                }
            }
            month = month.saturating_add(1.month());
        }
        Ok(())
    }
}

impl Bills {
    fn bill(&self, shop: &str, month: Date, (ledger, day, cents): (usize, i8, i64)) -> CreateTitle {
        let due_on = month.saturating_add(i32::from(day - 1).days());
        CreateTitle {
            kind: TitleKind::Payable,
            amount: money(cents),
            due_on,
            settled_on: (due_on < self.today).then_some(due_on),
            details: TitleChanges {
                party: self.payee.map_or(Change::Keep, Change::Set),
                cash_account: Change::Set(self.books.cash[0]),
                ledger_account: Change::Set(self.books.ledger[ledger]),
                description: Some(format!("{} - {shop}", LEDGER[ledger].1)),
                tags: Some(vec!["loja".to_owned()]),
                ..TitleChanges::default()
            },
        }
    }
}

/// Settles the receivables that fell due before today.
fn settle(writing: &Writing, bank: CashAccountId, today: Date, progress: &Progress) -> anyhow::Result<()> {
    let due = Arc::new(due_before(writing, today)?);
    let size = usize::try_from(TITLES).unwrap_or(usize::MAX);
    writing.in_batches(("receivables", due.len(), size), progress, |range| Settlements {
        due: Arc::clone(&due),
        range,
        bank,
    })?;
    Ok(())
}

/// The open receivables that fell due before a day, by number, but for the overdue ones.
fn due_before(writing: &Writing, day: Date) -> anyhow::Result<Vec<(TitleId, Date)>> {
    let mut due = Vec::new();
    for number in 1.. {
        let filter = TitleFilter {
            state: Some(TitleState::Open),
            ..TitleFilter::of(TitleKind::Receivable)
        };
        let order = OrderedBy {
            column: TitleColumn::Id,
            descending: false,
        };
        let page = PageRequest::new(number, TITLES, TITLES);
        let found = writing
            .app
            .read_blocking(&writing.call, move |reader| reader.titles(&filter, order, page));
        let titles = found.map_err(explain)?.items;
        if titles.is_empty() {
            break;
        }
        due.extend(titles.iter().map(|view| (view.title.id, view.title.due_on)));
    }
    due.retain(|(_, due_on)| *due_on < day);
    let in_time = due.into_iter().enumerate().filter(|(index, _)| index % OVERDUE != 0);
    Ok(in_time.map(|(_, title)| title).collect())
}

/// Some of the receivables, in one transaction.
struct Settlements {
    due: Arc<Vec<(TitleId, Date)>>,
    range: Range<usize>,
    bank: CashAccountId,
}

impl Command for Settlements {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        for (title, due_on) in &self.due[self.range.clone()] {
            let settled = SettleTitle {
                kind: TitleKind::Receivable,
                title: *title,
                amount: None,
                settled_on: Some(*due_on),
                accrued_on: None,
                cash_account: Some(self.bank),
            };
            inside(cx, evening(*due_on), &settled)?;
        }
        Ok(())
    }
}

/// When the books of a day are written.
fn evening(day: Date) -> Timestamp {
    let instant = day.at(23, 30, 0, 0).to_zoned(TimeZone::UTC);
    // Of a day within the calendar's range, as those of the demo are.
    instant.map_or(Timestamp::UNIX_EPOCH, |instant| instant.timestamp())
}
