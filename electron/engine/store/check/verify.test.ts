import { describe, expect, it } from 'vitest'
import { encodeBlock } from '../codec/block.ts'
import { connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'
import { queries } from '../file/queries.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { IN_THE_CLEAR } from '../seal/subject-keys.ts'
import { damagePage } from '../testing/damage.ts'
import { withFolder } from '../testing/folder.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  openOptions,
  pieceAt,
  RATE_HZ,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../testing/samples.ts'
import { FOLD_ROWS } from '../write/fold.ts'
import { verifyStore } from './verify.ts'

const MINUTES = 6
const DAY_MS = 86_400_000

/** A record of some blocks of noise, so that blocks fill several pages. */
function makeRecord(folder: string): string {
  const { writer, key } = openStoreWriter(openOptions(folder))
  writer.record(secondOf({ channels: [announced(1, waveChannel('ii'))] }))
  let noise = 1
  for (let second = 0; second < MINUTES * FOLD_ROWS; second++) {
    const samples = Array.from({ length: 250 }, () => {
      noise = (Math.imul(noise, 1103515245) + 12345) | 0
      return noise >> 20
    })
    writer.record(secondOf({ waves: [pieceAt(1, START_UTC_MS + second * 1000, samples)] }))
    writer.fold(START_UTC_MS)
  }
  writer.close()
  return key.hex
}

describe('verify', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('finds nothing wrong with a good record', () =>
    withFolder((folder) => {
      makeRecord(folder)
      expect(verifyStore(openOptions(folder))).toEqual({
        ok: true,
        blocks: { good: MINUTES, bad: 0 },
        gaps: 0,
        audit: { rows: 0, ok: true },
        findings: [],
        notices: [expect.stringMatching(/beside the data/)],
      })
    }))

  it('names a block whose content does not fit its checksum, and the others stay readable', () =>
    withFolder((folder) => {
      const keyHex = makeRecord(folder)
      const connection = connect(storePaths(folder), keyHex, 'writer')
      const payload = connection.prepare('SELECT payload FROM block WHERE id = 2').pluck().get()
      if (!(payload instanceof Uint8Array)) throw new Error('no block')
      payload[500] = (payload[500] ?? 0) ^ 4
      connection.prepare('UPDATE block SET payload = ? WHERE id = 2').run(payload)
      connection.close()
      const report = verifyStore(openOptions(folder))
      expect(report.blocks).toEqual({ good: MINUTES - 1, bad: 1 })
      expect(report.findings).toEqual([
        expect.stringMatching(/^Wave block 2 of channel 1 from 2026-01-05T08:01:15.000Z is damaged\.$/),
      ])
      const { reader } = openStoreReader(openOptions(folder))
      const pieces = reader.waves(1, 0, Number.MAX_SAFE_INTEGER)
      expect(pieces.map((piece) => piece.samples.length / 250)).toEqual([75, 4 * 75])
      reader.close()
    }))

  it('names a block that is longer than any that the station makes', () =>
    withFolder((folder) => {
      const connection = connect(storePaths(folder), makeRecord(folder), 'writer')
      const fromUtcMs = START_UTC_MS + DAY_MS
      const piece = pieceAt(1, fromUtcMs, new Int16Array(150 * RATE_HZ))
      const place = {
        subject: IN_THE_CLEAR,
        channel: 1,
        from_utc_ms: fromUtcMs,
        to_utc_ms: fromUtcMs + 150_000,
        samples: piece.samples.length,
      }
      const payload = encodeBlock([piece], RATE_HZ)
      connection
        .prepare(queries.insertBlock)
        .run(1, place.from_utc_ms, place.to_utc_ms, place.samples, place.subject, payload)
      connection.close()
      expect(verifyStore(openOptions(folder)).findings).toEqual([
        expect.stringMatching(/^Wave block 7 of channel 1 from \S+ spans more than two minutes: /),
      ])
    }))

  it('names what a damaged page costs and reads the rest', () =>
    withFolder((folder) => {
      const connection = connect(storePaths(folder), makeRecord(folder), 'reader')
      const page = connection
        .prepare(`SELECT max(pageno) FROM dbstat WHERE name = 'block' AND pagetype = 'overflow'`)
        .pluck()
        .get()
      connection.close()
      damagePage(folder, Number(page) - 1)
      const report = verifyStore(openOptions(folder))
      expect(report.ok).toBe(false)
      expect(report.findings.length).toBeGreaterThan(0)
      expect(report.blocks.good + report.blocks.bad).toBe(MINUTES)
      expect(report.blocks.good).toBeGreaterThanOrEqual(MINUTES - 1)
      const { reader } = openStoreReader(openOptions(folder))
      const readable = reader.waves(1, 0, Number.MAX_SAFE_INTEGER)
      const seconds = readable.reduce((sum, piece) => sum + piece.samples.length, 0) / 250
      expect(seconds).toBe(report.blocks.good * FOLD_ROWS)
      reader.close()
    }))

  it('counts a lost block', () =>
    withFolder((folder) => {
      const keyHex = makeRecord(folder)
      const connection = connect(storePaths(folder), keyHex, 'writer')
      connection.exec('DELETE FROM block WHERE id = 3')
      connection.close()
      const report = verifyStore(openOptions(folder))
      expect(report.blocks).toEqual({ good: MINUTES - 1, bad: 1 })
      expect(report.findings).toEqual(['Wave block 3 is missing.'])
    }))
})
