import { USUAL_PAUSE_S } from '../../electron/ipc/alarm-commands.ts'
import type { AlarmRef, AlarmView } from '../../electron/ipc/alarms.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { createStore, type Store } from '../client/store.ts'
import type { VigilClient } from '../client/vigil-client.ts'
import { words } from '../words/words.ts'

/** How long a step can be taken back (UI.md 4.11). */
export const UNDO_FOR_MS = 5_000

/** What was done last in this window, or why it was not. */
export interface Done {
  readonly title: string
  readonly detail: string
  readonly atUtcMs: number
  /** Absent where nothing can be taken back. */
  readonly undo?: () => Promise<unknown>
}

type Calls = Pick<VigilClient, 'call'>

/** Whose alarms an act is about: a bed, or the station itself. */
export type AlarmOwner = Pick<BedView, 'id' | 'label' | 'alarms'>

function refs(alarms: readonly AlarmView[]): AlarmRef[] {
  return alarms.map(({ id, occurrence }) => ({ id, occurrence }))
}

/** Alarms of a bed that an acknowledgement is about: in force and not seen to. */
export function unacknowledged(view: Pick<BedView, 'alarms'>): readonly AlarmView[] {
  return view.alarms.filter(({ state, hidden }) => state === 'active' && !hidden)
}

/** Alarms that are over and stand until somebody takes them away. */
export function resettable(view: Pick<BedView, 'alarms'>): readonly AlarmView[] {
  return view.alarms.filter(({ state }) => state === 'latched' || state === 'missed')
}

/**
 * What a key or a button does to the alarms of one bed, at once, with a way back for five seconds (H16). Each names
 * its bed; none is about all beds.
 */
export class BedActions {
  readonly done: Store<Done | null> = createStore<Done | null>(null)
  readonly #client: Calls
  readonly #nowUtcMs: () => number

  constructor(client: Calls, nowUtcMs: () => number) {
    this.#client = client
    this.#nowUtcMs = nowUtcMs
  }

  /** The sound of exactly the alarms that the screen showed; a new one sounds. */
  acknowledge(view: AlarmOwner, alarms = unacknowledged(view)): void {
    const { id: bed, label } = view
    if (alarms.length === 0) {
      this.#tell({ title: words('act.nothing', { bed: label }), detail: '' })
      return
    }
    this.#run(this.#client.call('alarm.acknowledge', { bed, alarms: refs(alarms) }), ({ alarms: seen }) => ({
      title: words('act.acknowledged', { bed: label }),
      detail: words('act.acknowledgedDetail'),
      ...(seen.length > 0 && {
        undo: () => this.#client.call('alarm.unacknowledge', { bed, alarms: [...seen] }),
      }),
    }))
  }

  /** Takes away what is over. */
  reset(view: AlarmOwner, alarms = resettable(view)): void {
    const { id: bed, label } = view
    if (alarms.length === 0) return
    this.#run(this.#client.call('alarm.reset', { bed, alarms: refs(alarms) }), () => ({
      title: words('act.reset', { bed: label }),
      detail: '',
    }))
  }

  /** Pauses the sound of a bed for two minutes; the same again brings it back. */
  pauseAudio(view: BedView): void {
    const { id: bed, label, alarmStatus } = view
    if (alarmStatus.audioPaused !== null) {
      this.resume(view, 'audioPaused')
      return
    }
    this.#run(this.#client.call('alarm.pauseAudio', { bed, seconds: USUAL_PAUSE_S }), () => ({
      title: words('act.paused', { bed: label }),
      detail: words('act.pausedDetail'),
      undo: () => this.#client.call('alarm.resume', { bed, state: 'audioPaused' }),
    }))
  }

  /** Ends a state before its time: alarms are back, so there is nothing to take back. */
  resume(view: BedView, state: 'audioPaused' | 'audioOff' | 'alarmsPaused' | 'comfortCare'): void {
    const { id: bed, label } = view
    this.#run(this.#client.call('alarm.resume', { bed, state }), () => ({
      title: words('act.resumed', { bed: label }),
      detail: '',
    }))
  }

  /** Tells of a step that another part of the screen has taken. */
  tell(title: string, detail: string, undo?: () => Promise<unknown>): void {
    this.#tell({ title, detail, ...(undo !== undefined && { undo }) })
  }

  /** Takes the last step back while that is still offered. */
  undo(): void {
    const last = this.done.get()
    if (last?.undo === undefined || this.#nowUtcMs() - last.atUtcMs > UNDO_FOR_MS) return
    this.done.set(null)
    this.#run(last.undo(), () => ({ title: words('act.undone'), detail: '' }))
  }

  #tell(done: Omit<Done, 'atUtcMs'>): void {
    this.done.set({ ...done, atUtcMs: this.#nowUtcMs() })
  }

  #run<T>(work: Promise<T>, done: (reply: T) => Omit<Done, 'atUtcMs'>): void {
    work.then(
      (reply) => this.#tell(done(reply)),
      (error: Error) => this.#tell({ title: error.message, detail: '' }),
    )
  }
}
