-- Whether an account wants properties that a face does not know refused. Rules of V1 hold.

ALTER TABLE catalog_settings ADD COLUMN refuses_unknown BIGINT NOT NULL DEFAULT 0;
