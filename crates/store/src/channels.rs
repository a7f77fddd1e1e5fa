//! Sales channels and their links to locations, price tables and categories: SQL only.

use domain::channels::{Channel, ChannelDetails, ChannelLinks};
use domain::ids::{AccountId, CategoryId, ChannelId, LocationId, OrganizationId, PriceTableId};
use domain::page::PageRequest;
use domain::text::fold;

use crate::columns::{Columns, columns};
use crate::engine::{Param, Row, ToParam, Tx};
use crate::error::StoreError;
use crate::params;
use crate::select_in::select_in;
use crate::sql_text::containing;

const COLUMNS: &str = "c.id, c.organization_id, c.name, c.is_global, c.is_pickup_point, c.carrier_id, \
                       c.requires_acceptance, c.created_at, c.updated_at";

/// How many columns [`COLUMNS`] names.
const WIDTH: usize = 9;

fn read(row: &Row<'_>) -> Result<Channel, StoreError> {
    Ok(Channel {
        id: row.get(0)?,
        details: ChannelDetails {
            organization: row.get(1)?,
            name: row.get(2)?,
            is_global: row.get(3)?,
            is_pickup_point: row.get(4)?,
            carrier: row.get(5)?,
            requires_acceptance: row.get(6)?,
        },
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
    })
}

/// The channel of that number.
///
/// # Errors
/// A broken store.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: ChannelId) -> Result<Option<Channel>, StoreError> {
    tx.query_opt(
        &format!("SELECT {COLUMNS} FROM channels c WHERE c.account_id = $1 AND c.id = $2"),
        params![account, id],
        read,
    )
}

/// Channels by number.
///
/// # Errors
/// A broken store.
pub fn find_many(tx: &mut Tx<'_>, account: AccountId, ids: &[ChannelId]) -> Result<Vec<Channel>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = format!("SELECT {COLUMNS} FROM channels c WHERE c.account_id = $1 AND c.id");
    select_in(tx, &before, "ORDER BY c.id", account, &ids, read)
}

/// A page of channels, by number.
///
/// # Errors
/// A broken store.
pub fn list(tx: &mut Tx<'_>, account: AccountId, page: PageRequest) -> Result<Vec<Channel>, StoreError> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM channels c WHERE c.account_id = $1 ORDER BY c.id LIMIT $2 OFFSET $3"),
        params![account, page.limit(), page.offset()],
        read,
    )
}

/// The channels whose name contains this, by folded name: case and accents do not count.
///
/// # Errors
/// A broken store.
pub fn search(tx: &mut Tx<'_>, account: AccountId, name: &str, page: PageRequest) -> Result<Vec<Channel>, StoreError> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM channels c WHERE c.account_id = $1 AND c.folded LIKE $2 ESCAPE '\\' \
             ORDER BY c.folded, c.id LIMIT $3 OFFSET $4"
        ),
        params![account, containing(&fold(name)), page.limit(), page.offset()],
        read,
    )
}

/// The channels in whose scope an organization's locations are: the global ones and its own.
///
/// # Errors
/// A broken store.
pub fn ids_in_scope(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: OrganizationId,
) -> Result<Vec<ChannelId>, StoreError> {
    tx.query(
        "SELECT id FROM channels WHERE account_id = $1 AND (is_global = 1 OR organization_id = $2) ORDER BY id",
        params![account, organization],
        |row| row.get(0),
    )
}

