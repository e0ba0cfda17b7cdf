import type { Decoder, FrameCounts, Out } from '../driver.ts'
import type { FrameSink } from '../framing/counts.ts'
import { DelimitedFramer } from '../framing/delimited.ts'
import { FormatLock, LOCK_NEEDS, lockedSink } from '../framing/lock.ts'
import type { NumericChannel, WaveChannel } from '../model/channel.ts'
import type { FaultKind, MissingRun, Validity, WaveMark } from '../model/measurement.ts'
import { ecgWaves, lineChannels, pulseRate, unnamedEcg, waveChannels } from './channels.ts'
import {
  CUFF_LINE,
  HIGHEST_SAMPLE,
  NO_TRANSDUCER,
  SATURATION_LINE,
  TEXT_AT,
  WAVES,
  type WaveName,
} from './codes.ts'
import { DigitWatch } from './digit-watch.ts'
import { format } from './frame.ts'
import { type ReadLine, readLines } from './lines.ts'
import { StandingCuff } from './standing-cuff.ts'

/** Bytes of the monitor in, its numbers and waves out. */
export class AnsarBDecoder implements Decoder {
  readonly #out: Out
  readonly #framer: DelimitedFramer
  readonly #lock = new FormatLock(LOCK_NEEDS.secondBlocks)
  /** Waves that have sent samples, and those whose next samples do not join their last ones. */
  readonly #running = new Set<WaveChannel>()
  readonly #interrupted = new Set<WaveChannel>()
  readonly #digits = new DigitWatch()
  readonly #cuff: StandingCuff | null
  #nowMs = 0

  constructor(out: Out) {
    this.#out = out
    this.#cuff = out.wantsEverything === true ? null : new StandingCuff()
    const locked = lockedSink(
      this.#lock,
      out,
      {
        onFrame: (frame, atMs) => this.#frame(frame, atMs),
        onFault: (kind, bytes) => {
          this.#lost()
          this.#fault(kind, this.#nowMs, bytes)
        },
      },
      () => this.#nowMs,
    )
    this.#framer = new DelimitedFramer(format, this.#steady(locked))
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#nowMs = atMs
    this.#framer.push(bytes)
  }

  tick(): void {
    // The monitor sends by itself: there is nothing to ask for.
  }

  end(atMs: number): void {
    this.#nowMs = atMs
    this.#framer.end()
    this.#lock.end()
    this.#lost()
    this.#cuff?.end()
  }

  /** A frame in which a number may have lost or gained a digit is believed once others like it follow: it begins a new row. */
  #steady(locked: FrameSink): FrameSink {
    return {
      onFault: (kind, bytes) => locked.onFault(kind, bytes),
      onFrame: (frame) => {
        if (this.#digits.see(frame)) this.#lock.malformed()
        locked.onFrame(frame)
      },
    }
  }

  #lost(): void {
    for (const channel of this.#running) this.#interrupted.add(channel)
  }

  #fault(kind: FaultKind, atMs: number, bytes: number): void {
    this.#out.measure({ type: 'fault', kind, bytes, atMs, deviceMs: null })
  }

  #frame(frame: Uint8Array, atMs: number): void {
    const said = readLines(frame.subarray(TEXT_AT))
    if (said === null) return
    if (said.unknown > 0) this.#fault('unknownRecord', atMs, 0)
    for (const line of said.lines) {
      const isStanding = line.row.name === CUFF_LINE && this.#cuff?.see(line.values) === true
      const validity = isStanding
        ? { ...validityOf(line), present: 'questionable' as const }
        : validityOf(line)
      line.values.forEach((value, index) => {
        const channel = lineChannels.get(line.row)?.[index]
        if (channel !== undefined) this.#number(channel, value, validity, atMs)
      })
      if (line.row.name === SATURATION_LINE && said.pulseRate !== undefined)
        this.#number(pulseRate, said.pulseRate, validity, atMs)
    }
    this.#wave('ecg', ecgWaves.get(said.lead) ?? unnamedEcg, frame, atMs)
    for (const [name, channel] of waveChannels) this.#wave(name, channel, frame, atMs)
  }

  #number(channel: NumericChannel, value: number | null, { present, absent }: Marks, atMs: number): void {
    const validity = value === null ? absent : present
    this.#out.measure({ type: 'numeric', channel, value, validity, atMs, deviceMs: null })
  }

  #wave(name: WaveName, channel: WaveChannel, frame: Uint8Array, atMs: number): void {
    const { at, samples: count } = WAVES[name]
    const samples = Int16Array.from(frame.subarray(at, at + count))
    const marks: WaveMark[] = this.#interrupted.delete(channel) ? [{ at: 0, kind: 'gap' }] : []
    this.#running.add(channel)
    const missing = missingRuns(samples)
    this.#out.measure({ type: 'wave', channel, samples, missing, marks, atMs, deviceMs: null })
  }
}

interface Marks {
  readonly present: Validity
  readonly absent: Validity
}

/** Which texts are alarms is not known: any that is not known to be harmless makes the value questionable. */
function validityOf({ row, text }: ReadLine): Marks {
  const absent = text === NO_TRANSDUCER ? 'off' : 'invalid'
  return { present: row.quiet.test(text) ? 'good' : 'questionable', absent }
}

/** Samples above the range carry no signal. */
function missingRuns(samples: Int16Array): readonly MissingRun[] {
  const runs: MissingRun[] = []
  let start = -1
  for (let index = 0; index <= samples.length; index++) {
    const isMissing = index < samples.length && (samples[index] ?? 0) > HIGHEST_SAMPLE
    if (isMissing && start < 0) start = index
    if (!isMissing && start >= 0) {
      runs.push({ start, length: index - start })
      start = -1
    }
  }
  return runs
}
