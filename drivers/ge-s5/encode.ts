import type { Twin, TwinOptions } from '../driver.ts'
import { DelimitedFramer } from '../framing/delimited.ts'
import { joinBytes } from '../framing/join.ts'
import { hash32 } from '../physiology/noise.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'
import {
  ALARM_COMMAND,
  AUXILIARY,
  CODE,
  HEADER,
  INTERVAL,
  MAIN_TYPE,
  RECORD_TYPE,
  REQUEST,
  SESSION,
  TWIN,
  WAVE,
  WAVE_COMMAND,
} from './codes.ts'
import { addAlarms, alarmsOf } from './encode-alarms.ts'
import { RecordBuilder } from './encode-record.ts'
import { addClasses } from './encode-values.ts'
import { type TwinWave, twinWave } from './encode-waves.ts'
import { driFormat } from './record.ts'

const MS_PER_SECOND = 1000
const BYTE_MASK = 0xff
const BYTES_PER_SAMPLE = 2

interface Periodic {
  readonly type: number
  readonly everyMs: number
  readonly classBits: number
  nextMs: number
}

interface Running {
  readonly wave: TwinWave
  sent: number
}

/**
 * The monitor's side of the wire, written from the interface document: silent
 * until asked, then periodic, and it goes on when the station is gone. Sample
 * counts of packets vary by one and the wave status carries a packet counter, as
 * on real monitors; a station that takes no bytes for two seconds loses its waves.
 */
class GeS5Twin implements Twin {
  readonly #options: TwinOptions
  readonly #patient: Patient
  readonly #framer: DelimitedFramer
  readonly #numbers = new Map<number, number>()
  readonly #periodic = new Map<number, Periodic>()
  #waves: Running[] = []
  #wavesFromMs = 0
  #nextPacketMs = Number.POSITIVE_INFINITY
  #packets = 0
  #gapNext = false
  #nextAlarmMs = Number.POSITIVE_INFINITY
  #alarmsSent: string | null = null
  #nowMs = 0
  #parts: Uint8Array[] = []

