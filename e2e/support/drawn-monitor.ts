import type { Socket } from 'node:net'
import { MAIN_TYPE, TWIN, WAVE, WAVES } from '../../drivers/ge-s5/codes.ts'
import { RecordBuilder } from '../../drivers/ge-s5/encode-record.ts'
import { type DeviceServer, openDeviceServer } from './device-server.ts'

/** As the real monitor: four packets a second, each with its share of the samples. */
export const PACKET_MS = 250
const MS_PER_SECOND = 1000
const BYTES_PER_SAMPLE = 2
const SEQUENCE_MASK = 0xff
/** Below the highest code of the driver: no value was measured (drivers/ge-s5/codes.ts). */
const NOT_MEASURED = -32_767

const FIRST_ECG = WAVES.find(({ name }) => name === 'ecg1')
if (FIRST_ECG === undefined) throw new TypeError('"ecg1" is no wave of the driver')
const ECG = FIRST_ECG
/** Samples a second of the ECG that it draws. */
export const ECG_RATE_HZ = ECG.rateHz

/** What the monitor sends: everything a test wants to see on the screen. */
export interface Drawing {
  /** Microvolt of the ECG's sample `index` since the line was opened; null: nothing was measured. */
  readonly microvolt: (index: number) => number | null
  readonly leadOff?: (packet: number) => boolean
  readonly pace?: (packet: number) => boolean
  /** Packets that are held back and sent in one piece; usually 1. */
  readonly packetsAtOnce?: number
}

/** A monitor behind a device server that draws what a test tells it. */
export interface DrawnMonitor extends DeviceServer {
  draw(next: Drawing): void
}

function packetOf(drawing: Drawing, packet: number): Uint8Array {
  const edge = (number: number) => Math.round((number * PACKET_MS * ECG.rateHz) / MS_PER_SECOND)
  const first = edge(packet)
  const count = edge(packet + 1) - first
  const record = new RecordBuilder({
    number: packet & SEQUENCE_MASK,
    level: TWIN.level,
    utcMs: Date.now(),
    mainType: MAIN_TYPE.wave,
  })
  const start = record.add(ECG.type, WAVE.samples + count * BYTES_PER_SAMPLE)
  for (let at = 0; at < count; at++) {
    const raw = drawing.microvolt(first + at) ?? NOT_MEASURED
    record.view.setInt16(start + WAVE.samples + at * BYTES_PER_SAMPLE, raw, true)
  }
  const leadOff = drawing.leadOff?.(packet) === true ? WAVE.leadOff : 0
  const pace = drawing.pace?.(packet) === true ? WAVE.pacer : 0
  record.view.setInt16(start + WAVE.count, count, true)
  record.view.setUint16(start + WAVE.status, TWIN.counterBit | leadOff | pace, true)
  record.view.setUint16(start + WAVE.label, TWIN.waveLabels[ECG.type] ?? 0, true)
  return record.finish()
}

/** Sends what is due, in pieces of `packetsAtOnce`. */
function serve(socket: Socket, drawingNow: () => Drawing): () => void {
  const fromMs = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const drawing = drawingNow()
    const atOnce = drawing.packetsAtOnce ?? 1
    const due = Math.floor((performance.now() - fromMs) / PACKET_MS)
    if (due - sent < atOnce) return
    const packets: Uint8Array[] = []
    for (; due - sent >= 1; sent++) packets.push(packetOf(drawing, sent))
    // One write: the station reads the burst in one piece as well.
    socket.write(new Uint8Array(packets.flatMap((packet) => [...packet])))
  }, PACKET_MS / 10)
  return () => clearInterval(timer)
}

/** Starts a monitor that draws a flat line until it is told something else. The caller closes it. */
export async function startDrawnMonitor(): Promise<DrawnMonitor> {
  let drawing: Drawing = { microvolt: () => 0 }
  const server = await openDeviceServer((socket) => serve(socket, () => drawing))
  return {
    ...server,
    draw(next) {
      drawing = next
    },
  }
}
