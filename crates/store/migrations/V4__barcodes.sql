-- A scanned barcode finds its packaging. Rules of V1 hold.

CREATE INDEX packagings_by_barcode ON packagings (account_id, barcode, id);
