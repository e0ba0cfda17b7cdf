import type { Out } from '../driver.ts'
import { LengthFramer } from '../framing/length.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import type { ActAnswer, CuffState, DeviceAct } from '../model/act.ts'
import { cuff } from './channels.ts'
import {
  FRAME,
  LENGTH,
  LISTENING_QUIET_MS,
  MAX_QUIET_MS,
  RANGE,
  START,
  STOP,
  TIMES_ASKED,
  WORD,
} from './codes.ts'
import { Cuff } from './cuff.ts'
import { format, signed16 } from './frame.ts'
import type { SuntechOptions } from './options.ts'
import { Readings } from './readings.ts'
import { readResult } from './result.ts'
import { Session } from './session.ts'

const KNOWN_WORDS: ReadonlySet<number> = new Set(Object.values(WORD))

/** Answers of the module in, cuff pressure and readings out. It starts and stops a measurement only for an act of a person. */
export class SuntechDecoder extends LockedDecoder {
  readonly quietMs: number
  protected readonly framer: LengthFramer
  readonly #session: Session | null
  readonly #readings: Readings
  readonly #cuff = new Cuff()
  readonly #mayStartCuff: boolean
  #heardMs = Number.NEGATIVE_INFINITY

  constructor(out: Out, { listenOnly, mayStartCuff }: SuntechOptions) {
    super(out)
    this.quietMs = listenOnly ? LISTENING_QUIET_MS : MAX_QUIET_MS
    this.#session = out.send === undefined || listenOnly ? null : new Session((bytes) => out.send?.(bytes))
    this.#mayStartCuff = mayStartCuff && this.#session !== null
    // Another device may ask for a result once only.
    this.#readings = new Readings(this.#session === null ? 1 : TIMES_ASKED)
    const sink = this.insideLock({
      onFrame: (frame, atMs) => this.#frame(frame, atMs),
      onFault: (kind, bytes) => this.fault(kind, bytes),
    })
    this.framer = new LengthFramer(format, sink)
  }

  get cuff(): CuffState | null {
    return this.#mayStartCuff ? this.#cuff.state : null
  }

  act(act: DeviceAct, atMs: number): ActAnswer {
    if (this.#session === null || !this.#mayStartCuff) return 'notAllowed'
    if (act.kind === 'stopCuff') {
      this.#session.command(STOP, atMs)
      this.#cuff.stopped(atMs)
      return 'sent'
    }
    const isHeard = this.lock.locked && this.#cuff.isKnown && atMs - this.#heardMs <= this.quietMs
    if (!isHeard) return 'notLive'
    if (this.#cuff.isInUse) return 'cuffInUse'
    this.#cuff.started(atMs)
    this.#session.command(START[act.patient], atMs)
    return 'sent'
  }

  override push(bytes: Uint8Array, atMs: number): void {
    if (bytes.length > 0) {
      // A reading that was taken meanwhile was taken nobody knows when.
      if (atMs - this.#heardMs > this.quietMs) this.#readings.end()
      this.#heardMs = atMs
    }
    super.push(bytes, atMs)
  }

  override tick(atMs: number): void {
    this.#session?.tick(atMs)
    this.#cuff.tick(atMs)
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#readings.end()
    this.#session?.end()
    this.#cuff.end()
  }

  #frame(frame: Uint8Array, atMs: number): void {
    switch (frame.length) {
      case LENGTH.word:
        this.#word(frame, atMs)
        return
      case LENGTH.pressure:
        this.#pressure(frame, atMs)
        return
      case LENGTH.result:
        this.#result(frame, atMs)
        return
      default:
        this.fault('unknownRecord', frame.length, { atMs })
    }
  }

  #word(frame: Uint8Array, atMs: number): void {
    const word = frame[FRAME.dataAt] ?? 0
    this.#cuff.word(word)
    if (word === WORD.done) {
      this.#readings.done()
      this.#session?.wantResult()
    } else if (!KNOWN_WORDS.has(word)) this.fault('unknownRecord', frame.length, { atMs })
  }

  #pressure(frame: Uint8Array, atMs: number): void {
    const mmHg = signed16(frame, FRAME.dataAt)
    const [least, most] = RANGE.cuff
    const isPressure = mmHg >= least && mmHg <= most
    const said = isPressure
      ? ({ value: mmHg, validity: 'good' } as const)
      : ({ value: null, validity: 'invalid' } as const)
    this.out.measure({ type: 'numeric', channel: cuff, ...said, atMs, deviceMs: null })
    if (isPressure) {
      this.#readings.pressure(mmHg)
      this.#cuff.pressure(mmHg, atMs)
    } else this.fault('unexpectedValue', frame.length, { atMs })
  }

  #result(frame: Uint8Array, atMs: number): void {
    const state = this.#readings.result(frame)
    if (state === 'again') this.#session?.wantResult()
    const { numbers, isEmpty, isImpossible } = readResult(frame)
    const isWanted = this.out.wantsEverything === true || (state === 'new' && !isEmpty)
    if (!isWanted) return
    for (const { channel, value } of numbers) {
      const validity = value === null ? 'invalid' : 'good'
      this.out.measure({ type: 'numeric', channel, value, validity, atMs, deviceMs: null })
    }
    if (isImpossible) this.fault('unexpectedValue', frame.length, { atMs })
  }
}
