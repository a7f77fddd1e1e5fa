//! Estoka's exchanges, each file on a fresh database, on both engines.

use conformance::merchant::Merchant;
use conformance::runner;
use conformance::script::Script;
use conformance::variables::Variables;

#[test]
fn every_exchange_is_answered_as_documented() {
    let scripts = Script::of_face("estoka").unwrap();
    assert!(scripts.len() > 3, "the exchanges were not found");
    let wanted = std::env::var("EXCHANGES").unwrap_or_default();
    let mut wrong = Vec::new();
    for (path, script) in scripts {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        if !file.contains(&wanted) {
            continue;
        }
        let found = std::sync::Mutex::new(Vec::new());
        store::testing::each_engine(|store| {
            let merchant = Merchant::open(store);
            let mut faults = runner::run(&script, &merchant.estoka(), &mut Variables::default());
            faults.extend(
                merchant
                    .audit()
                    .into_iter()
                    .map(|difference| format!("audit: {difference}")),
            );
            let engine = store.engine();
            found
                .lock()
                .unwrap()
                .extend(faults.into_iter().map(|fault| format!("{file} on {engine:?}: {fault}")));
        });
        wrong.extend(found.into_inner().unwrap());
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
