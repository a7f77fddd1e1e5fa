-- The orders of the customer of a code: whoever has it now, and whoever had it before and was deleted.

CREATE INDEX orders_by_customer ON orders (account_id, customer_id, id);

CREATE INDEX parties_by_any_code ON parties (account_id, code, id);
