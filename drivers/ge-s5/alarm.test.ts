import { expect, it } from 'vitest'
import { ALARM, MAIN_TYPE } from './codes.ts'
import { anyRecord, Listener } from './testing/records.ts'

interface TestLine {
  readonly text: string
  readonly priority: number
}

/** The body of an alarm record with entries of a given size. */
function body(lines: readonly TestLine[], entryBytes: number = ALARM.expectedEntry): Uint8Array {
  const bytes = new Uint8Array(ALARM.fixedBytes + ALARM.entryCount * entryBytes)
  const view = new DataView(bytes.buffer)
  for (const [index, { text, priority }] of lines.entries()) {
    const at = ALARM.entries + index * entryBytes
    bytes.set(
      Array.from(text, (letter) => letter.charCodeAt(0)),
      at,
    )
    view.setInt16(at + ALARM.priority, priority, true)
  }
  return bytes
}

function station() {
  const listener = new Listener()
  let number = 0
  return (bytes: Uint8Array) =>
    listener
      .hear(anyRecord(MAIN_TYPE.alarm, 1, bytes, { number: number++ }))
      .map((one) => (one.type === 'alert' ? `${one.phase} ${one.priority} ${one.text}` : `${one.type}`))
}

it('turns the lines of the screen into starts and ends', () => {
  const hear = station()
  expect(hear(body([{ text: 'HR HIGH', priority: 3 }]))).toEqual(['start high HR HIGH'])
  expect(hear(body([{ text: 'HR HIGH', priority: 3 }]))).toEqual([])
  expect(
    hear(
      body([
        { text: 'SpO2 low', priority: 2 },
        { text: 'HR HIGH', priority: 3 },
      ]),
    ),
  ).toEqual(['start medium SpO2 low'])
  expect(hear(body([{ text: 'SpO2 low', priority: 2 }]))).toEqual(['end high HR HIGH'])
  expect(hear(body([]))).toEqual(['end medium SpO2 low'])
})

it('ends an alarm and starts it anew when its colour changes', () => {
  const hear = station()
  hear(body([{ text: 'SpO2 low', priority: 2 }]))
  expect(hear(body([{ text: 'SpO2 low', priority: 3 }]))).toEqual([
    'end medium SpO2 low',
    'start high SpO2 low',
  ])
})

it('takes white as low, and a line without a colour as no alarm', () => {
  expect(station()(body([{ text: 'Leads off', priority: 1 }]))).toEqual(['start low Leads off'])
  expect(station()(body([{ text: 'Leads off', priority: 0 }]))).toEqual([])
})

it('says that alarms flow only once a record that makes sense has come', () => {
  const listener = new Listener()
  expect(listener.decoder.alertsFlow).toBe(false)
  listener.hear(anyRecord(MAIN_TYPE.alarm, 1, new Uint8Array(4)))
  expect(listener.decoder.alertsFlow).toBe(false)
  listener.hear(anyRecord(MAIN_TYPE.alarm, 1, body([]), { number: 1 }))
  expect(listener.decoder.alertsFlow).toBe(true)
})

it('keeps letters beyond ASCII and never matches on a text', () => {
  expect(station()(body([{ text: 'FC élevée', priority: 3 }]))).toEqual(['start high FC élevée'])
})

it('reads the wider entries of a monitor whose colour takes four bytes', () => {
  expect(
    station()(
      body(
        [
          { text: 'A', priority: 3 },
          { text: 'B', priority: 2 },
        ],
        ALARM.expectedEntry + 2,
      ),
    ),
  ).toEqual(['start high A', 'start medium B'])
})

it.each([
  ['a colour that does not exist', body([{ text: 'A', priority: 4 }])],
  ['control characters in a text', body([{ text: 'A\u0007', priority: 1 }])],
  ['entries of a broken size', new Uint8Array(ALARM.fixedBytes + ALARM.entryCount * ALARM.expectedEntry + 1)],
  ['entries too small for a text', new Uint8Array(ALARM.fixedBytes + ALARM.entryCount * 40)],
  ['no entries', new Uint8Array(4)],
])('refuses and counts %s, and keeps the alarms it knows', (_name, bytes) => {
  const hear = station()
  hear(body([{ text: 'HR HIGH', priority: 3 }]))
  expect(hear(bytes)).toEqual(['fault'])
  expect(hear(body([]))).toEqual(['end high HR HIGH'])
})