  constructor(options: TwinOptions) {
    this.#options = options
    this.#patient = createPatient(options)
    this.#framer = new DelimitedFramer(driFormat, {
      onFrame: (frame) => this.#request(new DataView(frame.buffer, frame.byteOffset, frame.length - 1)),
      onFault: () => undefined,
    })
  }

  receive(bytes: Uint8Array, atMs: number): void {
    // What was due before the request goes out as it was asked for before.
    this.#advance(atMs)
    this.#framer.push(bytes)
  }

  produce(atMs: number): Uint8Array {
    if (atMs - this.#nowMs > SESSION.flowStopMs) this.#held(atMs)
    this.#advance(atMs)
    const parts = this.#parts
    this.#parts = []
    return joinBytes(parts)
  }

  /** Flow control held the monitor: what fell due meanwhile is lost, and waves stop until asked for again. */
  #held(atMs: number): void {
    this.#stopWaves()
    for (const one of this.#periodic.values()) {
      const missed = Math.ceil((atMs - one.nextMs) / one.everyMs)
      if (missed > 0) one.nextMs += missed * one.everyMs
    }
    this.#parts = []
    this.#nowMs = atMs
  }

  #advance(atMs: number): void {
    for (;;) {
      let dueMs = Math.min(this.#nextPacketMs, this.#nextAlarmMs)
      for (const one of this.#periodic.values()) dueMs = Math.min(dueMs, one.nextMs)
      if (dueMs > atMs) break
      this.#nowMs = Math.max(this.#nowMs, dueMs)
      for (const one of this.#periodic.values()) {
        if (one.nextMs > dueMs) continue
        one.nextMs += one.everyMs
        this.#sendClasses(one.type, one.classBits)
      }
      if (this.#nextPacketMs <= dueMs) this.#sendPacket()
      if (this.#nextAlarmMs <= dueMs) this.#sendAlarms(false)
    }
    this.#nowMs = Math.max(this.#nowMs, atMs)
  }

  #request(view: DataView): void {
    switch (view.getInt16(HEADER.mainType, true)) {
      case MAIN_TYPE.physiological:
        if (view.byteLength >= REQUEST.physiological.size) this.#physiologicalRequest(view)
        break
      case MAIN_TYPE.wave:
        if (view.byteLength >= REQUEST.wave.size) this.#waveRequest(view)
        break
      case MAIN_TYPE.alarm:
        if (view.byteLength >= REQUEST.alarm.size) this.#alarmRequest(view)
        break
    }
  }

  #physiologicalRequest(view: DataView): void {
    const layout = REQUEST.physiological
    const type = view.getUint8(layout.type)
    const interval = view.getInt16(layout.interval, true)
    const classBits = view.getUint32(layout.classes, true)
    if (interval === INTERVAL.stop) {
      this.#periodic.delete(type)
      return
    }
    if (type === RECORD_TYPE.auxiliary) {
      this.#sendAuxiliary()
      return
    }
    if (interval < 0) {
      this.#sendClasses(type, classBits)
      return
    }
    const everyMs = interval * MS_PER_SECOND
    // Displayed values come at once; a trend is an average, so its first one takes an interval.
    const nextMs = type === RECORD_TYPE.displayed ? this.#nowMs : this.#nowMs + everyMs
    this.#periodic.set(type, { type, everyMs, classBits, nextMs })
  }

  #waveRequest(view: DataView): void {
    const layout = REQUEST.wave
    this.#stopWaves()
    if (view.getInt16(layout.command, true) !== WAVE_COMMAND.start) return
    let samplesPerSecond = 0
    for (let index = 0; index < layout.typesMax; index++) {
      const type = view.getUint8(layout.types + index)
      if (type === layout.typesEnd) break
      const wave = twinWave(type)
      if (wave === undefined) continue
      samplesPerSecond += wave.rateHz
      // Surplus waves are dropped in order, without a word (section 4.2).
      if (samplesPerSecond <= TWIN.samplesPerSecond) this.#waves.push({ wave, sent: 0 })
    }
    if (this.#waves.length === 0) return
    this.#wavesFromMs = this.#nowMs
    this.#nextPacketMs = this.#nowMs + TWIN.packetMs
    this.#gapNext = true
  }

  #alarmRequest(view: DataView): void {
    const command = view.getInt16(REQUEST.alarm.command, true)
    if (command === ALARM_COMMAND.leave) this.#nextAlarmMs = Number.POSITIVE_INFINITY
    else this.#sendAlarms(true)
    if (command === ALARM_COMMAND.differential) this.#nextAlarmMs = this.#nowMs + TWIN.alarmMs
  }

  #stopWaves(): void {
    this.#waves = []
    this.#nextPacketMs = Number.POSITIVE_INFINITY
  }

  #record(mainType: number): RecordBuilder {
    const number = this.#numbers.get(mainType) ?? 0
    this.#numbers.set(mainType, (number + 1) & BYTE_MASK)
    const utcMs = this.#options.startUtcMs + this.#nowMs
    return new RecordBuilder({ number, level: TWIN.level, utcMs, mainType })
  }

  #sendClasses(type: number, classBits: number): void {
    // Trends flow only while displayed values do (section 4.1).
    if (type !== RECORD_TYPE.displayed && !this.#periodic.has(RECORD_TYPE.displayed)) return
    const seconds = this.#nowMs / MS_PER_SECOND
    const record = this.#record(MAIN_TYPE.physiological)
    const unixSeconds = Math.floor((this.#options.startUtcMs + this.#nowMs) / MS_PER_SECOND)
    addClasses(record, type, classBits, this.#patient.vitals(seconds), seconds, unixSeconds)
    this.#parts.push(record.finish())
  }

  #sendAuxiliary(): void {
    const record = this.#record(MAIN_TYPE.physiological)
    const start = record.add(RECORD_TYPE.auxiliary, AUXILIARY.size)
    const { nibpAtSeconds } = this.#patient.vitals(this.#nowMs / MS_PER_SECOND)
    if (nibpAtSeconds !== null) {
      const unixSeconds = Math.floor(this.#options.startUtcMs / MS_PER_SECOND + nibpAtSeconds)
      record.view.setUint32(start + AUXILIARY.nibpTime, unixSeconds, true)
    }
    this.#parts.push(record.finish())
  }

  #sendAlarms(full: boolean): void {
    this.#nextAlarmMs += TWIN.alarmMs
    const alarms = alarmsOf(this.#patient.vitals(this.#nowMs / MS_PER_SECOND))
    const now = alarms.map((alarm) => alarm.text).join('\n')
    if (!full && now === this.#alarmsSent) return
    this.#alarmsSent = now
    const record = this.#record(MAIN_TYPE.alarm)
    addAlarms(record, TWIN.alarmType, alarms)
    this.#parts.push(record.finish())
  }

  #sendPacket(): void {
    this.#nextPacketMs += TWIN.packetMs
    this.#packets++
    const record = this.#record(MAIN_TYPE.wave)
    const elapsedSeconds = (this.#nowMs - this.#wavesFromMs) / MS_PER_SECOND
    const counter = TWIN.counterFirst + (this.#packets % TWIN.counterValues)
    const status =
      (counter << TWIN.counterShift) | TWIN.counterBit | (this.#gapNext ? WAVE.gap : 0) | this.#pacerBit()
    this.#gapNext = false
    for (const running of this.#waves) this.#addWave(record, running, elapsedSeconds, status)
    this.#parts.push(record.finish())
  }

  #pacerBit(): number {
    const seconds = this.#nowMs / MS_PER_SECOND
    const beats = this.#patient.beatsBetween(seconds - TWIN.packetMs / MS_PER_SECOND, seconds)
    return beats.some((beat) => beat.spikeSeconds !== null) ? WAVE.pacer : 0
  }

  #addWave(record: RecordBuilder, running: Running, elapsedSeconds: number, status: number): void {
    const { wave } = running
    const jitter = (hash32(this.#options.seed, this.#packets) % TWIN.jitterValues) - 1
    const due = Math.floor(elapsedSeconds * wave.rateHz) + jitter
    const count = Math.max(0, due - running.sent)
    const bytes = WAVE.samples + count * BYTES_PER_SAMPLE
    if (!record.fits(bytes)) return
    const start = record.add(wave.type, bytes)
    const fromSeconds = this.#wavesFromMs / MS_PER_SECOND
    let allInvalid = count > 0
    for (let index = 0; index < count; index++) {
      const raw = wave.raw(this.#patient, fromSeconds + (running.sent + index) / wave.rateHz)
      if (raw !== null) allInvalid = false
      record.view.setInt16(start + WAVE.samples + index * BYTES_PER_SAMPLE, raw ?? CODE.invalid, true)
    }
    running.sent += count
    record.view.setInt16(start + WAVE.count, count, true)
    const isEcg = TWIN.ecgTypes.some((type) => type === wave.type)
    const ownStatus = isEcg ? status | (allInvalid ? WAVE.leadOff : 0) : status & ~WAVE.pacer
    record.view.setUint16(start + WAVE.status, ownStatus, true)
    record.view.setUint16(start + WAVE.label, TWIN.waveLabels[wave.type] ?? 0, true)
  }
}

/** A simulated monitor on the other end of the line. Throws a TypeError if the scenario is unknown. */
export function createTwin(options: TwinOptions): Twin {
  return new GeS5Twin(options)
}
