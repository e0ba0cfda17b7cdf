import type { Decoder, FrameCounts, Out } from '../driver.ts'
import { DelimitedFramer } from '../framing/delimited.ts'
import type { FaultKind } from '../model/measurement.ts'
import { AlarmDecoder } from './alarm.ts'
import { AUXILIARY, MAIN_TYPE, RECORD_TYPE, SESSION } from './codes.ts'
import { MeasuredTime } from './measured-time.ts'
import { type GeS5Options, quietMsFor } from './options.ts'
import { PhysiologicalDecoder } from './physiological.ts'
import { type DriRecord, driFormat, readRecord, type Subrecord, unixMs } from './record.ts'
import { SequenceCounter } from './sequence.ts'
import { Session } from './session.ts'
import { decodeWave } from './wave.ts'

/** Where each episodic source has its time in the auxiliary record. */
const AUXILIARY_TIMES = [
  { source: 'nibp', group: 'nibp', offset: AUXILIARY.nibpTime },
  { source: 'co', group: 'co_wedge', offset: AUXILIARY.outputTime },
  { source: 'pcwp', group: 'co_wedge', offset: AUXILIARY.wedgeTime },
] as const

/** The station's side of the S/5 "DRI" interface: bytes in, measurements and requests out. */
export class GeS5Decoder implements Decoder {
  readonly #out: Out
  /** Where waves go that came before, or behind later ones. */
  readonly #pastOut: Out
  readonly #framer: DelimitedFramer
  readonly #session: Session | null
  readonly #times = new Map(
    AUXILIARY_TIMES.map(({ source, group }) => [source as string, new MeasuredTime(group)]),
  )
  readonly #physiological: PhysiologicalDecoder
  readonly #alarms: AlarmDecoder
  readonly #sequences = new Map<number, SequenceCounter>()
  readonly #intervalSeconds: number
  #waveGap = false
  #wavesRun = false
  #lastWaveMs = 0
  #atMs = 0
  #deviceMs: number | null = null

  constructor(out: Out, options: GeS5Options) {
    this.#out = out
    this.#pastOut = {
      measure: (one) => out.measure(one.type === 'wave' ? { ...one, isPast: true } : one),
    }
    this.#intervalSeconds = options.intervalSeconds
    this.#physiological = new PhysiologicalDecoder(out, this.#times)
    this.#alarms = new AlarmDecoder(out)
    const send = out.send?.bind(out)
    this.#session = send === undefined || options.listenOnly ? null : new Session(options, send)
    this.#framer = new DelimitedFramer(driFormat, {
      onFrame: (frame) => this.#record(readRecord(frame)),
      onFault: (kind, bytes) => this.#fault(kind, bytes),
    })
  }

  get counts(): Readonly<FrameCounts> {
    return this.#framer.counts
  }

  /** While waves run a record comes every second or faster, so silence shows sooner. */
  get quietMs(): number {
    return quietMsFor(this.#wavesRun ? 1 : this.#intervalSeconds)
  }

  /** Monitors before level 10 ignore the request for alarms: only an alarm record proves that they come. */
  get alertsFlow(): boolean {
    return this.#alarms.flow
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#atMs = atMs
    this.#framer.push(bytes)
  }

  tick(atMs: number): void {
    this.#session?.tick(atMs)
  }

  end(atMs: number): void {
    this.#atMs = atMs
    this.#framer.end()
    for (const sequence of this.#sequences.values()) sequence.reset()
    this.#waveGap = true
    this.#wavesRun = false
  }

  #record(record: DriRecord): void {
    this.#deviceMs = record.deviceMs
    const lost = this.#lostBefore(record)
    const isPast = lost === null
    if (isPast) this.#fault('repeatedFrame', record.view.byteLength)
    else if (lost > 0) this.#fault('lostFrame', 0, lost)
    if (record.misplaced > 0) this.#fault('unexpectedValue', 0, record.misplaced)
    switch (record.mainType) {
      case MAIN_TYPE.physiological:
        for (const subrecord of record.subrecords) this.#physiologicalPart(record, subrecord)
        break
      case MAIN_TYPE.wave:
        this.#waves(record, lost !== null && lost > 0, isPast)
        break
      case MAIN_TYPE.alarm:
        // What was in force once says nothing about now.
        if (isPast) break
        for (const subrecord of record.subrecords) this.#alarm(record, subrecord)
        break
      default:
        this.#fault('unknownRecord', record.view.byteLength)
    }
  }

  #lostBefore(record: DriRecord): number | null {
    const known = this.#sequences.get(record.mainType)
    const sequence = known ?? new SequenceCounter()
    // Main types beyond the known ones can only come from damage: they get no memory.
    if (known === undefined && Object.values<number>(MAIN_TYPE).includes(record.mainType)) {
      this.#sequences.set(record.mainType, sequence)
    }
    const { buffer, byteOffset, byteLength } = record.view
    return sequence.lostBefore(record.number, record.deviceMs, new Uint8Array(buffer, byteOffset, byteLength))
  }

  #physiologicalPart(record: DriRecord, subrecord: Subrecord): void {
    switch (subrecord.type) {
      case RECORD_TYPE.displayed:
        this.#session?.displayedHeard(this.#atMs)
        if (this.#atMs - this.#lastWaveMs > SESSION.waveSilenceMs) this.#wavesRun = false
        this.#classPart(record, subrecord)
        break
      case RECORD_TYPE.trend10s:
      case RECORD_TYPE.trend60s:
        this.#session?.trendHeard(this.#atMs)
        this.#classPart(record, subrecord)
        break
      case RECORD_TYPE.auxiliary:
        this.#auxiliary(record, subrecord)
        break
      default:
        this.#refuse('unknownRecord', subrecord)
    }
  }

  #classPart(record: DriRecord, subrecord: Subrecord): void {
    if (!this.#physiological.decode(record, subrecord, this.#atMs)) this.#refuse('unexpectedValue', subrecord)
    for (const time of this.#times.values()) if (time.takeChange()) this.#session?.readingChanged()
  }

  #alarm(record: DriRecord, subrecord: Subrecord): void {
    if (!this.#alarms.decode(record, subrecord, this.#atMs)) this.#refuse('unexpectedValue', subrecord)
  }

  #auxiliary(record: DriRecord, subrecord: Subrecord): void {
    if (subrecord.start + AUXILIARY.size > subrecord.end) {
      this.#refuse('unexpectedValue', subrecord)
      return
    }
    for (const { source, offset } of AUXILIARY_TIMES) {
      this.#times.get(source)?.learn(unixMs(record.view.getUint32(subrecord.start + offset, true)))
    }
  }

  #waves(record: DriRecord, lost: boolean, isPast: boolean): void {
    const gap = lost || this.#waveGap
    if (!isPast) this.#waveGap = false
    const out = isPast ? this.#pastOut : this.#out
    this.#wavesRun = true
    this.#lastWaveMs = this.#atMs
    for (const subrecord of record.subrecords) {
      const outcome = decodeWave(record, subrecord, this.#physiological, gap, this.#atMs, out)
      if (outcome === 'done') this.#session?.waveHeard(this.#atMs)
      else this.#refuse(outcome === 'cut' ? 'unexpectedValue' : 'unknownRecord', subrecord)
    }
  }

  #refuse(kind: FaultKind, subrecord: Subrecord): void {
    this.#fault(kind, subrecord.end - subrecord.start)
  }

  #fault(kind: FaultKind, bytes: number, count?: number): void {
    const stamp = { atMs: this.#atMs, deviceMs: this.#deviceMs }
    this.#out.measure({ type: 'fault', kind, bytes, ...stamp, ...(count === undefined ? {} : { count }) })
  }
}
