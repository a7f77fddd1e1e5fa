//! Bringing a database's schema up to date, and knowing whether it is.
//!
//! Not the schema itself: that is `migrations/`, listed in `migrations.rs`.
//!
//! The one rule to know: all pending migrations are one transaction, so a failed one leaves the schema as it was.

use std::error::Error;

use refinery::{Report, Runner};

use super::store::{EngineKind, Store, Target};
use super::{postgres, sqlite};
use crate::error::StoreError;
use crate::migrations;

/// What [`Store::migrate`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationReport {
    /// The migrations applied now, oldest first, as `V1__core`. Empty when the schema was current.
    pub applied: Vec<String>,
}

impl Store {
    /// Applies the migrations the database does not have yet. Blocks.
    ///
    /// # Errors
    /// [`StoreError::Migration`] when one fails, or the database has one that this program lacks or has otherwise.
    pub fn migrate(&self) -> Result<MigrationReport, StoreError> {
        let runner = migrations::runner(self.engine())?;
        let report = match self.target() {
            Target::Sqlite { path, .. } => {
                let mut connection = sqlite::open_writer(path, false)?;
                // Another program may have migrated between the look and the work. A second look sees what it did; a
                // migration that is wrong fails again.
                let report = runner
                    .run(&mut connection)
                    .or_else(|_| runner.run(&mut connection))
                    .map_err(|error| failed(&error))?;
                if !report.applied_migrations().is_empty() {
                    sqlite::write_statistics(&mut connection).map_err(|error| StoreError::Migration {
                        reason: error.to_string(),
                    })?;
                }
                Ok(report)
            }
            Target::Postgres { url } => {
                let config = postgres::config(url)?;
                postgres::apart(|| migrate_postgres(&config, &runner))
            }
        }?;
        Ok(MigrationReport {
            applied: report.applied_migrations().iter().map(ToString::to_string).collect(),
        })
    }

    /// Whether the database has exactly the migrations of this program.
    ///
    /// # Errors
    /// [`StoreError`] of the queries.
    pub fn schema_is_current(&self) -> Result<bool, StoreError> {
        let wanted: Vec<(i64, String)> = migrations::runner(self.engine())?
            .get_migrations()
            .iter()
            .map(|migration| (i64::from(migration.version()), migration.checksum().to_string()))
            .collect();
        let history = match self.engine() {
            EngineKind::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE name = $1",
            EngineKind::Postgres => {
                "SELECT COUNT(*) FROM information_schema.tables \
                 WHERE table_schema = CURRENT_SCHEMA AND table_name = $1"
            }
        };
        self.read_blocking(move |tx| {
            let tables: i64 = tx.query_one(history, crate::params!["refinery_schema_history"], |row| row.get(0))?;
            if tables == 0 {
                return Ok(wanted.is_empty());
            }
            let sql = "SELECT version, checksum FROM refinery_schema_history ORDER BY version";
            let applied = tx.query(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(applied == wanted)
        })
    }
}

/// The advisory lock that programs hold while they migrate; any number nobody else locks would do.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_lock(7310013)";

fn migrate_postgres(config: &tokio_postgres::Config, runner: &Runner) -> Result<Report, StoreError> {
    let (runtime, mut client, connection) = postgres::connect(config)?;
    let report = runtime.block_on(async {
        // The lock goes with the connection. Without it, two programs that find no schema both make one, and one fails.
        client
            .batch_execute(MIGRATION_LOCK)
            .await
            .map_err(|error| StoreError::Migration {
                reason: error.to_string(),
            })?;
        runner.run_async(&mut client).await.map_err(|error| failed(&error))
    });
    drop(client);
    // Ends once the client is gone; why it ended was logged there.
    drop(runtime.block_on(connection));
    report
}

/// The error with all its causes: refinery's own words name only the step.
fn failed(error: &refinery::Error) -> StoreError {
    let mut reason = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        reason = format!("{reason}: {error}");
        cause = error.source();
    }
    StoreError::Migration { reason }
}

#[cfg(test)]
mod tests {
    use domain::ids::AccountId;
    use refinery::Target as Last;

    use super::*;
    use crate::engine::Tx;
    use crate::engine::store::Options;
    use crate::params;

    /// Before what counters keep had columns.
    const BEFORE: i32 = 40;

