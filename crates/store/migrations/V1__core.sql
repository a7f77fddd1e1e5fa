-- The whole core. Written in PostgreSQL's words; store/engine rewrites types for SQLite. Rules that hold everywhere:
-- account_id leads every primary key and index; amounts are millionths (BIGINT); instants are UTC microseconds (BIGINT);
-- days are TEXT yyyy-mm-dd; booleans are 0 or 1; a column named extras_<face> is that face's own JSON and no rule reads it.

CREATE TABLE accounts (
  account_id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  subdomain TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  document_check TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE counters (
  account_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (account_id, kind)
);

CREATE TABLE organizations (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  parent_id BIGINT,
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
  uses_average_cost BIGINT NOT NULL,
  withdrawal_hours BIGINT,
  withdrawal_price BIGINT,
  delivery_radius_km BIGINT,
  invoices_when_packed BIGINT NOT NULL,
  labels_when_packed BIGINT NOT NULL,
  street TEXT,
  street_number TEXT,
  complement TEXT,
  neighborhood TEXT,
  city TEXT,
  city_code TEXT,
  state TEXT,
  postal_code TEXT,
  latitude_microdegrees BIGINT,
  longitude_microdegrees BIGINT,
  active BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  extras_estoka TEXT,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX organizations_by_tax_document ON organizations (account_id, tax_document);

CREATE TABLE locations (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  parent_id BIGINT,
  kind TEXT NOT NULL,
  usage TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  modality TEXT NOT NULL,
  default_safety_margin BIGINT NOT NULL,
  tax_document TEXT,
  street TEXT,
  street_number TEXT,
  complement TEXT,
  neighborhood TEXT,
  city TEXT,
  city_code TEXT,
  state TEXT,
  postal_code TEXT,
  latitude_microdegrees BIGINT,
  longitude_microdegrees BIGINT,
  active BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX locations_by_code ON locations (account_id, code);
CREATE INDEX locations_by_organization ON locations (account_id, organization_id, id);

CREATE TABLE channels (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  is_global BIGINT NOT NULL,
  is_pickup_point BIGINT NOT NULL,
  carrier_id BIGINT,
  requires_acceptance BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX channels_by_name ON channels (account_id, folded, id);

CREATE TABLE channel_locations (
  account_id BIGINT NOT NULL,
  channel_id BIGINT NOT NULL,
  location_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, channel_id, location_id)
);
CREATE INDEX channel_locations_by_location ON channel_locations (account_id, location_id, channel_id);

CREATE TABLE channel_price_tables (
  account_id BIGINT NOT NULL,
  channel_id BIGINT NOT NULL,
  price_table_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, channel_id, price_table_id)
);
CREATE INDEX channel_price_tables_by_table ON channel_price_tables (account_id, price_table_id, channel_id);

CREATE TABLE channel_categories (
  account_id BIGINT NOT NULL,
  channel_id BIGINT NOT NULL,
  category_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, channel_id, category_id)
);

CREATE TABLE parties (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT,
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
  is_customer BIGINT NOT NULL,
  is_supplier BIGINT NOT NULL,
  is_carrier BIGINT NOT NULL,
  is_seller BIGINT NOT NULL,
  is_technician BIGINT NOT NULL,
  is_manufacturer BIGINT NOT NULL,
  supplier_kind TEXT,
  seller_registration TEXT,
  customer_since BIGINT,
  credit_limit BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  extras_estoka TEXT,
  extras_egestor TEXT,
  extras_uniplus TEXT,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX parties_by_tax_document ON parties (account_id, tax_document) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX parties_by_code ON parties (account_id, code) WHERE deleted_at IS NULL;
CREATE INDEX parties_by_external_id ON parties (account_id, external_id, id);
CREATE INDEX parties_by_email ON parties (account_id, email, id);
CREATE INDEX parties_by_name ON parties (account_id, folded, id);
CREATE INDEX parties_by_created_at ON parties (account_id, created_at, id);
CREATE INDEX parties_by_updated_at ON parties (account_id, updated_at, id);
CREATE INDEX parties_who_buy ON parties (account_id, kind, id) WHERE is_customer = 1;
CREATE INDEX parties_who_sell ON parties (account_id, organization_id, id) WHERE is_seller = 1;

CREATE TABLE party_addresses (
  account_id BIGINT NOT NULL,
  party_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  is_default BIGINT NOT NULL,
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
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, party_id, id)
);

CREATE TABLE party_contacts (
  account_id BIGINT NOT NULL,
  party_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT,
  value TEXT NOT NULL,
  relation TEXT,
  PRIMARY KEY (account_id, party_id, id)
);

CREATE TABLE categories (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  parent_id BIGINT,
  organization_id BIGINT,
  name TEXT NOT NULL,
  external_id TEXT,
  code TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX categories_by_parent ON categories (account_id, parent_id, id);
CREATE UNIQUE INDEX categories_by_external_id ON categories (account_id, external_id) WHERE deleted_at IS NULL;

CREATE TABLE brands (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT,
  manufacturer_id BIGINT,
  name TEXT NOT NULL,
  external_id TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE attribute_groups (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE attributes (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  group_id BIGINT,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  applies_to TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX attributes_by_name ON attributes (account_id, folded, id);

CREATE TABLE attribute_options (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  attribute_id BIGINT NOT NULL,
  value TEXT NOT NULL,
  folded TEXT NOT NULL,
  position BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX attribute_options_by_value ON attribute_options (account_id, attribute_id, folded);

CREATE TABLE products (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT,
  category_id BIGINT,
  brand_id BIGINT,
  supplier_id BIGINT,
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
  origin BIGINT,
  controls_stock BIGINT NOT NULL,
  controls_lot BIGINT NOT NULL,
  controls_expiry BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  extras_estoka TEXT,
  extras_egestor TEXT,
  extras_uniplus TEXT,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX products_by_code ON products (account_id, code);
CREATE INDEX products_by_category ON products (account_id, category_id, id);
CREATE INDEX products_by_updated_at ON products (account_id, updated_at, id);

CREATE TABLE product_options (
  account_id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  attribute_id BIGINT NOT NULL,
  option_id BIGINT,
  text_value TEXT,
  PRIMARY KEY (account_id, product_id, attribute_id)
);

CREATE TABLE skus (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  fiscal_code TEXT,
  ean TEXT,
  name TEXT NOT NULL,
  description TEXT,
  active BIGINT NOT NULL,
  width BIGINT,
  height BIGINT,
  length BIGINT,
  weight BIGINT,
  base_price BIGINT,
  promotional_price BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX skus_by_code ON skus (account_id, code);
CREATE INDEX skus_by_product ON skus (account_id, product_id, id);

CREATE TABLE sku_barcodes (
  account_id BIGINT NOT NULL,
  barcode TEXT NOT NULL,
  sku_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, barcode)
);
CREATE INDEX sku_barcodes_by_sku ON sku_barcodes (account_id, sku_id, barcode);

CREATE TABLE sku_options (
  account_id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  attribute_id BIGINT NOT NULL,
  option_id BIGINT NOT NULL,
  is_additional BIGINT NOT NULL,
  PRIMARY KEY (account_id, sku_id, attribute_id)
);

CREATE TABLE sku_suppliers (
  account_id BIGINT NOT NULL,
  supplier_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  sku_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, supplier_id, code)
);
CREATE INDEX sku_suppliers_by_sku ON sku_suppliers (account_id, sku_id, supplier_id, code);

CREATE TABLE packagings (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  unit TEXT NOT NULL,
  factor BIGINT NOT NULL,
  barcode TEXT,
  usage TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX packagings_by_sku ON packagings (account_id, sku_id, id);

CREATE TABLE images (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  sku_id BIGINT,
  caption TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  is_main BIGINT NOT NULL,
  position BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX images_by_product ON images (account_id, product_id, position, id);

CREATE TABLE price_tables (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT,
  external_id TEXT,
  name TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  active BIGINT NOT NULL,
  is_promotion BIGINT NOT NULL,
  visible_to_all BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE prices (
  account_id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  price_table_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  price BIGINT NOT NULL,
  discount BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, sku_id, price_table_id)
);
CREATE INDEX prices_by_table ON prices (account_id, price_table_id, sku_id);

CREATE TABLE organization_prices (
  account_id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  price BIGINT,
  promotional_price BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, sku_id, organization_id)
);

CREATE TABLE lots (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  manufactured_on TEXT,
  expires_on TEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX lots_by_code ON lots (account_id, sku_id, code);

CREATE TABLE balances (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  location_id BIGINT NOT NULL,
  lot_id BIGINT NOT NULL,
  on_hand BIGINT NOT NULL,
  reserved BIGINT NOT NULL,
  average_cost BIGINT NOT NULL,
  replacement_cost BIGINT NOT NULL,
  safety_margin BIGINT,
  minimum_limit BIGINT,
  allows_negative BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX balances_by_sku ON balances (account_id, sku_id, location_id, lot_id);
CREATE INDEX balances_by_location ON balances (account_id, location_id, id);

CREATE TABLE stock_operations (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  location_id BIGINT NOT NULL,
  direction TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT,
  party_id BIGINT,
  fiscal_document_id BIGINT,
  moved_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE movements (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  balance_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  unit_cost BIGINT NOT NULL,
  order_id BIGINT,
  order_item_id BIGINT,
  operation_id BIGINT,
  receipt_id BIGINT,
  transfer_id BIGINT,
  return_id BIGINT,
  reason TEXT,
  actor_kind TEXT NOT NULL,
  actor_id BIGINT NOT NULL,
  face TEXT NOT NULL,
  request_id TEXT NOT NULL,
  effective_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX movements_by_balance ON movements (account_id, balance_id, id);

CREATE TABLE promises (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  order_item_id BIGINT NOT NULL,
  balance_id BIGINT NOT NULL,
  quantity BIGINT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  closed_at BIGINT,
  PRIMARY KEY (account_id, order_id, id)
);

CREATE TABLE orders (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  code TEXT NOT NULL,
  organization_id BIGINT NOT NULL,
  source_organization_id BIGINT,
  location_id BIGINT NOT NULL,
  channel_id BIGINT NOT NULL,
  withdrawal_channel_id BIGINT,
  customer_id BIGINT NOT NULL,
  seller_id BIGINT,
  carrier_id BIGINT,
  status TEXT NOT NULL,
  payment_status TEXT NOT NULL,
  is_pre_order BIGINT NOT NULL,
  is_pickup BIGINT NOT NULL,
  is_fulfillment BIGINT NOT NULL,
  discount BIGINT NOT NULL,
  freight BIGINT NOT NULL,
  fee BIGINT NOT NULL,
  items_total BIGINT NOT NULL,
  total BIGINT NOT NULL,
  comments TEXT,
  observation TEXT,
  group_code TEXT,
  is_split BIGINT NOT NULL,
  split_number BIGINT,
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
  fingerprint BYTEA NOT NULL,
  placed_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  extras_estoka TEXT,
  extras_egestor TEXT,
  extras_uniplus TEXT,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX orders_by_code ON orders (account_id, code) WHERE deleted_at IS NULL;
CREATE INDEX orders_by_status ON orders (account_id, status, id);
CREATE INDEX orders_by_organization ON orders (account_id, organization_id, id);
CREATE INDEX orders_by_customer_document ON orders (account_id, customer_document, id);
CREATE INDEX orders_by_placed_at ON orders (account_id, placed_at, id);
CREATE INDEX orders_by_updated_at ON orders (account_id, updated_at, id);

CREATE TABLE order_addresses (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
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
);

CREATE TABLE order_items (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  balance_id BIGINT,
  quantity BIGINT NOT NULL,
  unit_price BIGINT NOT NULL,
  discount BIGINT NOT NULL,
  discount_share BIGINT NOT NULL,
  total BIGINT NOT NULL,
  serial_numbers TEXT,
  is_gift BIGINT NOT NULL,
  note TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, order_id, id)
);

CREATE TABLE order_payments (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  method TEXT NOT NULL,
  instalments BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  taxes BIGINT NOT NULL,
  total BIGINT NOT NULL,
  card_brand TEXT,
  acquirer_response_code TEXT,
  acquirer_name TEXT,
  acquirer_id TEXT,
  authorization_code TEXT,
  nsu TEXT,
  processed_at BIGINT,
  bank_slip_barcode TEXT,
  bank_slip_expires_on TEXT,
  bank_slip_url TEXT,
  voucher_code TEXT,
  credit_contract TEXT,
  external_id TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, order_id, id)
);

CREATE TABLE order_logs (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  event TEXT NOT NULL,
  message TEXT NOT NULL,
  user_id BIGINT,
  transfer_id BIGINT,
  reported_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, order_id, id)
);

CREATE TABLE volumes (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  package_kind TEXT NOT NULL,
  width BIGINT,
  height BIGINT,
  depth BIGINT,
  weight BIGINT,
  tracking_code TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, order_id, id)
);
CREATE UNIQUE INDEX volumes_by_id ON volumes (account_id, id);

CREATE TABLE volume_items (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  volume_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  quantity BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, order_id, volume_id, id)
);

CREATE TABLE returns (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, order_id, id)
);

CREATE TABLE return_items (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  return_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  order_item_id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  quantity BIGINT NOT NULL,
  comments TEXT,
  PRIMARY KEY (account_id, order_id, return_id, id)
);

CREATE TABLE shipments (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  location_id BIGINT,
  carrier_id BIGINT NOT NULL,
  carrier_name TEXT,
  service TEXT,
  vehicle_kind TEXT,
  vehicle_plate TEXT,
  state TEXT NOT NULL,
  leaves_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX shipments_by_organization ON shipments (account_id, organization_id, id);

CREATE TABLE shipment_orders (
  account_id BIGINT NOT NULL,
  shipment_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, shipment_id, order_id)
);
CREATE INDEX shipment_orders_by_order ON shipment_orders (account_id, order_id, shipment_id);

CREATE TABLE transfers (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  from_location_id BIGINT NOT NULL,
  to_location_id BIGINT NOT NULL,
  order_id BIGINT,
  state TEXT NOT NULL,
  note TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX transfers_by_organization ON transfers (account_id, organization_id, id);
CREATE INDEX transfers_by_state ON transfers (account_id, state, id);
CREATE INDEX transfers_by_order ON transfers (account_id, order_id, id);

CREATE TABLE transfer_items (
  account_id BIGINT NOT NULL,
  transfer_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  quantity BIGINT NOT NULL,
  PRIMARY KEY (account_id, transfer_id, id)
);

CREATE TABLE receipts (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  location_id BIGINT NOT NULL,
  supplier_id BIGINT,
  fiscal_document_id BIGINT,
  access_key TEXT,
  number TEXT,
  state TEXT NOT NULL,
  total BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  xml TEXT,
  extras_estoka TEXT,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX receipts_by_access_key ON receipts (account_id, access_key);
CREATE INDEX receipts_by_state ON receipts (account_id, state, id);

CREATE TABLE receipt_items (
  account_id BIGINT NOT NULL,
  receipt_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  line BIGINT NOT NULL,
  sku_id BIGINT,
  lot_code TEXT,
  manufactured_on TEXT,
  expires_on TEXT,
  supplier_code TEXT,
  barcode TEXT,
  description TEXT,
  unit TEXT,
  quantity BIGINT NOT NULL,
  unit_cost BIGINT NOT NULL,
  total BIGINT NOT NULL,
  stock_quantity BIGINT,
  PRIMARY KEY (account_id, receipt_id, id)
);

CREATE TABLE fiscal_documents (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  order_id BIGINT,
  receipt_id BIGINT,
  organization_id BIGINT NOT NULL,
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
  issued_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  extras_estoka TEXT,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX fiscal_documents_by_order ON fiscal_documents (account_id, order_id, id);
CREATE INDEX fiscal_documents_by_number ON fiscal_documents (account_id, number, order_id);
CREATE UNIQUE INDEX fiscal_documents_by_access_key ON fiscal_documents (account_id, access_key);

CREATE TABLE fiscal_series (
  account_id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  model TEXT NOT NULL,
  series TEXT NOT NULL,
  last_number BIGINT NOT NULL,
  PRIMARY KEY (account_id, organization_id, model, series)
);

CREATE TABLE cash_accounts (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT,
  name TEXT NOT NULL,
  is_visible BIGINT NOT NULL,
  balance BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE cash_entries (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  cash_account_id BIGINT NOT NULL,
  title_id BIGINT,
  amount BIGINT NOT NULL,
  reason TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id BIGINT NOT NULL,
  face TEXT NOT NULL,
  request_id TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX cash_entries_by_account ON cash_entries (account_id, cash_account_id, id);
CREATE INDEX cash_entries_by_title ON cash_entries (account_id, title_id, id);

CREATE TABLE payment_methods (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  cash_account_id BIGINT,
  cost_kind TEXT NOT NULL,
  cost BIGINT NOT NULL,
  nfe_code TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE ledger_accounts (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  parent_id BIGINT,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  debit TEXT,
  credit TEXT,
  is_standard BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE titles (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  origin TEXT NOT NULL,
  party_id BIGINT,
  order_id BIGINT,
  receipt_id BIGINT,
  organization_id BIGINT,
  cash_account_id BIGINT,
  payment_method_id BIGINT,
  ledger_account_id BIGINT,
  number TEXT,
  description TEXT NOT NULL,
  folded TEXT NOT NULL,
  amount BIGINT NOT NULL,
  settled_amount BIGINT NOT NULL,
  fee BIGINT NOT NULL,
  instalment BIGINT NOT NULL,
  state TEXT NOT NULL,
  due_on TEXT NOT NULL,
  settled_on TEXT,
  accrued_on TEXT,
  credited_on TEXT,
  note TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX titles_by_order ON titles (account_id, order_id, id);
CREATE INDEX titles_by_due_on ON titles (account_id, kind, due_on, id);

CREATE TABLE users (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL,
  active BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX users_by_email ON users (account_id, email);

CREATE TABLE credentials (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  face TEXT NOT NULL,
  name TEXT NOT NULL,
  organization_id BIGINT,
  scopes TEXT NOT NULL,
  hint TEXT NOT NULL,
  secret_sha256 BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (account_id, id)
);
-- The one index that does not begin with the account: a token arrives before its account is known.
CREATE UNIQUE INDEX credentials_by_secret ON credentials (secret_sha256);

CREATE TABLE idempotency_keys (
  account_id BIGINT NOT NULL,
  face TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint BYTEA NOT NULL,
  status BIGINT NOT NULL,
  content_type TEXT NOT NULL,
  body BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, face, key)
);

CREATE TABLE outbox (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  entity TEXT NOT NULL,
  entity_id BIGINT NOT NULL,
  organization_id BIGINT,
  event TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
