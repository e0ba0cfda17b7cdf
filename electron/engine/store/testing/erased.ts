import { expect } from 'vitest'
import { connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'
import { openStoreReader } from '../open/open.ts'
import { rawPages, storedFloat } from './raw-file.ts'
import { keyIn } from './record-keys.ts'
import { openOptions, RATE_HZ, START_UTC_MS } from './samples.ts'
import {
  LEFT_FROM,
  NUMBER,
  STAY_S,
  STAYS_FROM,
  sampleAt,
  valueAt,
  WAVE,
  WHO_LEFT,
  WHO_STAYS,
} from './two-patients.ts'

export const ALL = [0, Number.MAX_SAFE_INTEGER] as const

/** Number of the first patient of two-patients.ts. */
export function leftSubject(folder: string): number {
  const connection = connect(storePaths(folder), keyIn(folder), 'reader')
  const subject = connection.prepare(`SELECT subject FROM binding ORDER BY id LIMIT 1`).pluck().get()
  connection.close()
  return Number(subject)
}

/** What is left of the samples and numbers of one bed. */
export function content(folder: string) {
  const { reader } = openStoreReader(openOptions(folder))
  try {
    return {
      waves: reader.waves(WAVE, ...ALL),
      numbers: reader.numerics(NUMBER, ...ALL),
      alerts: reader.alerts('b1', ...ALL).map(({ atUtcMs }) => atUtcMs),
      stays: reader.bindings('b1').map(({ patient }) => patient),
      audit: reader.auditRows(),
      erasures: reader.erasures(),
      gaps: reader.gaps('b1', ...ALL),
    }
  } finally {
    reader.close()
  }
}

/** Everything of the patient who left is gone, everything else is there to the last sample. */
export function expectLeftGone(folder: string): void {
  const { audit, ...left } = content(folder)
  const seconds = [...Array(STAY_S).keys(), ...Array.from({ length: STAY_S }, (_, i) => i + 2 * STAY_S)]
  expect(left.numbers.map(({ value }) => value)).toEqual(seconds.map(valueAt))
  const samples = left.waves.flatMap((piece) => [...piece.samples])
  const expected = seconds.flatMap((second) =>
    Array.from({ length: RATE_HZ }, (_, index) => sampleAt(second * RATE_HZ + index)),
  )
  expect(samples).toEqual(expected)
  expect(left.alerts).toEqual([START_UTC_MS, STAYS_FROM])
  expect(left.stays).toEqual([WHO_STAYS])
  expect(JSON.stringify(left)).not.toContain(WHO_LEFT.id)
  expect(JSON.stringify(audit)).not.toContain(WHO_LEFT.id)
  expect(JSON.stringify(audit)).toContain(WHO_STAYS.id)
  expect(left.gaps).toContainEqual(
    expect.objectContaining({ channel: null, fromUtcMs: LEFT_FROM, toUtcMs: STAYS_FROM, cause: 'erased' }),
  )
}

/** The proof, made without the store: no key, no identifier, no value in any page. */
export function expectNothingInPages(folder: string, keys: ReadonlyMap<number, Buffer>, gone: number): void {
  const pages = rawPages(folder, keyIn(folder))
  for (const [subject, key] of keys) expect(pages.includes(key), `key ${subject}`).toBe(subject !== gone)
  expect(pages.includes(WHO_LEFT.id)).toBe(false)
  for (let second = 0; second < 3 * STAY_S; second++) {
    const isAda = second >= STAY_S && second < 2 * STAY_S
    expect(pages.includes(storedFloat(valueAt(second))), `value of second ${second}`).toBe(!isAda)
  }
}
