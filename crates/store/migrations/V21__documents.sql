-- What kind of document of sale an order is, where whoever wrote it said so. Rules of V1 hold.

ALTER TABLE orders ADD COLUMN document_kind TEXT;
