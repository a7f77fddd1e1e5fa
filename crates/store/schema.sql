-- The schema as the migrations make it on SQLite, for reading and for review. Not run by anything.
-- Written by: UPDATE_SCHEMA=1 cargo test -p store --test schema

CREATE TABLE access_tokens (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  credential_id INTEGER NOT NULL,
  user_id INTEGER,
  family_id INTEGER,
  token_sha256 BLOB NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX access_tokens_by_credential ON access_tokens (account_id, credential_id, expires_at, id);

CREATE INDEX access_tokens_by_family ON access_tokens (account_id, family_id, id);

CREATE UNIQUE INDEX access_tokens_by_secret ON access_tokens (token_sha256);

CREATE INDEX access_tokens_by_user ON access_tokens (account_id, user_id, id);

CREATE TABLE account_keys (
  account_id INTEGER NOT NULL,
  public_key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_secrets (
  account_id INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  secret BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, purpose)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  account_id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  subdomain TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  document_check TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE acquisition_channels (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  active INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX acquisition_channels_by_organization ON acquisition_channels (account_id, organization_id, id);

CREATE TABLE applications (
  account_id INTEGER NOT NULL,
  credential_id INTEGER NOT NULL,
  client_id TEXT NOT NULL,
  redirect_uris TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, credential_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX applications_by_client_id ON applications (client_id);

CREATE TABLE attribute_groups (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribute_options (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  attribute_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  folded TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX attribute_options_by_value ON attribute_options (account_id, attribute_id, folded);

CREATE TABLE attributes (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  group_id INTEGER,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  applies_to TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX attributes_by_group ON attributes (account_id, group_id, folded);

CREATE INDEX attributes_by_name ON attributes (account_id, folded, id);

CREATE TABLE authorization_codes (
  account_id INTEGER NOT NULL,
  code_sha256 BLOB NOT NULL,
  credential_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  redirect_uri TEXT NOT NULL,
  family_id INTEGER,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (account_id, code_sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX authorization_codes_by_expiry ON authorization_codes (account_id, expires_at);

CREATE TABLE balances (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  lot_id INTEGER NOT NULL,
  on_hand INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  average_cost INTEGER NOT NULL,
  replacement_cost INTEGER NOT NULL,
  safety_margin INTEGER,
  minimum_limit INTEGER,
  allows_negative INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, change_stamp INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX balances_by_location ON balances (account_id, location_id, id);

CREATE UNIQUE INDEX balances_by_sku ON balances (account_id, sku_id, location_id, lot_id);

CREATE INDEX balances_by_stamp ON balances (account_id, change_stamp, id);

CREATE TABLE brands (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER,
  manufacturer_id INTEGER,
  name TEXT NOT NULL,
  external_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cash_accounts (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER,
  name TEXT NOT NULL,
  is_visible INTEGER NOT NULL,
  balance INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cash_entries (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  cash_account_id INTEGER NOT NULL,
  title_id INTEGER,
  amount INTEGER NOT NULL,
  reason TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id INTEGER NOT NULL,
  face TEXT NOT NULL,
  request_id TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX cash_entries_by_account ON cash_entries (account_id, cash_account_id, id);

CREATE INDEX cash_entries_by_title ON cash_entries (account_id, title_id, id);

CREATE TABLE catalog_settings (
  account_id INTEGER NOT NULL PRIMARY KEY,
  enabling_needs_image INTEGER NOT NULL,
  changes_need_disabling INTEGER NOT NULL
, refuses_unknown INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE categories (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  parent_id INTEGER,
  organization_id INTEGER,
  name TEXT NOT NULL,
  external_id TEXT,
  code TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER, enabled INTEGER NOT NULL DEFAULT 1, takes_children INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX categories_by_code ON categories (account_id, code, id);

CREATE UNIQUE INDEX categories_by_external_id ON categories (account_id, external_id) WHERE deleted_at IS NULL;

CREATE INDEX categories_by_parent ON categories (account_id, parent_id, id);

CREATE TABLE changes (
  account_id INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  PRIMARY KEY (account_id, entity, entity_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX changes_by_stamp ON changes (account_id, entity, stamp, entity_id);

CREATE TABLE channel_categories (
  account_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  category_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, channel_id, category_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE channel_locations (
  account_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, channel_id, location_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX channel_locations_by_location ON channel_locations (account_id, location_id, channel_id);

CREATE TABLE channel_price_tables (
  account_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  price_table_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, channel_id, price_table_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX channel_price_tables_by_table ON channel_price_tables (account_id, price_table_id, channel_id);

CREATE TABLE channels (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  is_global INTEGER NOT NULL,
  is_pickup_point INTEGER NOT NULL,
  carrier_id INTEGER,
  requires_acceptance INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX channels_by_name ON channels (account_id, folded, id);

CREATE TABLE counters (
  account_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (account_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE coupons (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  code TEXT NOT NULL,
  organization_id INTEGER NOT NULL,
  customer_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  order_item_id INTEGER NOT NULL,
  return_id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  voucher_id INTEGER,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX coupons_by_code ON coupons (account_id, code);

CREATE INDEX coupons_by_customer ON coupons (account_id, customer_id, id);

CREATE INDEX coupons_by_order ON coupons (account_id, order_id, id);

CREATE INDEX coupons_by_organization ON coupons (account_id, organization_id, id);

CREATE INDEX coupons_by_sku ON coupons (account_id, sku_id, expires_at, id);

CREATE INDEX coupons_by_voucher ON coupons (account_id, voucher_id, id);

CREATE TABLE credentials (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  face TEXT NOT NULL,
  name TEXT NOT NULL,
  organization_id INTEGER,
  scopes TEXT NOT NULL,
  hint TEXT NOT NULL,
  secret_sha256 BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX credentials_by_secret ON credentials (secret_sha256);

CREATE TABLE credit_limit_rules (
  account_id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  limit_value INTEGER NOT NULL,
  due_on TEXT,
  validity_days INTEGER NOT NULL,
  reason TEXT,
  status TEXT NOT NULL,
  is_cancelled INTEGER NOT NULL,
  cancel_note TEXT,
  order_id INTEGER,
  PRIMARY KEY (account_id, party_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_categories (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  active INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_jobs (
  account_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_types (
  account_id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, organization_id, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_types_by_code ON customer_types (account_id, code, organization_id);

CREATE TABLE discount_channels (
  account_id INTEGER NOT NULL,
  discount_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, discount_id, channel_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE discount_rule_skus (
  account_id INTEGER NOT NULL,
  discount_id INTEGER NOT NULL,
  rule_id INTEGER NOT NULL,
  is_wanted INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, discount_id, rule_id, is_wanted, sku_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE discount_rules (
  account_id INTEGER NOT NULL,
  discount_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  active INTEGER NOT NULL,
  share INTEGER,
  amount INTEGER,
  minimum INTEGER,
  is_gift INTEGER NOT NULL,
  is_free INTEGER NOT NULL,
  counts_wanted_alone INTEGER NOT NULL,
  minimum_quantity INTEGER NOT NULL,
  PRIMARY KEY (account_id, discount_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE discounts (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  active INTEGER NOT NULL,
  is_optional INTEGER NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fiscal_documents (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  order_id INTEGER,
  receipt_id INTEGER,
  organization_id INTEGER NOT NULL,
  model TEXT NOT NULL,
  purpose TEXT NOT NULL,
  status TEXT NOT NULL,
  authorization_status TEXT,
  series TEXT,
  number TEXT,
  access_key TEXT,
  pdf_url TEXT,
  xml_url TEXT,
  cancel_xml_url TEXT,
  issued_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  extras_estoka TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX fiscal_documents_by_access_key ON fiscal_documents (account_id, access_key);

CREATE INDEX fiscal_documents_by_number ON fiscal_documents (account_id, number, order_id);

CREATE INDEX fiscal_documents_by_order ON fiscal_documents (account_id, order_id, id);

CREATE TABLE fiscal_series (
  account_id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  model TEXT NOT NULL,
  series TEXT NOT NULL,
  last_number INTEGER NOT NULL,
  PRIMARY KEY (account_id, organization_id, model, series)
) STRICT, WITHOUT ROWID;

CREATE TABLE grants (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  credential_id INTEGER NOT NULL,
  user_id INTEGER,
  key_sha256 BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX grants_by_credential ON grants (account_id, credential_id, id);

CREATE UNIQUE INDEX grants_by_key ON grants (account_id, key_sha256);

CREATE INDEX grants_by_user ON grants (account_id, user_id, id);

CREATE TABLE grid_values (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  attribute_id INTEGER NOT NULL,
  option_id INTEGER NOT NULL,
  grid TEXT NOT NULL,
  axis TEXT NOT NULL,
  position TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX grid_values_by_option ON grid_values (account_id, product_id, attribute_id, option_id);

CREATE TABLE idempotency_keys (
  account_id INTEGER NOT NULL,
  face TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  status INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  body BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, face, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE images (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  sku_id INTEGER,
  caption TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  is_main INTEGER NOT NULL,
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, object TEXT, content_type TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX images_by_product ON images (account_id, product_id, position, id);

CREATE TABLE ledger_accounts (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  parent_id INTEGER,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  debit TEXT,
  credit TEXT,
  is_standard INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX ledger_accounts_by_name ON ledger_accounts (account_id, name, id);

CREATE TABLE locations (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  parent_id INTEGER,
  kind TEXT NOT NULL,
  usage TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  modality TEXT NOT NULL,
  default_safety_margin INTEGER NOT NULL,
  tax_document TEXT,
  street TEXT,
  street_number TEXT,
  complement TEXT,
  neighborhood TEXT,
  city TEXT,
  city_code TEXT,
  state TEXT,
  postal_code TEXT,
  latitude_microdegrees INTEGER,
  longitude_microdegrees INTEGER,
  active INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX locations_by_code ON locations (account_id, code);

CREATE INDEX locations_by_organization ON locations (account_id, organization_id, id);

CREATE TABLE lots (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  manufactured_on TEXT,
  expires_on TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX lots_by_code ON lots (account_id, sku_id, code);

CREATE TABLE movements (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  balance_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit_cost INTEGER NOT NULL,
  order_id INTEGER,
  order_item_id INTEGER,
  operation_id INTEGER,
  receipt_id INTEGER,
  transfer_id INTEGER,
  return_id INTEGER,
  reason TEXT,
  actor_kind TEXT NOT NULL,
  actor_id INTEGER NOT NULL,
  face TEXT NOT NULL,
  request_id TEXT NOT NULL,
  effective_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL, change_stamp INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX movements_by_balance ON movements (account_id, balance_id, id);

CREATE INDEX movements_by_day ON movements (account_id, effective_at, id);

CREATE INDEX movements_by_operation ON movements (account_id, operation_id, id);

CREATE INDEX movements_by_stamp ON movements (account_id, change_stamp, id);

CREATE TABLE order_addresses (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  street TEXT,
  street_number TEXT,
  complement TEXT,
  neighborhood TEXT,
  city TEXT,
  city_code TEXT,
  state TEXT,
  postal_code TEXT,
  country TEXT,
  PRIMARY KEY (account_id, order_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_cancellations (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  note TEXT,
  cancelled_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_discount_skus (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  claim_position INTEGER NOT NULL,
  position INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  is_listed INTEGER NOT NULL,
  amount INTEGER,
  PRIMARY KEY (account_id, order_id, claim_position, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_discounts (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  discount_id INTEGER NOT NULL,
  rule_id INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, order_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_items (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  balance_id INTEGER,
  quantity INTEGER NOT NULL,
  unit_price INTEGER NOT NULL,
  discount INTEGER NOT NULL,
  discount_share INTEGER NOT NULL,
  total INTEGER NOT NULL,
  serial_numbers TEXT,
  is_gift INTEGER NOT NULL,
  note TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, takes_stock INTEGER NOT NULL DEFAULT 1, unit_cost INTEGER,
  PRIMARY KEY (account_id, order_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_logs (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  event TEXT NOT NULL,
  message TEXT NOT NULL,
  user_id INTEGER,
  transfer_id INTEGER,
  reported_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, order_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_payments (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  method TEXT NOT NULL,
  instalments INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  taxes INTEGER NOT NULL,
  total INTEGER NOT NULL,
  card_brand TEXT,
  acquirer_response_code TEXT,
  acquirer_name TEXT,
  acquirer_id TEXT,
  authorization_code TEXT,
  nsu TEXT,
  processed_at INTEGER,
  bank_slip_barcode TEXT,
  bank_slip_expires_on TEXT,
  bank_slip_url TEXT,
  voucher_code TEXT,
  credit_contract TEXT,
  external_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, order_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  code TEXT NOT NULL,
  organization_id INTEGER NOT NULL,
  source_organization_id INTEGER,
  location_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  withdrawal_channel_id INTEGER,
  customer_id INTEGER NOT NULL,
  seller_id INTEGER,
  carrier_id INTEGER,
  status TEXT NOT NULL,
  payment_status TEXT NOT NULL,
  is_pre_order INTEGER NOT NULL,
  is_pickup INTEGER NOT NULL,
  is_fulfillment INTEGER NOT NULL,
  discount INTEGER NOT NULL,
  freight INTEGER NOT NULL,
  fee INTEGER NOT NULL,
  items_total INTEGER NOT NULL,
  total INTEGER NOT NULL,
  comments TEXT,
  observation TEXT,
  group_code TEXT,
  is_split INTEGER NOT NULL,
  split_number INTEGER,
  label_url TEXT,
  customer_name TEXT NOT NULL,
  customer_email TEXT,
  customer_document TEXT,
  customer_phones TEXT,
  customer_state_registration TEXT,
  customer_municipal_registration TEXT,
  customer_suframa_registration TEXT,
  shipping_service TEXT,
  carrier_code TEXT,
  tracking_code TEXT,
  tracking_url TEXT,
  due_on TEXT,
  carrier_due_on TEXT,
  fingerprint BLOB NOT NULL,
  placed_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  extras_estoka TEXT,
  extras_egestor TEXT,
  extras_uniplus TEXT, document_kind TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX orders_by_code ON orders (account_id, code) WHERE deleted_at IS NULL;

CREATE INDEX orders_by_created_at ON orders (account_id, created_at, id);

CREATE INDEX orders_by_customer ON orders (account_id, customer_id, id);

CREATE INDEX orders_by_customer_document ON orders (account_id, customer_document, id);

CREATE INDEX orders_by_organization ON orders (account_id, organization_id, id, status, deleted_at);

CREATE INDEX orders_by_placed_at ON orders (account_id, placed_at, id);

CREATE INDEX orders_by_status ON orders (account_id, status, id, organization_id, deleted_at);

CREATE INDEX orders_by_updated_at ON orders (account_id, updated_at, id);

CREATE TABLE organization_prices (
  account_id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  price INTEGER,
  promotional_price INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, sku_id, organization_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX organization_prices_by_organization ON organization_prices (account_id, organization_id, sku_id);

CREATE TABLE organizations (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  parent_id INTEGER,
  external_id TEXT,
  name TEXT NOT NULL,
  company_name TEXT NOT NULL,
  tax_document TEXT NOT NULL,
  state_registration TEXT,
  municipal_registration TEXT,
  tax_regime TEXT NOT NULL,
  kind TEXT NOT NULL,
  nfe_series TEXT NOT NULL,
  nfe_note TEXT,
  uses_average_cost INTEGER NOT NULL,
  withdrawal_hours INTEGER,
  withdrawal_price INTEGER,
  delivery_radius_km INTEGER,
  invoices_when_packed INTEGER NOT NULL,
  labels_when_packed INTEGER NOT NULL,
  street TEXT,
  street_number TEXT,
  complement TEXT,
  neighborhood TEXT,
  city TEXT,
  city_code TEXT,
  state TEXT,
  postal_code TEXT,
  latitude_microdegrees INTEGER,
  longitude_microdegrees INTEGER,
  active INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  extras_estoka TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX organizations_by_tax_document ON organizations (account_id, tax_document);

CREATE TABLE outbox (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  organization_id INTEGER,
  event TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE packagings (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  unit TEXT NOT NULL,
  factor INTEGER NOT NULL,
  barcode TEXT,
  usage TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL, price INTEGER, decimals INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX packagings_by_barcode ON packagings (account_id, barcode, id);

CREATE INDEX packagings_by_sku ON packagings (account_id, sku_id, id);

CREATE TABLE parties (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  trading_name TEXT,
  folded TEXT NOT NULL,
  tax_document TEXT,
  identity_document TEXT,
  state_registration_kind TEXT,
  state_registration TEXT,
  municipal_registration TEXT,
  suframa_registration TEXT,
  email TEXT,
  phone TEXT,
  birth_date TEXT,
  gender TEXT,
  mother_name TEXT,
  status TEXT NOT NULL,
  external_id TEXT,
  code TEXT,
  note TEXT,
  is_customer INTEGER NOT NULL,
  is_supplier INTEGER NOT NULL,
  is_carrier INTEGER NOT NULL,
  is_seller INTEGER NOT NULL,
  is_technician INTEGER NOT NULL,
  is_manufacturer INTEGER NOT NULL,
  supplier_kind TEXT,
  seller_registration TEXT,
  customer_since INTEGER,
  credit_limit INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  extras_estoka TEXT,
  extras_egestor TEXT,
  extras_uniplus TEXT, customer_category_id INTEGER, customer_type_code TEXT, customer_job_code TEXT, is_final_consumer INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX parties_by_any_code ON parties (account_id, code, id);

CREATE UNIQUE INDEX parties_by_code ON parties (account_id, code) WHERE deleted_at IS NULL;

CREATE INDEX parties_by_created_at ON parties (account_id, created_at, id, deleted_at);

CREATE INDEX parties_by_email ON parties (account_id, email, id);

CREATE INDEX parties_by_external_id ON parties (account_id, external_id, id);

CREATE INDEX parties_by_name ON parties (account_id, folded, id);

CREATE UNIQUE INDEX parties_by_tax_document ON parties (account_id, tax_document) WHERE deleted_at IS NULL;

CREATE INDEX parties_by_updated_at ON parties (account_id, updated_at, id);

CREATE INDEX parties_who_buy ON parties (account_id, kind, id) WHERE is_customer = 1;

CREATE INDEX parties_who_sell ON parties (account_id, organization_id, id) WHERE is_seller = 1;

CREATE TABLE party_addresses (
  account_id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  street TEXT,
  street_number TEXT,
  complement TEXT,
  neighborhood TEXT,
  city TEXT,
  city_code TEXT,
  state TEXT,
  postal_code TEXT,
  country TEXT,
  reference TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, party_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE party_contacts (
  account_id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT,
  value TEXT NOT NULL,
  relation TEXT,
  PRIMARY KEY (account_id, party_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE party_relatives (
  account_id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  gender TEXT NOT NULL,
  degree TEXT NOT NULL,
  PRIMARY KEY (account_id, party_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_methods (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  cash_account_id INTEGER,
  cost_kind TEXT NOT NULL,
  cost INTEGER NOT NULL,
  nfe_code TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX payment_methods_by_name ON payment_methods (account_id, name, id);

CREATE TABLE price_tables (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER,
  external_id TEXT,
  name TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  active INTEGER NOT NULL,
  is_promotion INTEGER NOT NULL,
  visible_to_all INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE prices (
  account_id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  price_table_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  price INTEGER NOT NULL,
  discount INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, sku_id, price_table_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX prices_by_table ON prices (account_id, price_table_id, sku_id);

CREATE TABLE product_defaults (
  account_id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  complement TEXT,
  display_order INTEGER,
  is_variable INTEGER NOT NULL,
  ean TEXT,
  price INTEGER,
  promotional_price INTEGER,
  width INTEGER,
  height INTEGER,
  length INTEGER,
  weight INTEGER,
  PRIMARY KEY (account_id, product_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_options (
  account_id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  attribute_id INTEGER NOT NULL,
  option_id INTEGER,
  text_value TEXT, id INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL DEFAULT 0, updated_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, product_id, attribute_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX product_options_by_attribute ON product_options (account_id, attribute_id, option_id);

CREATE INDEX product_options_by_id ON product_options (account_id, id);

CREATE TABLE product_terms (
  account_id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  cost INTEGER,
  markup INTEGER,
  minimum_stock INTEGER,
  gross_weight INTEGER,
  item_type INTEGER,
  tax_group INTEGER,
  fiscal_note TEXT,
  internal_note TEXT,
  PRIMARY KEY (account_id, product_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE products (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER,
  category_id INTEGER,
  brand_id INTEGER,
  supplier_id INTEGER,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  description TEXT,
  unit TEXT NOT NULL,
  status TEXT NOT NULL,
  visibility TEXT NOT NULL,
  ncm TEXT,
  ex_tipi TEXT,
  cest TEXT,
  origin INTEGER,
  controls_stock INTEGER NOT NULL,
  controls_lot INTEGER NOT NULL,
  controls_expiry INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  extras_estoka TEXT,
  extras_egestor TEXT,
  extras_uniplus TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX products_by_category ON products (account_id, category_id, id);

CREATE UNIQUE INDEX products_by_code ON products (account_id, code);

CREATE INDEX products_by_folded ON products (account_id, folded, id);

CREATE INDEX products_by_updated_at ON products (account_id, updated_at, id, kind, status, deleted_at);

CREATE TABLE promises (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  order_item_id INTEGER NOT NULL,
  balance_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  closed_at INTEGER,
  PRIMARY KEY (account_id, order_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt_items (
  account_id INTEGER NOT NULL,
  receipt_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  sku_id INTEGER,
  lot_code TEXT,
  manufactured_on TEXT,
  expires_on TEXT,
  supplier_code TEXT,
  barcode TEXT,
  description TEXT,
  unit TEXT,
  quantity INTEGER NOT NULL,
  unit_cost INTEGER NOT NULL,
  total INTEGER NOT NULL,
  stock_quantity INTEGER,
  PRIMARY KEY (account_id, receipt_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  supplier_id INTEGER,
  fiscal_document_id INTEGER,
  access_key TEXT,
  number TEXT,
  state TEXT NOT NULL,
  total INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  xml TEXT,
  extras_estoka TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX receipts_by_access_key ON receipts (account_id, access_key);

CREATE INDEX receipts_by_state ON receipts (account_id, state, id);

CREATE TABLE refresh_tokens (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  credential_id INTEGER NOT NULL,
  user_id INTEGER,
  family_id INTEGER NOT NULL,
  token_sha256 BLOB NOT NULL,
  salt BLOB NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX refresh_tokens_by_credential ON refresh_tokens (account_id, credential_id, expires_at, id);

CREATE INDEX refresh_tokens_by_family ON refresh_tokens (account_id, family_id, id);

CREATE UNIQUE INDEX refresh_tokens_by_secret ON refresh_tokens (token_sha256);

CREATE INDEX refresh_tokens_by_user ON refresh_tokens (account_id, user_id, id);

CREATE TABLE required_customer_fields (
  account_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE return_items (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  return_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  order_item_id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  comments TEXT,
  PRIMARY KEY (account_id, order_id, return_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE returns (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, order_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sale_labels (
  account_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (account_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sale_terms (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  stage TEXT,
  deliver_on TEXT,
  is_final_consumer INTEGER,
  other_charges INTEGER NOT NULL,
  seller_number INTEGER,
  PRIMARY KEY (account_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE seller_absences (
  account_id INTEGER NOT NULL,
  seller_id INTEGER NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, seller_id, starts_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE seller_channels (
  account_id INTEGER NOT NULL,
  seller_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, seller_id, channel_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  account_id INTEGER NOT NULL,
  secret_sha256 BLOB NOT NULL,
  user_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, secret_sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_expiry ON sessions (account_id, expires_at);

CREATE INDEX sessions_by_user ON sessions (account_id, user_id);

CREATE TABLE shipment_orders (
  account_id INTEGER NOT NULL,
  shipment_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, shipment_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX shipment_orders_by_order ON shipment_orders (account_id, order_id, shipment_id);

CREATE TABLE shipments (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  location_id INTEGER,
  carrier_id INTEGER NOT NULL,
  carrier_name TEXT,
  service TEXT,
  vehicle_kind TEXT,
  vehicle_plate TEXT,
  state TEXT NOT NULL,
  leaves_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX shipments_by_organization ON shipments (account_id, organization_id, id);

CREATE TABLE sign_in_attempts (
  account_id INTEGER NOT NULL,
  subject_sha256 BLOB NOT NULL,
  attempts INTEGER NOT NULL,
  began_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, subject_sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (account_id, began_at);

CREATE TABLE sku_barcodes (
  account_id INTEGER NOT NULL,
  barcode TEXT NOT NULL,
  sku_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, barcode)
) STRICT, WITHOUT ROWID;

CREATE INDEX sku_barcodes_by_sku ON sku_barcodes (account_id, sku_id, barcode);

CREATE TABLE sku_options (
  account_id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  attribute_id INTEGER NOT NULL,
  option_id INTEGER NOT NULL,
  is_additional INTEGER NOT NULL, id INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL DEFAULT 0, updated_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, sku_id, attribute_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sku_options_by_attribute ON sku_options (account_id, attribute_id, option_id);

CREATE INDEX sku_options_by_id ON sku_options (account_id, id);

CREATE TABLE sku_suppliers (
  account_id INTEGER NOT NULL,
  supplier_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  sku_id INTEGER NOT NULL,
  PRIMARY KEY (account_id, supplier_id, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX sku_suppliers_by_sku ON sku_suppliers (account_id, sku_id, supplier_id, code);

CREATE TABLE skus (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  fiscal_code TEXT,
  ean TEXT,
  name TEXT NOT NULL,
  description TEXT,
  active INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  length INTEGER,
  weight INTEGER,
  base_price INTEGER,
  promotional_price INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER, inherits_price INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX skus_by_code ON skus (account_id, code);

CREATE INDEX skus_by_product ON skus (account_id, product_id, id);

CREATE TABLE stock_operations (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  direction TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT,
  party_id INTEGER,
  fiscal_document_id INTEGER,
  moved_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL, tags TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_operations_by_direction ON stock_operations (account_id, direction, id);

CREATE TABLE store_products (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  complement TEXT,
  description TEXT,
  display_order INTEGER,
  enabled INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX store_products_by_organization ON store_products (account_id, organization_id, sku_id);

CREATE INDEX store_products_by_sku ON store_products (account_id, sku_id, organization_id);

CREATE INDEX store_products_in_order ON store_products (account_id, organization_id, id);

CREATE TABLE tags (
  account_id INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (account_id, entity, entity_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX tags_by_folded ON tags (account_id, entity, folded, entity_id);

CREATE TABLE titles (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  origin TEXT NOT NULL,
  party_id INTEGER,
  order_id INTEGER,
  receipt_id INTEGER,
  organization_id INTEGER,
  cash_account_id INTEGER,
  payment_method_id INTEGER,
  ledger_account_id INTEGER,
  number TEXT,
  description TEXT NOT NULL,
  folded TEXT NOT NULL,
  amount INTEGER NOT NULL,
  settled_amount INTEGER NOT NULL,
  fee INTEGER NOT NULL,
  instalment INTEGER NOT NULL,
  state TEXT NOT NULL,
  due_on TEXT NOT NULL,
  settled_on TEXT,
  accrued_on TEXT,
  credited_on TEXT,
  note TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER, tags TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX titles_by_due_on ON titles (account_id, kind, due_on, id);

CREATE INDEX titles_by_number ON titles (account_id, kind, id, state, deleted_at);

CREATE INDEX titles_by_order ON titles (account_id, order_id, id);

CREATE INDEX titles_by_settled_on ON titles (account_id, kind, settled_on, id);

CREATE TABLE transfer_items (
  account_id INTEGER NOT NULL,
  transfer_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (account_id, transfer_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE transfers (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  from_location_id INTEGER NOT NULL,
  to_location_id INTEGER NOT NULL,
  order_id INTEGER,
  state TEXT NOT NULL,
  note TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX transfers_by_order ON transfers (account_id, order_id, id);

CREATE INDEX transfers_by_organization ON transfers (account_id, organization_id, id);

CREATE INDEX transfers_by_state ON transfers (account_id, state, id);

CREATE TABLE users (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL,
  active INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX users_by_email ON users (account_id, email);

CREATE TABLE volume_items (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  volume_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  sku_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, order_id, volume_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE volumes (
  account_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  package_kind TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  depth INTEGER,
  weight INTEGER,
  tracking_code TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, order_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX volumes_by_id ON volumes (account_id, id);

CREATE TABLE vouchers (
  account_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  organization_id INTEGER NOT NULL,
  customer_id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  value INTEGER NOT NULL,
  code_sha256 BLOB NOT NULL,
  sealed_code TEXT NOT NULL,
  spent_order_id INTEGER,
  spent_at INTEGER,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX vouchers_by_code ON vouchers (account_id, code_sha256);

CREATE INDEX vouchers_by_spent_order ON vouchers (account_id, spent_order_id, id);
