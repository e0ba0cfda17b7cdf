import { associationRequest, grantedBits } from './association.ts'
import { Choice } from './choice.ts'
import { ASSOCIATION, ATTRIBUTE, ERROR, EVENT, INVOKE, RELEASE_REQUEST, TIMING } from './codes.ts'
import type { Message } from './message.ts'
import { type IntellivueOptions, numericLabels, waveLabels } from './options.ts'
import { createResult } from './requests.ts'
import { type Stream, streamsFor } from './streams.ts'

/** `closed` until a release was sent; `refused` and `aborted` wait before asking again. */
type Phase = 'closed' | 'releasing' | 'associating' | 'waitingForSystem' | 'running' | 'refused' | 'aborted'

/**
 * The station's side of an association (section "session"): release what an earlier
 * station may have left, associate, confirm the device system, choose waves and
 * numerics, poll. After a refusal, an abort or five silent seconds it begins again, for ever. A
 * monitor that refuses may hold an association whose answer was lost: it is released first.
 */
export class Session {
  readonly #send: (message: Uint8Array) => void
  readonly #mtuBytes: number
  readonly #moreBits: number
  readonly #choices: readonly Choice[]
  readonly #allStreams: readonly Stream[]
  #streams: readonly Stream[] = []
  /** Extensions that the monitor granted. */
  #granted = 0
  #phase: Phase = 'closed'
  #sinceMs = 0
  #sentMs = Number.NEGATIVE_INFINITY
  #heardMs = Number.NEGATIVE_INFINITY
  /** Requests to associate since the last release. */
  #associateTries = 0

  /** `send` takes messages as they are; how they travel is the transport's matter. */
  constructor(options: IntellivueOptions, mtuBytes: number, send: (message: Uint8Array) => void) {
    this.#send = send
    this.#mtuBytes = mtuBytes
    const waves = waveLabels(options.waves)
    const numerics = numericLabels(options.numerics)
    const { waveBit, numericListBit } = ASSOCIATION
    this.#moreBits = numerics.length > 0 ? numericListBit : 0
    const lists = [
      { attribute: ATTRIBUTE.wavePriority, bit: waveBit, invoke: INVOKE.waves, labels: waves },
      {
        attribute: ATTRIBUTE.numericPriority,
        bit: numericListBit,
        invoke: INVOKE.numerics,
        labels: numerics,
      },
    ]
    this.#choices = lists
      .filter(({ labels }) => labels.length > 0)
      .map(({ attribute, bit, invoke, labels }) => new Choice(attribute, bit, invoke, labels))
    this.#allStreams = streamsFor(options, INVOKE.firstPoll)
  }

  get phase(): Phase {
    return this.#phase
  }

  /** A frame came whose check holds. */
  heard(atMs: number): void {
    this.#heardMs = atMs
  }

  /** A message came: follows the association and notes what flows. */
  message(message: Message, atMs: number): void {
    switch (message.kind) {
      case 'association':
        this.#associationMessage(message.type, message.body, atMs)
        break
      case 'event':
        if (message.type === EVENT.create) this.#created(message.invoke, atMs)
        break
      case 'poll':
        for (const stream of this.#streams) stream.heard(message, atMs)
        break
      case 'result':
        for (const choice of this.#choices) choice.answered(message.attributes)
        break
      case 'error':
        for (const choice of this.#choices) choice.failed(message.invoke, message.error)
        if (message.error === ERROR.processingFailure) {
          for (const stream of this.#streams) stream.busy(message.invoke, atMs)
        }
        break
      default:
    }
  }

  tick(atMs: number): void {
    const waitedMs = atMs - this.#sinceMs
    switch (this.#phase) {
      case 'closed':
        this.#release(atMs)
        break
      case 'releasing':
        if (waitedMs >= TIMING.afterReleaseMs) this.#associate(atMs)
        break
      case 'associating':
        if (waitedMs >= TIMING.associateEveryMs) this.#associate(atMs)
        break
      case 'waitingForSystem':
        if (waitedMs >= TIMING.createWaitMs) this.#release(atMs)
        break
      case 'refused':
        if (waitedMs >= this.#refusalMs()) this.#release(atMs)
        break
      case 'aborted':
        if (waitedMs >= TIMING.abortedMs) this.#associate(atMs)
        break
      case 'running':
        this.#run(atMs)
    }
  }

  /** The station stops: an association, or one that was asked for, is given back. */
  leave(atMs: number): void {
    const holds: readonly Phase[] = ['associating', 'waitingForSystem', 'running']
    if (!holds.includes(this.#phase)) return
    this.#release(atMs)
    this.#enter('closed', atMs)
  }

  #enter(phase: Phase, atMs: number): void {
    this.#phase = phase
    this.#sinceMs = atMs
  }

  #release(atMs: number): void {
    this.#enter('releasing', atMs)
    this.#associateTries = 0
    this.#send(Uint8Array.from(RELEASE_REQUEST))
  }

  #associate(atMs: number): void {
    this.#enter('associating', atMs)
    this.#associateTries++
    this.#send(associationRequest(this.#mtuBytes, this.#moreBits))
  }

  /** Refused at once, somebody else has the monitor; after requests without an answer, it may be ourselves. */
  #refusalMs(): number {
    return this.#associateTries > 1 ? TIMING.associateEveryMs : TIMING.refusedMs
  }

  #associationMessage(type: string, body: Uint8Array, atMs: number): void {
    if (type === 'accept' && this.#phase === 'associating') {
      this.#granted = grantedBits(body) ?? 0
      const mayPollWaves = (this.#granted & ASSOCIATION.waveBit) !== 0
      this.#streams = this.#allStreams.filter((stream) => mayPollWaves || !stream.isWave)
      this.#enter('waitingForSystem', atMs)
    } else if (type === 'refuse' && this.#phase === 'associating') this.#enter('refused', atMs)
    else if (type === 'abort' && this.#phase !== 'refused') this.#enter('aborted', atMs)
    else if (type === 'released' && this.#phase === 'running') this.#enter('aborted', atMs)
  }

  #created(invoke: number, atMs: number): void {
    // An event of somebody else's association is not ours to answer.
    if (this.#phase !== 'waitingForSystem' && this.#phase !== 'running') return
    this.#send(createResult(invoke))
    this.#enter('running', atMs)
    this.#sentMs = atMs
    this.#heardMs = atMs
    for (const choice of this.#choices) choice.restart(this.#granted)
    for (const stream of this.#streams) stream.restart()
  }

  #run(atMs: number): void {
    if (atMs - this.#heardMs > TIMING.lostMs) {
      this.#release(atMs)
      return
    }
    if (atMs - this.#sentMs < TIMING.spacingMs) return
    const request = this.#nextChoice(atMs) ?? this.#nextPoll(atMs)
    if (request === null) return
    this.#sentMs = atMs
    this.#send(request)
  }

  #nextChoice(atMs: number): Uint8Array | null {
    for (const choice of this.#choices) {
      const request = choice.due(atMs - this.#sinceMs)
      if (request !== null) return request
    }
    return null
  }

  #nextPoll(atMs: number): Uint8Array | null {
    for (const stream of this.#streams) {
      const request = stream.due(atMs)
      if (request !== null) return request
    }
    return null
  }
}
