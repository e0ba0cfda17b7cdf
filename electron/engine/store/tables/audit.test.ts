import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import { ACTOR, DISK_TEST_TIMEOUT_MS, openOptions, START_UTC_MS } from '../testing/samples.ts'
import type { AuditEntry, AuditRow } from '../types.ts'
import { chainAuditRow, checkAuditChain, FIRST_PREVIOUS_HASH } from './audit.ts'

const text = fc.string({ maxLength: 12, unit: 'grapheme' })
const entry: fc.Arbitrary<AuditEntry> = fc.record({
  atUtcMs: fc.integer({ min: 0, max: 4e12 }),
  actor: fc.record({
    station: text,
    initials: fc.option(text),
    verified: fc.constant(false as const),
    session: text,
  }),
  action: text,
  object: text,
  before: fc.option(text),
  after: fc.option(text),
})
const trail = fc.array(entry, { minLength: 2, maxLength: 8 })

function chain(entries: readonly AuditEntry[]): AuditRow[] {
  const rows: AuditRow[] = []
  for (const [index, one] of entries.entries()) {
    rows.push(chainAuditRow(index + 1, one, rows.at(-1)?.hash ?? FIRST_PREVIOUS_HASH))
  }
  return rows
}

function headOf(rows: readonly AuditRow[]): { rows: number; hash: string } {
  return { rows: rows.length, hash: rows.at(-1)?.hash ?? FIRST_PREVIOUS_HASH }
}

function someEntry(action: string): AuditEntry {
  return { atUtcMs: START_UTC_MS, actor: ACTOR, action, object: 'b1', before: null, after: '{"a":1}' }
}

/** Changes one character of one field of a row, or null if that field has none. */
function changed(row: AuditRow, field: number, at: number): AuditRow | null {
  const flip = (value: string): string =>
    String.fromCharCode(value.charCodeAt(at % value.length) ^ 1) === value[at % value.length]
      ? value
      : `${value.slice(0, at % value.length)}${String.fromCharCode(value.charCodeAt(at % value.length) ^ 1)}${value.slice((at % value.length) + 1)}`
  const fields = ['action', 'object', 'before', 'after', 'hash', 'previousHash'] as const
  const name = fields[field % fields.length] ?? 'action'
  const value = row[name]
  if (value === null || value === '') return null
  return { ...row, [name]: flip(value) }
}

describe('audit chain', () => {
  it('is accepted as written', () => {
    fc.assert(
      fc.property(trail, (entries) => {
        const rows = chain(entries)
        expect(checkAuditChain(rows, headOf(rows))).toEqual([])
      }),
    )
  })

  it('shows one changed byte', () => {
    fc.assert(
      fc.property(trail, fc.nat(), fc.nat(), fc.nat(), (entries, which, field, at) => {
        const rows = chain(entries)
        const index = which % rows.length
        const row = rows[index]
        const other = row === undefined ? null : changed(row, field, at)
        fc.pre(other !== null)
        if (other === null) return
        expect(checkAuditChain(rows.with(index, other), headOf(rows))).not.toEqual([])
      }),
    )
  })

  it('shows a dropped row, also the last one, and two swapped rows', () => {
    fc.assert(
      fc.property(trail, fc.nat(), (entries, which) => {
        const rows = chain(entries)
        const index = which % rows.length
        expect(checkAuditChain(rows.toSpliced(index, 1), headOf(rows))).not.toEqual([])
        const [a, b] = [rows[index], rows[(index + 1) % rows.length]]
        if (a === undefined || b === undefined) return
        const swapped = rows.with(index, b).with((index + 1) % rows.length, a)
        expect(checkAuditChain(swapped, headOf(rows))).not.toEqual([])
      }),
    )
  })

  it('tells fields apart that look alike when run together', () => {
    const one = chainAuditRow(1, { ...someEntry('a'), before: null, after: 'null' }, FIRST_PREVIOUS_HASH)
    const two = chainAuditRow(1, { ...someEntry('a'), before: 'null', after: null }, FIRST_PREVIOUS_HASH)
    expect(one.hash).not.toBe(two.hash)
  })
})

describe('audit trail in the record', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('goes on over a restart and cannot be changed or removed through SQL', () =>
    withFolder((folder) => {
      for (const action of ['first', 'second']) {
        const { writer } = openStoreWriter(openOptions(folder))
        writer.audit(someEntry(action))
        writer.close()
      }
      const { reader, key } = openStoreReader(openOptions(folder))
      const rows = reader.auditRows()
      expect(rows.map((row) => [row.seq, row.action])).toEqual([
        [1, 'first'],
        [2, 'second'],
      ])
      expect(rows[1]?.previousHash).toBe(rows[0]?.hash)
      expect(rows[0]?.actor).toEqual(ACTOR)
      reader.close()
      const connection = connect(storePaths(folder), key.hex, 'writer')
      expect(() => connection.exec(`UPDATE audit SET action = 'x'`)).toThrow('never changes')
      expect(() => connection.exec('DELETE FROM audit')).toThrow('never removed')
      expect(() => connection.exec(`INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1`)).toThrow(
        'never replaced',
      )
      connection.close()
      expect(verifyStore(openOptions(folder)).audit).toEqual({ rows: 2, ok: true })
    }))

  for (const [name, sql, finding] of [
    ['one changed byte', `UPDATE audit SET object = 'b2' WHERE seq = 1`, /row 1 was changed/],
    ['a dropped row', 'DELETE FROM audit WHERE seq = 2', /row 2 is missing/],
    ['a dropped last row', 'DELETE FROM audit WHERE seq = 3', /has 2 rows, 3 were written/],
    [
      'swapped rows',
      'UPDATE audit SET seq = CASE seq WHEN 1 THEN -2 WHEN 2 THEN -1 ELSE seq END',
      /was changed|missing/,
    ],
  ] as const) {
    it(`is found damaged by verify after ${name}, even with the guard removed`, () =>
      withFolder((folder) => {
        const { writer, key } = openStoreWriter(openOptions(folder))
        for (const action of ['a', 'b', 'c']) writer.audit(someEntry(action))
        writer.close()
        const connection = connect(storePaths(folder), key.hex, 'writer')
        const guards = connection
          .prepare<[], { sql: string }>(
            `SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'`,
          )
          .all()
        connection.exec(
          'DROP TRIGGER audit_never_changes; DROP TRIGGER audit_never_shrinks; DROP TRIGGER audit_never_replaced',
        )
        connection.exec(sql)
        if (name === 'swapped rows') connection.exec('UPDATE audit SET seq = -seq WHERE seq < 0')
        for (const guard of guards) connection.exec(guard.sql)
        connection.close()
        const report = verifyStore(openOptions(folder))
        expect(report.ok).toBe(false)
        expect(report.audit.ok).toBe(false)
        expect(report.findings.join(' ')).toMatch(finding)
      }))
  }
})
