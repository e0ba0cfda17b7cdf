import type { ReplayedAlarm } from '../../ipc/alarm-load.ts'
import type { AgeClass, LimitSetting } from '../../ipc/alarms.ts'
import { AlarmMachine } from './machine.ts'
import type { Arrival } from './readings.ts'
import type { AlarmEvent, AlarmState } from './types.ts'

/** One thing of a stored period, in order of time. Times of it all on one clock, ms. */
export type ReplayInput =
  | { readonly type: 'value'; readonly atMs: number; readonly arrival: Arrival }
  | { readonly type: 'lineAway'; readonly atMs: number }
  | { readonly type: 'event'; readonly atMs: number; readonly event: AlarmEvent }

/** Limits to try instead of those that held; `ageClass` null: as it was. */
export interface Trial {
  readonly ageClass: AgeClass | null
  readonly limits: ReadonlyMap<string, LimitSetting>
}

export const AS_IT_WAS: Trial = { ageClass: null, limits: new Map() }

/** What people did about limits; what they did about single alarms changes none. */
const ACTS: ReadonlySet<AlarmEvent['type']> = new Set(['ageClass', 'limitChanged', 'limitOff', 'limitOn'])

interface Standing {
  readonly alarm: Omit<ReplayedAlarm, 'endedUtcMs' | 'worst'>
  worst: number
  endedMs: number | null
}

/** The limits of a bed over a stored period, by the machine that decides live. */
export class Replay {
  readonly #trial: Trial
  readonly #found: Standing[] = []
  readonly #standing = new Map<string, Standing>()
  #machine: AlarmMachine
  #nowMs: number

  /** In: what was in force when the period begins, on the same clock. */
  constructor(start: AlarmState, fromMs: number, trial: Trial) {
    this.#trial = trial
    this.#nowMs = fromMs
    this.#machine = this.#begin(start)
    this.#try()
  }

  get state(): AlarmState {
    return this.#machine.state
  }

  /** What is due before `input`, then `input`. A time before the last one counts as that one. */
  feed(input: ReplayInput): void {
    this.passTo(input.atMs)
    if (input.type === 'value') this.#machine.arrive(input.arrival, this.#nowMs)
    else if (input.type === 'lineAway') this.#machine.interrupted()
    else this.#event(input.event)
  }

  /** Lets time pass. */
  passTo(untilMs: number): void {
    for (;;) {
      const dueMs = this.#machine.nextDueMs(this.#nowMs)
      if (dueMs > untilMs) break
      this.#nowMs = dueMs
      this.#machine.tick(dueMs)
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs)
  }

  /** Alarms that began in a stretch, oldest first. */
  alarms(fromMs: number, toMs: number): ReplayedAlarm[] {
    return this.#found
      .map(({ alarm, worst, endedMs }) => ({ ...alarm, worst, endedUtcMs: endedMs }))
      .filter(({ sinceUtcMs }) => sinceUtcMs >= fromMs && sinceUtcMs < toMs)
  }

  #begin(state: AlarmState): AlarmMachine {
    return new AlarmMachine((event, before) => this.#note(event, before), state)
  }

  #event(event: AlarmEvent): void {
    const { ageClass, limits } = this.#trial
    if (event.type === 'patientChanged') this.#machine.patientChanged(event)
    // A start of Vigil: the readings of before are not known any more.
    else if (event.type === 'snapshot' && event.why === 'restart') this.#machine = this.#begin(this.state)
    else if (ACTS.has(event.type)) {
      // What ends by itself does so here, too.
      if (event.type === 'limitOn' && event.actor === null) return
      if (event.type === 'ageClass' && ageClass !== null) return
      if (event.type === 'limitChanged' && limits.has(event.parameter)) return
      this.#machine.act([event], this.#nowMs)
    } else return
    this.#try()
  }

  /** Puts the limits to try in force, where what was just replayed has put others. */
  #try(): void {
    const { ageClass, limits } = this.#trial
    const base = { atMs: this.#nowMs, actor: null }
    const before = this.state.ageClass
    if (ageClass !== null && before !== ageClass) {
      this.#machine.act([{ ...base, type: 'ageClass', before, after: ageClass }], this.#nowMs)
    }
    if (this.state.ageClass === null) return
    for (const [parameter, after] of limits) {
      const own = this.state.limits[parameter]
      if (own?.low === after.low && own.high === after.high && own.delayMs === after.delayMs) continue
      const none = { low: null, high: null }
      this.#machine.act([{ ...base, type: 'limitChanged', parameter, before: none, after }], this.#nowMs)
    }
  }

  #note(event: AlarmEvent, before: AlarmState): void {
    if (event.type === 'raised' && event.facts.limit !== null) {
      const { parameter, label, unit, decimals, side, isExtreme, limit, worst } = event.facts.limit
      const { priority } = event.facts
      const names = { parameter, label, unit, decimals, side, isExtreme }
      const standing = {
        alarm: { ...names, priority, limit, sinceUtcMs: event.atMs },
        worst,
        endedMs: null,
      }
      this.#found.push(standing)
      this.#standing.set(event.condition, standing)
    } else if (event.type === 'ended' || event.type === 'worse') {
      const standing = this.#standing.get(event.condition)
      if (standing === undefined) return
      if (event.type === 'worse') standing.worst = event.worst
      else {
        standing.worst = before.alarms[event.condition]?.facts.limit?.worst ?? standing.worst
        standing.endedMs = event.atMs
        this.#standing.delete(event.condition)
      }
    }
  }
}
