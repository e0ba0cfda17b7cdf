import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bleHealth } from '../../drivers/ble-health/driver.ts'
import { lineOf } from '../../drivers/ble-health/line.ts'
import type { Driver } from '../../drivers/driver.ts'
import { withShared } from '../../resources/testing/with-shared.ts'
import { RHYTHM_FIGURES_VERSION } from '../ipc/rhythm-figures.ts'
import { commandOf } from './engine.ts'
import { encodeVcapHeader, encodeVcapRecord } from './link/vcap.ts'
import { openStation, pass } from './testing/manual-station.ts'
import { ManualTime } from './testing/manual-time.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const RECORDS = 'waveforms/rr-rhythm'
const AF_TEXT = 'Vigil analysis: possible AF'
const MS_PER_S = 1_000
/** A strap tells distances in 1/1024 s. */
const TICKS_PER_S = 1_024
/** Long enough for three windows of 64 beats, of which each moves by 32. */
const PLAYED_S = 180
/** Each second waits for the store: some seconds alone, and a shared machine may be ten times slower. */
const SLOW_MS = 120_000

/** What a strap notifies once a second: the rate, and the distances since the last second (Heart Rate Measurement). */
function notification(distances: readonly number[]): Uint8Array {
  const mean = distances.reduce((sum, one) => sum + one, 0) / Math.max(1, distances.length)
  const ticks = distances.flatMap((seconds) => {
    const whole = Math.round(seconds * TICKS_PER_S)
    return [whole & 0xff, whole >> 8]
  })
  const rate = distances.length === 0 ? 60 : Math.min(255, Math.round(60 / mean))
  const hex = Buffer.from([0x16, rate, ...ticks]).toString('hex')
  const json = JSON.stringify({ mac: 'C0:FF:EE:00:00:01', svc: '180D', chr: '2a37', hex })
  return new TextEncoder().encode(`${lineOf(json)}\r\n`)
}

/** A capture of a strap whose beats are those of a record, once a second; seconds of `hole` never arrive. */
function capture(file: string, beats: readonly number[], hole: readonly [number, number] = [0, 0]): void {
  const [first = 0] = beats
  const pieces = [
    encodeVcapHeader({ startUtcMs: Date.UTC(2026, 0, 1), simulated: false, driver: 'ble-health' }),
  ]
  for (let second = 1; second <= PLAYED_S; second++) {
    const distances = beats.flatMap((at, index) => {
      const before = beats[index - 1]
      const isNow = Math.ceil(at - first) === second
      return isNow && before !== undefined ? [at - before] : []
    })
    if (second >= hole[0] && second < hole[1]) continue
    pieces.push(
      encodeVcapRecord({ kind: 'received', atMs: second * MS_PER_S, bytes: notification(distances) }),
    )
  }
  writeFileSync(file, Buffer.concat(pieces))
}

/** Plays it on a bed of an adult on a station that has switched the finding on. Out: every second in which it stood. */
async function secondsOfAf(
  beats: readonly number[],
  { hole, isAdult = true }: { readonly hole?: readonly [number, number]; readonly isAdult?: boolean } = {},
): Promise<readonly number[]> {
  const folder = temporaryFolder()
  const file = `${folder}/strap.vcap`
  capture(file, beats, hole)
  const time = new ManualTime()
  const engine = await openStation({
    folder,
    time,
    link: `replay:${file}`,
    driver: bleHealth as Driver,
  })
  const command = commandOf(engine)
  await command('session.signIn', { initials: 'AB' })
  await command('rhythm.set', {
    kind: 'atrialFibrillation',
    priority: 'low',
    figures: RHYTHM_FIGURES_VERSION,
  })
  await command('alarm.setAgeClass', {
    bed: 'b1',
    ageClass: isAdult ? 'adult' : 'paediatric',
    replaces: null,
  })
  const standing: number[] = []
  for (let second = 1; second < PLAYED_S; second++) {
    await pass(engine, time, MS_PER_S)
    const alarm = engine.beds()[0]?.alarms.find(({ text, state }) => text === AF_TEXT && state === 'active')
    if (alarm !== undefined) standing.push(second)
    if (alarm !== undefined) expect(alarm).toMatchObject({ priority: 'low', source: 'vigil' })
  }
  await engine.close()
  return standing
}

function beatsOf(file: string, column: (row: readonly string[]) => number, from = 0): readonly number[] {
  const rows = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(1)
  return rows.map((row) => column(row.split(','))).slice(from, from + 2 * PLAYED_S * 3)
}

describe('a chest strap, from its notifications to the alarm', () => {
  withShared(
    `${RECORDS}/vitaldb-arrdb/2428.csv.gz`,
    'tells fibrillation of a real heart by distances alone, and ends it when notifications are lost',
    async (file) => {
      const beats = beatsOf(file, ([seconds]) => Number(seconds))
      const whole = await secondsOfAf(beats)
      expect(whole.length).toBeGreaterThan(20)
      expect(whole.at(-1)).toBe(PLAYED_S - 1)
      const [first = 0] = whole
      const withHole = await secondsOfAf(beats, { hole: [first + 5, first + 15] })
      expect(withHole).toContain(first + 2)
      // Distances that never came are no distances: all is sought anew, and the rest is too short for three windows.
      expect(withHole.filter((second) => second > first + 12)).toEqual([])
    },
    SLOW_MS,
  )

  withShared(
    `${RECORDS}/nsr004.csv.gz`,
    'says nothing of a healthy heart',
    async (file) => {
      expect(await secondsOfAf(beatsOf(file, ([sample]) => Number(sample) / 128))).toEqual([])
    },
    SLOW_MS,
  )

  withShared(
    `${RECORDS}/vitaldb-arrdb/2428.csv.gz`,
    'says nothing of anybody who is no adult',
    async (file) => {
      const beats = beatsOf(file, ([seconds]) => Number(seconds))
      expect(await secondsOfAf(beats, { isAdult: false })).toEqual([])
    },
    SLOW_MS,
  )

  it('needs no wave: the driver has none', () => {
    expect(bleHealth.channels.every(({ kind }) => kind === 'numeric')).toBe(true)
  })
})
