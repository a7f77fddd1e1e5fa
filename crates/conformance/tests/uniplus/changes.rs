//! Lists that are read while others write: by offset, and by change stamp.
//!
//! Not single answers.
//!
//! The one rule to know: the writer here really writes at the same time, on threads of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use conformance::client::Client;
use conformance::merchant::Merchant;
use serde_json::{Value, json};

const PRODUCTS: &str = "/public-api/v1/produtos";

fn create(client: &Client, code: usize) {
    let body = json!({"produto": {"codigo": code.to_string(), "nome": format!("Produto {code}"), "preco": 1}});
    let made = client.json("POST", PRODUCTS, &body);
    assert_eq!(made.status, 200, "{:?}", made.body);
}

fn rename(client: &Client, code: usize, name: &str) {
    let body = json!({"produto": {"codigo": code.to_string(), "nome": name}});
    let done = client.json("PUT", PRODUCTS, &body);
    assert_eq!(done.status, 200, "{:?}", done.body);
}

fn page(client: &Client, query: &str) -> Vec<Value> {
    let answer = client.get(&format!("{PRODUCTS}?{query}"));
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    answer.value().as_array().cloned().unwrap_or_default()
}

#[test]
fn a_loop_by_offset_returns_each_once_while_another_inserts_and_updates() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_uniplus(store);
        let client = merchant.uniplus();
        for code in 1..=257 {
            create(&client, 1_000 + code);
        }
        let done = Arc::new(AtomicBool::new(false));
        let writer = {
            let (client, done) = (merchant.uniplus(), Arc::clone(&done));
            std::thread::spawn(move || {
                for round in 0..1_000_usize {
                    if done.load(Ordering::Relaxed) && round > 5 {
                        break;
                    }
                    rename(&client, 1_001 + round * 37 % 257, &format!("Produto na rodada {round}"));
                    create(&client, 500 - round.min(499));
                }
            })
        };
        let mut seen: Vec<String> = Vec::new();
        loop {
            let found = page(&client, &format!("limit=100&offset={}", seen.len()));
            let is_last = found.len() < 100;
            seen.extend(found.iter().filter_map(|one| one["codigo"].as_str().map(str::to_owned)));
            if is_last {
                break;
            }
        }
        done.store(true, Ordering::Relaxed);
        writer.join().expect("the writer is answered");
        let distinct: BTreeSet<&String> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "something came twice");
        for code in 1_001..=1_257 {
            assert!(seen.iter().any(|one| *one == code.to_string()), "{code} is missing");
        }
    });
}

#[test]
fn a_reader_that_follows_the_stamps_misses_no_change_and_sees_none_twice() {
    store::testing::each_engine(|store| {
        let merchant = Merchant::open_uniplus(store);
        let client = merchant.uniplus();
        for code in 1..=20 {
            create(&client, code);
        }
        // Writers that overlap: late commits are what a clock would miss.
        let writers: Vec<_> = (0..4_usize)
            .map(|writer| {
                let client = merchant.uniplus();
                std::thread::spawn(move || {
                    for round in 0..25 {
                        rename(&client, 1 + writer * 5 + round % 5, &format!("{writer} rodada {round}"));
                    }
                })
            })
            .collect();
        let mut next = 0_i64;
        let mut shown: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
        let mut idle = false;
        loop {
            let were_done = writers.iter().all(std::thread::JoinHandle::is_finished);
            let found = page(&client, &format!("currentTimeMillis.ge={next}&limit=7"));
            for one in &found {
                let stamp = one["currentTimeMillis"].as_i64().expect("a stamp");
                assert!(stamp >= next, "{stamp} came after {next}");
                next = stamp + 1;
                let state = (stamp, one["nome"].as_str().unwrap_or_default().to_owned());
                shown
                    .entry(one["codigo"].as_str().unwrap_or_default().to_owned())
                    .or_default()
                    .push(state);
            }
            if found.is_empty() && were_done {
                if idle {
                    break;
                }
                idle = true;
            }
        }
        for writer in writers {
            writer.join().expect("a writer is answered");
        }
        for (code, states) in &shown {
            let stamps: BTreeSet<i64> = states.iter().map(|(stamp, _)| *stamp).collect();
            assert_eq!(stamps.len(), states.len(), "{code} came twice with one stamp");
            let one = client.get(&format!("{PRODUCTS}/{code}")).value();
            let last = states.last().expect("each was seen");
            assert_eq!(one["nome"], last.1.as_str(), "the last change of {code} was missed");
            assert_eq!(one["currentTimeMillis"], last.0);
        }
        assert_eq!(shown.len(), 20);
    });
}
