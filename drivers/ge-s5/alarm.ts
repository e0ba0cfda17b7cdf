import type { Out } from '../driver.ts'
import type { Priority } from '../model/measurement.ts'
import { ALARM, ALARM_PRIORITIES } from './codes.ts'
import type { DriRecord, Subrecord } from './record.ts'

interface Line {
  readonly text: string
  readonly priority: Priority
}

const FIRST_PRINTABLE = 0x20

/**
 * Turns alarm records into starts and ends. Each record carries all five alarm
 * lines of the monitor's screen, so an alarm ends when its line is gone. The
 * record does not say which alarms are technical; all are passed on as
 * physiological, the more urgent reading. Layout from the vendor's text only.
 */
export class AlarmDecoder {
  readonly #out: Out
  #flow = false
  #active: readonly Line[] = []

  constructor(out: Out) {
    this.#out = out
  }

  /** Whether a record that makes sense has come: without one, no alarm does not mean that there is none. */
  get flow(): boolean {
    return this.#flow
  }

  /** Decodes one alarm subrecord. Returns false if its layout cannot be trusted; nothing is reported then. */
  decode(record: DriRecord, subrecord: Subrecord, atMs: number): boolean {
    const lines = readLines(record.view, subrecord)
    if (lines === null) return false
    this.#flow = true
    const { deviceMs } = record
    const report = (line: Line, phase: 'start' | 'end'): void =>
      this.#out.measure({ type: 'alert', kind: 'physiological', ...line, phase, atMs, deviceMs })
    for (const line of this.#active) if (!holds(lines, line)) report(line, 'end')
    for (const line of lines) if (!holds(this.#active, line)) report(line, 'start')
    this.#active = lines
    return true
  }
}

function holds(lines: readonly Line[], wanted: Line): boolean {
  return lines.some((line) => line.text === wanted.text && line.priority === wanted.priority)
}

/** The active lines; null if the entry size or a field makes no sense. */
function readLines(view: DataView, subrecord: Subrecord): Line[] | null {
  const entryBytes = (subrecord.end - subrecord.start - ALARM.fixedBytes) / ALARM.entryCount
  if (!Number.isInteger(entryBytes) || entryBytes < ALARM.smallestEntry) return null
  const lines: Line[] = []
  for (let entry = 0; entry < ALARM.entryCount; entry++) {
    const at = subrecord.start + ALARM.entries + entry * entryBytes
    const priority = ALARM_PRIORITIES[view.getUint16(at + ALARM.priority, true)]
    const text = readText(view, at + ALARM.text)
    if (priority === undefined || text === null) return null
    const line = { text, priority: priority ?? 'low' }
    // A line without a colour is no alarm, and the same line twice is one alarm.
    if (text !== '' && priority !== null && !holds(lines, line)) lines.push(line)
  }
  return lines
}

/** Text up to the first zero, as Latin-1; null if it holds control characters, which no screen shows. */
function readText(view: DataView, at: number): string | null {
  let text = ''
  for (let index = 0; index < ALARM.textSize; index++) {
    const byte = view.getUint8(at + index)
    if (byte === 0) break
    if (byte < FIRST_PRINTABLE) return null
    text += String.fromCharCode(byte)
  }
  return text.trim()
}
