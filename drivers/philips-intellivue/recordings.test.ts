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

/** Parts that are missing in the recording itself: sets of four linked parts and the result that ends them. */
const LOST: Readonly<Record<string, number>> = {
  'log.serial_everything2': 20,
  log_saved: 1,
  log_serial_every: 11,
  log_serial_every2: 4,
}

withShared(
  FOLDER,
  'H6 counts every linked part that a recording lacks, and nothing where none is lacking',
  (folder) => {
    for (const file of readdirSync(folder).filter((name) => name.startsWith('dd_'))) {
      const listener = new Listener().hearAll(readFileSync(join(folder, file)))
      const lost = LOST[file.replace('dd_intellivue_mp70_response.', '')]
      expect(listener.faults(), file).toEqual(lost === undefined ? {} : { lostFrame: lost })
    }
  },
  SLOW_MS,
)

withShared(
  `${FOLDER}/dd_intellivue_mp70_response.log_saved`,
  'gives the same output however a recording is cut',
  (path) => {
    const bytes = readFileSync(path)
    const whole = new Listener().hearAll(bytes)
    for (const size of [1, 7, 64]) expect(new Listener().hearAll(bytes, size).said).toEqual(whole.said)
  },
  SLOW_MS,
)

withShared(
  `${FOLDER}/dd_intellivue_mp70_response.log.serial_05192014_demo_data`,
  'reads identity, clock, scale and pacer marks of a real MP70, and demo stays demo',
  (path) => {
    const { said } = new Listener().hearAll(readFileSync(path))
    const fields = Object.assign({}, ...said.flatMap((one) => (one.type === 'identity' ? [one.fields] : [])))
    expect(fields).toEqual({ model: 'M8007A', serial: 'DE843A1664', software: 'J.10.26', patientId: '' })
    const numerics = said.filter((one) => one.type === 'numeric')
    expect(numerics.some(({ validity }) => validity === 'good')).toBe(false)
    expect(numerics[0]?.deviceMs).toBeGreaterThan(Date.UTC(2014, 4, 19, 15, 32))
    expect(numerics.at(-1)?.deviceMs).toBeLessThan(Date.UTC(2014, 4, 19, 15, 36))
    const waves = said.filter((one) => one.type === 'wave')
    const physical = (id: string) => {
      const all = waves.filter(({ channel }) => channel.id === id)
      const channel = all[0]?.channel
      const values = all
        .flatMap(({ samples }) => [...samples])
        .map((raw) => raw * (channel?.gain ?? 0) + (channel?.offset ?? 0))
      return { unit: channel?.unit, min: Math.min(...values), max: Math.max(...values) }
    }
    // The numbers beside it say 28 over 15.
    expect(physical('MDC_PRESS_BLD_ART_PULM')).toMatchObject({ unit: 'mm[Hg]', max: 28 })
    expect(physical('MDC_PRESS_BLD_ART_PULM').min).toBeCloseTo(15.4, 1)
    // The number beside it says 30.
    expect(physical('MDC_AWAY_CO2').max).toBeCloseTo(30, 6)
    expect(physical('MDC_ECG_ELEC_POTL_II')).toMatchObject({ unit: 'mV' })
    expect(physical('MDC_ECG_ELEC_POTL_II').max).toBeCloseTo(2, 6)
    expect(waves.some(({ marks }) => marks.some(({ kind }) => kind === 'pace'))).toBe(true)
    expect(waves.some(({ marks }) => marks.some(({ kind }) => kind === 'gap'))).toBe(false)
  },
  SLOW_MS,
)

withShared('protocols/examples/philips_rs232_frames.txt', 'decodes every complete example frame', (path) => {
  const frames = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.startsWith('c0'))
    .map((line) => Uint8Array.from(Buffer.from(line, 'hex')))
  expect(frames.length).toBeGreaterThanOrEqual(15)
  const listener = new Listener()
  for (const frame of frames) listener.decoder.push(frame, 0)
  expect(listener.decoder.counts).toMatchObject({ good: frames.length, checksum: 0, length: 0, escape: 0 })
  expect(listener.said.some((one) => one.type === 'numeric' && one.value === 60)).toBe(true)
})

withShared(
  'protocols/captures/philips_intellivue/pcap_udp/rs232_framed.derived.txt',
  'decodes another monitor with other software: every message of the monitor but one of enumerations',
  (path) => {
    const listener = new Listener()
    let frames = 0
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const [, direction, , payload] = line.trim().split(' ')
      if (direction !== 'M' || payload === undefined) continue
      frames++
      listener.decoder.push(Uint8Array.from(Buffer.from(payload, 'hex')), 0)
    }
    expect(listener.decoder.counts.good).toBe(frames)
    const numbers = listener.said.filter((one) => one.type === 'numeric')
    expect(numbers.length).toBeGreaterThan(0)
    // The one answer about enumerations, which are not asked for.
    expect(listener.faults()).toEqual({ unknownRecord: 1 })
  },
  SLOW_MS,
)
