import type { NumericChannel } from '../../../drivers/model/channel.ts'
import type { AlarmCondition, AlarmRef, AlarmView, BedAlarmStatus, LimitPair } from '../../ipc/alarms.ts'
import type { Actor } from '../../ipc/views.ts'
import { bedsideCondition } from '../beds/alert-book.ts'
import { type BedBatch, heldBackMs, MONITOR } from '../bus.ts'
import type { Clock } from '../clock.ts'
import type { StoredAlarmEvent } from '../store/tables/alarm-events.ts'
import { aboutOf, mayWait, storedEvent } from './log.ts'
import { AlarmMachine } from './machine.ts'
import { type AlarmEvent, type AlarmState, FIRST_STATE } from './types.ts'
import { alarmViews, type Look, statusView } from './view.ts'

/** What screens show of the alarms of a bed. */
export interface AlarmBoard {
  readonly alarms: readonly AlarmView[]
  readonly status: BedAlarmStatus
}

/** Takes an event as the record keeps it; `waits`: it may wait for the end of the second. */
export type EventOut = (event: StoredAlarmEvent, waits: boolean) => void

/** By which channel a bed knows what another of its devices may send, too. */
export type ParameterOf = (channel: NumericChannel) => NumericChannel

/** What a run before has left. */
export interface LeftAlarms {
  readonly state: AlarmState
  readonly lastNumber: number
}

const NOTHING_LEFT: LeftAlarms = { state: FIRST_STATE, lastNumber: 0 }
/** Often enough that alarms can be removed after a day, the shortest time they are kept. */
const SNAPSHOT_EVERY_MS = 6 * 3_600_000

/** The alarms of one bed on the clock of the station. */
export class BedAlarms {
  readonly #bed: string
  readonly #clock: Clock
  readonly #machine: AlarmMachine
  /** Occurrences that a window has shown. */
  readonly #shown = new Set<number>()
  /** Limits suggested last, by parameter. */
  suggested = new Map<string, LimitPair>()
  #revision = 0

  #urgency = 0
  #number: number
  #snapshotMs: number

  /** In: where each event goes; what the run before has left, if any. */
  constructor(bed: string, clock: Clock, out: EventOut, left: LeftAlarms = NOTHING_LEFT) {
    this.#bed = bed
    this.#clock = clock
    this.#number = left.lastNumber
    this.#snapshotMs = clock.monotonicMs()
    this.#machine = new AlarmMachine((event, before, after) => {
      this.#revision++
      const waits = mayWait(event)
      if (!waits) this.#urgency++
      if (event.type === 'snapshot') this.#snapshotMs = event.atMs
      this.#number++
      const logged = { event, about: aboutOf(event, before, after) }
      out(storedEvent(bed, this.#number, clock.utcMs(event.atMs), logged), waits)
    }, left.state)
  }

  get machine(): AlarmMachine {
    return this.#machine
  }

  /** Grows with every event. */
  get revision(): number {
    return this.#revision
  }

  /** Grows with every event that a screen should show without waiting for its turn. */
  get urgency(): number {
    return this.#urgency
  }

  /** Text of the first high physiological alarm in force, or null: a line that is lost then is a high alarm. */
  get highText(): string | null {
    for (const { ended, facts } of Object.values(this.#machine.state.alarms)) {
      if (ended === null && facts.priority === 'high' && facts.kind === 'physiological') return facts.text
    }
    return null
  }

  /** Whether somebody has marked the patient as high-risk: a line that is lost is a high alarm then. */
  get isHighRisk(): boolean {
    return this.#machine.state.risk !== undefined
  }

  /** What a batch of the line says, in order. In: by which channel the bed knows a number. */
  onBatch(batch: BedBatch, parameterOf: ParameterOf = (channel) => channel): void {
    for (const measurement of batch.measurements) {
      const nowMs = this.#clock.monotonicMs()
      const { deviceMs } = measurement
      // A replay at high speed runs ahead of the clock.
      const atMs = Math.min(batch.atMs, nowMs) - heldBackMs(batch, measurement)
      if (measurement.type === 'numeric') {
        const { channel, value } = measurement
        if (channel.isNoAlarmSource === true) continue
        const device = channel.device ?? MONITOR
        this.#machine.arrive({ channel: parameterOf(channel), device, value, atMs, deviceMs }, nowMs)
      } else if (measurement.type === 'alert') {
        const condition = bedsideCondition(this.#bed, measurement, this.#clock.utcMs(atMs))
        this.#machine.alert(measurement.phase, condition, nowMs, { arrivedMs: atMs, deviceMs })
      }
    }
  }

  /** All conditions in force besides limits. */
  look(conditions: readonly AlarmCondition[], isLive: boolean, lost?: ReadonlySet<string>): void {
    this.#machine.conditions(conditions, isLive, this.#clock.monotonicMs(), lost)
  }

  tick(): void {
    const nowMs = this.#clock.monotonicMs()
    this.#machine.tick(nowMs)
    if (nowMs - this.#snapshotMs >= SNAPSHOT_EVERY_MS) this.#machine.snapshot('regular', this.by(null))
  }

  /** When and by whom; part of each event that people cause. */
  by(actor: Actor | null): Pick<AlarmEvent, 'atMs' | 'actor'> {
    return { atMs: this.#clock.monotonicMs(), actor }
  }

  act(events: readonly AlarmEvent[]): void {
    this.#machine.act(events, this.#clock.monotonicMs())
  }

  /** A window has shown an alarm; the first one counts. Times UTC ms. */
  shown({ id, occurrence }: AlarmRef, shownUtcMs: number): void {
    const entry = this.#machine.state.alarms[id]
    if (entry?.occurrence !== occurrence || this.#shown.has(occurrence)) return
    this.#shown.add(occurrence)
    const { utcMs } = this.lookNow()
    const afterMs = Math.max(0, Math.round(shownUtcMs - utcMs(entry.sinceMs)))
    this.act([{ ...this.by(null), type: 'shown', condition: id, occurrence, afterMs }])
  }

  board(): AlarmBoard {
    const look = this.lookNow()
    return { alarms: alarmViews(this.#machine.state, look), status: statusView(this.#machine.state, look) }
  }

  lookNow(): Look {
    return {
      nowMs: this.#clock.monotonicMs(),
      utcMs: (monotonicMs) => Math.round(this.#clock.utcMs(monotonicMs)),
      readings: this.#machine.readings,
    }
  }
}
