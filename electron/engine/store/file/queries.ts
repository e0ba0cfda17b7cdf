/**
 * Every statement of the hot paths, named for what it does. query-plan.test.ts
 * runs EXPLAIN QUERY PLAN over all of them: none may read a whole table.
 */
/** Entries by hand, each with the row that corrects it. */
const ENTRIES = `SELECT entry.id, entry.bed, entry.at_utc_ms, entry.written_utc_ms, entry.author, entry.subject,
    entry.corrects, entry.is_withdrawal, entry.entered, later.id AS by_id, later.is_withdrawal AS by_withdrawal
  FROM entry LEFT JOIN entry AS later ON later.corrects = entry.id`

const REMOTE = 'SELECT seq, kind, name, at_utc_ms, subject, state, content FROM remote'
const ADMISSIONS = 'SELECT seq, dedupe, received_utc_ms, subject, state, content FROM admission'
const OUTBOX = `SELECT seq, destination, key, kind, bed, subject, from_utc_ms, to_utc_ms, queued_utc_ms, state, attempts,
  message, reason FROM outbox`

export const queries = {
  /** One row a second: the crash exposure of the waves. */
  insertJournal: 'INSERT INTO journal (from_utc_ms, to_utc_ms, payload) VALUES (?, ?, ?)',
  journalCount: 'SELECT (SELECT max(id) FROM journal) - (SELECT min(id) FROM journal) + 1',
  /** The oldest rows, for folding. */
  journalOldest: 'SELECT id, from_utc_ms, to_utc_ms, payload FROM journal WHERE id > ? ORDER BY id LIMIT ?',
  deleteJournal: 'DELETE FROM journal WHERE id <= ?',
  /** By overlap with a range: (from, to). */
  journalInRange: `SELECT id, from_utc_ms, to_utc_ms, payload FROM journal
    WHERE to_utc_ms > ? AND from_utc_ms < ?`,
  setJournal: 'UPDATE journal SET payload = ? WHERE id = ?',
  deleteJournalRow: 'DELETE FROM journal WHERE id = ?',

  journalById: 'SELECT id, from_utc_ms, to_utc_ms, payload FROM journal WHERE id = ?',
  journalIdRange: 'SELECT (SELECT min(id) FROM journal) AS first, (SELECT max(id) FROM journal) AS last',

  insertBlock: `INSERT INTO block (channel, from_utc_ms, to_utc_ms, samples, subject, payload)
    VALUES (?, ?, ?, ?, ?, ?)`,
  /** One of an earlier release, sealed in its place. */
  sealBlockRow: 'UPDATE block SET subject = ?, payload = ? WHERE id = ?',
  /** By overlap with a range: (channel, from, to + longest block, to). Bounded on both sides, see 0001-initial.ts. */
  blocksInRange: `SELECT id, channel, from_utc_ms, to_utc_ms, samples, subject, payload FROM block
    WHERE channel = ? AND to_utc_ms > ? AND to_utc_ms < ? AND from_utc_ms < ? ORDER BY to_utc_ms`,
  blockIdsInRange: `SELECT id FROM block
    WHERE channel = ? AND to_utc_ms > ? AND to_utc_ms < ? AND from_utc_ms < ? ORDER BY to_utc_ms`,
  blockById: `SELECT channel, from_utc_ms, to_utc_ms, samples, subject, payload FROM block WHERE id = ?`,
  /** Blocks of a subject, 0 for those in the clear: (subject, after id, limit). */
  blockIdsOf: 'SELECT id FROM block WHERE subject = ? AND id > ? ORDER BY id LIMIT ?',
  deleteBlock: 'DELETE FROM block WHERE id = ?',
  extendGone: 'UPDATE block_gone SET last = ? WHERE last = ?',
  insertGone: 'INSERT OR REPLACE INTO block_gone (first, last) VALUES (?, ?)',
  /** In the order of recording, those on legal hold left out: (after id, limit). */
  oldestBlocks: `SELECT id, channel, from_utc_ms, to_utc_ms, length(payload) AS bytes FROM block
    WHERE id > ? AND subject NOT IN (SELECT subject FROM subject WHERE hold IS NOT NULL) ORDER BY id LIMIT ?`,
  blockIdRange: 'SELECT (SELECT min(id) FROM block) AS first, (SELECT max(id) FROM block) AS last',

  insertNumericTail: `INSERT INTO numeric_tail
    (measured_utc_ms, channel, ordinal, arrival_delta_ms, device_delta_ms, value, validity)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  insertNumeric: `INSERT INTO numeric
    (measured_utc_ms, channel, ordinal, arrival_delta_ms, device_delta_ms, value, validity)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  /** The tail in slices, by key, for folding. */
  numericTailAfter: `SELECT measured_utc_ms, channel, ordinal, arrival_delta_ms, device_delta_ms, value, validity
    FROM numeric_tail WHERE measured_utc_ms > ? ORDER BY measured_utc_ms, channel, ordinal`,
  clearNumericTail: 'DELETE FROM numeric_tail WHERE measured_utc_ms > ?',
  numericsInRange: `SELECT measured_utc_ms, ordinal, arrival_delta_ms, device_delta_ms, value, validity FROM numeric
    WHERE channel = ? AND measured_utc_ms >= ? AND measured_utc_ms < ? ORDER BY measured_utc_ms, ordinal`,
  numericsBackwards: `SELECT measured_utc_ms, ordinal, arrival_delta_ms, device_delta_ms, value, validity FROM numeric
    WHERE channel = ? AND measured_utc_ms >= ? AND measured_utc_ms < ? ORDER BY measured_utc_ms DESC, ordinal DESC`,
  numericTailInRange: `SELECT measured_utc_ms, ordinal, arrival_delta_ms, device_delta_ms, value, validity
    FROM numeric_tail
    WHERE measured_utc_ms >= ? AND measured_utc_ms < ? AND channel = ? ORDER BY measured_utc_ms, ordinal`,

  /** What a damaged record still says of its period and channels: (channel, channel). */
  numericEnds: `SELECT (SELECT min(measured_utc_ms) FROM numeric WHERE channel = ?) AS first,
    (SELECT max(measured_utc_ms) FROM numeric WHERE channel = ?) AS last`,
  blockEnds: `SELECT (SELECT from_utc_ms FROM block WHERE channel = ? ORDER BY to_utc_ms LIMIT 1) AS first,
    (SELECT max(to_utc_ms) FROM block WHERE channel = ?) AS last`,
  channelByNumber: 'SELECT number, bed, driver, simulated, spec FROM channel WHERE number = ?',

  lastNumeric: `SELECT measured_utc_ms, ordinal, arrival_delta_ms, device_delta_ms, value, validity FROM numeric
    WHERE channel = ? ORDER BY measured_utc_ms DESC, ordinal DESC LIMIT 1`,
  /** Walks back over at most a minute of rows. */
  lastNumericTail: `SELECT measured_utc_ms, ordinal, arrival_delta_ms, device_delta_ms, value, validity
    FROM numeric_tail WHERE channel = ? ORDER BY measured_utc_ms DESC, ordinal DESC LIMIT 1`,

  insertAlert:
    'INSERT INTO alert (bed, at_utc_ms, phase, priority, kind, text, device) VALUES (?, ?, ?, ?, ?, ?, ?)',
  alertsInRange: `SELECT bed, at_utc_ms, phase, priority, kind, text, device FROM alert
    WHERE bed = ? AND at_utc_ms >= ? AND at_utc_ms < ? ORDER BY at_utc_ms, id`,

  insertAlarmEvent: `INSERT INTO alarm_event (bed, number, at_utc_ms, type, payload) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING`,
  /** (bed, before, bed, before) */
  alarmEventsFromSnapshot: `SELECT number, at_utc_ms, type, payload FROM alarm_event WHERE bed = ? AND at_utc_ms < ?
    AND number >= coalesce((SELECT max(number) FROM alarm_event WHERE bed = ? AND type = 'snapshot' AND at_utc_ms < ?), 0)
    ORDER BY number`,
  alarmEventsInRange: `SELECT number, at_utc_ms, type, payload FROM alarm_event
    WHERE bed = ? AND at_utc_ms >= ? AND at_utc_ms < ? ORDER BY at_utc_ms, number`,
  oldestAlarmEvent: `SELECT min(at_utc_ms) FROM alarm_event WHERE bed = ? AND at_utc_ms >= ? AND at_utc_ms < ?
    AND number < (SELECT max(number) FROM alarm_event WHERE bed = ? AND type = 'snapshot')`,
  deleteAlarmEvents: 'DELETE FROM alarm_event WHERE bed = ? AND at_utc_ms >= ? AND at_utc_ms < ?',
  /** Those that the state of now does not need: (bed, from, to, bed). */
  deleteOldAlarmEvents: `DELETE FROM alarm_event WHERE bed = ? AND at_utc_ms >= ? AND at_utc_ms < ?
    AND number < (SELECT max(number) FROM alarm_event WHERE bed = ? AND type = 'snapshot')`,

  /** A gap that goes on is the same row with another end; late data may also move it back. */
  saveGap: `INSERT INTO gap (bed, channel, from_utc_ms, to_utc_ms, cause, evidence, device)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (bed, from_utc_ms, channel, cause, device)
    DO UPDATE SET to_utc_ms = excluded.to_utc_ms, evidence = excluded.evidence`,
  gapsInRange: `SELECT bed, channel, from_utc_ms, to_utc_ms, cause, evidence, device FROM gap
    WHERE bed = ? AND from_utc_ms < ? AND to_utc_ms >= ? ORDER BY from_utc_ms, id`,

  lastGapEnd: 'SELECT max(to_utc_ms) FROM gap WHERE bed = ? AND channel = -1',

  /** The stretch of a channel whose waves were removed already. */
  removedBefore: `SELECT min(from_utc_ms) AS first, max(to_utc_ms) AS last FROM gap
    WHERE bed = ? AND channel = ? AND cause = 'removed'`,

  /** Where a clock that was set back meets a reading of the same millisecond, the first stays. */
  saveClock:
    'INSERT INTO clock (bed, at_utc_ms, device_ms, link, device) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  clocksInRange: `SELECT bed, at_utc_ms, device_ms, link, device FROM clock
    WHERE bed = ? AND at_utc_ms >= ? AND at_utc_ms < ? ORDER BY at_utc_ms`,

  saveCoverage: `INSERT INTO coverage (bed, from_utc_ms, to_utc_ms) VALUES (?, ?, ?)
    ON CONFLICT (bed) DO UPDATE SET
    from_utc_ms = min(from_utc_ms, excluded.from_utc_ms), to_utc_ms = max(to_utc_ms, excluded.to_utc_ms)`,
  coverageOf: 'SELECT from_utc_ms, to_utc_ms FROM coverage WHERE bed = ?',

  bindingsOf: `SELECT bed, subject, patient, authority, from_utc_ms, to_utc_ms FROM binding
    WHERE bed = ? ORDER BY from_utc_ms, id`,
  /** Who it is stands sealed with the subject. */
  insertBinding: `INSERT INTO binding (bed, patient, authority, subject, from_utc_ms) VALUES (?, '', '', ?, ?)`,
  sealBinding: `UPDATE binding SET patient = '', authority = '', subject = ? WHERE id = ?`,

  deleteBinding: 'DELETE FROM binding WHERE id = ?',
  /** A part of a stay that was rewritten: (bed, subject, from, to or null). */
  insertStayPiece: `INSERT INTO binding (bed, patient, authority, subject, from_utc_ms, to_utc_ms)
    VALUES (?, '', '', ?, ?, ?)`,
  staysOfBed: `SELECT id, subject, from_utc_ms AS fromUtcMs, to_utc_ms AS toUtcMs FROM binding
    WHERE bed = ? ORDER BY from_utc_ms, id`,
  insertStayMove: `INSERT INTO stay_move
    (id, kind, undoes, bed, from_utc_ms, to_utc_ms, is_running, was, becomes, written_utc_ms, author)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  markResealed: 'UPDATE stay_move SET resealed = 1 WHERE number = ?',
  setNoteSubject: 'UPDATE note SET subject = ?, text = ? WHERE id = ?',
  setEntrySubject: 'UPDATE entry SET subject = ?, entered = ? WHERE id = ?',

  subjectById: 'SELECT digest, bed, from_utc_ms, identity, hold FROM subject WHERE subject = ?',
  subjectByDigest: 'SELECT subject FROM subject WHERE digest = ?',
  subjectByStretch: 'SELECT subject FROM subject WHERE bed = ? AND from_utc_ms = ?',
  insertSubject: 'INSERT INTO subject (digest, bed, from_utc_ms) VALUES (?, ?, ?)',
  setIdentity: 'UPDATE subject SET identity = ? WHERE subject = ?',
  setHold: 'UPDATE subject SET hold = ? WHERE subject = ?',
  deleteSubject: 'DELETE FROM subject WHERE subject = ?',
  subjectKey: 'SELECT key FROM subject_key WHERE subject = ?',
  insertSubjectKey: 'INSERT INTO subject_key (subject, key) VALUES (?, ?)',
  deleteSubjectKey: 'DELETE FROM subject_key WHERE subject = ?',

  saveErasure: `INSERT OR REPLACE INTO erasure (id, subject, digest, at_utc_ms, done, facts)
    VALUES (?, ?, ?, ?, ?, ?)`,
  deleteNumerics: 'DELETE FROM numeric WHERE channel = ? AND measured_utc_ms >= ? AND measured_utc_ms < ?',
  /** When the last of so many rows was measured: (channel, from, to, rows before it). */
  numericAtRow: `SELECT measured_utc_ms FROM numeric WHERE channel = ? AND measured_utc_ms >= ? AND measured_utc_ms < ?
    ORDER BY measured_utc_ms LIMIT 1 OFFSET ?`,
  trendAtRow: `SELECT from_utc_ms FROM trend WHERE channel = ? AND level = ? AND from_utc_ms >= ? AND from_utc_ms < ?
    ORDER BY from_utc_ms LIMIT 1 OFFSET ?`,
  deleteNumericTail: `DELETE FROM numeric_tail WHERE measured_utc_ms >= ? AND measured_utc_ms < ? AND channel = ?`,
  deleteTrend: 'DELETE FROM trend WHERE channel = ? AND level = ? AND from_utc_ms >= ? AND from_utc_ms < ?',
  /** The oldest number of a channel, or alarm of a bed, in a range: (channel or bed, from, to). */
  oldestNumeric: `SELECT min(measured_utc_ms) FROM numeric
    WHERE channel = ? AND measured_utc_ms >= ? AND measured_utc_ms < ?`,
  oldestAlert: 'SELECT min(at_utc_ms) FROM alert WHERE bed = ? AND at_utc_ms >= ? AND at_utc_ms < ?',
  deleteAlerts: 'DELETE FROM alert WHERE bed = ? AND at_utc_ms >= ? AND at_utc_ms < ?',
  endBindings: 'UPDATE binding SET to_utc_ms = max(from_utc_ms, ?) WHERE bed = ? AND to_utc_ms IS NULL',

  lastAudit: 'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1',
  emptyAudit: `UPDATE audit SET before = iif(before IS NULL, NULL, ?), after = iif(after IS NULL, NULL, ?)
    WHERE seq = ?`,
  insertAudit: `INSERT INTO audit
    (seq, at_utc_ms, station, initials, session, action, object, before, after, previous_hash, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,

  insertComparison: `INSERT INTO comparison (id, driver, fingerprint, options, scope, bed, link, pairs, initials,
    at_utc_ms, withdrawn_by, withdrawn_utc_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  withdrawComparison: `UPDATE comparison SET withdrawn_by = ?, withdrawn_utc_ms = ?
    WHERE id = ? AND withdrawn_utc_ms IS NULL`,

  upsertTrend: `INSERT INTO trend (channel, level, from_utc_ms, count, least, greatest, total, questionable, demo)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (channel, level, from_utc_ms) DO UPDATE SET
    count = count + excluded.count, least = min(least, excluded.least), greatest = max(greatest, excluded.greatest),
    total = total + excluded.total, questionable = questionable + excluded.questionable,
    demo = demo + excluded.demo`,
  trendInRange: `SELECT from_utc_ms, count, least, greatest, total, questionable, demo FROM trend
    WHERE channel = ? AND level = ? AND from_utc_ms >= ? AND from_utc_ms < ? ORDER BY from_utc_ms`,
  trendTodoOf: 'SELECT before_utc_ms FROM trend_todo WHERE channel = ?',
  moveTrendTodo: 'UPDATE trend_todo SET before_utc_ms = ? WHERE channel = ?',
  endTrendTodo: 'DELETE FROM trend_todo WHERE channel = ?',
  newestNumericBefore: 'SELECT max(measured_utc_ms) FROM numeric WHERE channel = ? AND measured_utc_ms < ?',
  /** By overlap, bounded as blocksInRange: (channel, from, to + longest block, to, id). */
  blockBelowInRange: `SELECT id FROM block
    WHERE channel = ? AND to_utc_ms > ? AND to_utc_ms < ? AND from_utc_ms < ? AND id < ? LIMIT 1`,
  /** Only what carries a number: 0, 1 and 4 are those validities (rows.ts). Sorting them in SQLite is ten times slower. */
  numbersInRange: `SELECT value, validity FROM numeric
    WHERE channel = ? AND measured_utc_ms >= ? AND measured_utc_ms < ? AND validity IN (0, 1, 4)`,
  insertNote: `INSERT INTO note (id, bed, kind, at_utc_ms, written_utc_ms, author, subject, text)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  deleteNotes: 'DELETE FROM note WHERE subject = ?',
  deleteNotesIn: 'DELETE FROM note WHERE subject = ? AND at_utc_ms >= ? AND at_utc_ms < ?',
  notesInRange: `SELECT id, bed, kind, at_utc_ms, written_utc_ms, author, subject, text FROM note
    WHERE bed = ? AND at_utc_ms >= ? AND at_utc_ms < ? ORDER BY at_utc_ms, id`,
  insertPerson: `INSERT INTO person (id, subject, written_utc_ms, facts) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  lastPerson: 'SELECT id, subject, facts FROM person WHERE subject = ? ORDER BY number DESC LIMIT 1',
  deletePersons: 'DELETE FROM person WHERE subject = ?',
  insertEntry: `INSERT INTO entry
    (id, bed, at_utc_ms, written_utc_ms, author, subject, corrects, is_withdrawal, entered)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  entry: `${ENTRIES} WHERE entry.id = ?`,
  entriesInRange: `${ENTRIES} WHERE entry.bed = ? AND entry.at_utc_ms >= ? AND entry.at_utc_ms < ?
    ORDER BY entry.at_utc_ms, entry.id`,
  entriesOfSubject: `${ENTRIES} WHERE entry.subject = ? AND entry.at_utc_ms >= ? ORDER BY entry.at_utc_ms`,
  deleteEntries: 'DELETE FROM entry WHERE subject = ?',
  deleteEntriesIn: 'DELETE FROM entry WHERE subject = ? AND at_utc_ms >= ? AND at_utc_ms < ?',
  insertOutbox: `INSERT INTO outbox (destination, key, kind, bed, subject, from_utc_ms, to_utc_ms, queued_utc_ms, state,
    attempts, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING`,
  outboxByKey: `${OUTBOX} WHERE destination = ? AND key = ?`,
  outboxBySeq: `${OUTBOX} WHERE seq = ?`,
  setOutbox: 'UPDATE outbox SET state = ?, attempts = ?, reason = ? WHERE seq = ?',
  deleteOutbox: 'DELETE FROM outbox WHERE seq = ?',
  deleteOutboxOf: 'DELETE FROM outbox WHERE subject = ?',
  deleteOutboxIn: 'DELETE FROM outbox WHERE subject = ? AND to_utc_ms > ? AND from_utc_ms < ?',
  dropSentOnRequest: `DELETE FROM outbox WHERE subject = ? AND bed = ? AND to_utc_ms > ? AND from_utc_ms < ?
    AND kind IN ('waves', 'document')`,
  recallOutbox: `UPDATE outbox SET subject = ?, state = 'identity', message = NULL, attempts = attempts + (reason IS NOT NULL),
    reason = NULL
    WHERE subject = ? AND bed = ? AND to_utc_ms > ? AND from_utc_ms < ? AND kind <> 'takeBack'`,
  extendOutbox: `UPDATE outbox SET to_utc_ms = ? WHERE destination = ? AND bed = ? AND subject = ? AND kind = 'vitals'
    AND state = 'identity' AND to_utc_ms = ?`,
  outboxEnding: `${OUTBOX} WHERE destination = ? AND bed = ? AND subject = ? AND kind = 'vitals' AND state = 'identity'
    AND to_utc_ms = ?`,
  setOutboxUntil: `INSERT INTO outbox_until (destination, bed, until_utc_ms) VALUES (?, ?, ?)
    ON CONFLICT (destination, bed) DO UPDATE SET until_utc_ms = excluded.until_utc_ms`,
  deleteOutboxUntil: 'DELETE FROM outbox_until WHERE destination = ? AND bed = ?',
  insertAdmission: `INSERT INTO admission (dedupe, received_utc_ms, subject, other, state, content)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  admissionByName: `${ADMISSIONS} WHERE dedupe = ?`,
  closeAdmission: 'UPDATE admission SET state = ? WHERE seq = ?',
  forgetAdmissions: `DELETE FROM admission WHERE state IN ('done', 'confirmed', 'dismissed') AND received_utc_ms < ?`,
  deleteAdmissions: 'DELETE FROM admission WHERE subject = ?',
  deleteAdmissionsOfOther: 'DELETE FROM admission WHERE other = ?',
  insertRemote: `INSERT INTO remote (kind, name, at_utc_ms, subject, state, content) VALUES (?, ?, ?, ?, ?, ?)`,
  setRemote: 'UPDATE remote SET subject = ?, state = ?, content = ? WHERE seq = ?',
  setRemoteState: 'UPDATE remote SET state = ? WHERE seq = ?',
  remoteByName: `${REMOTE} WHERE name = ?`,
  remoteBySeq: `${REMOTE} WHERE seq = ?`,
  deleteRemote: 'DELETE FROM remote WHERE subject = ?',
  pauseOutbox: 'INSERT OR IGNORE INTO outbox_pause (destination, since_utc_ms) VALUES (?, ?)',
  resumeOutbox: 'DELETE FROM outbox_pause WHERE destination = ?',
  insertHandover: `INSERT INTO handover
    (id, set_id, bed, from_utc_ms, to_utc_ms, finished_utc_ms, author, subject, content)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  handovers: `SELECT id, set_id, bed, from_utc_ms, to_utc_ms, finished_utc_ms, author FROM handover
    WHERE finished_utc_ms > ? ORDER BY finished_utc_ms DESC LIMIT ?`,
  handover: `SELECT id, set_id, bed, from_utc_ms, to_utc_ms, finished_utc_ms, author, subject, content FROM handover
    WHERE id = ?`,
  handoversOfSubject: `SELECT id, set_id, bed, from_utc_ms, to_utc_ms, finished_utc_ms, author, subject, content
    FROM handover WHERE subject = ?`,
  setHandoverSubject: 'UPDATE handover SET subject = ?, content = ? WHERE id = ?',
  deleteHandovers: 'DELETE FROM handover WHERE subject = ?',
  deleteHandoversIn: 'DELETE FROM handover WHERE subject = ? AND from_utc_ms < ? AND to_utc_ms > ?',
  notesOfSubject: `SELECT id, bed, kind, at_utc_ms, written_utc_ms, author, subject, text FROM note
    WHERE subject = ? AND at_utc_ms >= ? AND at_utc_ms < ?`,
  setStandby: 'INSERT OR REPLACE INTO standby (bed, since_utc_ms) VALUES (?, ?)',
  deleteStandby: 'DELETE FROM standby WHERE bed = ?',
  insertBackup: `INSERT INTO backup (id, made_utc_ms, folder, bytes, audit_rows, audit_hash, initials, ok)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  lastRun: `SELECT started_utc_ms, version, ended_utc_ms, exit, ended_by FROM run
    WHERE id = (SELECT max(id) FROM run)`,
  insertRun: 'INSERT INTO run (started_utc_ms, version) VALUES (?, ?)',
  endRun: `UPDATE run SET ended_utc_ms = ?, exit = ?, ended_by = ? WHERE id = (SELECT max(id) FROM run)`,

  saveBed: 'INSERT OR REPLACE INTO bed (bed, label, driver, link, options) VALUES (?, ?, ?, ?, ?)',
  removeBed: 'DELETE FROM bed WHERE bed = ?',
  insertDelivery: `INSERT INTO delivery (control_id, destination, bed, at_utc_ms, outcome, detail)
    VALUES (?, ?, ?, ?, ?, ?)`,

  getMeta: 'SELECT value FROM meta WHERE name = ?',
  setMeta: 'INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)',
} as const

/** Statements that read one small table whole, on purpose: at start, for lists and for `verify`. */
export const wholeTableQueries = {
  beds: 'SELECT bed, label, driver, link, options FROM bed ORDER BY bed',
  channels: 'SELECT number, bed, driver, simulated, spec FROM channel ORDER BY number',
  allCoverage: 'SELECT bed, from_utc_ms, to_utc_ms FROM coverage ORDER BY bed',
  comparisons: `SELECT id, driver, fingerprint, options, scope, bed, link, pairs, initials, at_utc_ms,
    withdrawn_by, withdrawn_utc_ms FROM comparison ORDER BY at_utc_ms, id`,
  backups: `SELECT id, made_utc_ms, folder, bytes, audit_rows, audit_hash, initials, ok FROM backup
    ORDER BY made_utc_ms, id`,
  /** The words may name the patient; that something was sent, when and how it ended stays. */
  clearDeliveryWords: `UPDATE delivery SET detail = '' WHERE bed = ? AND at_utc_ms >= ? AND at_utc_ms < ? AND detail <> ''`,
  setPairs: 'UPDATE comparison SET pairs = ? WHERE id = ?',
  deliveries: `SELECT control_id, destination, bed, at_utc_ms, outcome, detail FROM delivery ORDER BY id`,
  audit: `SELECT seq, at_utc_ms, station, initials, session, action, object, before, after, previous_hash, hash
    FROM audit ORDER BY seq`,
  runningStays: `SELECT bed, subject, patient, authority, from_utc_ms, to_utc_ms FROM binding
    WHERE to_utc_ms IS NULL`,
  allStays: 'SELECT id, bed, subject, patient, authority, from_utc_ms, to_utc_ms FROM binding ORDER BY id',
  subjects: 'SELECT subject, digest, bed, from_utc_ms, identity, hold FROM subject ORDER BY subject',
  subjectKeys: 'SELECT subject, key FROM subject_key ORDER BY subject',
  erasures: 'SELECT id, subject, digest, at_utc_ms, done, facts FROM erasure ORDER BY at_utc_ms, id',
  erasuresUnderWay: 'SELECT facts FROM erasure WHERE done = 0',
  staysOfSubject: 'SELECT id, bed, from_utc_ms, to_utc_ms FROM binding WHERE subject = ? ORDER BY id',
  deleteStays: 'DELETE FROM binding WHERE subject = ?',
  stayMoves: `SELECT number, id, kind, undoes, bed, from_utc_ms, to_utc_ms, is_running, was, becomes, written_utc_ms,
    author, resealed FROM stay_move ORDER BY number`,
  trendTodo: 'SELECT channel, from_utc_ms, before_utc_ms FROM trend_todo ORDER BY channel',
  journalEnds: 'SELECT min(from_utc_ms) AS first, max(to_utc_ms) AS last FROM journal',
  heldStays: `SELECT binding.bed, binding.from_utc_ms, to_utc_ms FROM binding JOIN subject USING (subject)
    WHERE hold IS NOT NULL ORDER BY binding.from_utc_ms`,
  notes: 'SELECT id, bed, kind, at_utc_ms, written_utc_ms, author, subject, text FROM note',
  entries: ENTRIES,
  /** All that waits: as long as an outage was. */
  outbox: `${OUTBOX} ORDER BY seq`,
  admissions: `${ADMISSIONS} ORDER BY seq`,
  remote: `${REMOTE} ORDER BY seq`,
  outboxUntil: 'SELECT destination, bed, until_utc_ms FROM outbox_until ORDER BY destination, bed',
  outboxPauses: 'SELECT destination FROM outbox_pause ORDER BY destination',
  handovers: `SELECT id, set_id, bed, from_utc_ms, to_utc_ms, finished_utc_ms, author, subject, content FROM handover`,
  persons: 'SELECT id, subject, facts FROM person',
  standbys: 'SELECT bed, since_utc_ms FROM standby',
  blocksGone: 'SELECT first, last FROM block_gone ORDER BY first',
  gapCount: 'SELECT count(*) FROM gap',
} as const
