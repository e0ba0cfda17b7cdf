import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Decoder } from '../../drivers/driver.ts'
import { geS5 } from '../../drivers/ge-s5/driver.ts'
import { encodeVcapHeader, encodeVcapRecord, type VcapRecord } from '../../electron/engine/link/vcap.ts'

/** The demo recording, beside this script. */
export const DEMO_FILE = join(import.meta.dirname, 'ge-s5-demo.vcap')

const START_UTC_MS = Date.UTC(2026, 0, 5, 7, 0, 0)
const SEED = 5
/** The probe is off from 60 to 90 s of this scenario and comes off again at 360 s, which is not reached. */
const SCENARIO = 'probe-off'
const LENGTH_MS = 355_000
const UNPLUG_FROM_MS = 150_000
const UNPLUG_TO_MS = 158_000

/** An adapter hands bytes over in small pieces. */
const STEP_MS = 100
/** 19200 baud with start, parity and stop bit: 11 bits a byte. */
const BYTES_A_STEP = Math.floor((19_200 / 11) * (STEP_MS / 1_000))

/** Bytes that the monitor has ready and the line has not carried yet. */
class Line {
  #waiting: number[] = []

  add(bytes: Uint8Array): void {
    for (const byte of bytes) this.#waiting.push(byte)
  }

  /** What the line carries in one step. */
  carry(): Uint8Array {
    return Uint8Array.from(this.#waiting.splice(0, BYTES_A_STEP))
  }

  cut(): void {
    this.#waiting = []
  }
}

/** Makes the recording: a station and the twin of a monitor on one line, with an unplug of 8 s. Always the same bytes. */
export function makeDemo(): Uint8Array {
  const records: VcapRecord[] = []
  const twin = geS5.twin({ scenario: SCENARIO, seed: SEED, startUtcMs: START_UTC_MS })
  const options = geS5.options.parse({})
  const line = new Line()
  let station: Decoder | null = null
  let nowMs = 0
  for (let atMs = 0; atMs <= LENGTH_MS; atMs += STEP_MS) {
    nowMs = atMs
    if (atMs === UNPLUG_FROM_MS) {
      station?.end(atMs)
      station = null
      line.cut()
      records.push({ kind: 'lost', atMs, cause: 'unplugged' })
    }
    const isPlugged = atMs < UNPLUG_FROM_MS || atMs >= UNPLUG_TO_MS
    if (isPlugged && station === null) {
      records.push({ kind: 'opened', atMs })
      station = geS5.start(
        {
          measure: () => undefined,
          send: (bytes) => {
            records.push({ kind: 'sent', atMs: nowMs, bytes: bytes.slice() })
            twin.receive(bytes, nowMs)
          },
        },
        options,
      )
    }
    const produced = twin.produce(atMs)
    if (station === null) continue
    line.add(produced)
    const bytes = line.carry()
    if (bytes.length > 0) {
      records.push({ kind: 'received', atMs, bytes })
      station.push(bytes, atMs)
    }
    station.tick(atMs)
  }
  return joined([
    encodeVcapHeader({ startUtcMs: START_UTC_MS, simulated: true, driver: geS5.id }),
    ...records.map(encodeVcapRecord),
  ])
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const bytes = makeDemo()
  writeFileSync(DEMO_FILE, bytes)
  process.stderr.write(`${DEMO_FILE}: ${bytes.length} bytes\n`)
}
