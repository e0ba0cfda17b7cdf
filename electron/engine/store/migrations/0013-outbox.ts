/**
 * What is to be sent and has not ended. `message` and `reason` are sealed with the key of `subject`: both may name a
 * patient. A row without a message waits for an identity. `key` names the content, so that the same facts are queued
 * once for each destination. What was delivered leaves a row in `delivery` and none here.
 */
export const outbox = `
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, destination TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
  bed TEXT NOT NULL, subject INTEGER NOT NULL, from_utc_ms INTEGER NOT NULL, to_utc_ms INTEGER NOT NULL,
  queued_utc_ms INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, message BLOB, reason BLOB,
  UNIQUE (destination, key)
);
CREATE INDEX outbox_subject ON outbox (subject);
CREATE TABLE outbox_pause (destination TEXT PRIMARY KEY, since_utc_ms INTEGER NOT NULL) WITHOUT ROWID;
`
