import type { Driver } from '../../../drivers/driver.ts'
import { createFaultyTwin, type FaultyTwin, faultLastsMs } from '../../../drivers/faults/faulty-twin.ts'
import type { FaultSpec } from '../../../drivers/faults/table.ts'
import type { Measurement } from '../../../drivers/model/measurement.ts'
import { wireOf } from '../../../drivers/wire.ts'
import type { BedView, LinkView } from '../../ipc/views.ts'
import { BedState } from '../beds/bed-state.ts'
import type { BedBatch, TimedWave } from '../bus.ts'
import { Session } from '../session/session.ts'
import { ManualTime } from './manual-time.ts'
import { TwinLink } from './twin-link.ts'

/** The engine looks at its beds this often, and adapters hand over bytes this often. */
export const LOOK_EVERY_MS = 100
const BYTES_EVERY_MS = 50
/** The fault begins when the line has settled; stories of the simulated patient have their own time. */
export const FAULT_AT_MS = 12_000
const STORY_ENDS_MS = 90_000
const AFTER_MS = 12_000
const RECOVERS_MS = 5_000
const START_UTC_MS = Date.UTC(2026, 0, 1)

/** What one look at a bed showed. */
export interface Look {
  readonly atMs: number
  readonly link: LinkView
  readonly bed: BedView
}

/** A station behind a line, with everything it showed. */
interface Station {
  readonly link: TwinLink
  readonly session: Session
  readonly bed: BedState
  readonly measurements: Measurement[]
  readonly waves: TimedWave[]
  /** Arrival of each of `waves`, monotonic ms. */
  readonly wavesAtMs: number[]
}

function openStation(driver: Driver, time: ManualTime, receive: (bytes: Uint8Array) => void): Station {
  const link = new TwinLink(receive)
  const measurements: Measurement[] = []
  const waves: TimedWave[] = []
  const wavesAtMs: number[] = []
  const session = new Session({
    bed: 'b1',
    driver,
    options: driver.options.parse({}),
    link,
    target: 'line',
    clock: time,
    random: () => 0,
    consumer: {
      onBatch(batch: BedBatch) {
        bed.onBatch(batch)
        measurements.push(...batch.measurements)
        waves.push(...batch.waves)
        for (const _ of batch.waves) wavesAtMs.push(batch.atMs)
      },
      onLink: (change) => bed.onLink(change),
    },
  })
  let waveNumber = 0
  const bed = new BedState({
    id: 'b1',
    label: 'Bed 1',
    linkText: 'line',
    driver,
    simulated: false,
    patient: null,
    link: session.link,
    clock: time,
    alertsAsked: true,
    alertsFlow: () => session.alertsFlow,
    takeWaveNumber: () => ++waveNumber,
  })
  time.every(LOOK_EVERY_MS, () => {
    session.tick()
    bed.tick(time.monotonicMs(), session.link)
  })
  return { link, session, bed, measurements, waves, wavesAtMs }
}

/** The same driver on a line that it only listens to: it hears what another station asked for. */
function listening(driver: Driver): Driver {
  return Object.create(driver, { writes: { value: null } }) as Driver
}

/** How a cable moves with a fault, beside what the fault does to the bytes. */
export type CableMove = 'pulled' | 'stays'

/** Everything that was seen of one fault on one driver's line. Times are monotonic ms of the trial. */
export interface FaultTrial {
  readonly startUtcMs: number
  readonly endMs: number
  /** Time until good values must be back. */
  readonly recoverMs: number
  readonly looks: readonly Look[]
  /** The same looks at a station that hears the same monitor over a clean line. */
  readonly cleanLooks: readonly Look[]
  readonly station: Pick<Station, 'measurements' | 'waves' | 'wavesAtMs'>
  readonly clean: Pick<Station, 'measurements' | 'waves' | 'wavesAtMs'>
  /** Every number the monitor sent, as often as it sent it. */
  readonly sent: readonly Measurement[]
  /** Stretches that the monitor sent while the fault lasted. */
  readonly stretches: number
}

/** Runs one fault against one driver in virtual time. `lastsMs`: longer than the table says. */
export function runFaultTrial(
  driver: Driver,
  fault: FaultSpec,
  { cable, lastsMs }: { readonly cable: CableMove; readonly lastsMs?: number },
): FaultTrial {
  const time = new ManualTime(START_UTC_MS)
  const options = { scenario: 'stable', seed: 1, startUtcMs: START_UTC_MS }
  const schedule = { firstMs: FAULT_AT_MS, everyMs: null, ...(lastsMs !== undefined && { lastsMs }) }
  const endMs =
    fault.scenario === undefined ? FAULT_AT_MS + (lastsMs ?? faultLastsMs(fault, driver)) : STORY_ENDS_MS
  const recoverMs = Math.max(RECOVERS_MS, driver.maxQuietMs, driver.recoversMs ?? 0)
  const twin: FaultyTwin = createFaultyTwin(driver, options, [fault.name], schedule)
  const station = openStation(driver, time, (bytes) => twin.receive(bytes, time.monotonicMs()))
  const clean = openStation(listening(driver), time, () => undefined)
  const sent: Measurement[] = []
  const reader = wireOf(driver, 'stream').start(
    { measure: (one) => sent.push(one), wantsEverything: true },
    driver.options.parse({}),
  )
  const looks: Look[] = []
  const cleanLooks: Look[] = []
  let stretches = 0
  while (time.monotonicMs() < endMs + recoverMs + AFTER_MS) {
    time.advance(BYTES_EVERY_MS)
    const atMs = time.monotonicMs()
    const isActive = atMs >= FAULT_AT_MS && atMs < endMs
    if (!isActive) station.link.putBack()
    const bytes = twin.produce(atMs)
    if (isActive && twin.sent.length > 0) stretches++
    clean.link.hear(twin.sent, atMs)
    reader.push(twin.sent, atMs)
    reader.tick(atMs)
    station.link.hear(bytes, atMs)
    // The first bytes after the beginning may be half a frame that the pulled cable cut.
    if (isActive && cable === 'pulled' && twin.sent.length > 0) station.link.pull()
    if (atMs % LOOK_EVERY_MS !== 0) continue
    looks.push({ atMs, link: station.session.link, bed: station.bed.view(atMs) })
    cleanLooks.push({ atMs, link: clean.session.link, bed: clean.bed.view(atMs) })
  }
  station.session.close()
  clean.session.close()
  return { startUtcMs: START_UTC_MS, endMs, recoverMs, looks, cleanLooks, station, clean, sent, stretches }
}
