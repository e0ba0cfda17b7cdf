import { expect, it } from 'vitest'
import { createPatient } from '../../../drivers/physiology/patient.ts'
import { drivers } from '../../../drivers/registry.ts'
import type { TimedWave } from '../bus.ts'
import { checkBed } from '../config/parse.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { TwinLink } from '../testing/twin-link.ts'
import { Session } from './session.ts'

const START_UTC_MS = Date.UTC(2026, 0, 1)
const STEP_MS = 50
const MS_PER_SECOND = 1000
/** Samples lie on the time line where they arrived: within a hand-over of bytes and a wave of when they were taken. */
const MOST_OFF_MS = 100
const TWIN = { scenario: 'stable', seed: 5, startUtcMs: START_UTC_MS }
const LOST_FROM_MS = 8_000
const LOST_TO_MS = 9_000

/** Boards that send voltages alone, with lead II at their second input, and what that input adds to the heart's voltage. */
const boards = [
  { driver: 'openbci-cyton', options: { channel2: 'II' }, electrodeMillivolt: 12, stepMillivolt: 0.0001 },
  { driver: 'bitalino', options: { a2: 'II', rateHz: '1000' }, electrodeMillivolt: 0, stepMillivolt: 0.003 },
]

/** A bed as its config says, and the board at the other end of its line, whose radio is away for a while. */
function run(driver: string, options: Record<string, unknown>, seconds: number) {
  const config = { id: 'b1', label: 'Bed 1', driver, link: 'serial:/dev/ttyUSB0', options, patient: null }
  const bed = checkBed(config, drivers)
  const time = new ManualTime(START_UTC_MS)
  const twin = bed.driver.twin(TWIN)
  const link = new TwinLink((bytes) => twin.receive(bytes, time.monotonicMs()))
  const waves: TimedWave[] = []
  const session = new Session({
    bed: 'b1',
    driver: bed.driver,
    options: bed.options,
    link,
    target: 'line',
    clock: time,
    random: () => 0,
    consumer: { onBatch: (batch) => waves.push(...batch.waves), onLink: () => undefined },
  })
  time.every(STEP_MS, () => session.tick())
  while (time.monotonicMs() < seconds * MS_PER_SECOND) {
    time.advance(STEP_MS)
    const atMs = time.monotonicMs()
    const bytes = twin.produce(atMs)
    if (atMs <= LOST_FROM_MS || atMs > LOST_TO_MS) link.hear(bytes, atMs)
  }
  const { phase } = session.link
  session.close()
  return { phase, lead: waves.filter(({ wave }) => wave.channel.id === 'MDC_ECG_ELEC_POTL_II') }
}

it.each(boards)(
  'H6 $driver gives the heart in the unit it says, in its place in time, and a gap for what the radio lost',
  (board) => {
    const { phase, lead } = run(board.driver, board.options, 12)
    expect(phase).toBe('live')
    expect(lead.length).toBeGreaterThan(90)
    const patient = createPatient(TWIN)
    for (const { wave, startUtcMs } of lead) {
      const { rateHz, gain, offset, unit } = wave.channel
      const perMillivolt = unit === 'uV' ? MS_PER_SECOND : 1
      const start = Math.round(((startUtcMs - START_UTC_MS) * rateHz) / MS_PER_SECOND)
      const most = (MOST_OFF_MS * rateHz) / MS_PER_SECOND
      const isSentFrom = (first: number): boolean =>
        wave.samples.every((sample, index) => {
          const sent = board.electrodeMillivolt + patient.ecgMillivolt('II', (first + index) / rateHz)
          return Math.abs((sample * gain + offset) / perMillivolt - sent) <= board.stepMillivolt
        })
      const places = Array.from({ length: 2 * most }, (_, index) => start - most + index)
      expect(places.some(isSentFrom), `sample ${start}`).toBe(true)
    }
    const gaps = lead.flatMap(({ gapBefore, startUtcMs }) => (gapBefore ? [startUtcMs - START_UTC_MS] : []))
    expect(gaps).toHaveLength(2)
    expect(gaps[1]).toBeGreaterThan(LOST_TO_MS - MOST_OFF_MS)
    expect(gaps[1]).toBeLessThan(LOST_TO_MS + 2 * MOST_OFF_MS)
  },
)
