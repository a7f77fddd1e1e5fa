-- When sellers are away, and through which channels they sell. Rules of V1 hold.

CREATE TABLE seller_absences (
  account_id BIGINT NOT NULL,
  seller_id BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, seller_id, starts_at)
);

-- A seller without a row sells through every channel of his organization.
CREATE TABLE seller_channels (
  account_id BIGINT NOT NULL,
  seller_id BIGINT NOT NULL,
  channel_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, seller_id, channel_id)
);
