import type { Twin, TwinOptions } from '../driver.ts'
import { createPatient } from '../physiology/patient.ts'
import { CHARACTERISTIC, HEX, TWIN } from './codes.ts'
import { cuff, heart, oximeter, thermometer } from './encode-payloads.ts'
import { lineOf } from './line.ts'

const MS_PER_SECOND = 1_000

function json(mac: string, svc: string, chr: string, payload: readonly number[]): string {
  const hex = payload.map((byte) => byte.toString(HEX).padStart(2, '0')).join('')
  return `${lineOf(JSON.stringify({ mac, svc, chr: chr.toLowerCase(), hex, rssi: TWIN.rssi }))}\r\n`
}

/** A bridge with a chest strap, an oximeter, a cuff and a thermometer in reach. Throws a TypeError if the scenario is unknown. */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  let nextMs = 0

  function linesAt(atMs: number): string {
    const seconds = atMs / MS_PER_SECOND
    const vitals = patient.vitals(seconds)
    let text =
      json(TWIN.strap, '180D', CHARACTERISTIC.heartRate, heart(vitals)) +
      json(TWIN.clip, '1822', CHARACTERISTIC.oximeter, oximeter(vitals))
    if (seconds % TWIN.slowEverySeconds !== 0) return text
    const pressure = cuff(vitals, options.startUtcMs)
    if (pressure !== null) text += json(TWIN.cuff, '1810', CHARACTERISTIC.bloodPressure, pressure)
    text += json(TWIN.thermometer, '1809', CHARACTERISTIC.temperature, thermometer(vitals))
    return text + json(TWIN.strap, '180F', CHARACTERISTIC.battery, [TWIN.battery])
  }

  return {
    produce(atMs) {
      let text = ''
      for (; nextMs <= atMs; nextMs += TWIN.everyMs) text += linesAt(nextMs)
      return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    },
    receive: () => undefined,
  }
}
