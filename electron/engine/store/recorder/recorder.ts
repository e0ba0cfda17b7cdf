import type { Channel } from '../../../../drivers/model/channel.ts'
import type { Numeric } from '../../../../drivers/model/measurement.ts'
import type { ClockJumpView } from '../../../ipc/views.ts'
import { type BedBatch, type Consumer, type DevicesChange, type LinkChange, MONITOR } from '../../bus.ts'
import type { Clock } from '../../clock.ts'
import { asSent } from '../read/last-readings.ts'
import type { StoredAlarmEvent } from '../tables/alarm-events.ts'
import type { StoreClient } from '../threads/client.ts'
import { HealthBook, type StoreHealth } from '../threads/store-health.ts'
import type {
  GapCause,
  NewChannel,
  RecordOutcome,
  SecondOfRecord,
  StoredAlert,
  StoredWave,
} from '../types.ts'
import { BedGathering } from './bed-gathering.ts'
import { ChannelBook } from './channel-book.ts'
import { ClockWatch } from './clock-watch.ts'
import { emptySecond, nothing, type Retried } from './empty-second.ts'
import { GapBook } from './gap-book.ts'
import { lineCause, lineEvidence } from './gap-evidence.ts'
import { isMonitorLine, lineName, lineOf } from './line-name.ts'

/**
 * Monitors send waves in packets of up to 280 ms (IntelliVue 256, S/5 280): a crash just after one came costs it
 * whole. With 50 ms each for tick and commit no more than three of those come before what is gathered is on the disk.
 */
const FLUSH_EVERY_MS = 650
/** The end of the record lies further ahead of the PC clock than a quick restart explains. */
const CLOCK_JUMP_MS = 2_000
/** Numerics kept while the disk refuses them: about an hour of a full ward. */
const MOST_RETRIED_NUMERICS = 1_000_000
const MS_PER_S = 1000
const NOTHING_LEFT: DevicesChange = { goesOn: new Set(), isOfSeveral: false }

export interface RecorderOptions {
  readonly client: Pick<StoreClient, 'record' | 'opened'>
  readonly clock: Clock
  /** Driver id of a bed, or of one of its devices, stored with each of its channels. */
  readonly driverOf: (bed: string, device?: string) => string
  /** LINK text of the same, stored with each reading of the device's clock. */
  readonly linkOf: (bed: string, device?: string) => string
  /** Why there is nothing between the last run and this one. */
  readonly sinceLastRun: { readonly cause: GapCause; readonly evidence: string }
}

/**
 * Gathers what the bus brings into seconds of record and hands them to the
 * store. Driven by `tick`; holds no timer; never throws into the engine.
 */
export class Recorder implements Consumer {
  readonly #client: RecorderOptions['client']
  readonly #clock: Clock
  readonly #driverOf: RecorderOptions['driverOf']
  readonly #linkOf: RecorderOptions['linkOf']
  readonly #sinceLastRun: RecorderOptions['sinceLastRun']
  readonly #channels: ChannelBook
  readonly #gaps = new GapBook()
  readonly #health = new HealthBook()
  readonly #watch = new ClockWatch()
  /** By the name of the line. */
  readonly #lines = new Map<string, BedGathering>()
  /** Beds met since the start: the time since the last run is told once, not again when a bed is removed and added. */
  readonly #met = new Set<string>()
  readonly #inFlight = new Set<Promise<void>>()
  #newChannels: NewChannel[] = []
  /** Refused by the store and sent again with the next second. */
  #again: Retried = nothing()
  #alarmEvents: StoredAlarmEvent[] = []
  /** Some of them are alarms. */
  #alarmWaits = false
  #flushedMs: number | null = null
  #clockJump: ClockJumpView | null = null

  constructor(options: RecorderOptions) {
    this.#client = options.client
    this.#clock = options.clock
    this.#driverOf = options.driverOf
    this.#linkOf = options.linkOf
    this.#sinceLastRun = options.sinceLastRun
    this.#channels = new ChannelBook(options.client.opened.channels)
  }

