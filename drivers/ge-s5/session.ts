import { INTERVAL, RECORD_TYPE, SESSION, TRENDS } from './codes.ts'
import type { GeS5Options } from './options.ts'
import { waveTypes } from './options.ts'
import { alarmRequest, physiologicalRequest, waveRequest } from './requests.ts'

const MS_PER_SECOND = 1000

/** One stream the monitor is asked for, watched for silence. */
class Stream {
  readonly #request: Uint8Array
  readonly #silenceMs: number
  /** Null until first asked: a stream that somebody else asked for need not be the one wanted. */
  #askedMs: number | null = null
  #heardMs = Number.NEGATIVE_INFINITY
  #tries = 0

  constructor(request: Uint8Array, silenceMs: number) {
    this.#request = request
    this.#silenceMs = silenceMs
  }

  heard(atMs: number): void {
    this.#heardMs = atMs
    this.#tries = 0
  }

  /** The request, if it is time to ask (again); null otherwise. */
  due(atMs: number): Uint8Array | null {
    const wait = this.#tries > SESSION.tries ? SESSION.slowRetryMs : this.#silenceMs
    if (this.#askedMs !== null && atMs - Math.max(this.#askedMs, this.#heardMs) <= wait) return null
    this.#askedMs = atMs
    this.#tries++
    return this.#request
  }
}

/**
 * Asks the monitor for what the options want, and asks again when it falls silent
 * (sections 4 and 8): there is no handshake, the monitor forgets requests when it
 * restarts and drops waves when flow control held it for two seconds. One request
 * at a time, 100 ms apart; three quick tries, then one every 30 s for ever.
 */
export class Session {
  readonly #send: (bytes: Uint8Array) => void
  readonly #displayed: Stream
  readonly #waves: Stream | null
  readonly #wantsAlarms: boolean
  readonly #trends: Stream | null
  #startedMs: number | null = null
  #sentMs = Number.NEGATIVE_INFINITY
  #auxiliaryMs = Number.NEGATIVE_INFINITY
  #auxiliaryWanted = true
  #alarmsDue = false

  constructor(options: GeS5Options, send: (bytes: Uint8Array) => void) {
    this.#send = send
    const intervalMs = options.intervalSeconds * MS_PER_SECOND
    this.#displayed = new Stream(
      physiologicalRequest(RECORD_TYPE.displayed, options.intervalSeconds),
      SESSION.displayedSilenceIntervals * intervalMs + SESSION.displayedSilenceExtraMs,
    )
    const types = waveTypes(options.waves)
    this.#waves = types.length === 0 ? null : new Stream(waveRequest(types), SESSION.waveSilenceMs)
    this.#wantsAlarms = options.alarms
    this.#trends = options.trends === 'none' ? null : trendStream(options.trends)
  }

  displayedHeard(atMs: number): void {
    this.#displayed.heard(atMs)
  }

  waveHeard(atMs: number): void {
    this.#waves?.heard(atMs)
  }

  trendHeard(atMs: number): void {
    this.#trends?.heard(atMs)
  }

  /** A new cuff or output reading has come: its time is wanted soon. */
  readingChanged(): void {
    this.#auxiliaryWanted = true
  }

  tick(atMs: number): void {
    this.#startedMs ??= atMs
    if (atMs - this.#startedMs < SESSION.settleMs || atMs - this.#sentMs < SESSION.spacingMs) return
    const request = this.#next(atMs)
    if (request === null) return
    this.#sentMs = atMs
    this.#send(request)
  }

  #next(atMs: number): Uint8Array | null {
    const displayed = this.#displayed.due(atMs)
    // A monitor without alarms is silent for hours, so silence says nothing: alarms are asked
    // for again whenever the numbers are, because then the monitor has forgotten both.
    if (displayed !== null) this.#alarmsDue = this.#wantsAlarms
    return (
      displayed ??
      this.#waves?.due(atMs) ??
      this.#alarms() ??
      this.#trends?.due(atMs) ??
      this.#auxiliary(atMs)
    )
  }

  #alarms(): Uint8Array | null {
    if (!this.#alarmsDue) return null
    this.#alarmsDue = false
    return alarmRequest()
  }

  #auxiliary(atMs: number): Uint8Array | null {
    const wait = this.#auxiliaryWanted ? SESSION.auxiliarySoonestMs : SESSION.auxiliaryMs
    if (atMs - this.#auxiliaryMs < wait) return null
    this.#auxiliaryMs = atMs
    this.#auxiliaryWanted = false
    return physiologicalRequest(RECORD_TYPE.auxiliary, INTERVAL.once)
  }
}

function trendStream(trends: '10s' | '60s'): Stream {
  const { type, seconds } = TRENDS[trends]
  const silenceMs =
    SESSION.displayedSilenceIntervals * seconds * MS_PER_SECOND + SESSION.displayedSilenceExtraMs
  return new Stream(physiologicalRequest(type, seconds), silenceMs)
}