/// The global channels and those of these organizations, each with its organization unless it is global, by number.
///
/// # Errors
/// A broken store.
pub fn scopes(
    tx: &mut Tx<'_>,
    account: AccountId,
    organizations: &[OrganizationId],
) -> Result<Vec<(ChannelId, Option<OrganizationId>)>, StoreError> {
    let ids: Vec<i64> = organizations.iter().map(|id| id.raw()).collect();
    let before = "SELECT id, CASE WHEN is_global = 1 THEN NULL ELSE organization_id END FROM channels \
                  WHERE account_id = $1 AND (is_global = 1 OR organization_id";
    select_in(tx, before, ") ORDER BY id", account, &ids, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// The columns that may change.
fn changeable<'a>(channel: &'a Channel, folded: &'a str) -> Columns<'a> {
    let details = &channel.details;
    columns! {
        organization_id: details.organization,
        name: &details.name,
        folded: folded,
        is_global: details.is_global,
        is_pickup_point: details.is_pickup_point,
        carrier_id: details.carrier,
        requires_acceptance: details.requires_acceptance,
        updated_at: channel.updated_at,
    }
}

/// Adds a channel whose number was taken from the counter.
///
/// # Errors
/// A broken store.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, channel: &Channel) -> Result<(), StoreError> {
    let folded = fold(&channel.details.name);
    columns! {
        account_id: account,
        id: channel.id,
        created_at: channel.created_at,
    }
    .and(changeable(channel, &folded))
    .insert_into("channels")
    .run(tx)
}

/// Writes a channel's fields; its links are written by themselves.
///
/// # Errors
/// A broken store.
pub fn update(tx: &mut Tx<'_>, account: AccountId, channel: &Channel) -> Result<(), StoreError> {
    let folded = fold(&channel.details.name);
    changeable(channel, &folded)
        .update("channels", account, channel.id)
        .run(tx)
}

/// Links a new channel to price tables, categories and locations.
///
/// # Errors
/// A broken store.
pub fn link(tx: &mut Tx<'_>, account: AccountId, id: ChannelId, links: &ChannelLinks) -> Result<(), StoreError> {
    let tables: Vec<i64> = links.price_tables.iter().map(|id| id.raw()).collect();
    let categories: Vec<i64> = links.categories.iter().map(|id| id.raw()).collect();
    let locations: Vec<i64> = links.locations.iter().map(|id| id.raw()).collect();
    link_to(tx, account, id, "channel_price_tables", "price_table_id", &tables)?;
    link_to(tx, account, id, "channel_categories", "category_id", &categories)?;
    link_to(tx, account, id, "channel_locations", "location_id", &locations)
}

/// Takes a channel's links of one kind away: `channel_price_tables`, `channel_categories` or `channel_locations`.
fn unlink(tx: &mut Tx<'_>, account: AccountId, id: ChannelId, table: &str) -> Result<(), StoreError> {
    tx.execute_later(
        &format!("DELETE FROM {table} WHERE account_id = $1 AND channel_id = $2"),
        params![account, id],
    )
}

/// Replaces the price tables of a channel.
///
/// # Errors
/// A broken store.
pub fn set_price_tables(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: ChannelId,
    tables: &[PriceTableId],
) -> Result<(), StoreError> {
    let tables: Vec<i64> = tables.iter().map(|id| id.raw()).collect();
    unlink(tx, account, id, "channel_price_tables")?;
    link_to(tx, account, id, "channel_price_tables", "price_table_id", &tables)
}

/// Replaces the categories of a channel.
///
/// # Errors
/// A broken store.
pub fn set_categories(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: ChannelId,
    categories: &[CategoryId],
) -> Result<(), StoreError> {
    let categories: Vec<i64> = categories.iter().map(|id| id.raw()).collect();
    unlink(tx, account, id, "channel_categories")?;
    link_to(tx, account, id, "channel_categories", "category_id", &categories)
}

/// Replaces the locations of a channel.
///
/// # Errors
/// A broken store.
pub fn set_locations(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: ChannelId,
    locations: &[LocationId],
) -> Result<(), StoreError> {
    let locations: Vec<i64> = locations.iter().map(|id| id.raw()).collect();
    unlink(tx, account, id, "channel_locations")?;
    link_to(tx, account, id, "channel_locations", "location_id", &locations)
}

/// Links a location to channels that do not have it yet.
///
/// # Errors
/// A broken store.
pub fn link_location(
    tx: &mut Tx<'_>,
    account: AccountId,
    location: LocationId,
    channels: &[ChannelId],
) -> Result<(), StoreError> {
    let channels: Vec<i64> = channels.iter().map(|id| id.raw()).collect();
    insert_pairs(
        tx,
        "channel_locations (account_id, location_id, channel_id)",
        account,
        location.raw(),
        &channels,
    )
}

/// Takes a location out of every channel.
///
/// # Errors
/// A broken store.
pub fn unlink_location(tx: &mut Tx<'_>, account: AccountId, location: LocationId) -> Result<(), StoreError> {
    tx.execute_later(
        "DELETE FROM channel_locations WHERE account_id = $1 AND location_id = $2",
        params![account, location],
    )
}

/// Rows of a table of links that lead from one channel.
fn link_to(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: ChannelId,
    table: &str,
    column: &str,
    others: &[i64],
) -> Result<(), StoreError> {
    insert_pairs(
        tx,
        &format!("{table} (account_id, channel_id, {column})"),
        account,
        id.raw(),
        others,
    )
}

/// Adds (account, one, other) for every other, a hundred in a statement; pairs that are there stay.
fn insert_pairs(tx: &mut Tx<'_>, into: &str, account: AccountId, one: i64, others: &[i64]) -> Result<(), StoreError> {
    for chunk in others.chunks(100) {
        let rows: Vec<String> = (0..chunk.len())
            .map(|position| format!("($1, $2, ${})", position + 3))
            .collect();
        let mut params: Vec<Param<'_>> = vec![account.to_param(), Param::Int(one)];
        params.extend(chunk.iter().map(|other| Param::Int(*other)));
        tx.execute_later(
            &format!("INSERT INTO {into} VALUES {} ON CONFLICT DO NOTHING", rows.join(", ")),
            &params,
        )?;
    }
    Ok(())
}

/// The price tables of these channels, by channel and table.
///
/// # Errors
/// A broken store.
pub fn price_tables_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    ids: &[ChannelId],
) -> Result<Vec<(ChannelId, PriceTableId)>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = "SELECT channel_id, price_table_id FROM channel_price_tables WHERE account_id = $1 AND channel_id";
    let after = "ORDER BY channel_id, price_table_id";
    select_in(tx, before, after, account, &ids, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The categories of these channels, by channel and category.
///
/// # Errors
/// A broken store.
pub fn categories_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    ids: &[ChannelId],
) -> Result<Vec<(ChannelId, CategoryId)>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let before = "SELECT channel_id, category_id FROM channel_categories WHERE account_id = $1 AND channel_id";
    let after = "ORDER BY channel_id, category_id";
    select_in(tx, before, after, account, &ids, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The locations of a channel, by number.
///
/// # Errors
/// A broken store.
pub fn locations_of(tx: &mut Tx<'_>, account: AccountId, id: ChannelId) -> Result<Vec<LocationId>, StoreError> {
    tx.query(
        "SELECT location_id FROM channel_locations WHERE account_id = $1 AND channel_id = $2 ORDER BY location_id",
        params![account, id],
        |row| row.get(0),
    )
}

/// The channels of these locations, by location and channel.
///
/// # Errors
/// A broken store.
pub fn of_locations(
    tx: &mut Tx<'_>,
    account: AccountId,
    locations: &[LocationId],
) -> Result<Vec<(LocationId, Channel)>, StoreError> {
    let locations: Vec<i64> = locations.iter().map(|id| id.raw()).collect();
    let before = format!(
        "SELECT {COLUMNS}, l.location_id FROM channel_locations l \
         JOIN channels c ON c.account_id = l.account_id AND c.id = l.channel_id \
         WHERE l.account_id = $1 AND l.location_id"
    );
    let after = "ORDER BY l.location_id, l.channel_id";
    select_in(tx, &before, after, account, &locations, |row| {
        Ok((row.get(WIDTH)?, read(row)?))
    })
}

/// The locations that a channel of this scope sells from: all of them, or an organization's, but neither returned goods
/// nor goods on their way.
///
/// # Errors
/// A broken store.
pub fn locations_in_scope(
    tx: &mut Tx<'_>,
    account: AccountId,
    organization: Option<OrganizationId>,
) -> Result<Vec<LocationId>, StoreError> {
    let sold = "kind <> 'in_transit' AND usage = 'normal' ORDER BY id";
    match organization {
        None => tx.query(
            &format!("SELECT id FROM locations WHERE account_id = $1 AND {sold}"),
            params![account],
            |row| row.get(0),
        ),
        Some(organization) => tx.query(
            &format!("SELECT id FROM locations WHERE account_id = $1 AND organization_id = $2 AND {sold}"),
            params![account, organization],
            |row| row.get(0),
        ),
    }
}
