import type { NumericChannel } from '../../../../drivers/model/channel.ts'
import { termById } from '../../../../drivers/model/terms.ts'
import type { Resumable } from '../../../ipc/alarm-commands.ts'
import type {
  AgeClass,
  AlarmCondition,
  AlarmView,
  LimitPair,
  LimitSetting,
  LimitSide,
} from '../../../ipc/alarms.ts'
import type { Actor } from '../../../ipc/views.ts'
import { actOnAlarms } from '../acts.ts'
import { AlarmMachine } from '../machine.ts'
import type { Arrival } from '../readings.ts'
import type { ReplayInput } from '../replay.ts'
import type { AlarmEvent, AlarmState } from '../types.ts'
import { alarmViews } from '../view.ts'
import { limitName } from '../watches.ts'

/** How often the engine looks, ms. */
export const TICK_MS = 50

export const NURSE: Actor = { station: 'ward-3', initials: 'AB', verified: false, session: 's' }

/** A channel of a term in its first unit; its key is the term. */
export function channelOf(id: string, timing: NumericChannel['timing'] = 'continuous'): NumericChannel {
  const unit = termById(id)?.units.find((one) => one !== '1') ?? '1'
  const label = id === 'MDC_PULS_OXIM_SAT_O2' ? 'SpO2' : id === 'MDC_ECG_HEART_RATE' ? 'HR' : id
  return {
    kind: 'numeric',
    key: id,
    id,
    code: null,
    source: 'x',
    vendor: id,
    label,
    unit,
    timing,
    decimals: 0,
  }
}

export const HR = channelOf('MDC_ECG_HEART_RATE')
export const PULSE = { ...channelOf('MDC_PULS_OXIM_PULS_RATE'), label: 'PR' }
export const PRESSURE_PULSE = { ...channelOf('MDC_BLD_PULS_RATE_INV'), label: 'PR P1' }
export const CUFF_PULSE = { ...channelOf('MDC_PULS_RATE_NON_INV', 'episodic'), label: 'PR NIBP' }
export const SPO2 = channelOf('MDC_PULS_OXIM_SAT_O2')
export const RR = channelOf('MDC_RESP_RATE')
export const NIBP = channelOf('MDC_PRESS_BLD_NONINV_SYS', 'episodic')

export interface Seen {
  readonly event: AlarmEvent
  readonly before: AlarmState
  readonly after: AlarmState
}

/** The alarms of one bed on a time that the test moves, with all events kept. */
export class AlarmBench {
  /** Every event, with the state before and after it. */
  readonly seen: Seen[] = []
  /** Every value, as it was brought. */
  readonly brought: Arrival[] = []
  /** All that a replay needs, in order. */
  readonly happened: ReplayInput[] = []
  readonly machine: AlarmMachine
  nowMs = 0
  mirrored: readonly AlarmCondition[] = []
  isLive = true

  constructor(ageClass: AgeClass | null = 'adult', state?: AlarmState) {
    this.machine = new AlarmMachine((event, before, after) => this.seen.push({ event, before, after }), state)
    if (ageClass !== null) this.act({ type: 'ageClass', before: null, after: ageClass })
    this.look()
  }

  get events(): readonly AlarmEvent[] {
    return this.seen.map(({ event }) => event)
  }

  get base() {
    return { atMs: this.nowMs, actor: NURSE }
  }

  get state(): AlarmState {
    return this.machine.state
  }

  get views(): readonly AlarmView[] {
    return alarmViews(this.state, {
      nowMs: this.nowMs,
      utcMs: (atMs) => atMs,
      readings: this.machine.readings,
    })
  }

  /** Alarms whose condition lasts, by id. */
  get inForce(): readonly string[] {
    return this.views.filter(({ endedUtcMs }) => endedUtcMs === null).map(({ id }) => id)
  }

  view(id: string): AlarmView | undefined {
    return this.views.find((one) => one.id === id)
  }

