/**
 * How far the numbers of a bed are queued for a destination: moved in the transaction that queues them, so that no
 * interval is left out or queued twice, whatever ends the program in between.
 */
export const outboxUntil = `
CREATE TABLE outbox_until (
  destination TEXT NOT NULL, bed TEXT NOT NULL, until_utc_ms INTEGER NOT NULL, PRIMARY KEY (destination, bed)
) WITHOUT ROWID;
`
