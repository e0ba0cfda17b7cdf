import type { Decoder, FrameCounts, Out } from '../driver.ts'
import { FormatLock, LOCK_NEEDS } from '../framing/lock.ts'
import { leaf, messageType, type ReadMessage, segmentOf } from '../hl7v2/message.ts'
import { AlarmDecoder, isAlarmReport } from './alarms.ts'
import { ChannelBook } from './channels.ts'
import { ERROR_CODE, OBSERVATION_TYPES, PRODUCTION, TIMING } from './codes.ts'
import { isWaveRow } from './damage.ts'
import { FacetIndex } from './facets.ts'
import { MessageFrames } from './frames.ts'
import { IdentityDecoder } from './identity.ts'
import { Losses } from './losses.ts'
import { isNumericRow, NumericDecoder } from './numerics.ts'
import type { Hl7InboundOptions } from './options.ts'
import { PlaceBook } from './places.ts'
import { QuietWatch } from './quiet.ts'
import { RepeatFilter } from './repeats.ts'
import { acceptanceOf, type Refusal, refusalOf, refusalOfMessage } from './reply.ts'
import { type Report, reportsOf, timeOf } from './rows.ts'
import { senderOfMessage } from './sender.ts'
import { WaveDecoder } from './waves.ts'

const NO_BYTES = new Uint8Array(0)

/** HL7 messages in MLLP frames in, measurements and acknowledgements out. */
export class Hl7InboundDecoder implements Decoder {
  readonly #out: Out
  readonly #options: Hl7InboundOptions
  readonly #frames: MessageFrames
  /** Only a serial line needs one: on a network TCP checks what arrives. */
  readonly #lock: FormatLock | null
  readonly #losses: Losses
  readonly #places = new PlaceBook()
  readonly #numerics: NumericDecoder
  readonly #waves: WaveDecoder
  readonly #alarms: AlarmDecoder
  readonly #identity: IdentityDecoder
  readonly #repeats = new RepeatFilter()
  readonly #quiet: QuietWatch
  #atMs = 0
  #heardMs = 0

  constructor(out: Out, options: Hl7InboundOptions) {
    const isSerial = options.line === 'serial'
    this.#out = out
    this.#options = options
    this.#lock = isSerial ? new FormatLock(LOCK_NEEDS.secondBlocks) : null
    this.#losses = new Losses(out)
    this.#quiet = new QuietWatch(options.intervalSeconds)
    const channels = new ChannelBook()
    this.#numerics = new NumericDecoder(
      out,
      channels,
      this.#places,
      this.#losses,
      this.#lock === null ? null : () => this.#lock?.malformed(),
    )
    this.#waves = new WaveDecoder(out, channels, this.#places, this.#losses)
    this.#alarms = new AlarmDecoder(out, this.#losses)
    this.#identity = new IdentityDecoder(out)
    this.#frames = new MessageFrames(
      {
        onMessage: (message) => this.#message(message),
        onRefused: (payload, refusal) => this.#answer(refusalOf(payload ?? NO_BYTES, refusal)),
        onFault: (kind, bytes) => {
          this.#lock?.malformed()
          this.#waves.gap()
          this.#losses.bytes(kind, bytes, { atMs: this.#atMs, deviceMs: null })
        },
      },
      { takesPlainText: out.send === undefined, needsWholeSegments: isSerial },
    )
  }

  get counts(): Readonly<FrameCounts> {
    return this.#frames.counts
  }

  get quietMs(): number {
    return this.#quiet.quietMs
  }

  get alertsFlow(): boolean {
    return this.#alarms.flow
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#atMs = atMs
    if (bytes.length > 0) this.#heardMs = atMs
    this.#frames.push(bytes)
  }

  tick(atMs: number): void {
    this.#atMs = atMs
    if (atMs - this.#heardMs >= TIMING.endMs) this.#frames.flush()
  }

  end(atMs: number): void {
    this.#atMs = atMs
    this.#frames.end()
    this.#lock?.malformed()
    this.#waves.gap()
  }

  #answer(frame: Uint8Array | null): void {
    if (frame !== null) this.#out.send?.(frame)
  }

  #message(message: ReadMessage): void {
    const { code, event } = messageType(message)
    if (code === 'ACK') return
    const isForThisBed = this.#isForThisBed(message)
    const isKnown = OBSERVATION_TYPES.has(`${code}^${event}`)
    if (!isForThisBed) this.#count('a message for another bed')
    else if (!isKnown) this.#count(`a message of type ${code}^${event}`)
    else {
      // What is held back is not acknowledged either, so that nobody thinks an alarm has been seen.
      if (this.#lock?.wellFormed() === false) return
      if (!this.#repeats.isRepeat(message)) this.#read(message)
    }
    if (isForThisBed && !isKnown && this.#options.refuseUnknown) {
      this.#answer(refusalOfMessage(message, unknownType(code, event)))
    } else {
      for (const frame of acceptanceOf(message)) this.#answer(frame)
    }
  }

  #isForThisBed(message: ReadMessage): boolean {
    const { sendingApplication, location } = this.#options
    const sender = senderOfMessage(message)
    const isSender =
      sendingApplication === '' || [sender.application, sender.applicationId].includes(sendingApplication)
    return isSender && (location === '' || sender.location === withoutEmptyEnd(location))
  }

  #count(about: string): void {
    this.#losses.row({ kind: 'unknownRecord', about }, { atMs: this.#atMs, deviceMs: null })
  }

  #read(message: ReadMessage): void {
    const atMs = this.#atMs
    const header = segmentOf(message, 'MSH')
    const isTest = ![PRODUCTION, ''].includes(leaf(header, 11))
    this.#identity.decode(message, { atMs, deviceMs: timeOf(leaf(header, 7)) })
    const reports = reportsOf(message)
    const values = reports.filter((report) => !isAlarmReport(report)).map(sorted)
    for (const { numbers, samples } of values) this.#places.learn([...numbers, ...samples])
    for (const report of reports) if (isAlarmReport(report)) this.#alarms.decode(report, atMs)
    let isMeasured = false
    for (const { report, numbers, samples } of values) {
      for (const row of numbers) this.#numerics.decode(row, report, isTest, atMs)
      const index = samples.length > 0 ? new FacetIndex(report.rows) : null
      if (index !== null) for (const row of samples) this.#waves.decode(row, report, index, atMs)
      if (numbers.length > 0 || samples.length > 0) isMeasured = true
    }
    if (isMeasured) this.#quiet.heard(atMs)
  }
}

function unknownType(code: string, event: string): Refusal {
  return code === 'ORU' || code === 'ORF'
    ? { code: ERROR_CODE.unsupportedEvent, text: `The event ${event} is not read here.` }
    : { code: ERROR_CODE.unsupportedType, text: `Messages of type ${code} are not read here.` }
}

/** The rows of a report that carry values. */
function sorted(report: Report) {
  return { report, numbers: report.rows.filter(isNumericRow), samples: report.rows.filter(isWaveRow) }
}

function withoutEmptyEnd(location: string): string {
  return location.replace(/\^+$/, '')
}
