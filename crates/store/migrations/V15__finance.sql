-- What finance keeps beside its titles. Rules of V1 hold.

ALTER TABLE titles ADD COLUMN tags TEXT;
CREATE INDEX titles_by_settled_on ON titles (account_id, kind, settled_on, id);
CREATE INDEX titles_by_number ON titles (account_id, kind, id);

-- 0: nothing is taken from the stock for this line, whatever the product says later.
ALTER TABLE order_items ADD COLUMN takes_stock BIGINT NOT NULL DEFAULT 1;

ALTER TABLE stock_operations ADD COLUMN tags TEXT;
CREATE INDEX stock_operations_by_direction ON stock_operations (account_id, direction, id);
CREATE INDEX movements_by_operation ON movements (account_id, operation_id, id);

CREATE INDEX payment_methods_by_name ON payment_methods (account_id, name, id);
CREATE INDEX ledger_accounts_by_name ON ledger_accounts (account_id, name, id);

-- The books every account begins with; accounts that are created later get them with the account.
INSERT INTO cash_accounts (account_id, id, name, is_visible, balance, created_at, updated_at)
  SELECT a.account_id, 1, 'Caixa interno', 1, 0, a.created_at, a.created_at FROM accounts a;
INSERT INTO counters (account_id, kind, value) SELECT a.account_id, 'cash_account', 1 FROM accounts a;
INSERT INTO ledger_accounts (account_id, id, kind, name, is_standard, created_at, updated_at)
  SELECT a.account_id, 1, 'income', 'Receitas', 1, a.created_at, a.created_at FROM accounts a;
INSERT INTO ledger_accounts (account_id, id, kind, name, is_standard, created_at, updated_at)
  SELECT a.account_id, 2, 'expense', 'Despesas', 1, a.created_at, a.created_at FROM accounts a;
INSERT INTO counters (account_id, kind, value) SELECT a.account_id, 'ledger_account', 2 FROM accounts a;
