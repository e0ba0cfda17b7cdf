import type { NumericChannel } from '../../../../drivers/model/channel.ts'
import type { Measurement, Priority } from '../../../../drivers/model/measurement.ts'
import type { LinkPhase } from '../../../ipc/views.ts'
import { BedState } from '../../beds/bed-state.ts'
import type { StoredAlarmEvent } from '../../store/tables/alarm-events.ts'
import { linkView } from '../../testing/link-view.ts'
import type { ManualTime } from '../../testing/manual-time.ts'
import { tinyDriver } from '../../testing/tiny-driver.ts'
import { AlarmDesk } from '../desk.ts'

/** The alarms of some beds whose lines are live, without lines, record or windows. */
export class DeskBench {
  readonly desk: AlarmDesk
  readonly #time: ManualTime
  readonly beds: ReadonlyMap<string, BedState>
  readonly #events = new Map<string, StoredAlarmEvent[]>()

  /** In: what a run before has stored of a bed, if anything. */
  constructor(time: ManualTime, beds: readonly string[], stored: readonly StoredAlarmEvent[] = []) {
    this.#time = time
    this.desk = new AlarmDesk({
      clock: time,
      beds: () => this.beds,
      onEvent: (event) => this.eventsOf(event.bed).push(event),
      log: (bed) => Promise.resolve(stored.filter((event) => event.bed === bed)),
    })
    this.beds = new Map(beds.map((bed) => [bed, this.#state(bed)]))
  }

  eventsOf(bed: string): StoredAlarmEvent[] {
    const known = this.#events.get(bed) ?? []
    this.#events.set(bed, known)
    return known
  }

  tick(): void {
    for (const bed of this.beds.keys()) this.#bed(bed).tick(this.#time.monotonicMs(), linkView())
    this.desk.tick()
  }

  value(bed: string, channel: NumericChannel, value: number): void {
    this.#bring(bed, { type: 'numeric', channel, value, validity: 'good', ...this.#now() })
  }

  alert(bed: string, text: string, phase: 'start' | 'end', priority: Priority): void {
    this.#bring(bed, { type: 'alert', text, phase, priority, kind: 'physiological', ...this.#now() })
  }

  line(bed: string, phase: LinkPhase): void {
    const { atMs } = this.#now()
    const atUtcMs = this.#time.utcMs(atMs)
    const seen = { lastGoodUtcMs: null, bytesSinceGood: 0, badSinceGood: 0 }
    const change = { bed, atMs, atUtcMs, link: linkView({ phase, sinceUtcMs: atUtcMs }), seen }
    this.#bed(bed).onLink(change)
    this.desk.onLink(change)
  }

  #now() {
    return { atMs: this.#time.monotonicMs(), deviceMs: null }
  }

  #bed(bed: string): BedState {
    const state = this.beds.get(bed)
    if (state === undefined) throw new TypeError('bed')
    return state
  }

  #bring(bed: string, measurement: Measurement): void {
    const { atMs } = this.#now()
    const atUtcMs = this.#time.utcMs(atMs)
    const batch = { bed, atMs, atUtcMs, simulated: false, measurements: [measurement], waves: [] }
    this.#bed(bed).onBatch(batch)
    this.desk.onBatch(batch)
  }

  #state(id: string): BedState {
    return new BedState({
      id,
      label: id,
      linkText: 'serial:/dev/x',
      driver: tinyDriver,
      simulated: false,
      patient: null,
      link: linkView(),
      clock: this.#time,
      alertsAsked: true,
      takeWaveNumber: () => 1,
      alarms: this.desk.of(id),
    })
  }
}
