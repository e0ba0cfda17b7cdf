/** Backups made of this record: whoever erases something must know where else it lies. */
export const backup = `
CREATE TABLE backup (
  id TEXT PRIMARY KEY, made_utc_ms INTEGER NOT NULL, folder TEXT NOT NULL, bytes INTEGER NOT NULL,
  audit_rows INTEGER NOT NULL, audit_hash TEXT NOT NULL, initials TEXT, ok INTEGER NOT NULL
) WITHOUT ROWID;
`
