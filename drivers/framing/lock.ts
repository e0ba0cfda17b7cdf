import type { Out } from '../driver.ts'
import type { FrameFault, FrameSink } from './counts.ts'

/** How many whole units in a row a format with less than a 16-bit check must show before its values count. */
export const LOCK_NEEDS = { frames: 8, secondBlocks: 3 } as const

/**
 * The lock of a format without at least a 16-bit check. Bytes that only look
 * like frames fail sooner or later; a real monitor does not. So nothing is
 * shown until `needed` well-formed units came in a row, and one malformed unit
 * starts the count again.
 */
export class FormatLock {
  readonly #needed: number
  readonly #atEnd: ((isUndamaged: boolean) => void)[] = []
  #inARow = 0
  #isUndamaged = true

  /** `needed`: one of `LOCK_NEEDS`. Throws a TypeError unless it is a whole number above zero. */
  constructor(needed: number = LOCK_NEEDS.frames) {
    if (!Number.isInteger(needed) || needed < 1)
      throw new TypeError('"needed" must be a whole number above zero')
    this.#needed = needed
  }

  /** Whether the next well-formed unit may be shown, or the last one was. */
  get locked(): boolean {
    return this.#inARow >= this.#needed
  }

  /** Well-formed units since the last malformed one, at most as many as the lock needs. */
  get inARow(): number {
    return this.#inARow
  }

