import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyStore } from '../check/verify.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  pieceAt,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../testing/samples.ts'
import { sendThrough } from '../testing/sent-message.ts'
import type { StoredWave } from '../types.ts'
import { FOLD_ROWS } from './fold.ts'

const CHANNELS = [announced(1, waveChannel('ii')), announced(2, numericChannel('hr'))]
/** Few samples a second: what is tested does not depend on it, the time it takes does. */
const SLOW_RATE_HZ = 25
const SAMPLE_MS = 1000 / SLOW_RATE_HZ

/** Time and value of every sample that is data. */
function samplesIn(pieces: readonly StoredWave[]): Map<number, number> {
  const samples = new Map<number, number>()
  for (const piece of pieces) {
    piece.samples.forEach((value, index) => {
      const missing = piece.missing.some((run) => index >= run.start && index < run.start + run.length)
      if (!missing) samples.set(Math.round(piece.startUtcMs + index * SAMPLE_MS), value)
    })
  }
  return samples
}

describe('writer and reader', { timeout: DISK_TEST_TIMEOUT_MS }, () => {
  it('H14 give every sample back, from journal and blocks alike, cut to the range', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      writer.record(secondOf({ channels: [announced(1, waveChannel('ii', SLOW_RATE_HZ))] }))
      const seconds = 2 * FOLD_ROWS + 20
      const written = new Map<number, number>()
      for (let second = 0; second < seconds; second++) {
        // Every fortieth second nothing comes: a hole that must stay one.
        if (second % 40 === 39) continue
        const startUtcMs = START_UTC_MS + second * 1000
        const samples = Array.from(
          { length: SLOW_RATE_HZ },
          (_, index) => ((second * 7919 + index * 31) % 4001) - 2000,
        )
        const missing = second % 10 === 3 ? [{ start: 2, length: 3 }] : []
        const piece = { ...pieceAt(1, startUtcMs, samples), missing }
        for (const [at, value] of samplesIn([piece])) written.set(at, value)
        writer.record(secondOf({ waves: [piece] }))
        writer.fold(startUtcMs)
      }
      expect(samplesIn(reader.waves(1, 0, Number.MAX_SAFE_INTEGER))).toEqual(written)
      const { good, bad } = verifyStore(openOptions(folder)).blocks
      expect({ good, bad }).toEqual({ good: 2, bad: 0 })
      fc.assert(
        fc.property(fc.nat(seconds * 1000), fc.nat(90_000), (offsetMs, lengthMs) => {
          const from = START_UTC_MS + offsetMs
          const to = from + lengthMs
          const wanted = [...written].filter(([at]) => at >= from && at < to)
          expect(samplesIn(reader.waves(1, from, to))).toEqual(new Map(wanted))
        }),
        { numRuns: 40 },
      )
      reader.close()
      writer.close()
    }))

  it('give numbers by the time the device measured them, beside the times of arrival, which stay', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const AHEAD_MS = 192_000
      const row = (measuredMs: number, arrivedMs: number) => ({
        ...numericAt(2, START_UTC_MS + arrivedMs, measuredMs),
        deviceMs: START_UTC_MS + measuredMs + AHEAD_MS,
      })
      const clocks = [0, 10_000].map((afterMs) => ({
        bed: 'b1',
        link: 'serial:COM3',
        atUtcMs: START_UTC_MS + afterMs,
        deviceMs: START_UTC_MS + afterMs + AHEAD_MS,
      }))
      writer.record(
        secondOf({ channels: CHANNELS, clocks, numerics: [row(1_000, 9_000), row(3_000, 3_000)] }),
      )
      // A clock set back that meets a reading of the same millisecond leaves it as it is.
      writer.record(secondOf({ clocks: clocks.map((clock) => ({ ...clock, deviceMs: 0 })) }))
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.clocks('b1', 0, Number.MAX_SAFE_INTEGER)).toEqual(clocks)
      const corrected = reader.correctedNumerics(2, START_UTC_MS, START_UTC_MS + 5_000)
      expect(
        corrected.map((one) => [one.correctedUtcMs, one.atUtcMs].map((at) => at - START_UTC_MS)),
      ).toEqual([
        [1_000, 9_000],
        [3_000, 3_000],
      ])
      expect(reader.correctedNumerics(7, START_UTC_MS, START_UTC_MS + 5_000)).toEqual([])
      reader.close()
      writer.close()
    }))

  it('keep two values of the same instant, before and after the fold, in order', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      writer.record(secondOf({ channels: CHANNELS }))
      const values: number[] = []
      for (let round = 0; round < FOLD_ROWS + 5; round++) {
        const numerics = [numericAt(2, START_UTC_MS, round), numericAt(2, START_UTC_MS, round + 0.5)]
        values.push(round, round + 0.5)
        writer.record(secondOf({ numerics, waves: [pieceAt(1, START_UTC_MS + round * 1000, [1, 2])] }))
        writer.fold(START_UTC_MS)
      }
      const read = reader.numerics(2, START_UTC_MS, START_UTC_MS + 1)
      expect(read.map((numeric) => numeric.value)).toEqual(values)
      expect(read[0]).toEqual(numericAt(2, START_UTC_MS, 0))
      expect(reader.numerics(2, START_UTC_MS + 1, START_UTC_MS + 2)).toEqual([])
      reader.close()
      writer.close()
    }))

  it('give numbers, times and validity back as they were', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      const numeric = fc.record({
        channel: fc.constant(2),
        atUtcMs: fc.integer({ min: START_UTC_MS, max: START_UTC_MS + 1e6 }),
        measuredUtcMs: fc.integer({ min: START_UTC_MS - 1e6, max: START_UTC_MS + 1e6 }),
        deviceMs: fc.option(fc.integer({ min: -1e15, max: 1e15 })),
        value: fc.double({ noNaN: true }),
        validity: fc.constantFrom('good', 'questionable', 'demo', 'invalid', 'off'),
      })
      fc.assert(
        fc.property(fc.array(numeric, { maxLength: 20 }), (raw) => {
          const numerics = raw.map((one) => {
            const withheld = one.validity === 'invalid' || one.validity === 'off'
            return { ...one, value: withheld ? null : one.value } as const
          })
          // Each run has a channel of its own, so that runs do not see each other's rows.
          const channel = reader.channels().length + 1
          const own = numerics.map((one) => ({ ...one, channel }))
          writer.record(
            secondOf({ channels: [announced(channel, numericChannel(`n${channel}`))], numerics: own }),
          )
          const read = reader.numerics(channel, 0, Number.MAX_SAFE_INTEGER)
          const sorted = own.toSorted((a, b) => a.measuredUtcMs - b.measuredUtcMs)
          expect(read).toEqual(sorted)
        }),
        { numRuns: 50 },
      )
      reader.close()
      writer.close()
    }))

  it('extend a gap that goes on instead of adding rows', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      const gap = { bed: 'b1', channel: null, fromUtcMs: START_UTC_MS, cause: 'unplugged' } as const
      for (let second = 1; second <= 3; second++) {
        const toUtcMs = START_UTC_MS + second * 1000
        writer.record(secondOf({ gaps: [{ ...gap, toUtcMs, evidence: `${second}` }] }))
      }
      expect(reader.gaps('b1', START_UTC_MS, START_UTC_MS + 1)).toEqual([
        { ...gap, toUtcMs: START_UTC_MS + 3000, evidence: '3' },
      ])
      expect(reader.gaps('b1', 0, START_UTC_MS)).toEqual([])
      writer.record(secondOf({ gaps: [{ ...gap, toUtcMs: START_UTC_MS + 2700, evidence: '' }] }))
      expect(reader.gaps('b1', 0, Number.MAX_SAFE_INTEGER)[0]?.toUtcMs).toBe(START_UTC_MS + 2700)
      expect(reader.gaps('b2', 0, Number.MAX_SAFE_INTEGER)).toEqual([])
      reader.close()
      writer.close()
    }))

  it('keep beds, stays, deliveries, alerts and clocks', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      const bed = { bed: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:', options: '{}' }
      writer.saveBed({ ...bed, label: 'Old' })
      writer.saveBed(bed)
      writer.saveBed({ ...bed, bed: 'b2' })
      writer.removeBed('b2')
      expect(reader.beds()).toEqual([bed])
      const patient = { id: '12345', authority: 'HOSP' }
      writer.bind('b1', patient, START_UTC_MS)
      writer.bind('b1', { ...patient, id: '6' }, START_UTC_MS + 5)
      writer.bind('b1', null, START_UTC_MS + 9)
      expect(reader.bindings('b1').map((stay) => [stay.patient.id, stay.toUtcMs])).toEqual([
        ['12345', START_UTC_MS + 5],
        ['6', START_UTC_MS + 9],
      ])
      const delivery = {
        controlId: 'V1',
        destination: 'his',
        bed: 'b1',
        atUtcMs: START_UTC_MS,
        outcome: 'delivered',
        detail: 'AA',
      }
      sendThrough(writer, delivery)
      expect(reader.deliveries()).toEqual([delivery])
      const alert = {
        bed: 'b1',
        atUtcMs: START_UTC_MS,
        phase: 'start',
        priority: 'high',
        kind: 'physiological',
        text: 'ASYSTOLE',
      } as const
      const clock = {
        bed: 'b1',
        atUtcMs: START_UTC_MS,
        deviceMs: START_UTC_MS - 7,
        link: 'tcp:10.0.0.5:4001',
      }
      writer.record(secondOf({ alerts: [alert], clocks: [clock] }))
      expect(reader.alerts('b1', START_UTC_MS, START_UTC_MS + 1)).toEqual([alert])
      expect(reader.clocks('b1', 0, START_UTC_MS)).toEqual([])
      expect(reader.clocks('b1', START_UTC_MS, START_UTC_MS + 1)).toEqual([clock])
      expect(reader.span('b1')).toBeNull()
      reader.close()
      writer.close()
    }))

  it('store a second that is sent twice once, and one that names an unknown channel not at all', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      const numerics = [numericAt(2, START_UTC_MS, 70)]
      const first = secondOf({ channels: CHANNELS, numerics, sequence: { session: 'a', number: 1 } })
      const second = secondOf({ numerics, sequence: { session: 'a', number: 2 } })
      for (const one of [first, second, first, second]) writer.record(one)
      expect(reader.numerics(2, 0, Number.MAX_SAFE_INTEGER)).toHaveLength(2)
      expect(() => writer.record(secondOf({ numerics: [numericAt(9, START_UTC_MS, 1)] }))).toThrow(TypeError)
      expect(reader.numerics(9, 0, Number.MAX_SAFE_INTEGER)).toEqual([])
      reader.close()
      writer.close()
      writer.close()
    }))

  it('keep blocks short when the PC clock jumps, so that every minute is found', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      writer.record(secondOf({ channels: CHANNELS }))
      const year = 365 * 86_400_000
      for (let second = 0; second < FOLD_ROWS; second++) {
        const startUtcMs = START_UTC_MS + second * 1000 - (second > 30 ? year : 0)
        writer.record(secondOf({ waves: [pieceAt(1, startUtcMs, [second])] }))
      }
      writer.fold(START_UTC_MS)
      expect(verifyStore(openOptions(folder)).blocks.good).toBe(2)
      const at = START_UTC_MS - year + 40_000
      expect(reader.waves(1, at, at + 1)[0]?.samples).toEqual(Int16Array.of(40))
      expect(reader.waves(1, START_UTC_MS + 5000, START_UTC_MS + 5001)[0]?.samples).toEqual(Int16Array.of(5))
      reader.close()
      writer.close()
    }))

  it('keep blocks short where a stalled disk held minutes back, to the last sample', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      writer.record(secondOf({ channels: [announced(1, waveChannel('ii', SLOW_RATE_HZ))] }))
      const samples = Array.from({ length: 400 * SLOW_RATE_HZ }, (_, index) => ((index * 7919) % 4001) - 2000)
      const held = { ...pieceAt(1, START_UTC_MS, samples), missing: [{ start: 2_990, length: 30 }] }
      const written = [...samplesIn([held])]
      writer.record(secondOf({ waves: [held] }))
      for (let row = 1; row < FOLD_ROWS; row++) {
        const next = pieceAt(1, START_UTC_MS + (400 + row) * 1000, [row])
        written.push(...samplesIn([next]))
        writer.record(secondOf({ waves: [next] }))
      }
      writer.fold(START_UTC_MS)
      expect(verifyStore(openOptions(folder))).toMatchObject({ ok: true, blocks: { good: 4, bad: 0 } })
      fc.assert(
        fc.property(fc.nat(480_000), fc.nat(300_000), (offsetMs, lengthMs) => {
          const from = START_UTC_MS + offsetMs
          const wanted = written.filter(([at]) => at >= from && at < from + lengthMs)
          expect(samplesIn(reader.waves(1, from, from + lengthMs))).toEqual(new Map(wanted))
        }),
        { numRuns: 40 },
      )
      reader.close()
      writer.close()
    }))
})