  raisedAt(id: string): readonly number[] {
    return this.events.flatMap((event) =>
      event.type === 'raised' && event.condition === id ? [event.atMs] : [],
    )
  }

  look(): void {
    this.machine.conditions(this.mirrored, this.isLive, this.nowMs)
    this.machine.tick(this.nowMs)
  }

  /** Lets time pass, looking as often as the engine does. */
  pass(forMs: number): void {
    const endMs = this.nowMs + forMs
    while (this.nowMs < endMs) {
      this.nowMs = Math.min(endMs, this.nowMs + TICK_MS)
      this.look()
    }
  }

  /** `heldMs`: for how long the decoder has held the value back. */
  bring(channel: NumericChannel, value: number | null, heldMs = 0): void {
    const arrival = { channel, value, atMs: this.nowMs - heldMs, deviceMs: null }
    this.machine.arrive(arrival, this.nowMs)
    this.brought.push(arrival)
    this.happened.push({ type: 'value', atMs: this.nowMs, arrival })
  }

  /** The line is lost, or live again: its alarm stands for all that the monitor tells. */
  line(isLive: boolean): void {
    if (isLive === this.isLive) return
    this.isLive = isLive
    const lost = { id: 'b1/vigil/link', source: 'vigil', kind: 'technical' } as const
    this.mirrored = isLive ? [] : [this.condition('NO DATA', lost)]
    if (!isLive) {
      this.machine.interrupted()
      this.happened.push({ type: 'lineAway', atMs: this.nowMs })
    }
    this.look()
  }

  /** Somebody else lies in the bed. */
  patient(): void {
    this.machine.patientChanged(this.base)
    this.happened.push({
      type: 'event',
      atMs: this.nowMs,
      event: { ...this.base, type: 'patientChanged' },
    })
  }

  /** The same value once a second. */
  hold(channel: NumericChannel, value: number | null, seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      this.bring(channel, value)
      this.pass(1_000)
    }
  }

  condition(text: string, change: Partial<AlarmCondition> = {}): AlarmCondition {
    return {
      id: `b1/bedside/${text}`,
      source: 'bedside',
      kind: 'physiological',
      priority: 'high',
      text,
      sinceUtcMs: this.nowMs,
      ...change,
    }
  }

  start(condition: AlarmCondition): void {
    this.mirrored = [...this.mirrored.filter(({ id }) => id !== condition.id), condition]
    this.machine.alert('start', condition, this.nowMs, { arrivedMs: this.nowMs, deviceMs: null })
  }

  end(condition: AlarmCondition): void {
    this.mirrored = this.mirrored.filter(({ id }) => id !== condition.id)
    this.machine.alert('end', condition, this.nowMs, { arrivedMs: this.nowMs, deviceMs: null })
  }

  act(
    event: AlarmEvent extends infer One
      ? One extends AlarmEvent
        ? Omit<One, 'atMs' | 'actor'>
        : never
      : never,
  ): void {
    const done = { ...event, ...this.base } as AlarmEvent
    this.machine.act([done], this.nowMs)
    this.happened.push({ type: 'event', atMs: this.nowMs, event: done })
  }

  set(state: Resumable, forMs: number): void {
    this.act({ type: 'stateSet', state, set: { forMs, reason: 'test', role: 'physician' } })
  }

  limits(channel: NumericChannel, before: LimitPair, after: LimitSetting): void {
    this.act({ type: 'limitChanged', parameter: channel.key, before, after })
  }

  off(channel: NumericChannel, side: LimitSide, forMs: number): void {
    const set = { forMs, reason: 'test', role: 'nurse' } as const
    this.act({ type: 'limitOff', limit: limitName(channel.key, side), set })
  }

  onAll(type: 'acknowledged' | 'unacknowledged' | 'reset'): void {
    const refs = this.views.map(({ id, occurrence }) => ({ id, occurrence }))
    this.machine.act(
      actOnAlarms(this.state, refs, type, this.base).map(({ event }) => event),
      this.nowMs,
    )
  }
}
