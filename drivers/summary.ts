import type { FrameCounts } from './driver.ts'
import { type Channel, sitesOf } from './model/channel.ts'
import { type Fault, isSent, type Measurement, type Numeric, type Wave } from './model/measurement.ts'
import { PERSON_FIELDS } from './model/person.ts'
import { physicalScale } from './model/physical.ts'

export interface NumericSummary {
  readonly id: string
  readonly code: number | null
  readonly label: string
  readonly unit: string
  /** Every value sent, invalid ones and repeats too. */
  readonly n: number
  /** Those without a number. */
  readonly invalid: number
  readonly first: number | null
  readonly min: number | null
  readonly max: number | null
  readonly last: number | null
}

export interface WaveSummary {
  readonly id: string
  readonly code: number | null
  readonly unit: string
  readonly rateHz: number
  readonly samples: number
  readonly missing: number
  readonly gaps: number
  readonly min: number | null
  readonly max: number | null
}

/** The object of `decode --summary --json` (DESIGN section 4); keys in order of first appearance. */
export interface DecodeTotals {
  readonly driver: string
  readonly bytes: number
  readonly skippedBytes: number
  readonly frames: {
    readonly good: number
    readonly bad: {
      readonly checksum: number
      readonly length: number
      readonly short: number
      readonly escape: number
    }
    readonly partial: number
  }
  readonly numerics: Readonly<Record<string, NumericSummary>>
  readonly waves: Readonly<Record<string, WaveSummary>>
  readonly alerts: readonly string[]
  readonly identity: Readonly<Record<string, string>>
  readonly faults: Readonly<Record<string, number>>
}

type Growing<T> = { -readonly [K in keyof T]: T[K] }

/** Faults that `frames` and `skippedBytes` count already. */
const FRAME_FAULTS: ReadonlySet<Fault['kind']> = new Set([
  'checksum',
  'length',
  'short',
  'escape',
  'partial',
  'skipped',
])

/** Folds a decoder's output into totals. Memory is bounded by the channels and texts the device has. */
export class DecodeSummary {
  readonly #driver: string
  readonly #channels = new Map<string, Channel>()
  readonly #numerics = new Map<string, Growing<NumericSummary>>()
  readonly #waves = new Map<string, Growing<WaveSummary>>()
  readonly #alerts = new Set<string>()
  readonly #identity = new Map<string, string>()
  readonly #faults = new Map<string, number>()

  constructor(driver: string) {
    this.#driver = driver
  }

  add(measurement: Measurement): void {
    switch (measurement.type) {
      case 'numeric':
        if (isSent(measurement)) this.#numeric(measurement)
        break
      case 'wave':
        this.#wave(measurement)
        break
      case 'alert':
        this.#alerts.add(measurement.text)
        break
      case 'identity':
        this.#identify(measurement.fields)
        break
      case 'fault':
        this.#fault(measurement)
    }
  }

  /** The totals. In: the decoder's frame counters and how many bytes went in. */
  result(counts: Readonly<FrameCounts>, bytes: number): DecodeTotals {
    const sites = sitesOf(this.#channels.values())
    const keyed = <T>(rows: ReadonlyMap<string, T>): Record<string, T> =>
      Object.fromEntries([...rows].map(([key, row]) => [this.#printedKey(key, sites), row]))
    const { good, checksum, length, short, partial, skippedBytes } = counts
    return {
      driver: this.#driver,
      bytes,
      skippedBytes,
      frames: { good, bad: { checksum, length, short, escape: counts.escape }, partial },
      numerics: keyed(this.#numerics),
      waves: keyed(this.#waves),
      alerts: [...this.#alerts],
      identity: Object.fromEntries(this.#identity),
      faults: Object.fromEntries(this.#faults),
    }
  }

  /** Whoever is named last; facts of two people never stand side by side. */
  #identify(fields: Readonly<Record<string, string>>): void {
    if (fields.patientId === '') return
    if (fields.patientId !== undefined) for (const name of PERSON_FIELDS) this.#identity.delete(name)
    for (const [name, value] of Object.entries(fields)) this.#identity.set(name, value)
  }

  #fault({ kind, count }: Fault): void {
    if (!FRAME_FAULTS.has(kind)) this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + (count ?? 1))
  }

  #printedKey(key: string, sites: ReadonlyMap<string, string>): string {
    const id = this.#channels.get(key)?.id ?? key
    const site = sites.get(key)
    return site === undefined ? id : `${id}@${site}`
  }

  #numeric({ channel, value }: Numeric): void {
    let row = this.#numerics.get(channel.key)
    if (row === undefined) {
      const { id, code, label, unit } = channel
      row = { id, code, label, unit, n: 0, invalid: 0, first: null, min: null, max: null, last: null }
      this.#channels.set(channel.key, channel)
      this.#numerics.set(channel.key, row)
    }
    row.n++
    if (value === null) {
      row.invalid++
      return
    }
    row.first ??= value
    row.min = row.min === null ? value : Math.min(row.min, value)
    row.max = row.max === null ? value : Math.max(row.max, value)
    row.last = value
  }

  #wave(wave: Wave): void {
    const { channel, samples, missing, marks } = wave
    let row = this.#waves.get(channel.key)
    if (row === undefined) {
      const { id, code, unit, rateHz } = channel
      row = { id, code, unit, rateHz, samples: 0, missing: 0, gaps: 0, min: null, max: null }
      this.#channels.set(channel.key, channel)
      this.#waves.set(channel.key, row)
    }
    row.samples += samples.length
    for (const mark of marks) if (mark.kind === 'gap') row.gaps++
    const physical = physicalScale(channel)
    let index = 0
    for (const run of [...missing, { start: samples.length, length: 0 }]) {
      for (; index < run.start; index++) widen(row, physical(samples[index] ?? 0))
      row.missing += run.length
      index = run.start + run.length
    }
  }
}

function widen(row: { min: number | null; max: number | null }, value: number): void {
  if (row.min === null || value < row.min) row.min = value
  if (row.max === null || value > row.max) row.max = value
}
