/**
 * Values of a driver that no recording proves, compared with the monitor's own screen.
 * `pairs` is JSON of the compared values, `options` that of the driver's settings. A row
 * stays when it is withdrawn: who believed what, and when, must be found again.
 */
export const comparison = `
CREATE TABLE comparison (
  id TEXT PRIMARY KEY, driver TEXT NOT NULL, fingerprint TEXT NOT NULL, options TEXT NOT NULL,
  scope TEXT NOT NULL, bed TEXT NOT NULL, link TEXT NOT NULL, pairs TEXT NOT NULL,
  initials TEXT NOT NULL, at_utc_ms INTEGER NOT NULL,
  withdrawn_by TEXT, withdrawn_utc_ms INTEGER
) WITHOUT ROWID;
`
