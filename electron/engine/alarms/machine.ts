import type { AlarmCondition, BrokenLimit } from '../../ipc/alarms.ts'
import { deviceOfCondition } from '../beds/alert-book.ts'
import { MONITOR } from '../bus.ts'
import { decideInForce, decideOver, type Heard, isMirrored } from './decide-condition.ts'
import { decideLimit } from './decide-limit.ts'
import { decideMissing } from './decide-missing.ts'
import { decideTime } from './decide-time.ts'
import { nextDue } from './due.ts'
import { evolve } from './evolve.ts'
import { isRate, watchedFromMs } from './rate-source.ts'
import { type Arrival, type Reading, Readings } from './readings.ts'
import { type AlarmEvent, type AlarmState, type EndCause, FIRST_STATE, type SnapshotCause } from './types.ts'
import { isBeyond, limitName, MISSING_PREFIX, type Watch, WatchBook } from './watches.ts'

const NONE_LOST: ReadonlySet<string> = new Set()
const MOVES_LIMITS: ReadonlySet<AlarmEvent['type']> = new Set([
  'ageClass',
  'limitChanged',
  'limitOff',
  'limitOn',
])
/** Steps that one input may bring to one parameter; more would be a circle. */
const MOST_STEPS = 16
/** What was in force before a restart is kept so long, until monitor and line have said what holds now. */
const CARRIED_MS = 10_000

/** Takes each event with the state before and after it. */
export type AlarmOut = (event: AlarmEvent, before: AlarmState, after: AlarmState) => void

/**
 * The alarms of one bed. Inputs and their times come in, every change comes out as an event, and the state is the fold
 * of those events alone. Holds no timer and reads no clock. Times monotonic ms, never going back.
 */
export class AlarmMachine {
  readonly #out: AlarmOut
  readonly #readings = new Readings()
  readonly #watches = new WatchBook()
  #state: AlarmState
  #isLive = false
  /** Devices whose line is away while that of another is live. */
  #lost: ReadonlySet<string> = NONE_LOST
  /** Until when it was looked whether one source of the rate took over from another. */
  #handedOverMs = Number.NEGATIVE_INFINITY
  /** Mirrored alarms of the run before that nobody has told of yet, and until when they are kept. */
  #carried: Set<string>
  #carriedUntilMs: number | null = null