  /** Episodic readings that came again and were counted, not stored. */
  get repeats(): number {
    return [...this.#lines.values()].reduce((sum, bed) => sum + bed.repeats, 0)
  }

  /** The last time the PC's clock was found set, or null. */
  get clockJump(): ClockJumpView | null {
    return this.#clockJump
  }

  /** What the screen says about the record. */
  health(nowMs: number): StoreHealth {
    return this.#health.health(nowMs)
  }

  onBatch(batch: BedBatch): void {
    this.#watchClocks(this.#clock.monotonicMs())
    const alerts = this.#line(lineName(batch.bed, batch.device), batch.atUtcMs).take(batch)
    // An alarm does not wait for the end of the second.
    if (alerts.length > 0 || this.#alarmWaits) this.#sendAlarms(alerts, batch.atUtcMs, batch.atMs)
  }

  /** An event of the alarms of a bed. `waits`: it may wait for the end of the second, as nobody would miss it. */
  alarmEvent(event: StoredAlarmEvent, waits: boolean): void {
    this.#alarmEvents.push(event)
    if (!waits) this.#alarmWaits = true
  }

  onLink(change: LinkChange): void {
    this.#watchClocks(this.#clock.monotonicMs())
    const line = lineName(change.bed, change.device)
    this.#line(line, change.atUtcMs)
    const { cause, phase } = change.link
    if (phase === 'live' || cause === null) return
    this.#gaps.open(line, lineCause(cause, change), lineEvidence(change), Math.round(change.atUtcMs))
  }

  /** The PC slept, say its power events: told in the ledger of every bed, once, whoever notices first. */
  wasAsleep(fromUtcMs: number, toUtcMs: number): void {
    this.#watchClocks(this.#clock.monotonicMs())
    const asleep = this.#watch.wasAsleep(fromUtcMs, toUtcMs)
    if (asleep === null) return
    this.#gaps.everyBed(asleep.cause, asleep.evidence, asleep.fromUtcMs, asleep.toUtcMs, 'later')
  }

  /** The bed was removed: what it has brought is sent, and its open gap ends here. */
  removeBed(bed: string): void {
    this.devicesChanged(bed, NOTHING_LEFT)
  }

  /**
   * Other devices are on a bed than before: what they have brought is sent, and open gaps of those that are away end
   * here. Those that go on do so, under the name of the line that they have from now on.
   */
  devicesChanged(bed: string, { goesOn, isOfSeveral }: DevicesChange): void {
    const nowMs = this.#clock.monotonicMs()
    this.#flush(nowMs)
    for (const [line, gathering] of [...this.#lines]) {
      const { bed: of, device = MONITOR } = lineOf(line)
      if (of !== bed) continue
      const now = lineName(bed, isOfSeveral ? device : undefined)
      if (goesOn.has(device) && now === line) continue
      this.#lines.delete(line)
      if (goesOn.has(device)) {
        this.#gaps.rename(line, now, Math.round(this.#clock.utcMs(nowMs)))
        gathering.rename(now)
        this.#lines.set(now, gathering)
      } else this.#gaps.forget(line)
    }
  }

  /** Called about twenty times a second with the monotonic clock. */
  tick(nowMs: number): void {
    this.#watchClocks(nowMs)
    this.#flushedMs ??= nowMs
    if (nowMs - this.#flushedMs >= FLUSH_EVERY_MS) this.#flush(nowMs)
    else if (this.#alarmWaits) this.#sendAlarms([], this.#clock.utcMs(nowMs), nowMs)
  }

  /** Sends what is gathered and waits for it; then nothing more is to come. Never rejects. */
  async close(nowMs: number): Promise<void> {
    this.#flush(nowMs)
    await Promise.allSettled(this.#inFlight)
  }

  #line(line: string, seenUtcMs: number): BedGathering {
    const known = this.#lines.get(line)
    if (known !== undefined) return known
    const { bed, device } = lineOf(line)
    const fresh = new BedGathering(line, this.#gaps, {
      numberOf: (batch, channel) => this.#numberOf(batch, channel),
      isRecorded: (channel) => this.#client.opened.channels.some(({ number }) => number === channel),
      link: () => this.#linkOf(bed, device),
    })
    this.#lines.set(line, fresh)
    fresh.remember(this.#readingsOf(bed, device))
    // A bed that got a second device goes on; a device that was never there before has missed nothing.
    const met = isMonitorLine(line) ? bed : line
    const wasThere = isMonitorLine(line) || this.#isRecorded(bed, device)
    if (!this.#met.has(met) && wasThere) this.#openSinceLastRun(line, Math.round(seenUtcMs))
    this.#met.add(met)
    return fresh
  }

  /** Whether a further device of a bed was recorded in an earlier run. */
  #isRecorded(bed: string, device: string | undefined): boolean {
    return this.#client.opened.channels.some((one) => one.bed === bed && one.channel.device === device)
  }

  #readingsOf(bed: string, device: string | undefined): Numeric[] {
    const { channels, lastReadings } = this.#client.opened
    const driver = this.#driverOf(bed, device)
    const sentBy = device === MONITOR ? undefined : device
    return lastReadings.flatMap((reading) => {
      const stored = channels.find((one) => one.number === reading.channel)
      if (stored?.bed !== bed || stored.driver !== driver || stored.channel.kind !== 'numeric') return []
      if (stored.channel.device !== sentBy) return []
      return [asSent(reading, stored.channel)]
    })
  }

  #numberOf(batch: BedBatch, channel: Channel): number {
    const source = {
      bed: batch.bed,
      driver: this.#driverOf(batch.bed, batch.device),
      simulated: batch.simulated,
    }
    return this.#channels.numberOf(source, channel, (announced) => this.#newChannels.push(announced))
  }

  #openSinceLastRun(line: string, seenUtcMs: number): void {
    const { coverage, fullUntilUtcMs } = this.#client.opened
    const before = coverage.find((one) => one.bed === lineOf(line).bed)
    if (before === undefined) return
    const aheadMs = before.knownUntilUtcMs - seenUtcMs
    // The last samples may lie a little ahead of their arrival: a quick restart is no jump of the clock.
    const knownUtcMs = Math.min(before.knownUntilUtcMs, seenUtcMs)
    const sinceUtcMs = Math.max(knownUtcMs, Math.min(fullUntilUtcMs ?? knownUtcMs, seenUtcMs))
    if (sinceUtcMs > knownUtcMs) {
      const evidence = 'The disk was full until Vigil ended.'
      const row = { bed: line, channel: null, fromUtcMs: knownUtcMs, toUtcMs: sinceUtcMs }
      this.#gaps.add({ ...row, cause: 'diskFull', evidence })
    }
    if (aheadMs > CLOCK_JUMP_MS) {
      this.#clockJump ??= { atUtcMs: seenUtcMs, byMs: -Math.round(aheadMs), isLeast: true }
      const evidence = `The PC clock is ${(aheadMs / MS_PER_S).toFixed(0)} s before the end of the record.`
      const row = { bed: line, channel: null, fromUtcMs: seenUtcMs, toUtcMs: seenUtcMs }
      this.#gaps.add({ ...row, cause: 'clockJump', evidence })
    } else {
      const { cause, evidence } = this.#sinceLastRun
      this.#gaps.openSince(line, cause, evidence, sinceUtcMs)
    }
  }

  /** Comes before whatever happens now, so that the stretch is told for what it was. */
  #watchClocks(nowMs: number): void {
    for (const found of this.#watch.look(nowMs, this.#clock.utcMs(nowMs))) {
      const { cause, evidence, jumpMs, fromUtcMs, toUtcMs } = found
      if (jumpMs !== 0) this.#clockJump = { atUtcMs: toUtcMs, byMs: Math.round(jumpMs), isLeast: false }
      this.#gaps.everyBed(cause, evidence, fromUtcMs, toUtcMs, 'atEnd')
    }
  }

  /** Alarms do not wait for the end of the second. */
  #sendAlarms(alerts: readonly StoredAlert[], atUtcMs: number, nowMs: number): void {
    const alarmEvents = this.#takeAlarmEvents()
    this.#send({ ...emptySecond(atUtcMs), alerts, alarmEvents }, nowMs, false)
  }

