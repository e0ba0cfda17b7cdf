import type { Twin, TwinOptions } from '../driver.ts'
import { joinBytes } from '../framing/join.ts'
import { createPatient } from '../physiology/patient.ts'
import { BYTE, COMMAND, CURVE_BYTE, TWIN } from './codes.ts'
import { answerText } from './encode-answer.ts'
import { TwinCurves } from './encode-curves.ts'
import { commandBytes, problemOf, readMessage, responseBytes } from './message.ts'

const MS_PER_SECOND = 1_000
const LONGEST_HEARD = 300
/** Sync, command, mask. */
const ENABLE_BYTES = 3

/**
 * The device's side of the wire: opens the session itself, asks within its own answer who the station is, and sends
 * curves in between the bytes of answers. Throws a TypeError if the scenario is unknown.
 */
export function createTwin(options: TwinOptions): Twin {
  const patient = createPatient(options)
  const curves = new TwinCurves(patient)
  let isOpen = false
  let nextOpenMs = 0
  let heard: number[] = []
  let enable: number[] = []
  let answers: Uint8Array[] = []

  /** The echo that opens the session holds a whole command: who are you. */
  function opened(): Uint8Array {
    const echo = responseBytes(COMMAND.open)
    const [start = 0, code = 0, ...sum] = echo
    return joinBytes([Uint8Array.of(start, code), commandBytes(COMMAND.identity), Uint8Array.from(sum)])
  }

  function command(bytes: Uint8Array, atMs: number): void {
    if (problemOf(bytes) !== null) {
      answers.push(responseBytes(BYTE.refused))
      return
    }
    const { type, code, text } = readMessage(bytes)
    if (type === 'response') {
      if (code === COMMAND.open) isOpen = true
      return
    }
    if (code === COMMAND.open) {
      isOpen = true
      curves.stop()
      answers.push(opened())
      return
    }
    if (!isOpen) return
    if (code === COMMAND.close) {
      isOpen = false
      nextOpenMs = atMs + TWIN.openEveryMs
      curves.stop()
    }
    if (code === COMMAND.configure) curves.configure(text, atMs)
    const vitals = patient.vitals(atMs / MS_PER_SECOND)
    answers.push(responseBytes(code, answerText(code, vitals, options.startUtcMs + atMs)))
  }

  function curveByte(byte: number, atMs: number): void {
    if (byte === CURVE_BYTE.syncFrom) enable = []
    enable.push(byte)
    if (enable.length === ENABLE_BYTES && enable[1] === CURVE_BYTE.enable)
      curves.enable(byte & CURVE_BYTE.nibble, atMs)
  }

  return {
    produce(atMs) {
      if (!isOpen && atMs >= nextOpenMs) {
        nextOpenMs = atMs + TWIN.openEveryMs
        answers.push(commandBytes(COMMAND.open))
      }
      const slow = joinBytes(answers)
      answers = []
      const half = slow.length >> 1
      return joinBytes([slow.subarray(0, half), Uint8Array.from(curves.until(atMs)), slow.subarray(half)])
    },
    receive(bytes, atMs) {
      for (const byte of bytes) {
        if (byte >= BYTE.lowestRealtime) curveByte(byte, atMs)
        else if (byte === BYTE.end) {
          command(Uint8Array.from(heard), atMs)
          heard = []
        } else {
          const isStart = byte === BYTE.commandStart || byte === BYTE.responseStart
          heard = isStart ? [byte] : [...heard, byte].slice(-LONGEST_HEARD)
        }
      }
    },
  }
}
