-- When what last changed: stamps that rise with commits, in milliseconds as far as that keeps them rising. Rules of V1 hold.

CREATE TABLE changes (
  account_id BIGINT NOT NULL,
  entity TEXT NOT NULL,
  entity_id BIGINT NOT NULL,
  stamp BIGINT NOT NULL,
  PRIMARY KEY (account_id, entity, entity_id)
);
CREATE INDEX changes_by_stamp ON changes (account_id, entity, stamp, entity_id);

INSERT INTO changes (account_id, entity, entity_id, stamp)
  SELECT p.account_id, 'product', p.id, p.updated_at / 1000 FROM products p;
INSERT INTO changes (account_id, entity, entity_id, stamp)
  SELECT p.account_id, 'party', p.id, p.updated_at / 1000 FROM parties p;

ALTER TABLE balances ADD COLUMN change_stamp BIGINT NOT NULL DEFAULT 0;
ALTER TABLE movements ADD COLUMN change_stamp BIGINT NOT NULL DEFAULT 0;
UPDATE balances SET change_stamp = updated_at / 1000;
UPDATE movements SET change_stamp = recorded_at / 1000;
CREATE INDEX balances_by_stamp ON balances (account_id, change_stamp, id);
CREATE INDEX movements_by_stamp ON movements (account_id, change_stamp, id);
CREATE INDEX movements_by_day ON movements (account_id, effective_at, id);

INSERT INTO counters (account_id, kind, value)
  SELECT s.account_id, 'change', MAX(s.stamp) FROM (
    SELECT account_id, stamp FROM changes
    UNION ALL SELECT account_id, change_stamp FROM balances
    UNION ALL SELECT account_id, change_stamp FROM movements
  ) AS s GROUP BY s.account_id;

-- The rows and columns of a product's grid, in the order in which they are drawn.
CREATE TABLE grid_values (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  attribute_id BIGINT NOT NULL,
  option_id BIGINT NOT NULL,
  grid TEXT NOT NULL,
  axis TEXT NOT NULL,
  position TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX grid_values_by_option ON grid_values (account_id, product_id, attribute_id, option_id);

ALTER TABLE packagings ADD COLUMN price BIGINT;
ALTER TABLE packagings ADD COLUMN decimals BIGINT;
CREATE INDEX categories_by_code ON categories (account_id, code, id);
CREATE INDEX organization_prices_by_organization ON organization_prices (account_id, organization_id, sku_id);