  #takeAlarmEvents(): readonly StoredAlarmEvent[] {
    const events = this.#alarmEvents
    this.#alarmEvents = []
    this.#alarmWaits = false
    return events
  }

  #flush(nowMs: number): void {
    this.#flushedMs = nowMs
    const nowUtcMs = Math.round(this.#clock.utcMs(nowMs))
    const blockedBy = this.#health.wavesBlockedBy(nowMs)
    const { numerics, alerts, clocks } = this.#again
    this.#again = nothing()
    let waves: StoredWave[] = []
    for (const bed of this.#lines.values()) {
      waves.push(...bed.takeWaves())
      for (const numeric of bed.takeNumerics()) numerics.push(numeric)
      clocks.push(...bed.takeClocks())
      bed.endSecond(nowUtcMs)
    }
    if (blockedBy !== null) {
      this.#noteDropped(waves, blockedBy)
      waves = []
    }
    const gaps = this.#gaps.take(nowUtcMs)
    const fromUtcMs = nowUtcMs - FLUSH_EVERY_MS
    const second = { fromUtcMs, toUtcMs: nowUtcMs, channels: [], waves, numerics, alerts, gaps, clocks }
    const alarmEvents = this.#takeAlarmEvents()
    const rows =
      waves.length + numerics.length + alerts.length + gaps.length + clocks.length + alarmEvents.length
    if (rows > 0) this.#send({ ...second, alarmEvents }, nowMs, blockedBy === null)
  }

  /** Sends new channels along with whatever goes first, so that no row names a channel the store does not know. */
  #send(second: SecondOfRecord, nowMs: number, complete: boolean): void {
    const sent = { ...second, channels: this.#newChannels }
    this.#newChannels = []
    this.#health.sent(nowMs)
    const done = this.#client.record(sent).then(
      (outcome) => this.#onStored(sent, outcome, complete, nowMs),
      (error: unknown) => this.#onRefused(sent, this.#health.refused(error, nowMs)),
    )
    this.#inFlight.add(done)
    void done.then(() => this.#inFlight.delete(done))
  }

  #onStored(second: SecondOfRecord, outcome: RecordOutcome, complete: boolean, nowMs: number): void {
    if (outcome === 'whole') {
      this.#health.stored(complete)
    } else {
      this.#health.storedWithoutWaves(nowMs)
      this.#noteDropped(second.waves, 'diskFull')
    }
  }

  /** Waves of a refused second are gone and told so; all else is tried again with the next second. */
  #onRefused(second: SecondOfRecord, cause: GapCause): void {
    this.#newChannels = [...second.channels, ...this.#newChannels]
    this.#noteDropped(second.waves, cause)
    const room = MOST_RETRIED_NUMERICS - this.#again.numerics.length
    for (const numeric of second.numerics.slice(0, room)) this.#again.numerics.push(numeric)
    this.#again.alerts.push(...second.alerts)
    this.#alarmEvents.unshift(...(second.alarmEvents ?? []))
    this.#again.clocks.push(...second.clocks)
    this.#gaps.again(second.gaps)
  }

  #noteDropped(waves: readonly StoredWave[], cause: GapCause): void {
    for (const { channel, startUtcMs, samples } of waves) {
      for (const gathering of this.#lines.values()) {
        const rateHz = gathering.rateOf(channel)
        if (rateHz === null) continue
        const toUtcMs = startUtcMs + (samples.length * MS_PER_S) / rateHz
        const evidence = `${samples.length} samples not recorded`
        this.#gaps.dropped({ bed: gathering.bed, channel, fromUtcMs: startUtcMs, toUtcMs, cause, evidence })
      }
    }
  }
}
