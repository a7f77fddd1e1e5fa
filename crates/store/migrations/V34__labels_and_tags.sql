-- What an account calls the fields of a sale that are its own; one without a row is called as every account's.
CREATE TABLE sale_labels (
  account_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (account_id, position)
);

-- Words by which people find a record again, as they wrote them and as they are looked for.
CREATE TABLE tags (
  account_id BIGINT NOT NULL,
  entity TEXT NOT NULL,
  entity_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (account_id, entity, entity_id, position)
);
CREATE INDEX tags_by_folded ON tags (account_id, entity, folded, entity_id);
