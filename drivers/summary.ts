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

/**
 * Rows of totals in order of first appearance, one for each id, source and unit (and rate of a wave): a scale that
 * changes on the way makes another channel, but no other row.
 */
class Rows<T extends { readonly id: string; readonly unit: string; readonly rateHz?: number }> {
  readonly #rows = new Map<string, { readonly channel: Channel; readonly row: Growing<T> }>()
  readonly #known = new WeakMap<Channel, Growing<T>>()

  of(channel: Channel, make: () => T): Growing<T> {
    const known = this.#known.get(channel)
    if (known !== undefined) return known
    const { id, source, unit } = channel
    const place = [id, source, unit, channel.kind === 'wave' ? channel.rateHz : ''].join(' ')
    const entry = this.#rows.get(place) ?? { channel, row: make() }
    this.#rows.set(place, entry)
    this.#known.set(channel, entry.row)
    return entry.row
  }

  channels(): readonly Channel[] {
    return [...this.#rows.values()].map(({ channel }) => channel)
  }

  /** Keys are ids, with the site where several sources send one, and with unit and rate where a row has these anew. */
  printed(sites: ReadonlyMap<string, string>): Record<string, T> {
    const printed: Record<string, T> = {}
    for (const { channel, row } of this.#rows.values()) {
      const site = sites.get(channel.key)
      const key = site === undefined ? row.id : `${row.id}@${site}`
      const more = [row.unit, ...(row.rateHz === undefined ? [] : [row.rateHz])].join(',')
      printed[key in printed ? `${key}#${more}` : key] = row
    }
    return printed
  }
}

/** Folds a decoder's output into totals. Memory is bounded by the channels and texts the device has. */
export class DecodeSummary {
  readonly #driver: string
  readonly #numerics = new Rows<NumericSummary>()
  readonly #waves = new Rows<WaveSummary>()
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
    const sites = sitesOf([...this.#numerics.channels(), ...this.#waves.channels()])
    const { good, checksum, length, short, partial, skippedBytes } = counts
    return {
      driver: this.#driver,
      bytes,
      skippedBytes,
      frames: { good, bad: { checksum, length, short, escape: counts.escape }, partial },
      numerics: this.#numerics.printed(sites),
      waves: this.#waves.printed(sites),
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

  #numeric({ channel, value }: Numeric): void {
    const row = this.#numerics.of(channel, () => {
      const { id, code, label, unit } = channel
      return { id, code, label, unit, n: 0, invalid: 0, first: null, min: null, max: null, last: null }
    })
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
    const row = this.#waves.of(channel, () => {
      const { id, code, unit, rateHz } = channel
      return { id, code, unit, rateHz, samples: 0, missing: 0, gaps: 0, min: null, max: null }
    })
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
