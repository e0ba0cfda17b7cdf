import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import type { Numeric, Wave } from '../model/measurement.ts'
import { hex } from './channels.ts'
import { NUMERICS } from './numeric-codes.ts'
import { validityOf } from './numerics.ts'
import { Listener } from './testing/listener.ts'
import { WAVES } from './wave-codes.ts'

/** The independent decode beside each recording. */
interface Expected {
  readonly bytes: number
  readonly frames: number
  readonly crc_ok: number
  readonly numerics: Readonly<
    Record<
      string,
      {
        readonly physio: string
        readonly label: string
        readonly handle: number
        readonly unit_sym: string
        readonly states: Readonly<Record<string, number>>
        readonly n: number
        readonly min: number | null
        readonly max: number | null
      }
    >
  >
  readonly waves: Readonly<
    Record<
      string,
      {
        readonly physio: string
        readonly label: string
        readonly arrays: number
        readonly bytes_per_array: Readonly<Record<string, number>>
        readonly sample_period_1_8ms: number
        readonly first8: readonly number[]
      }
    >
  >
  readonly alerts: Readonly<Record<string, number>>
  readonly linked: Readonly<Record<string, number>>
  readonly mds_create: Readonly<Record<string, string>>
}

const FOLDER = 'protocols/captures/philips_intellivue/mp70_rs232'
/** The largest recording takes a third of a second alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000

const nameOf = (rows: readonly (readonly [number, number, string, ...unknown[]])[], physio: string) =>
  rows.find((row) => hex(row[1]) === physio)?.[2]

function checkNumerics(expected: Expected, numerics: readonly Numeric[]): void {
  const want = Object.values(expected.numerics)
    .map(({ physio, n, min, max, states }) => ({
      name: nameOf(NUMERICS, physio),
      n,
      min,
      max,
      demo: Object.entries(states).reduce(
        (sum, [state, count]) => sum + (validityOf(Number.parseInt(state, 16)) === 'demo' ? count : 0),
        0,
      ),
    }))
    .sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))
  const byKey = new Map<string, Numeric[]>()
  for (const one of numerics) byKey.set(one.channel.key, [...(byKey.get(one.channel.key) ?? []), one])
  const got = [...byKey.values()]
    .map((list) => {
      const values = list.flatMap(({ value }) => (value === null ? [] : [value]))
      return {
        name: list[0]?.channel.vendor,
        n: list.length,
        min: values.length === 0 ? null : Math.min(...values),
        max: values.length === 0 ? null : Math.max(...values),
        demo: list.filter(({ validity }) => validity === 'demo').length,
      }
    })
    .sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))
  expect(got).toEqual(want)
}

function checkWaves(expected: Expected, waves: readonly Wave[]): void {
  for (const want of Object.values(expected.waves)) {
    const name = nameOf(WAVES, want.physio)
    const chunks = waves.filter(({ channel }) => channel.vendor === name)
    const samples = Object.entries(want.bytes_per_array).reduce(
      (sum, [bytes, n]) => sum + (Number(bytes) / 2) * n,
      0,
    )
    expect({
      name,
      arrays: chunks.length,
      samples: chunks.reduce((sum, chunk) => sum + chunk.samples.length, 0),
      rateHz: chunks[0]?.channel.rateHz,
      first8: [...(chunks[0]?.samples.subarray(0, 8) ?? [])],
    }).toEqual({
      name,
      arrays: want.arrays,
      samples,
      rateHz: 8000 / want.sample_period_1_8ms,
      first8: want.first8,
    })
  }
}

function alertTexts(expected: Expected): Set<string> {
  return new Set(Object.keys(expected.alerts).map((entry) => (/text='(.*)'$/.exec(entry)?.[1] ?? '').trim()))
}

withShared(
  FOLDER,
  'decodes every recording to the expected frames, numbers, waves and alarms',
  (folder) => {
    const files = readdirSync(folder).filter((name) => name.startsWith('dd_'))
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      const expected = JSON.parse(readFileSync(join(folder, 'expected', `${file}.json`), 'utf8')) as Expected
      const bytes = readFileSync(join(folder, file))
      expect(bytes.length, file).toBe(expected.bytes)
      const { said, decoder } = new Listener().hearAll(bytes)
      const { skippedBytes, ...frames } = decoder.counts
      expect(frames, file).toEqual({
        good: expected.frames,
        checksum: 0,
        length: 0,
        short: 0,
        escape: 0,
        partial: 0,
      })
      // A time stamp of 23 characters before each frame.
      expect(skippedBytes, file).toBeGreaterThanOrEqual(23 * expected.frames)
      checkNumerics(
        expected,
        said.filter((one) => one.type === 'numeric'),
      )
      checkWaves(
        expected,
        said.filter((one) => one.type === 'wave'),
      )
      const texts = new Set(said.flatMap((one) => (one.type === 'alert' ? [one.text] : [])))
      expect(texts, file).toEqual(alertTexts(expected))
    }
  },
  SLOW_MS,
)