  /** One more well-formed frame or block. Out: whether its values may be shown; the one that completes the lock may. */
  wellFormed(): boolean {
    if (this.#inARow < this.#needed) this.#inARow++
    return this.locked
  }

  /** A malformed frame, or bytes between frames: the lock is lost. One that the input cuts (`partial`) is no damage. */
  malformed(kind?: FrameFault): void {
    this.#inARow = 0
    if (kind !== 'partial') this.#isUndamaged = false
  }

  /** The input has ended: the lock is lost, and the next input is another one. */
  end(): void {
    for (const tell of this.#atEnd) tell(this.#isUndamaged)
    this.#inARow = 0
    this.#isUndamaged = true
  }

  /** `tell` learns of each end, and whether all of the input was well-formed. */
  onEnd(tell: (isUndamaged: boolean) => void): void {
    this.#atEnd.push(tell)
  }
}

/** What had to wait longer than this is not shown to a station: the least age limit of a number (DESIGN rule 2), milliseconds. */
export const WAITS_AT_MOST_MS = 5_000

/** How long something may wait before it is left out. */
export function waitsAtMostMs({ wantsEverything }: Pick<Out, 'wantsEverything'>): number {
  return wantsEverything === true ? Number.POSITIVE_INFINITY : WAITS_AT_MOST_MS
}

interface Waiting<T> {
  readonly unit: T
  readonly atMs: number
}

/**
 * Holds units back until the lock is gained. The row that gives the lock vouches for each unit in it, so
 * those before the last are shown then, in their order and with the time they came, unless they are too
 * old by then. What waits when the lock is broken is never shown. A recording without any damage that is
 * too short for the lock is listed at its end: there is no more to come that could vouch for it.
 */
export class LockGate<T> {
  readonly #lock: FormatLock
  readonly #show: (unit: T, atMs: number) => void
  readonly #copy: (unit: T) => T
  readonly #waitsAtMostMs: number
  #waiting: Waiting<T>[] = []

  /** `show` may find a unit impossible and break the lock; `copy` makes a unit last until then. */
  constructor(
    lock: FormatLock,
    out: Pick<Out, 'wantsEverything'>,
    show: (unit: T, atMs: number) => void,
    copy: (unit: T) => T = (unit) => unit,
  ) {
    this.#lock = lock
    this.#show = show
    this.#copy = copy
    this.#waitsAtMostMs = waitsAtMostMs(out)
    lock.onEnd((isUndamaged) => {
      const waiting = this.#waiting
      this.#waiting = []
      if (isUndamaged && out.wantsEverything === true) for (const one of waiting) show(one.unit, one.atMs)
    })
  }

  /** One more well-formed unit, with its arrival in monotonic milliseconds. */
  wellFormed(unit: T, atMs: number): void {
    const isLocked = this.#lock.wellFormed()
    // A new row: what still waits belongs to one that was broken.
    if (this.#waiting.length > 0 && this.#lock.inARow === 1) this.#waiting = []
    if (!isLocked) this.#waiting.push({ unit: this.#copy(unit), atMs })
    else if (this.#waiting.length === 0) this.#show(unit, atMs)
    else this.#release([...this.#waiting, { unit, atMs }], atMs)
  }

  #release(row: readonly Waiting<T>[], nowMs: number): void {
    this.#waiting = []
    for (const { unit, atMs } of row) {
      if (!this.#lock.locked) {
        // One was found impossible while it was shown: those behind it are the first of a new row.
        this.#lock.wellFormed()
        this.#waiting.push({ unit: this.#copy(unit), atMs })
      } else if (nowMs - atMs <= this.#waitsAtMostMs) this.#show(unit, atMs)
    }
  }
}

/** Where a lock lets frames through, each with the time it came. */
export interface LockedFrames extends Pick<FrameSink, 'onFault'> {
  onFrame(frame: Uint8Array, atMs: number): void
}

/**
 * Puts a lock between a framer and a decoder: frames pass only inside the lock, every fault passes and ends
 * the lock. In: the decoder's output and sink, and the time of the bytes at hand. Out: the sink for the framer.
 * A decoder that finds a frame impossible itself calls `lock.malformed()` too.
 */
export function lockedSink(
  lock: FormatLock,
  out: Pick<Out, 'wantsEverything'>,
  sink: LockedFrames,
  now: () => number,
): FrameSink {
  const gate = new LockGate<Uint8Array>(
    lock,
    out,
    (frame, atMs) => sink.onFrame(frame, atMs),
    (frame) => frame.slice(),
  )
  return {
    onFrame: (frame) => gate.wellFormed(frame, now()),
    onFault(kind, bytes) {
      lock.malformed(kind)
      sink.onFault(kind, bytes)
    },
  }
}

/** One thing a frame must satisfy: `allowed` of `possible` equally likely values pass it. */
export interface FrameRule {
  readonly allowed: number
  readonly possible: number
}

/** What a lock still lets through. */
export interface LockErrors {
  /** Well-formed units in a row that give the lock. */
  readonly needed: number
  /** Chance that a frame made of random bytes is well-formed: at most this much damage inside a lock is shown. */
  readonly damagedFrame: number
  /** Chance that `needed` random frames in a row give a lock. */
  readonly falseLock: number
  /** Both in words, for `undetectedErrorRate`. */
  readonly text: string
}

/** Chance that random bytes keep all these rules. Throws a TypeError for a rule whose numbers cannot be. */
export function chanceOf(rules: readonly FrameRule[]): number {
  return rules.reduce((chance, { allowed, possible }) => {
    if (!(allowed > 0 && allowed <= possible))
      throw new TypeError('"rules" must allow 1 to all possible values')
    return (chance * allowed) / possible
  }, 1)
}

/**
 * What gets through a lock, from the rules a well-formed frame keeps: each rule is independent and divides the
 * chance. Throws a TypeError for a rule whose numbers cannot be. In `text` the two chances are rounded towards worse.
 */
export function lockErrors(rules: readonly FrameRule[], needed: number = LOCK_NEEDS.frames): LockErrors {
  const damagedFrame = chanceOf(rules)
  const falseLock = damagedFrame ** needed
  return {
    needed,
    damagedFrame,
    falseLock,
    text: `inside the lock ${odds(damagedFrame)} of frames replaced by random bytes; ${odds(falseLock)} of random runs gain the lock (${needed} in a row)`,
  }
}

const THOUSANDS = /\B(?=(\d{3})+$)/g

/** Beyond this the floating point has nothing more to say. */
const RAREST = 1e15

/** A chance above 0 in words, `1 in 4,096`, rounded towards worse. */
export function odds(chance: number): string {
  const once = Math.floor(1 / chance)
  const isRarest = once > RAREST
  const whole = String(isRarest ? RAREST : once).replace(THOUSANDS, ',')
  return `${isRarest ? 'less than ' : ''}1 in ${whole}`
}
