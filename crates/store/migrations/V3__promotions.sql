-- Discounts by rule and what orders claim of them; coupons, exchange vouchers and the keys their codes are encrypted
-- for. Rules of V1 hold.

CREATE TABLE discounts (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  active BIGINT NOT NULL,
  is_optional BIGINT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);

-- A discount without a row is had through every channel.
CREATE TABLE discount_channels (
  account_id BIGINT NOT NULL,
  discount_id BIGINT NOT NULL,
  channel_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, discount_id, channel_id)
);

-- Either a share (millionths of one) or an amount is taken off.
CREATE TABLE discount_rules (
  account_id BIGINT NOT NULL,
  discount_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  active BIGINT NOT NULL,
  share BIGINT,
  amount BIGINT,
  minimum BIGINT,
  is_gift BIGINT NOT NULL,
  is_free BIGINT NOT NULL,
  counts_wanted_alone BIGINT NOT NULL,
  minimum_quantity BIGINT NOT NULL,
  PRIMARY KEY (account_id, discount_id, id)
);

CREATE TABLE discount_rule_skus (
  account_id BIGINT NOT NULL,
  discount_id BIGINT NOT NULL,
  rule_id BIGINT NOT NULL,
  is_wanted BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, discount_id, rule_id, is_wanted, sku_id)
);

CREATE TABLE order_discounts (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  discount_id BIGINT NOT NULL,
  rule_id BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, order_id, position)
);

CREATE TABLE order_discount_skus (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  claim_position BIGINT NOT NULL,
  position BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  is_listed BIGINT NOT NULL,
  amount BIGINT,
  PRIMARY KEY (account_id, order_id, claim_position, position)
);

CREATE TABLE coupons (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  code TEXT NOT NULL,
  organization_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  order_item_id BIGINT NOT NULL,
  return_id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  voucher_id BIGINT,
  expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX coupons_by_code ON coupons (account_id, code);
CREATE INDEX coupons_by_customer ON coupons (account_id, customer_id, id);
CREATE INDEX coupons_by_order ON coupons (account_id, order_id, id);
CREATE INDEX coupons_by_organization ON coupons (account_id, organization_id, id);
CREATE INDEX coupons_by_sku ON coupons (account_id, sku_id, expires_at, id);
CREATE INDEX coupons_by_voucher ON coupons (account_id, voucher_id, id);

CREATE TABLE vouchers (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  value BIGINT NOT NULL,
  code_sha256 BYTEA NOT NULL,
  sealed_code TEXT NOT NULL,
  spent_order_id BIGINT,
  spent_at BIGINT,
  expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX vouchers_by_code ON vouchers (account_id, code_sha256);
CREATE INDEX vouchers_by_spent_order ON vouchers (account_id, spent_order_id, id);

-- Public keys: what is encrypted for an account only its integrator can read.
CREATE TABLE account_keys (
  account_id BIGINT NOT NULL,
  public_key TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id)
);
