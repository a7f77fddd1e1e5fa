-- Groups of attributes, numbered values, what a product says for all its skus, what each store sells. Rules of V1 hold.

CREATE UNIQUE INDEX attributes_by_group ON attributes (account_id, group_id, folded);

-- An option without value says that the skus differ by it.
ALTER TABLE product_options ADD COLUMN id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE product_options ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE product_options ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sku_options ADD COLUMN id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sku_options ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sku_options ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;

-- One numbering for the values of products and of skus: the products' come first.
UPDATE product_options SET id = numbered.number FROM (
  SELECT account_id, product_id, attribute_id,
    ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY product_id, attribute_id) AS number
  FROM product_options
) AS numbered
WHERE numbered.account_id = product_options.account_id AND numbered.product_id = product_options.product_id
  AND numbered.attribute_id = product_options.attribute_id;
UPDATE sku_options SET id = numbered.number FROM (
  SELECT s.account_id, s.sku_id, s.attribute_id,
    ROW_NUMBER() OVER (PARTITION BY s.account_id ORDER BY s.sku_id, s.attribute_id)
      + (SELECT COUNT(*) FROM product_options p WHERE p.account_id = s.account_id) AS number
  FROM sku_options s
) AS numbered
WHERE numbered.account_id = sku_options.account_id AND numbered.sku_id = sku_options.sku_id
  AND numbered.attribute_id = sku_options.attribute_id;
INSERT INTO counters (account_id, kind, value)
  SELECT v.account_id, 'attribute_value', MAX(v.id) FROM (
    SELECT account_id, id FROM product_options UNION ALL SELECT account_id, id FROM sku_options
  ) AS v GROUP BY v.account_id;
CREATE INDEX product_options_by_id ON product_options (account_id, id);
CREATE INDEX sku_options_by_id ON sku_options (account_id, id);
CREATE INDEX product_options_by_attribute ON product_options (account_id, attribute_id, option_id);
CREATE INDEX sku_options_by_attribute ON sku_options (account_id, attribute_id, option_id);

ALTER TABLE categories ADD COLUMN enabled BIGINT NOT NULL DEFAULT 1;
ALTER TABLE categories ADD COLUMN takes_children BIGINT NOT NULL DEFAULT 1;

-- What is said of a product for all its skus; a product whose skus differ keeps its own price and measures here.
CREATE TABLE product_defaults (
  account_id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  complement TEXT,
  display_order BIGINT,
  is_variable BIGINT NOT NULL,
  ean TEXT,
  price BIGINT,
  promotional_price BIGINT,
  width BIGINT,
  height BIGINT,
  length BIGINT,
  weight BIGINT,
  PRIMARY KEY (account_id, product_id)
);
CREATE INDEX products_by_folded ON products (account_id, folded, id);
ALTER TABLE skus ADD COLUMN inherits_price BIGINT NOT NULL DEFAULT 0;

-- Where the file lies in the object store; NULL for a picture that is elsewhere.
ALTER TABLE images ADD COLUMN object TEXT;
ALTER TABLE images ADD COLUMN content_type TEXT;

-- Whether a store offers a sku; its price is in organization_prices, how much of it there is in balances.
CREATE TABLE store_products (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  organization_id BIGINT NOT NULL,
  sku_id BIGINT NOT NULL,
  complement TEXT,
  description TEXT,
  display_order BIGINT,
  enabled BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX store_products_by_organization ON store_products (account_id, organization_id, sku_id);
CREATE INDEX store_products_by_sku ON store_products (account_id, sku_id, organization_id);
CREATE INDEX store_products_in_order ON store_products (account_id, organization_id, id);

CREATE TABLE order_cancellations (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT,
  cancelled_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, order_id)
);

-- An account without a row keeps neither rule.
CREATE TABLE catalog_settings (
  account_id BIGINT NOT NULL PRIMARY KEY,
  enabling_needs_image BIGINT NOT NULL,
  changes_need_disabling BIGINT NOT NULL
);
