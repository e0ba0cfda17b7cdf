import type { Out } from '../driver.ts'
import { type ReadRepeat, repeats } from '../hl7v2/message.ts'
import type { WaveChannel } from '../model/channel.ts'
import { hasNumber, type MissingRun, type Stamp, type WaveMark } from '../model/measurement.ts'
import type { ChannelBook } from './channels.ts'
import { TIMING } from './codes.ts'
import type { FacetIndex } from './facets.ts'
import { type Subject, subjectOf } from './identify.ts'
import type { Loss, Losses } from './losses.ts'
import type { PlaceBook } from './places.ts'
import type { Report, Row } from './rows.ts'
import type { SentUnit } from './units.ts'
import { validityOf } from './values.ts'

const OBX_VALUE = 5
const MS_PER_SECOND = 1000
const LARGEST_16 = 32_767
const LARGEST_32 = 2_147_483_647
const INTEGER = /^[+-]?\d{1,10}$/

/** Turns the waves of a report into raw samples with their scale. */
export class WaveDecoder {
  readonly #out: Out
  readonly #channels: ChannelBook
  readonly #places: PlaceBook
  readonly #losses: Losses
  /** When the next sample of a channel is due, device clock. */
  readonly #nextMs = new Map<string, number>()
  /** Channels after a loss on the line: what comes next does not join what was there. */
  readonly #interrupted = new Set<string>()

  constructor(out: Out, channels: ChannelBook, places: PlaceBook, losses: Losses) {
    this.#out = out
    this.#channels = channels
    this.#places = places
    this.#losses = losses
  }

  /** A message may have been lost. */
  gap(): void {
    for (const key of this.#nextMs.keys()) this.#interrupted.add(key)
  }

  /** One row of samples; its facets stand in the same report. */
  decode(row: Row, report: Report, index: FacetIndex, atMs: number): void {
    const stamp = { atMs, deviceMs: row.ownMs ?? report.startMs }
    const subject = subjectOf(row.segment, 'wave')
    const loss = this.#say(row, subject, index, stamp)
    if (loss === null) return
    const about = `wave ${subject.code}^${subject.name}${loss.about}`
    this.#losses.row({ kind: loss.kind, about }, stamp)
  }

  /** Gives out the samples of a row. Out: why they are not shown, or null. */
  #say(row: Row, subject: Subject, index: FacetIndex, stamp: Stamp): Loss | null {
    const facets = index.of(row)
    const samples = samplesOf(row)
    if (facets === null) return { kind: 'unexpectedValue', about: ' without a usable rate and scale' }
    if (samples === null) return { kind: 'unexpectedValue', about: ' with a sample that is no number' }
    if (samples.length === 0) return null
    const unit = this.#channels.unitFor(subject, facets.unit)
    if (unit === null) return { kind: 'illegalUnit', about: ` in ${nameOf(facets.unit)}` }
    const isAbsent = !hasNumber(validityOf(row.segment, false))
    const isSample = samples.map((value) => !isAbsent && value !== null && !facets.markers.has(value))
    const present = samples.map((value, at) => (isSample[at] === true ? (value ?? 0) : 0))
    const width = present.every((value) => value >= -LARGEST_16 - 1 && value <= LARGEST_16) ? 16 : 32
    const sent = { unit, rateHz: facets.rateHz, gain: facets.gain, width } as const
    const channel = this.#channels.wave(subject, this.#places.placeOf(row.code, row.place), sent)
    if (channel === null) return { kind: 'unknownRecord', about: '' }
    this.#out.measure({
      type: 'wave',
      channel,
      samples: width === 16 ? Int16Array.from(present) : Int32Array.from(present),
      missing: missingRuns(isSample),
      marks: this.#marksOf(channel, samples.length, stamp.deviceMs),
      ...stamp,
    })
    return null
  }

  /** Whether these samples continue the last ones, by the sender's own times. */
  #marksOf({ key, rateHz }: WaveChannel, count: number, deviceMs: number | null): WaveMark[] {
    const dueMs = this.#nextMs.get(key)
    const isLate = dueMs !== undefined && deviceMs !== null && Math.abs(deviceMs - dueMs) >= TIMING.waveJoinMs
    const isInterrupted = this.#interrupted.delete(key)
    if (deviceMs === null) this.#nextMs.delete(key)
    else this.#nextMs.set(key, deviceMs + (count * MS_PER_SECOND) / rateHz)
    return isLate || isInterrupted ? [{ at: 0, kind: 'gap' }] : []
  }
}

/** Samples in order, null where the sender left one out; null altogether if one is no whole number. */
function samplesOf({ segment }: Row): readonly (number | null)[] | null {
  const list = repeats(segment, OBX_VALUE)
  const samples: (number | null)[] = []
  for (const repeat of list) if (!appendSamples(repeat, samples)) return null
  return samples
}

function appendSamples(repeat: ReadRepeat, samples: (number | null)[]): boolean {
  for (const [text = '', ...rest] of repeat) {
    if (rest.length > 0) return false
    const trimmed = text.trim()
    if (trimmed === '') samples.push(null)
    else if (INTEGER.test(trimmed) && Math.abs(Number(trimmed)) <= LARGEST_32) samples.push(Number(trimmed))
    else return false
  }
  return true
}

function nameOf(unit: SentUnit): string {
  if (unit.kind === 'none') return 'no unit'
  return unit.kind === 'known' ? unit.ucum : unit.text
}

function missingRuns(isSample: readonly boolean[]): MissingRun[] {
  const runs: { start: number; length: number }[] = []
  isSample.forEach((isThere, index) => {
    if (isThere) return
    const last = runs.at(-1)
    if (last !== undefined && last.start + last.length === index) last.length++
    else runs.push({ start: index, length: 1 })
  })
  return runs
}
