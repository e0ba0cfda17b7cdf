import type { NumericChannel } from '../../../../drivers/model/channel.ts'
import { termById } from '../../../../drivers/model/terms.ts'
import type { Resumable } from '../../../ipc/alarm-commands.ts'
import type { AgeClass, AlarmCondition, AlarmView, LimitPair, LimitSide } from '../../../ipc/alarms.ts'
import type { Actor } from '../../../ipc/views.ts'
import { actOnAlarms } from '../acts.ts'
import { AlarmMachine } from '../machine.ts'
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
export const SPO2 = channelOf('MDC_PULS_OXIM_SAT_O2')
export const RR = channelOf('MDC_RESP_RATE')
export const NIBP = channelOf('MDC_PRESS_BLD_NONINV_SYS', 'episodic')

/** The alarms of one bed on a time that the test moves, with all events kept. */
export class AlarmBench {
  readonly events: AlarmEvent[] = []
  readonly machine: AlarmMachine
  nowMs = 0
  mirrored: readonly AlarmCondition[] = []
  isLive = true

  constructor(ageClass: AgeClass | null = 'adult', state?: AlarmState) {
    this.machine = new AlarmMachine((event) => this.events.push(event), state)
    if (ageClass !== null) this.act({ type: 'ageClass', before: null, after: ageClass })
    this.look()
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

  bring(channel: NumericChannel, value: number | null): void {
    this.machine.arrive({ channel, value, atMs: this.nowMs, deviceMs: null }, this.nowMs)
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
    this.machine.act([{ ...event, ...this.base } as AlarmEvent], this.nowMs)
  }

  set(state: Resumable, forMs: number): void {
    this.act({ type: 'stateSet', state, set: { forMs, reason: 'test', role: 'physician' } })
  }

  limits(channel: NumericChannel, before: LimitPair, after: LimitPair): void {
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
