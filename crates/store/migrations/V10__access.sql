-- Who may enter and on whose behalf: registered applications, people's consent, tokens, sessions. Rules of V1 hold.
-- Of every secret only its SHA-256 is kept.

-- What an application is known by before it shows its secret, which is its credential's.
CREATE TABLE applications (
  account_id BIGINT NOT NULL,
  credential_id BIGINT NOT NULL,
  client_id TEXT NOT NULL,
  redirect_uris TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, credential_id)
);
-- Does not begin with the account: an application names itself before its account is known.
CREATE UNIQUE INDEX applications_by_client_id ON applications (client_id);

-- Tokens of one family follow from one another by refreshing. Without an end they live until they are revoked.
CREATE TABLE access_tokens (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  credential_id BIGINT NOT NULL,
  user_id BIGINT,
  family_id BIGINT,
  token_sha256 BYTEA NOT NULL,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  revoked_at BIGINT,
  PRIMARY KEY (account_id, id)
);
-- Does not begin with the account: a token arrives before its account is known.
CREATE UNIQUE INDEX access_tokens_by_secret ON access_tokens (token_sha256);
CREATE INDEX access_tokens_by_credential ON access_tokens (account_id, credential_id, expires_at, id);
CREATE INDEX access_tokens_by_family ON access_tokens (account_id, family_id, id);
CREATE INDEX access_tokens_by_user ON access_tokens (account_id, user_id, id);

CREATE TABLE refresh_tokens (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  credential_id BIGINT NOT NULL,
  user_id BIGINT,
  family_id BIGINT NOT NULL,
  token_sha256 BYTEA NOT NULL,
  salt BYTEA NOT NULL,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  revoked_at BIGINT,
  PRIMARY KEY (account_id, id)
);
-- Does not begin with the account: a token arrives before its account is known.
CREATE UNIQUE INDEX refresh_tokens_by_secret ON refresh_tokens (token_sha256);
CREATE INDEX refresh_tokens_by_credential ON refresh_tokens (account_id, credential_id, expires_at, id);
CREATE INDEX refresh_tokens_by_family ON refresh_tokens (account_id, family_id, id);
CREATE INDEX refresh_tokens_by_user ON refresh_tokens (account_id, user_id, id);

CREATE TABLE authorization_codes (
  account_id BIGINT NOT NULL,
  code_sha256 BYTEA NOT NULL,
  credential_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  redirect_uri TEXT NOT NULL,
  family_id BIGINT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (account_id, code_sha256)
);
CREATE INDEX authorization_codes_by_expiry ON authorization_codes (account_id, expires_at);

-- An application's standing permission to act, for a user or for itself; its key is in the token that the user keeps.
CREATE TABLE grants (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  credential_id BIGINT NOT NULL,
  user_id BIGINT,
  key_sha256 BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX grants_by_key ON grants (account_id, key_sha256);
CREATE INDEX grants_by_credential ON grants (account_id, credential_id, id);
CREATE INDEX grants_by_user ON grants (account_id, user_id, id);

CREATE TABLE sessions (
  account_id BIGINT NOT NULL,
  secret_sha256 BYTEA NOT NULL,
  user_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, secret_sha256)
);
CREATE INDEX sessions_by_user ON sessions (account_id, user_id);
CREATE INDEX sessions_by_expiry ON sessions (account_id, expires_at);

-- Failed attempts to sign in, per name or address, of which only a hash is kept.
CREATE TABLE sign_in_attempts (
  account_id BIGINT NOT NULL,
  subject_sha256 BYTEA NOT NULL,
  attempts BIGINT NOT NULL,
  began_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, subject_sha256)
);
CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (account_id, began_at);
