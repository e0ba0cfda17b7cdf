import type { Twin, TwinOptions } from '../driver.ts'
import { checksums } from '../framing/checksum.ts'
import { createPatient, type Patient } from '../physiology/patient.ts'
import { COMMAND_N, COMMANDS, ECG, FRAME, ID, LEADS, NIBP, ON, SPO2, TEMPERATURE, WAVE } from './codes.ts'

const MS_PER_SECOND = 1000
const TICK_MS = MS_PER_SECOND / WAVE.ecgHz
const TICKS_PER_SLOW_SAMPLE = WAVE.ecgHz / WAVE.slowHz
const CUFF_PACKETS_PER_SECOND = 2
/** Counts for a millivolt at the gain that the twin stands for. */
const COUNTS_PER_MILLIVOLT = 70
const COUNTS_PER_OHM = 60
const PLETH_SWING = 45
/** A cuff measurement of the simulated patient: every five minutes, for 35 s. */
const CUFF = { everySeconds: 300, takesSeconds: 35, resultSeconds: 2, highestMmHg: 160 } as const
const LONGEST_BYTE = 255

/** A packet of the board: 55 AA, N, id, data, inverted sum of all from N on. */
function packet(id: number, ...data: readonly number[]): number[] {
  const counted = [data.length + 3, id, ...data]
  const sum = checksums.sum8Inverted(Uint8Array.from(counted), 0, counted.length)
  return [...FRAME.head, ...counted, sum]
}

function sample(share: number, highest: number): number {
  return Math.max(0, Math.min(highest, Math.round(share)))
}

function ecgWave(patient: Patient, seconds: number): number[] {
  const counts = LEADS.map((lead) =>
    sample(WAVE.baseline + COUNTS_PER_MILLIVOLT * patient.ecgMillivolt(lead, seconds), WAVE.highest),
  )
  return packet(ID.ecgWave, ...counts)
}

function ecg(patient: Patient, seconds: number): number[] {
  const { heartRate, respirationRate, stMillivolt } = patient.vitals(seconds)
  const status = patient.leadsOff(seconds) ? ECG.status.leadOff : 0
  const st = Math.round((stMillivolt ?? 0) * ECG.stPerMillivolt)
  return packet(
    ID.ecg,
    status,
    heartRate ?? 0,
    respirationRate ?? 0,
    st & LONGEST_BYTE,
    heartRate === null ? 0 : 1,
  )
}

function spo2(patient: Patient, seconds: number): number[] {
  const { spo2Percent, pulseRate } = patient.vitals(seconds)
  const searching = 3
  const status = patient.probeOff(seconds)
    ? SPO2.status.noFinger
    : spo2Percent === null
      ? searching
      : SPO2.status.ok
  return packet(ID.spo2, status, spo2Percent ?? SPO2.none.saturation, pulseRate ?? SPO2.none.pulseRate)
}

function temperature(patient: Patient, seconds: number): number[] {
  const tenths = Math.round((patient.vitals(seconds).temperatureCelsius ?? 0) * TEMPERATURE.tenths)
  const whole = Math.floor(tenths / TEMPERATURE.tenths)
  return packet(ID.temperature, TEMPERATURE.status.t2Off, whole, tenths % TEMPERATURE.tenths, 0, 0)
}

/** The cuff works by itself here: its button is on the device, never at the station. */
function nibp(patient: Patient, seconds: number): number[] {
  const since = seconds % CUFF.everySeconds
  if (since < CUFF.takesSeconds) {
    const pressure = CUFF.highestMmHg * (1 - since / CUFF.takesSeconds)
    const status = NIBP.state.measuring << NIBP.stateShift
    return packet(ID.nibp, status, Math.round(pressure / NIBP.cuffUnitMmHg), 0, 0, 0)
  }
  if (since >= CUFF.takesSeconds + CUFF.resultSeconds) return []
  const { nibpSystolicMmHg, nibpMeanMmHg, nibpDiastolicMmHg } = patient.vitals(seconds)
  return packet(ID.nibp, 0, 0, nibpSystolicMmHg ?? 0, nibpMeanMmHg ?? 0, nibpDiastolicMmHg ?? 0)
}

function pleth(patient: Patient, seconds: number, perfusion: number | null): number[] {
  const share = perfusion === null ? 0 : patient.plethPercent(seconds) / perfusion
  return packet(ID.spo2Wave, sample(WAVE.plethHighest / 2 + PLETH_SWING * share, WAVE.plethHighest))
}

function respiration(patient: Patient, seconds: number): number[] {
  const counts = WAVE.baseline + COUNTS_PER_OHM * patient.respirationOhm(seconds)
  return packet(ID.respirationWave, sample(counts, WAVE.highest))
}

/**
 * The board's side of the wire: silent until its streams are switched on, then 250
 * ECG packets a second and the rest between them. Throws a TypeError if the
 * scenario is unknown.
 */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  const enabled = new Set<number>()
  let ticks = 0
  let perfusion: number | null = null

  function slow(seconds: number): number[] {
    perfusion = patient.vitals(seconds).perfusionPercent
    return [
      ...(enabled.has(ID.ecg) ? ecg(patient, seconds) : []),
      ...(enabled.has(ID.spo2) ? spo2(patient, seconds) : []),
      ...(enabled.has(ID.temperature) ? temperature(patient, seconds) : []),
    ]
  }

  function at(tick: number): number[] {
    const seconds = tick / WAVE.ecgHz
    const bytes: number[] = []
    if (enabled.has(ID.ecgWave)) bytes.push(...ecgWave(patient, seconds))
    if (tick % TICKS_PER_SLOW_SAMPLE === 0) {
      if (enabled.has(ID.spo2Wave)) bytes.push(...pleth(patient, seconds, perfusion))
      if (enabled.has(ID.respirationWave)) bytes.push(...respiration(patient, seconds))
    }
    if (tick % (WAVE.ecgHz / CUFF_PACKETS_PER_SECOND) === 0 && enabled.size > 0) {
      bytes.push(...nibp(patient, seconds))
    }
    if (tick % WAVE.ecgHz === 0) bytes.push(...slow(seconds))
    return bytes
  }

  return {
    produce(atMs) {
      const bytes: number[] = []
      for (; ticks * TICK_MS <= atMs; ticks++) {
        if (enabled.size > 0) for (const byte of at(ticks)) bytes.push(byte)
      }
      return Uint8Array.from(bytes)
    },
    receive(bytes) {
      if (bytes[FRAME.lengthAt] !== COMMAND_N) return
      const row = COMMANDS.find((command) => command.id === bytes[FRAME.idAt])
      for (const id of row?.brings ?? []) {
        if (bytes[FRAME.dataAt] === ON) enabled.add(id)
        else enabled.delete(id)
      }
    },
  }
}
