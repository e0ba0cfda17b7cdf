import type { Out } from '../driver.ts'
import { FormatLock, LOCK_NEEDS, LockGate } from '../framing/lock.ts'
import { LockedDecoder } from '../framing/locked-decoder.ts'
import { error } from './channels.ts'
import { MAX_QUIET_MS, TIMES } from './codes.ts'
import { ReplyFramer } from './framer.ts'
import { type Reply, readReply } from './reply.ts'
import { Session } from './session.ts'

/** Replies of the kiosk in, readings with the kiosk's own time out. */
export class Tm2655Decoder extends LockedDecoder {
  protected readonly framer: ReplyFramer
  readonly #session: Session | null
  #read: Reply | null = null
  #last: string | null = null
  #times = 0
  /** The reading that stands in the kiosk, once it was seen; what stood there first was taken before, of somebody else. */
  #standing: Reply | null = null
  /** A reply that has the time of the standing one and says something else, and how often it came in a row. */
  #contradicting: string | null = null
  #contradictions = 0
  #model: string | null = null
  #heardMs = Number.NEGATIVE_INFINITY

  constructor(out: Out) {
    super(out, new FormatLock(LOCK_NEEDS.secondBlocks))
    this.#session = out.send === undefined ? null : new Session((bytes) => out.send?.(bytes))
    const gate = new LockGate<Reply>(this.lock, out, (reply, atMs) => this.#reply(reply, atMs))
    this.framer = new ReplyFramer((frame) => this.#isReply(frame), {
      onFrame: () => {
        if (this.#read !== null) gate.wellFormed(this.#read, this.nowMs)
      },
      onFault: (kind, bytes) => {
        this.lock.malformed()
        this.#times = 0
        this.fault(kind, bytes)
      },
    })
  }

  override push(bytes: Uint8Array, atMs: number): void {
    if (bytes.length > 0) {
      if (atMs - this.#heardMs > MAX_QUIET_MS) this.#away()
      this.#heardMs = atMs
    }
    super.push(bytes, atMs)
  }

  override tick(atMs: number): void {
    this.#session?.tick(atMs)
  }

  override end(atMs: number): void {
    super.end(atMs)
    this.#session?.end()
    this.#away()
    this.#model = null
  }

  /** Nobody listened: what stands in the kiosk next was taken meanwhile, nobody knows when. */
  #away(): void {
    this.#times = 0
    this.#standing = null
    this.#contradicting = null
  }

  #isReply(frame: Uint8Array): boolean {
    const reply = readReply(frame)
    this.#read = reply
    return reply !== null && !this.#isContradicted(reply)
  }

  /** One reading has one time: what says otherwise is damaged, unless it says so again and again. */
  #isContradicted({ text, measuredDeviceMs }: Reply): boolean {
    const standing = this.#standing
    if (standing === null || text === standing.text || measuredDeviceMs !== standing.measuredDeviceMs) {
      this.#contradicting = null
      return false
    }
    this.#contradictions = text === this.#contradicting ? this.#contradictions + 1 : 1
    this.#contradicting = text
    return this.#contradictions < TIMES
  }

  #reply(reply: Reply, atMs: number): void {
    const stamp = { atMs, deviceMs: null }
    if (reply.model !== this.#model) {
      this.#model = reply.model
      this.out.measure({ type: 'identity', fields: { model: reply.model }, ...stamp })
    }
    this.out.measure({ type: 'numeric', channel: error, value: reply.error, validity: 'good', ...stamp })
    this.#times = reply.text === this.#last ? this.#times + 1 : 1
    this.#last = reply.text
    // In a listing the time of a reply is that of its reading.
    if (this.out.wantsEverything === true) this.#tell(reply, atMs, reply.measuredDeviceMs)
    else if (this.#times >= TIMES && reply.text !== this.#standing?.text) {
      if (this.#standing !== null) this.#tell(reply, atMs, null)
      this.#standing = reply
    }
  }

  #tell({ numbers, measuredDeviceMs, isImpossible }: Reply, atMs: number, deviceMs: number | null): void {
    for (const { channel, value } of numbers) {
      const validity = value === null ? 'invalid' : 'good'
      this.out.measure({
        type: 'numeric',
        channel,
        value,
        validity,
        measuredDeviceMs,
        atMs,
        deviceMs,
      })
    }
    if (isImpossible) this.fault('unexpectedValue', 0, { atMs })
  }
}
