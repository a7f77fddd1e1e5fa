//! The demo's data on both engines: written through the use cases, and every figure proved by the auditor.
//!
//! Not the generator's own rules, which are tested beside it.
//!
//! The one rule to know: the world is generated as of a fixed instant, so that a failure happens again.

use app::audit::audit;
use app::finance::{MeansColumn, OrderedBy, TitleColumn, TitleFilter, TitleView};
use app::{App, Reader, accounts};
use domain::finance::{MeansOfPayment, TitleKind, TitleState};
use domain::page::PageRequest;
use jiff::Timestamp;
use server::database::application;
use server::demo::{ACCOUNT_SUBDOMAIN, seed};
use server::progress::Progress;

fn now() -> Timestamp {
    "2026-09-01T15:00:00Z".parse().expect("an instant")
}

/// How many entries a list has, read page by page.
fn length<T>(app: &App, list: impl Fn(&mut Reader<'_, '_>, PageRequest) -> Vec<T> + Copy + Send + 'static) -> usize
where
    T: Send + 'static,
{
    let account = accounts::find_by_subdomain(app, ACCOUNT_SUBDOMAIN)
        .expect("a store")
        .expect("the demo's account")
        .id;
    let call = accounts::system_call(app, account);
    let page = |number| {
        let request = PageRequest::new(number, 100, 100);
        app.read_blocking(&call, move |reader| Ok(list(reader, request).len()))
            .expect("a page")
    };
    (1..).map(page).take_while(|entries| *entries > 0).sum()
}

fn means_of_payment(reader: &mut Reader<'_, '_>, page: PageRequest) -> Vec<MeansOfPayment> {
    let order = OrderedBy {
        column: MeansColumn::Id,
        descending: false,
    };
    reader.all_means_of_payment(None, order, page).expect("a page").items
}

fn receivables(reader: &mut Reader<'_, '_>, page: PageRequest, state: TitleState) -> Vec<TitleView> {
    let filter = TitleFilter {
        state: Some(state),
        ..TitleFilter::of(TitleKind::Receivable)
    };
    let order = OrderedBy {
        column: TitleColumn::Id,
        descending: false,
    };
    reader.titles(&filter, order, page).expect("a page").items
}

#[test]
fn the_demo_is_written_whole_and_every_figure_of_it_is_proved() {
    store::testing::each_engine(|store| {
        let app = application(store.clone());
        seed(&app, 1, now(), &Progress::hidden()).expect("nothing is refused");
        let differences = audit(&app, |_, _| {}).expect("a store");
        assert!(differences.is_empty(), "{differences:?}");
        assert_eq!(
            length(&app, |reader, page| reader.organizations(page).expect("a page")),
            5
        );
        assert!(length(&app, |reader, page| reader.products(page).expect("a page")) >= 300);
        assert_eq!(length(&app, means_of_payment), 5);
        assert!(length(&app, |reader, page| receivables(reader, page, TitleState::Settled)) >= 1_000);
        assert!(length(&app, |reader, page| receivables(reader, page, TitleState::Open)) >= 100);
        assert!(
            seed(&app, 1, now(), &Progress::hidden()).is_err(),
            "the account is there already"
        );
    });
}
