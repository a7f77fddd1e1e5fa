-- What a counter keeps of parties, products and sales for its own work. Rules of V1 hold.

-- Whether it buys for its own use; nothing known is yes.
ALTER TABLE parties ADD COLUMN is_final_consumer BIGINT;

-- What a shop keeps of a product beside its description and price: one row once anything is said.
CREATE TABLE product_terms (
  account_id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  cost BIGINT,
  markup BIGINT,
  minimum_stock BIGINT,
  gross_weight BIGINT,
  item_type BIGINT,
  tax_group BIGINT,
  fiscal_note TEXT,
  internal_note TEXT,
  PRIMARY KEY (account_id, product_id)
);

-- What a counter agrees on with a sale beside goods and money: one row once anything is said.
CREATE TABLE sale_terms (
  account_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  stage TEXT,
  deliver_on TEXT,
  is_final_consumer BIGINT,
  other_charges BIGINT NOT NULL,
  PRIMARY KEY (account_id, order_id)
);

-- What one cost when it was sold.
ALTER TABLE order_items ADD COLUMN unit_cost BIGINT;