    /// A database as it was then, with a product, a party and an order that eGestor and Uniplus wrote.
    fn old(target: &Target) -> Store {
        let store = Store::open(target, Options::default()).unwrap();
        let runner = migrations::runner(store.engine())
            .unwrap()
            .set_target(Last::Version(BEFORE));
        match target {
            Target::Sqlite { path, .. } => drop(runner.run(&mut sqlite::open_writer(path, true).unwrap()).unwrap()),
            Target::Postgres { url } => {
                let config = postgres::config(url).unwrap();
                drop(postgres::apart(|| migrate_postgres(&config, &runner)).unwrap());
            }
        }
        let product = r#"{"precoCusto":5.25,"margemLucro":-2.5,"estoqueMinimo":10,"pesoBruto":0,"tipoUso":1,"codigoGrupoTributos":4,"anotacoesNFE":"Frágil","anotacoesInternas":"","tags":["Óleo","cozinha"]}"#;
        let other = r#"{"custo":"6.500000","lucroBruto":"30.50","observacao":"Nota","pesavel":1}"#;
        let sale = r#"{"situacaoOS":"Entregue","dtEntrega":"2026-03-20","clienteFinal":false,"valorDespesasAcessorias":1.5,"codVendedor":8,"customizado":{},"tags":["Feira"]}"#;
        store
            .write_blocking(AccountId::from_raw(1), move |tx| {
                let insert = "INSERT INTO products (account_id, id, kind, code, name, folded, unit, status, visibility, \
                    controls_stock, controls_lot, controls_expiry, created_at, updated_at, extras_egestor, \
                    extras_uniplus) VALUES (1, $1, 'product', $2, 'p', 'p', 'UN', 'active', 'visible', 0, 0, 0, 0, 0, $3, $4)";
                tx.execute(insert, params![1_i64, "1", Some(product), None::<&str>])?;
                tx.execute(insert, params![2_i64, "2", None::<&str>, Some(other)])?;
                tx.execute(insert, params![3_i64, "3", None::<&str>, None::<&str>])?;
                tx.execute(
                    "INSERT INTO parties (account_id, id, kind, name, folded, status, is_customer, is_supplier, \
                     is_carrier, is_seller, is_technician, is_manufacturer, created_at, updated_at, extras_egestor) \
                     VALUES (1, 1, 'person', 'n', 'n', 'active', 1, 0, 0, 0, 0, 0, 0, 0, $1)",
                    params![r#"{"clienteFinal":true,"tags":[]}"#],
                )?;
                tx.execute(
                    "INSERT INTO orders (account_id, id, code, organization_id, location_id, channel_id, customer_id, \
                     status, payment_status, is_pre_order, is_pickup, is_fulfillment, discount, freight, fee, \
                     items_total, total, is_split, customer_name, fingerprint, placed_at, created_at, updated_at, \
                     extras_egestor) VALUES (1, 1, 'V1', 1, 1, 1, 1, 'placed', 'pending', 0, 0, 0, 0, 0, 0, 0, 0, 0, \
                     'n', $1, 0, 0, 0, $2)",
                    params![&[0_u8][..], sale],
                )
            })
            .unwrap();
        store
    }

    type Tag = (String, i64, i64, String, String);

    fn tags(tx: &mut Tx<'_>) -> Result<Vec<Tag>, StoreError> {
        let sql = "SELECT entity, entity_id, position, name, folded FROM tags ORDER BY entity, position";
        tx.query(sql, &[], |row| {
            let [entity, name, folded] = [0, 3, 4].map(|column| row.get::<String>(column));
            Ok((entity?, row.get(1)?, row.get(2)?, name?, folded?))
        })
    }

    #[test]
    fn what_counters_kept_as_extras_is_in_its_columns_after_the_migration() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("entreposto.db");
        let mut targets = vec![Target::Sqlite { path, create: true }];
        targets.extend(crate::testing::empty_postgres_url().map(|url| Target::Postgres { url }));
        for target in targets {
            let store = old(&target);
            assert_eq!(
                store.migrate().unwrap().applied.first().map(String::as_str),
                Some("V41__counter_terms")
            );
            let seen = store.read_blocking(|tx| {
                let number = |row: &crate::Row<'_>, column| row.get::<Option<i64>>(column);
                let terms = tx.query(
                    "SELECT product_id, cost, markup, minimum_stock, gross_weight, item_type, tax_group, \
                     COALESCE(fiscal_note, '-'), COALESCE(internal_note, '-') FROM product_terms ORDER BY product_id",
                    &[],
                    |row| {
                        let figures: Result<Vec<_>, _> = (0..7).map(|column| number(row, column)).collect();
                        Ok((figures?, [row.get::<String>(7)?, row.get::<String>(8)?]))
                    },
                )?;
                let sale = tx.query_one(
                    "SELECT stage, deliver_on, is_final_consumer, other_charges, seller_number FROM sale_terms",
                    &[],
                    |row| {
                        Ok((
                            row.get::<String>(0)?,
                            row.get::<String>(1)?,
                            [number(row, 2)?, number(row, 3)?, number(row, 4)?],
                        ))
                    },
                )?;
                let tags = tags(tx)?;
                let party = tx.query_one("SELECT is_final_consumer FROM parties", &[], |row| number(row, 0))?;
                Ok::<_, StoreError>((terms, sale, tags, party))
            });
            let (terms, sale, tags, party) = seen.unwrap();
            let some = |figures: &[i64]| figures.iter().map(|figure| Some(*figure)).collect::<Vec<_>>();
            let notes = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
            let uniplus = [vec![Some(2), Some(6_500_000), Some(305_000)], vec![None; 4]].concat();
            let expected = vec![
                (
                    some(&[1, 5_250_000, -25_000, 10_000_000, 0, 1, 4]),
                    notes("Frágil", "-"),
                ),
                (uniplus, notes("-", "Nota")),
            ];
            assert_eq!(terms, expected);
            let text = str::to_owned;
            assert_eq!(
                sale,
                (
                    text("Entregue"),
                    text("2026-03-20"),
                    [Some(0), Some(1_500_000), Some(8)]
                )
            );
            let expected = vec![
                (text("order"), 1, 1, text("Feira"), text("feira")),
                (text("product"), 1, 1, text("Óleo"), text("oleo")),
                (text("product"), 1, 2, text("cozinha"), text("cozinha")),
            ];
            assert_eq!((tags, party), (expected, Some(1)));
        }
    }
}
