import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { DelimitedFramer } from '../framing/delimited.ts'
import { LOCK_NEEDS } from '../framing/lock.ts'
import { EpisodicFilter } from '../model/episodic.ts'
import type { Measurement } from '../model/measurement.ts'
import { DecodeSummary } from '../summary.ts'
import { fieldPlansByClass } from './channels.ts'
import { CLASSES } from './codes.ts'
import { driFormat } from './record.ts'
import { Listener } from './testing/records.ts'

/** The independent decode beside each recording. */
interface Expected {
  readonly file: string
  readonly bytes: number
  readonly counts: Readonly<Record<string, number>>
  readonly values_ever_nonzero: Readonly<
    Record<
      string,
      {
        readonly n: number
        readonly valid: number
        readonly first_valid: number
        readonly last_valid: number
        readonly min: number
        readonly max: number
      }
    >
  >
  readonly always_zero_or_invalid: readonly string[]
  readonly waves?: Readonly<
    Record<
      string,
      {
        readonly subrecords: number
        readonly samples: number
        readonly gap: number
        readonly min: number | null
        readonly max: number | null
        readonly ctrl_codes: Readonly<Record<string, number>>
        readonly first16: readonly number[]
      }
    >
  >
}

const FOLDER = 'protocols/captures/ge_s5_dri'
/** The largest recording takes half a second alone; a shared machine may be ten times slower. */
const SLOW_MS = 30_000

/** Groups whose header says "not active" in that recording, although the independent decode lists their bytes. */
const INACTIVE: Readonly<Record<string, readonly string[]>> = {
  carescape_raw: ['basic.nmt', 'ext2.eeg2'],
  lnhealth_s5: ['ext2.eeg2'],
}

function decode(bytes: Uint8Array) {
  const listener = new Listener()
  listener.hear(bytes)
  listener.decoder.end(0)
  return listener
}

const divisors = new Map(
  CLASSES.flatMap((className) => fieldPlansByClass[className]).map((plan) => [
    `${plan.className}.${plan.group.name}.${plan.field.name}`,
    plan.field.divisor,
  ]),
)

function rawsByField(said: readonly Measurement[]): Map<string, (number | null)[]> {
  const fields = new Map<string, (number | null)[]>()
  for (const one of said) {
    if (one.type !== 'numeric') continue
    const name = one.channel.vendor
    const raws = fields.get(name) ?? []
    raws.push(one.value === null ? null : Math.round(one.value * (divisors.get(name) ?? Number.NaN)))
    fields.set(name, raws)
  }
  return fields
}

function checkAgainst(expected: Expected, bytes: Uint8Array, inactive: readonly string[]): void {
  expect(bytes.length).toBe(expected.bytes)
  const { said, decoder } = decode(bytes)
  const { counts } = decoder
  expect(counts).toMatchObject({
    good: expected.counts.good,
    checksum: expected.counts.checksum_bad ?? 0,
    short: expected.counts['short(<41 bytes)'] ?? 0,
    length: expected.counts['len_mismatch(checksum accidentally ok)'] ?? 0,
    escape: 0,
    skippedBytes: 0,
  })
  const fields = rawsByField(said)
  const isInactive = (name: string) => inactive.some((group) => name.startsWith(`${group}.`))
  for (const [name, want] of Object.entries(expected.values_ever_nonzero)) {
    const raws = fields.get(name) ?? []
    if (isInactive(name)) {
      expect({ name, n: raws.length }).toEqual({ name, n: 0 })
      continue
    }
    const valid = raws.filter((raw) => raw !== null)
    expect({
      name,
      n: raws.length,
      valid: valid.length,
      first_valid: valid[0],
      last_valid: valid.at(-1),
      min: Math.min(...valid),
      max: Math.max(...valid),
    }).toEqual({
      name,
      n: want.n,
      valid: want.valid,
      first_valid: want.first_valid,
      last_valid: want.last_valid,
      min: want.min,
      max: want.max,
    })
  }
  for (const name of expected.always_zero_or_invalid) {
    const values = new Set(fields.get(name) ?? [])
    values.delete(null)
    values.delete(0)
    expect({ name, values: [...values] }).toEqual({ name, values: [] })
  }
  for (const [type, want] of Object.entries(expected.waves ?? {})) {
    const chunks = said.filter((one) => one.type === 'wave' && one.channel.vendor === `wave.${type}`)
    const samples = chunks.flatMap((chunk) => (chunk.type === 'wave' ? [...chunk.samples] : []))
    const missing = chunks.flatMap((chunk) => (chunk.type === 'wave' ? chunk.missing : []))
    const gaps = chunks
      .flatMap((chunk) => (chunk.type === 'wave' ? chunk.marks : []))
      .filter((mark) => mark.kind === 'gap')
    const good = samples.filter((sample) => sample > -32000)
    expect({
      type,
      subrecords: chunks.length,
      samples: samples.length,
      gap: gaps.length,
      missing: missing.reduce((sum, run) => sum + run.length, 0),
      min: good.length === 0 ? null : Math.min(...good),
      max: good.length === 0 ? null : Math.max(...good),
      first16: samples.slice(0, 16),
    }).toEqual({
      type,
      subrecords: want.subrecords,
      samples: want.samples,
      gap: want.gap,
      missing: Object.values(want.ctrl_codes).reduce((sum, n) => sum + n, 0),
      min: want.min,
      max: want.max,
      first16: want.first16,
    })
  }
}

