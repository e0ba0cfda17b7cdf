import type { FrameSink } from './counts.ts'

/** How many whole units in a row a format with less than a 16-bit check must show before its values count. */
export const LOCK_NEEDS = { frames: 8, secondBlocks: 3 } as const

/**
 * The lock of a format without at least a 16-bit check. Bytes that only look
 * like frames fail sooner or later; a real monitor does not. So nothing is
 * shown until `needed` well-formed units came in a row, and one malformed unit
 * starts the count again. What is held back is counted, never kept for later.
 */
export class FormatLock {
  readonly #needed: number
  #inARow = 0
  #withheld = 0

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

  /** Well-formed units that were held back so far. */
  get withheld(): number {
    return this.#withheld
  }

  /** One more well-formed frame or block. Out: whether its values may be shown; the one that completes the lock may. */
  wellFormed(): boolean {
    if (this.#inARow < this.#needed) this.#inARow++
    if (!this.locked) this.#withheld++
    return this.locked
  }

  /** A malformed frame, bytes between frames, or the end of the input: the lock is lost. */
  malformed(): void {
    this.#inARow = 0
  }
}

/**
 * Puts a lock between a framer and a decoder: frames pass only inside the lock,
 * every fault passes and ends the lock. In: the decoder's sink. Out: the sink for the framer.
 * A decoder that finds a frame impossible itself calls `lock.malformed()` too.
 */
export function lockedSink(lock: FormatLock, sink: FrameSink): FrameSink {
  return {
    onFrame(frame) {
      if (lock.wellFormed()) sink.onFrame(frame)
    },
    onFault(kind, bytes) {
      lock.malformed()
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

/**
 * What gets through a lock, from the rules a well-formed frame keeps: each rule is independent and divides the
 * chance. Throws a TypeError for a rule whose numbers cannot be. In `text` the two chances are rounded towards worse.
 */
export function lockErrors(rules: readonly FrameRule[], needed: number = LOCK_NEEDS.frames): LockErrors {
  let damagedFrame = 1
  for (const { allowed, possible } of rules) {
    if (!(allowed > 0 && allowed <= possible))
      throw new TypeError('"rules" must allow 1 to all possible values')
    damagedFrame *= allowed / possible
  }
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
