-- Customers beyond name and address, and what links are signed with. Rules of V1 hold.

CREATE TABLE customer_categories (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  active BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE customer_types (
  account_id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, organization_id, code)
);
CREATE INDEX customer_types_by_code ON customer_types (account_id, code, organization_id);

CREATE TABLE customer_jobs (
  account_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, code)
);

CREATE TABLE acquisition_channels (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  active BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX acquisition_channels_by_organization ON acquisition_channels (account_id, organization_id, id);

-- A field without a row is not required.
CREATE TABLE required_customer_fields (
  account_id BIGINT NOT NULL,
  field TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, field)
);

CREATE TABLE party_relatives (
  account_id BIGINT NOT NULL,
  party_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  gender TEXT NOT NULL,
  degree TEXT NOT NULL,
  PRIMARY KEY (account_id, party_id, id)
);

CREATE TABLE credit_limit_rules (
  account_id BIGINT NOT NULL,
  party_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  limit_value BIGINT NOT NULL,
  due_on TEXT,
  validity_days BIGINT NOT NULL,
  reason TEXT,
  status TEXT NOT NULL,
  is_cancelled BIGINT NOT NULL,
  cancel_note TEXT,
  order_id BIGINT,
  PRIMARY KEY (account_id, party_id, id)
);

ALTER TABLE parties ADD COLUMN customer_category_id BIGINT;
ALTER TABLE parties ADD COLUMN customer_type_code TEXT;
ALTER TABLE parties ADD COLUMN customer_job_code TEXT;

-- Random keys that never leave the server: links are signed with them.
CREATE TABLE account_secrets (
  account_id BIGINT NOT NULL,
  purpose TEXT NOT NULL,
  secret BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, purpose)
);