  /** In: where events go, in order; the state before, if this is a restart. */
  constructor(out: AlarmOut, state: AlarmState = FIRST_STATE) {
    this.#out = out
    this.#state = state
    this.#carried = new Set(
      Object.entries(state.alarms).flatMap(([id, { ended }]) =>
        isMirrored(id) && ended === null ? [id] : [],
      ),
    )
  }

  get state(): AlarmState {
    return this.#state
  }

  get readings(): readonly Reading[] {
    return this.#readings.all
  }

  reading(parameter: string): Reading | undefined {
    return this.#readings.of(parameter)
  }

  /** A value came; `value` null: an invalid one. In: when it came, and now. */
  arrive(arrival: Arrival, nowMs: number): void {
    this.#handOver(nowMs)
    const { key } = arrival.channel
    // What was due when it came does not depend on it.
    this.#look(key, arrival.atMs)
    this.#lookAtRates(key, nowMs)
    this.#readings.take(arrival)
    this.#look(key, nowMs, arrival.atMs)
    this.#lookAtRates(key, nowMs)
  }

  /** The monitor tells the start or the end of one of its own alarms: mirrored at once. */
  alert(phase: 'start' | 'end', condition: AlarmCondition, nowMs: number, heard: Heard): void {
    this.#carried.delete(condition.id)
    if (phase === 'end') this.#do(decideOver(this.#state, condition.id, nowMs, 'over'))
    else this.#inForce(condition, nowMs, heard)
  }

  /** What is in force besides limits, whole; whether a line is live, and devices whose own is not while another is. */
  conditions(
    list: readonly AlarmCondition[],
    isLive: boolean,
    nowMs: number,
    lost: ReadonlySet<string> = NONE_LOST,
  ): void {
    if (this.#isLive && !isLive) this.#lineLost(nowMs)
    this.#isLive = isLive
    if ([...lost].some((device) => !this.#lost.has(device))) this.#lineLost(nowMs, lost)
    this.#lost = lost
    for (const condition of list) this.#inForce(condition, nowMs, { arrivedMs: nowMs, deviceMs: null })
    const ids = new Set(list.map(({ id }) => id))
    this.#forgetCarried(ids, list, nowMs)
    for (const [id, { ended, facts }] of Object.entries(this.#state.alarms)) {
      if (ended !== null || ids.has(id) || !isMirrored(id) || this.#carried.has(id)) continue
      const why: EndCause =
        facts.source === 'bedside' && (!isLive || lost.has(deviceOfCondition(id))) ? 'lineLost' : 'over'
      this.#do(decideOver(this.#state, id, nowMs, why))
    }
  }

  /** Time has passed. */
  tick(nowMs: number): void {
    for (let event = decideTime(this.#state, nowMs); event !== null; event = decideTime(this.#state, nowMs)) {
      this.#do(event)
    }
    this.#handOver(nowMs)
    for (const { channel } of this.#readings.all) this.#look(channel.key, nowMs)
  }

  /** When time alone may bring the next event of a limit, after `afterMs`: who looks then misses nothing. */
  nextDueMs(afterMs: number): number {
    return nextDue(
      this.#state,
      {
        readings: this.#readings.all,
        reading: (parameter) => this.#readings.of(parameter),
        watches: ({ channel }) => this.#watches.of(this.#state, channel),
      },
      afterMs,
    )
  }

  /** What people did, checked before. */
  act(events: readonly AlarmEvent[], nowMs: number): void {
    this.#handOver(nowMs)
    for (const event of events) this.#do(event)
    if (events.some(({ type }) => MOVES_LIMITS.has(type))) this.#limitsChanged(nowMs)
  }

  /** Somebody else lies in the bed: nothing that was set or seen for the one before holds. */
  patientChanged(base: Pick<AlarmEvent, 'atMs' | 'actor'>): void {
    for (const [condition, { ended }] of Object.entries(this.#state.alarms)) {
      if (ended !== null) this.#do({ ...base, type: 'reset', condition })
      else if (!isMirrored(condition))
        this.#do({ ...base, type: 'ended', condition, why: 'patientChanged', as: 'gone' })
    }
    this.#do({ ...base, type: 'patientChanged' })
    this.snapshot('patient', base)
    this.#readings.clear()
  }

  /** Writes down the whole state: what came before is not needed any more. */
  snapshot(why: SnapshotCause, base: Pick<AlarmEvent, 'atMs' | 'actor'>): void {
    this.#do({ ...base, type: 'snapshot', why, state: this.#state })
  }

  /** The line was away. */
  interrupted(): void {
    this.#readings.interrupted()
  }

  /**
   * Other drivers or lines than before feed the bed: what came of those devices says nothing. An alarm of a number that
   * only one of the `gone` could send ends with it: no value will ever end it.
   */
  anotherLine(nowMs: number, devices: ReadonlySet<string>, gone: ReadonlySet<string>): void {
    this.#lineLost(nowMs, devices)
    for (const [condition, { facts }] of Object.entries(this.#state.alarms)) {
      // The key of what only a further device sends begins with its name.
      const [device = ''] = (facts.limit?.parameter ?? '').split('.', 1)
      if (gone.has(device)) this.#do(decideOver(this.#state, condition, nowMs, 'lineLost'))
    }
    this.#readings.forget(devices)
  }

  #do(event: AlarmEvent | null): void {
    if (event === null) return
    const before = this.#state
    this.#state = evolve(before, event)
    this.#out(event, before, this.#state)
  }

  /** What a sensor lacks says nothing while the whole line does. */
  #lineLost(nowMs: number, devices?: ReadonlySet<string>): void {
    for (const condition of Object.keys(this.#state.alarms)) {
      if (!condition.startsWith(MISSING_PREFIX)) continue
      const device = this.#readings.of(condition.slice(MISSING_PREFIX.length))?.device ?? MONITOR
      if (devices?.has(device) !== false) this.#do(decideOver(this.#state, condition, nowMs, 'lineLost'))
    }
  }

  #inForce(condition: AlarmCondition, nowMs: number, heard: Heard): void {
    this.#carried.delete(condition.id)
    for (let step = 0; step < MOST_STEPS; step++) {
      const event = decideInForce(this.#state, condition, nowMs, heard)
      if (event === null) return
      this.#do(event)
    }
  }

  #look(parameter: string, nowMs: number, fromMs = nowMs): void {
    const reading = this.#readings.of(parameter)
    if (reading === undefined) return
    // First, while it is known that the value was beyond a limit.
    if (this.#isLive && !this.#lost.has(reading.device))
      this.#do(decideMissing(this.#state, reading, this.#readings.all, nowMs))
    const fromWhenMs = watchedFromMs(reading, this.#readings.all)
    for (const watch of this.#watches.of(this.#state, reading.channel)) {
      for (let step = 0; step < MOST_STEPS; step++) {
        const event = decideLimit(watch, {
          state: this.#state,
          reading,
          nowMs,
          watchedFromMs: fromWhenMs,
          fromMs,
        })
        if (event === null) break
        this.#do(event)
      }
    }
  }

  /** What else is a source of the same rate as `parameter`: it may take over, or not any more. */
  #lookAtRates(parameter: string, nowMs: number): void {
    const of = this.#readings.of(parameter)
    if (of === undefined || !isRate(of)) return
    for (const reading of this.#readings.all) {
      if (reading.channel.key !== parameter && isRate(reading)) this.#look(reading.channel.key, nowMs)
    }
  }

  /** Looks at the very moments at which a source of the rate had no value any more, however seldom anybody looks. */
  #handOver(nowMs: number): void {
    const rates = this.#readings.all.filter(isRate)
    const momentsMs = rates
      .map(({ missingMs }) => missingMs)
      .filter((atMs) => atMs > this.#handedOverMs && atMs < nowMs)
      .sort((a, b) => a - b)
    for (const atMs of momentsMs) {
      for (const { channel } of rates) this.#look(channel.key, atMs)
    }
    this.#handedOverMs = Math.max(this.#handedOverMs, nowMs)
  }

  /** Alarms of limits that hold no longer, or whose value is not beyond the moved limit, end by that act. */
  #limitsChanged(nowMs: number): void {
    const watches = new Map(
      this.#readings.all.flatMap(({ channel }) =>
        this.#watches.of(this.#state, channel).map((watch) => [watch.id, watch] as const),
      ),
    )
    for (const id of Object.keys(this.#state.pending)) {
      if (!watches.has(id)) this.#do({ type: 'pendingEnded', atMs: nowMs, actor: null, watch: id })
    }
    for (const [condition, { ended, facts }] of Object.entries(this.#state.alarms)) {
      if (ended === null && facts.limit !== null)
        this.#limitMoved(condition, facts.limit, watches.get(condition), nowMs)
    }
    for (const { channel } of this.#readings.all) this.#look(channel.key, nowMs)
  }

  #limitMoved(condition: string, limit: BrokenLimit, watch: Watch | undefined, nowMs: number): void {
    if (watch?.limit === limit.limit) return
    const reading = this.#readings.of(limit.parameter)
    const name = limitName(limit.parameter, limit.side)
    const isOff = this.#state.ageClass === null || (!limit.isExtreme && this.#state.off[name] !== undefined)
    // After a restart its number may not have come yet: until then nobody knows its limit.
    if (reading === undefined && !isOff) return
    const base = { atMs: nowMs, actor: null, condition } as const
    if (watch !== undefined && isBeyond(watch, reading?.value ?? limit.value)) {
      this.#do({ ...base, type: 'limitMoved', limit: watch.limit })
    } else this.#do({ ...base, type: 'ended', why: 'limitChanged', as: 'gone' })
  }

  #forgetCarried(told: ReadonlySet<string>, list: readonly AlarmCondition[], nowMs: number): void {
    if (this.#carried.size === 0) return
    for (const id of told) this.#carried.delete(id)
    // Until the line is live its monitor cannot tell; once the line has an alarm of its own, that one names it.
    const lineIsLost = list.some(({ id }) => id.endsWith('/vigil/link'))
    if (lineIsLost) this.#carried.clear()
    if (this.#isLive) this.#carriedUntilMs ??= nowMs + CARRIED_MS
    if (this.#carriedUntilMs !== null && nowMs >= this.#carriedUntilMs) this.#carried.clear()
  }
}
