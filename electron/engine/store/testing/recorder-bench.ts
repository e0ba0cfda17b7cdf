import type { Measurement, Numeric, Wave } from '../../../../drivers/model/measurement.ts'
import type { LinkCause, LinkView } from '../../../ipc/views.ts'
import { gapSinceLastRun } from '../../away.ts'
import type { BedBatch, TimedWave } from '../../bus.ts'
import type { LineEvidence } from '../../session/line-seen.ts'
import { linkView } from '../../testing/link-view.ts'
import { Recorder } from '../recorder/recorder.ts'
import type { StoreOpened } from '../threads/rpc.ts'
import type { RecordOutcome, SecondOfRecord, StoredGap } from '../types.ts'
import { numericChannel, START_UTC_MS, waveChannel } from './samples.ts'

export const ECG = waveChannel('ii')
export const HEART_RATE = numericChannel('hr')
export const CUFF = numericChannel('nibp', 'episodic')

/** A recorder on a store that only remembers; time moves when the test says so. */
export class Bench {
  readonly seconds: SecondOfRecord[] = []
  refuse: Error | null = null
  seen: LineEvidence = { lastGoodUtcMs: null, bytesSinceGood: 0, badSinceGood: 0 }
  stalled = false
  /** A real store instead of one that only remembers. */
  store: ((second: SecondOfRecord) => RecordOutcome) | null = null
  /** The store has room for numbers only. */
  full = false
  nowMs = 0
  utcOffsetMs = START_UTC_MS
  readonly recorder: Recorder

  constructor(opened: Partial<StoreOpened> = {}) {
    const nothing = {
      closedCleanly: true,
      fullUntilUtcMs: null,
      lastRun: null,
      coverage: [],
      channels: [],
      lastReadings: [],
      notices: [],
    }
    this.recorder = new Recorder({
      client: {
        opened: { key: { place: 'key file' }, ...nothing, ...opened },
        record: (second) => this.#record(second),
      },
      clock: { monotonicMs: () => this.nowMs, utcMs: (ms) => this.utcOffsetMs + ms },
      driverOf: () => 'test',
      linkOf: () => 'serial:COM3',
      sinceLastRun: gapSinceLastRun(
        { ...nothing, ...opened, key: { place: 'key file' } },
        { nowUtcMs: START_UTC_MS, bootUtcMs: 0, version: '1', restart: null },
      ),
    })
    this.recorder.tick(0)
  }

  async #record(second: SecondOfRecord): Promise<RecordOutcome> {
    if (this.stalled) await new Promise(() => {})
    if (this.refuse !== null) throw this.refuse
    if (this.store !== null) return this.store(second)
    this.seconds.push(this.full ? { ...second, waves: [] } : second)
    return this.full && second.waves.length > 0 ? 'withoutWaves' : 'whole'
  }

  /** Lets time pass in ticks of 100 ms, promises settled after each. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 100) {
      this.nowMs += 100
      this.recorder.tick(this.nowMs)
      await Promise.resolve()
      await Promise.resolve()
      await Promise.resolve()
    }
  }

  get utcMs(): number {
    return this.utcOffsetMs + this.nowMs
  }

  /** One batch that comes now; a measurement of another time than 0 was held back since then. */
  batch(measurements: readonly Measurement[], waves: readonly TimedWave[] = [], bed = 'b1'): void {
    const batch: BedBatch = {
      bed,
      atMs: this.nowMs,
      atUtcMs: this.utcMs,
      simulated: false,
      measurements: [...waves.map((one) => one.wave), ...measurements].map((one) =>
        one.atMs === 0 ? { ...one, atMs: this.nowMs } : one,
      ),
      waves,
    }
    this.recorder.onBatch(batch)
  }

  link(phase: LinkView['phase'], cause: LinkCause | null): void {
    const link = linkView({ phase, cause, sinceUtcMs: this.utcMs })
    this.recorder.onLink({ bed: 'b1', atMs: this.nowMs, atUtcMs: this.utcMs, link, seen: this.seen })
  }

  get numerics(): readonly (number | null)[] {
    return this.seconds.flatMap((second) => second.numerics.map((one) => one.value))
  }

  /** The ledger as the store would hold it: later rows of the same gap replace earlier ones. */
  get gaps(): readonly StoredGap[] {
    const rows = new Map<string, StoredGap>()
    for (const gap of this.seconds.flatMap((second) => second.gaps)) {
      rows.set(JSON.stringify([gap.bed, gap.channel, gap.fromUtcMs, gap.cause]), gap)
    }
    return [...rows.values()]
  }
}

/** A heart rate unless told otherwise; no value is an invalid one. */
export function numeric(value: number | null, more: Partial<Numeric> = {}): Numeric {
  const validity = value === null ? 'invalid' : 'good'
  return { type: 'numeric', atMs: 0, deviceMs: null, channel: HEART_RATE, value, validity, ...more }
}

/** Samples of the ECG with their place on the time line. */
export function timed(startUtcMs: number, samples: readonly number[], gapBefore = false): TimedWave {
  const wave: Wave = {
    type: 'wave',
    atMs: 0,
    deviceMs: null,
    channel: ECG,
    samples: Int16Array.from(samples),
    missing: [],
    marks: [],
  }
  return { wave, startUtcMs, gapBefore }
}
