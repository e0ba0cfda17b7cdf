import { type Beat, QrsDetector } from '../ecg/qrs-detector.ts'
import { PLETH_HZ } from '../pleth/pleth-table.ts'
import { PulseDetector } from '../pleth/pulse-detector.ts'
import { VfDetector } from '../rhythm/vf-detector.ts'
import { repetition } from '../signal/autocorrelation.ts'
import { History } from '../signal/moving.ts'
import { RateConverter } from '../signal/rate-converter.ts'
import type { LeadView, PulseView } from './contradictions.ts'
import { CONTRADICT } from './corroborate-table.ts'
import { trainOf } from './train.ts'

/** What is kept of beats and pulses. */
const KEPT_SECONDS = 60
const KEPT_TRACE_SECONDS = 30
const SECONDS_A_MINUTE = 60
/** Periods looked for in a pulse wave, seconds. */
const SHORTEST_PERIOD = 0.26
const LONGEST_PERIOD = 2

/** Most beats in a row that are unlike the usual ones and follow each other at a ventricular rate. */
function longestUnusualRun(beats: readonly Beat[]): number {
  const { typicality: least, rate } = CONTRADICT.ventricular.unusual
  let longest = 0
  let run = 0
  let before = Number.NEGATIVE_INFINITY
  for (const { atSeconds, typicality } of beats) {
    if (typicality >= least) run = 0
    else run = atSeconds - before < SECONDS_A_MINUTE / rate ? run + 1 : 1
    before = atSeconds
    longest = Math.max(longest, run)
  }
  return longest
}

/** An ECG lead: its beats and whether it oscillates. Times in seconds since its first sample. */
export class Lead {
  private readonly beats: Beat[] = []
  private oscillatedAt = Number.NEGATIVE_INFINITY
  private readonly qrs: QrsDetector
  private readonly vf: VfDetector

  constructor(rateHz: number, onBeat: (beat: Beat) => void = () => {}) {
    this.qrs = new QrsDetector(rateHz, (beat) => {
      this.beats.push(beat)
      while ((this.beats[0]?.atSeconds ?? 0) < beat.atSeconds - KEPT_SECONDS) this.beats.shift()
      onBeat(beat)
    })
    this.vf = new VfDetector(rateHz, ({ atSeconds }) => {
      this.oscillatedAt = atSeconds
    })
  }

  push(value: number): void {
    this.qrs.push(value)
    this.vf.push(value)
  }

  /** Beats after `from` up to `to`. */
  beatsIn(from: number, to: number): readonly Beat[] {
    return this.beats.filter(({ atSeconds }) => atSeconds > from && atSeconds <= to)
  }

  /** Whether it oscillates at the last sample. */
  get isOscillating(): boolean {
    return this.vf.isOscillating
  }

  hasOscillated(at: number): boolean {
    return this.oscillatedAt > at - KEPT_TRACE_SECONDS
  }

  view(at: number): LeadView {
    const from = at - CONTRADICT.windowSeconds
    const known = this.beats.filter(({ atSeconds }) => atSeconds <= at)
    const recent = known.filter(({ atSeconds }) => atSeconds > from)
    const typicalities = recent.map(({ typicality }) => typicality).sort((a, b) => a - b)
    const times = known.map(({ atSeconds }) => atSeconds)
    return {
      times,
      train: trainOf(times, from, at),
      lowest: typicalities[0] ?? 0,
      usual: typicalities[Math.floor(typicalities.length * CONTRADICT.leastTypicalShare)] ?? 0,
      unusualRun: longestUnusualRun(recent),
    }
  }
}

/** A pleth or pressure wave: its pulses and how steadily it repeats itself. Times in seconds since its first sample. */
export class PulseWave {
  private readonly pulses: number[] = []
  private readonly trace = new History(KEPT_TRACE_SECONDS * PLETH_HZ)
  private readonly converter: RateConverter

  constructor(rateHz: number) {
    const detector = new PulseDetector((at) => {
      this.pulses.push(at / PLETH_HZ)
      if ((this.pulses[0] ?? 0) < at / PLETH_HZ - KEPT_SECONDS) this.pulses.shift()
    })
    this.converter = new RateConverter(rateHz, PLETH_HZ, (value) => this.trace.push(detector.push(value)))
  }

  push(value: number): void {
    this.converter.push(value)
  }

  view(at: number): PulseView {
    const from = at - CONTRADICT.windowSeconds
    const piece: number[] = []
    for (let index = Math.round(from * PLETH_HZ); index < Math.round(at * PLETH_HZ); index++) {
      piece.push(this.trace.at(index))
    }
    const isWhole = !piece.some(Number.isNaN)
    const found = isWhole
      ? repetition(piece, Math.round(SHORTEST_PERIOD * PLETH_HZ), Math.round(LONGEST_PERIOD * PLETH_HZ))
      : null
    return {
      times: this.pulses.filter((time) => time <= at),
      train: trainOf(this.pulses, from, at),
      correlation: found?.correlation ?? -1,
      period: (found?.lag ?? 0) / PLETH_HZ,
    }
  }
}
