import type { SoundState } from '../../../electron/ipc/alarms.ts'
import type { Moment } from '../../client/station-state.ts'
import { createStore, type Store } from '../../client/store.ts'
import { type AudioOutput, lookAt, type OutputWatch, watchFrom } from './output-watch.ts'
import type { AudioClock } from './player.ts'

/** The audio context as far as it is watched. */
export interface OutputContext {
  readonly clock: AudioClock
  state(): string
  /** Asks a context that stands to run. */
  resume(): void
  close(): void
}

/** Where sound comes from and goes to; tests bring their own. */
export interface OutputPlace {
  /** In: the id of an output, or null for the system's own choice. */
  open(output: string | null): OutputContext
  list(): Promise<readonly AudioOutput[]>
  /** Outputs came or went. Out: how to stop listening. */
  onChange(listener: () => void): () => void
  now(): Moment
}

/** What the screens show of the output. */
export interface OutputView {
  readonly state: SoundState
  /** Since when the state is not `ok`, UTC ms; null while it is. */
  readonly sinceUtcMs: number | null
  /** Outputs that a person may choose, without the entry that stands for the system's own choice. */
  readonly outputs: readonly AudioOutput[]
  readonly chosen: AudioOutput | null
}

/** The entries of Chromium that stand for whatever output the system takes. */
const SYSTEM_CHOICES: readonly string[] = ['', 'default', 'communications']
/** A list of outputs older than this says nothing. */
const LIST_GOOD_FOR_MS = 3_000
/** A context that stands is made anew at most this often. */
const REOPEN_AFTER_MS = 3_000

function isSameList(one: readonly AudioOutput[] | null, other: readonly AudioOutput[]): boolean {
  return one?.length === other.length && one.every(({ id }, index) => id === other[index]?.id)
}

/**
 * The way to the loudspeaker: opens it, watches it, opens it anew when outputs come or go or it stands. It never
 * gives up: whatever is wrong is said, and tried again.
 */
export class SoundOutput {
  readonly view: Store<OutputView>
  readonly #place: OutputPlace
  readonly #onClock: (clock: AudioClock | null) => void
  #context: OutputContext | null = null
  #watch: OutputWatch
  #list: readonly AudioOutput[] | null = null
  #listedMs: number
  #openedMs = Number.NEGATIVE_INFINITY

  /** In: the output chosen before, and who plays on the clock of each newly opened output. */
  constructor(place: OutputPlace, chosen: AudioOutput | null, onClock: (clock: AudioClock | null) => void) {
    this.#place = place
    this.#onClock = onClock
    const { monotonicMs } = place.now()
    this.#watch = watchFrom(monotonicMs)
    this.#listedMs = monotonicMs
    this.view = createStore<OutputView>({ state: 'ok', sinceUtcMs: null, outputs: [], chosen })
  }

  /** Begins to watch. Out: how to stop. Looks are to be made twice a second. */
  start(): () => void {
    this.#open()
    this.#readList()
    const stopListening = this.#place.onChange(() => this.#readList())
    return () => {
      stopListening()
      this.#onClock(null)
      this.#context?.close()
      this.#context = null
    }
  }

  /** A person chooses an output, or null for the system's own choice. */
  choose(chosen: AudioOutput | null): void {
    this.#show({ chosen })
    this.#open()
    this.look()
  }

  /** Looks at everything that can be known; to be called twice a second. */
  look(): void {
    this.#readList()
    const { monotonicMs, utcMs } = this.#place.now()
    const context = this.#context
    const known = monotonicMs - this.#listedMs <= LIST_GOOD_FOR_MS
    this.#watch = lookAt(this.#watch, {
      // Before the first list nothing is known to be wrong.
      outputs: known ? (this.#list ?? [{ id: '', label: '' }]) : null,
      chosen: this.view.get().chosen?.id ?? null,
      context: context?.state() ?? 'closed',
      clockMs: context?.clock.nowMs() ?? 0,
      monotonicMs,
    })
    const { state } = this.#watch
    if (context !== null && context.state() !== 'running') context.resume()
    const stands = state === 'notRunning' || state === 'stalled'
    if (stands && monotonicMs - this.#openedMs >= REOPEN_AFTER_MS) this.#open()
    const before = this.view.get()
    if (state === before.state) return
    this.#show({ state, sinceUtcMs: state === 'ok' ? null : (before.sinceUtcMs ?? utcMs) })
  }

  #show(change: Partial<OutputView>): void {
    this.view.set({ ...this.view.get(), ...change })
  }

  #open(): void {
    this.#context?.close()
    const { chosen } = this.view.get()
    const isThere = chosen !== null && (this.#list === null || this.#list.some(({ id }) => id === chosen.id))
    this.#openedMs = this.#place.now().monotonicMs
    try {
      // Without the chosen output the system's own is better than none, while the screen says so.
      this.#context = this.#place.open(isThere ? chosen.id : null)
    } catch {
      // No context at all: the watch says so, and it is tried again.
      this.#context = null
    }
    this.#onClock(this.#context?.clock ?? null)
  }

  #readList(): void {
    this.#place.list().then(
      (list) => {
        this.#listedMs = this.#place.now().monotonicMs
        if (isSameList(this.#list, list)) return
        const isFirst = this.#list === null
        this.#list = list
        this.#show({ outputs: list.filter(({ id }) => !SYSTEM_CHOICES.includes(id)) })
        // A context goes down with its output and does not come back with it.
        if (!isFirst) this.#open()
      },
      // The list grows old, and the watch takes that for no output.
      () => undefined,
    )
  }
}
