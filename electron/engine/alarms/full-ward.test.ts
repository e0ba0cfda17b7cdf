import { expect, it } from 'vitest'
import type { ToWindow } from '../../ipc/contract.ts'
import type { BedView } from '../../ipc/views.ts'
import { Publisher } from '../publish/publish.ts'
import { FakePort } from '../testing/fake-port.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { HR, NURSE, TICK_MS } from './testing/bench.ts'
import { DeskBench } from './testing/desk-bench.ts'

const BEDS = Array.from({ length: 32 }, (_, index) => `b${index + 1}`)
const SECOND_MS = 1_000
/** DESIGN section 6 and issue 6: from received to shown under a second. */
const SHOWN_WITHIN_MS = 1_000

interface Told {
  readonly bed: string
  readonly text: string
  readonly atMs: number
}

/** A full ward before one window, on a time that the test moves. */
function ward() {
  const time = new ManualTime()
  const bench = new DeskBench(time, BEDS)
  const publisher = new Publisher({
    clock: time,
    timers: time,
    beds: bench.beds,
    onCommand: () => undefined,
    onWindowHung: () => undefined,
  })
  const told: Told[] = []
  const port = new (class extends FakePort {
    override postMessage(value: unknown): void {
      const message = value as ToWindow
      if (message.type !== 'event') return
      this.say({ type: 'ack', event: message.event })
      if (message.name !== 'beds') return
      for (const { id: bed, alarms } of message.value as readonly BedView[]) {
        for (const { text } of alarms) {
          const isNew = !told.some((one) => one.bed === bed && one.text === text)
          if (isNew) told.push({ bed, text, atMs: time.monotonicMs() })
        }
      }
    }
  })()
  publisher.addWindow(1, port)
  const pass = (forMs: number): void => {
    const endMs = time.monotonicMs() + forMs
    while (time.monotonicMs() < endMs) {
      time.advance(TICK_MS)
      bench.tick()
      publisher.tick()
    }
  }
  return { time, bench, told, pass }
}

it('H10 of 32 beds that alarm in the same moment every alarm is decided, stored and sent to a window within a second', () => {
  const { time, bench, told, pass } = ward()
  for (const bed of BEDS) {
    const alarms = bench.desk.of(bed)
    alarms.act([{ ...alarms.by(NURSE), type: 'ageClass', before: null, after: 'adult' }])
  }
  for (let second = 0; second < 3; second++) {
    for (const bed of BEDS) bench.value(bed, HR, 80)
    pass(SECOND_MS)
  }
  const atMs = time.monotonicMs()
  for (const bed of BEDS) {
    bench.value(bed, HR, 170)
    bench.alert(bed, 'ASYSTOLE', 'start', 'high')
  }
  for (let second = 0; second < 6; second++) {
    pass(SECOND_MS)
    for (const bed of BEDS) bench.value(bed, HR, 170)
  }
  for (const [text, dueMs] of [
    ['ASYSTOLE', atMs],
    ['HR 170 > 160', atMs],
    ['HR 170 > 120', atMs + 5 * SECOND_MS],
  ] as const) {
    const sent = told.filter((one) => one.text === text)
    expect(sent.map(({ bed }) => bed).sort()).toEqual([...BEDS].sort())
    for (const one of sent) {
      expect(one.atMs - dueMs).toBeGreaterThanOrEqual(0)
      expect(one.atMs - dueMs).toBeLessThanOrEqual(SHOWN_WITHIN_MS)
    }
  }
  for (const bed of BEDS) {
    const raised = bench.eventsOf(bed).filter(({ type }) => type === 'raised')
    expect(raised).toHaveLength(3)
  }
})