for (const [folder, file, expected] of [
  ['carescape_raw', 'db01.raw', 'db01.raw'],
  ['carescape_raw', 'db02.raw', 'db02.raw'],
  ['carescape_raw', 'notebook_raw.raw', 'notebook_raw.raw'],
  ['lnhealth_s5', 's5_phdb_record.framed.derived.bin', 's5_phdb_record'],
  ['lnhealth_s5', 's5_wave_record.framed.derived.bin', 's5_wave_record'],
] as const) {
  withShared(
    `${FOLDER}/${folder}`,
    `decodes ${file} to the expected numbers`,
    (path) => {
      const want = JSON.parse(readFileSync(join(path, 'expected', `${expected}.json`), 'utf8')) as Expected
      checkAgainst(want, readFileSync(join(path, file)), INACTIVE[folder] ?? [])
    },
    SLOW_MS,
  )
}

const DAMAGED = `${FOLDER}/carescape_raw/db01.raw`

withShared(
  DAMAGED,
  'loses not one good record of a recording with 320 damaged ones',
  (path) => {
    const { decoder } = decode(readFileSync(path))
    expect(decoder.counts).toEqual({
      good: 2126,
      checksum: 165,
      length: 12,
      short: 143,
      escape: 0,
      partial: 2,
      skippedBytes: 0,
    })
  },
  SLOW_MS,
)

withShared(
  DAMAGED,
  'would lose good records of that recording to a lock, also if it kept for later what it held',
  (path) => {
    const rows: number[] = []
    let row = 0
    const framer = new DelimitedFramer(driFormat, {
      onFrame: () => row++,
      onFault: () => {
        rows.push(row)
        row = 0
      },
    })
    framer.push(readFileSync(path))
    rows.push(row)
    const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0)
    expect(sum(rows)).toBe(2126)
    expect(sum(rows.filter((one) => one < LOCK_NEEDS.frames))).toBe(192)
    expect(sum(rows.map((one) => Math.min(one, LOCK_NEEDS.frames - 1)))).toBe(794)
  },
  SLOW_MS,
)

withShared(
  DAMAGED,
  'takes a cuff reading that is repeated 1,151 times as one reading',
  (path) => {
    const { said } = decode(readFileSync(path))
    const cuff = said.filter((one) => one.type === 'numeric' && one.channel.source === 'nibp')
    expect(cuff).toHaveLength(4 * 1151)
    const filter = new EpisodicFilter()
    const repeats = filter.repeatsIn(said)
    const kept = cuff.filter((one) => one.type === 'numeric' && !repeats.has(one))
    expect(kept.map((one) => one.type === 'numeric' && [one.channel.label, one.value])).toEqual([
      ['NIBP sys', 93],
      ['NIBP dia', 48],
      ['NIBP mean', 69],
      ['PR NIBP', null],
    ])
  },
  SLOW_MS,
)

withShared(
  DAMAGED,
  'gives the same output however a damaged recording is cut',
  (path) => {
    const bytes = readFileSync(path).subarray(0, 300_000)
    const whole = summaryOf(bytes, bytes.length)
    for (const size of [1, 7, 64, 4096]) expect(summaryOf(bytes, size)).toEqual(whole)
  },
  SLOW_MS,
)

function summaryOf(bytes: Uint8Array, size: number) {
  const listener = new Listener()
  for (let at = 0; at < bytes.length; at += size) listener.hear(bytes.subarray(at, at + size))
  listener.decoder.end(0)
  const summary = new DecodeSummary('ge-s5')
  for (const one of listener.said) summary.add(one)
  return summary.result(listener.decoder.counts, bytes.length)
}

withShared('protocols/examples/ge_dri_frames.txt', 'decodes every complete example frame', (path) => {
  const frames = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.startsWith('7e'))
    .map((line) => Uint8Array.from(Buffer.from(line, 'hex')))
  expect(frames.length).toBeGreaterThanOrEqual(7)
  const said: Measurement[] = []
  for (const frame of frames) {
    const listener = decode(frame)
    expect(listener.decoder.counts).toMatchObject({ good: 1, partial: 0 })
    expect(listener.said.filter((one) => one.type === 'fault')).toEqual([])
    said.push(...listener.said)
  }
  expect(said.filter((one) => one.type === 'alert')).toMatchObject([
    { text: 'HR HIGH', priority: 'high', phase: 'start' },
  ])
})

it('decodes the printed CO2 wave with an escaped sample and an invalid one', () => {
  const samples = [2, 2, 2, 0x7e, -32767, ...Array<number>(10).fill(250), ...Array<number>(10).fill(2)]
  const listener = new Listener()
  listener.hear(
    Uint8Array.from([
      ...[0x7e, 0x60, 0x00, 0x07, 0x0a, 0x00, 0x00, 0x7c, 0x15, 0x63, 0x5b, 0, 0, 0, 0, 1, 0],
      ...[0, 0, 0x09, 0, 0, 0xff, ...Array<number>(18).fill(0)],
      ...[0x19, 0, 1, 0, 0, 0],
      ...samples.flatMap((sample) =>
        sample === 0x7e ? [0x7d, 0x5e, 0] : [sample & 0xff, (sample >> 8) & 0xff],
      ),
      ...[0xc0, 0x7e],
    ]),
  )
  expect(listener.said).toMatchObject([
    {
      type: 'wave',
      deviceMs: 0x5b63157c * 1000,
      channel: { id: 'MDC_CONC_AWAY_CO2' },
      marks: [{ at: 0, kind: 'gap' }],
      missing: [{ start: 4, length: 1 }],
    },
  ])
})
