import { createStore, type Store } from '../../client/store.ts'
import type { AudioOutput } from './output-watch.ts'
import { SoundPlayer } from './player.ts'
import type { Sounding } from './schedule.ts'
import { type OutputPlace, SoundOutput } from './sound-output.ts'

const LOOK_EVERY_MS = 500
/** A system bell has no pattern of its own: it is rung at the pace of a high alarm. */
const BELL_EVERY_MS = 7_000
const STORAGE_KEY = 'vigil.soundOutput'

/** What a person was asked about the sound in this window. */
export interface Question {
  /** Since when somebody is asked whether the test tone was heard; null: nobody is. */
  readonly askedUtcMs: number | null
  readonly signedInUtcMs: number | null
}

/** The part of localStorage that is used. */
export interface Kept {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** The output chosen before on this PC. What cannot be read counts as none: the system chooses. */
export function keptOutput(storage: Kept): AudioOutput | null {
  try {
    const read: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? 'null')
    if (typeof read !== 'object' || read === null || !('id' in read) || !('label' in read)) return null
    const { id, label } = read
    return typeof id === 'string' && typeof label === 'string' && id !== '' ? { id, label } : null
  } catch {
    return null
  }
}

/** The sound of this window: what plays, where it goes, and what people say of it. */
export class Sound {
  readonly output: SoundOutput
  readonly question: Store<Question> = createStore<Question>({ askedUtcMs: null, signedInUtcMs: null })
  readonly #player = new SoundPlayer()
  readonly #place: OutputPlace
  readonly #storage: Kept
  readonly #bell: () => void
  #wanted: readonly Sounding[] = []
  #rungMs = Number.NEGATIVE_INFINITY

  /** In: the outputs of this PC, what it keeps, and the bell of the system. */
  constructor(place: OutputPlace, storage: Kept, bell: () => void) {
    this.#place = place
    this.#storage = storage
    this.#bell = bell
    this.output = new SoundOutput(place, keptOutput(storage), (clock) => this.#player.useClock(clock))
  }

  /** Begins to play and to watch. Out: how to stop. */
  start(): () => void {
    const stop = this.output.start()
    const timer = setInterval(() => this.look(), LOOK_EVERY_MS)
    return () => {
      clearInterval(timer)
      stop()
    }
  }

  /** Alarms of all beds that are to be heard. */
  want(alarms: readonly Sounding[]): void {
    this.#wanted = alarms
    this.#player.want(alarms)
  }

  /** Looks at the output; while it is dead the bell of the system rings for the alarms that nobody hears. */
  look(): void {
    this.output.look()
    const { monotonicMs } = this.#place.now()
    const { state } = this.output.view.get()
    if (state === 'ok') this.#rungMs = Number.NEGATIVE_INFINITY
    else if (monotonicMs - this.#rungMs >= BELL_EVERY_MS && this.#isUnheard()) {
      this.#rungMs = monotonicMs
      this.#bell()
    }
  }

  /** Plays the test tone and asks whether it was heard. */
  test(): void {
    const { utcMs } = this.#place.now()
    this.#player.playTest(utcMs)
    this.question.set({ ...this.question.get(), askedUtcMs: utcMs })
  }

  /** Nobody is asked any more, whatever the answer was. */
  answered(): void {
    this.question.set({ ...this.question.get(), askedUtcMs: null })
  }

  /** Somebody has signed in: the test tone is due. */
  signedIn(): void {
    this.question.set({ ...this.question.get(), signedInUtcMs: this.#place.now().utcMs })
    this.test()
  }

  choose(output: AudioOutput | null): void {
    this.output.choose(output)
    if (output === null) this.#storage.removeItem(STORAGE_KEY)
    else this.#storage.setItem(STORAGE_KEY, JSON.stringify(output))
  }

  /** The loss itself rings once, then every alarm that is not heard. */
  #isUnheard(): boolean {
    return this.#wanted.length > 0 || this.#rungMs === Number.NEGATIVE_INFINITY
  }
}
