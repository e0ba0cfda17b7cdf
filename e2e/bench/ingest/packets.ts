import { ID, SPO2, WAVE } from '../../../drivers/berry-pm6750/codes.ts'
import { frameOf } from '../../../drivers/berry-pm6750/frame.ts'

/** How often a line brings a packet: adapters and boards hand over bytes in such steps. */
export const PACKET_MS = 25
/** Samples of seven leads in each packet, so that a line carries nearly what 115200 baud can. */
const ECG_FRAMES = 23
const LEADS = 7
const SATURATION_PERCENT = 97
const PULSE_RATE = 72

/** One packet: ECG samples, and at its end the numbers by which the bus shows that it is through. */
export function packet(): Uint8Array {
  const ecg = frameOf(ID.ecgWave, new Array<number>(LEADS).fill(WAVE.baseline))
  const numbers = frameOf(ID.spo2, [SPO2.status.ok, SATURATION_PERCENT, PULSE_RATE])
  const bytes = new Uint8Array(ECG_FRAMES * ecg.length + numbers.length)
  for (let index = 0; index < ECG_FRAMES; index++) bytes.set(ecg, index * ecg.length)
  bytes.set(numbers, ECG_FRAMES * ecg.length)
  return bytes
}

/** What the numbers of a packet are called on the bus. */
export const MARKER_ID = 'MDC_PULS_OXIM_SAT_O2'
