import { isDeepStrictEqual } from 'node:util'
import type { NumericChannel, WaveChannel } from '../../../drivers/model/channel.ts'
import { type AlarmCondition, NOTHING_SET, untouchedAlarm } from '../../ipc/alarms.ts'
import type { BedAnalysis } from '../../ipc/analysis.ts'
import type { ConfirmationView } from '../../ipc/comparison.ts'
import type { EntryView } from '../../ipc/entry.ts'
import type { BedInsights } from '../../ipc/insight.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import type { BedScores } from '../../ipc/score.ts'
import type { BedView, LinkView, NumericView, PatientView, ProposalView } from '../../ipc/views.ts'
import { type BedBatch, type LinkChange, MONITOR } from '../bus.ts'
import { ClashWatch } from '../identity/clash-watch.ts'
import { isSamePatient } from '../patients.ts'
import type { BedDevices } from './bed-devices.ts'
import type { BedStateOptions } from './bed-options.ts'
import { DeviceFit } from './device-fit.ts'
import type { DeviceState } from './device-state.ts'
import { Standby } from './standby.ts'

const NONE: ReadonlySet<string> = new Set()
const NO_ENTRIES: readonly EntryView[] = []
/** Counters of the line are looked at this often. */
const COUNTERS_EVERY_MS = 1_000

/** Everything that is known of one bed now, folded from what its lines bring. */
export class BedState {
  #options: BedStateOptions
  #monitor: DeviceState
  /** Its monitor first. */
  #devices: readonly DeviceState[]
  /** Null: the monitor alone. */
  #several: BedDevices | null
  readonly #clash: ClashWatch
  readonly #standby = new Standby()
  #patient: PatientView | null
  #person: PersonFacts | null
  #entries: readonly EntryView[] = NO_ENTRIES
  #scores: BedScores | null = null
  #analysis: BedAnalysis | null = null
  #rhythms: readonly AlarmCondition[] = []
  #insights: BedInsights | null = null
  #label: string
  #revision = 1
  #countersMs = 0
  readonly #fit = new DeviceFit()

  constructor(options: BedStateOptions) {
    this.#options = options
    this.#patient = options.patient
    this.#person = options.person ?? null
    const since = options.standbySinceUtcMs ?? null
    if (since !== null) this.#standby.begin(since, options.clock.monotonicMs())
    this.#label = options.label
    const { monitor, devices, several } = this.#fit.of(options, options.patient, () => undefined)
    this.#monitor = monitor
    this.#devices = devices
    this.#several = several
    this.#clash = new ClashWatch(options.id)
  }

  /** Other devices, or others' lines: those that are `kept` go on as they are, with everything that is known of them. */
  refit(options: BedStateOptions, kept: ReadonlySet<string>): void {
    this.#options = options
    this.#label = options.label
    const { monitor, devices, several } = this.#fit.of(options, this.#patient, (device) =>
      kept.has(device) ? this.#of(device) : undefined,
    )
    this.#monitor = monitor
    this.#devices = devices
    this.#several = several
    several?.heard()
    this.#look()
    this.#revision++
  }

  /** Grows whenever the view changes. */
  get revision(): number {
    return this.#revision + (this.#options.alarms?.revision ?? 0)
  }

  /** Grows with what a screen should show at once. */
  get urgency(): number {
    return this.#options.alarms?.urgency ?? 0
  }

  /** Any of its lines is. */
  get isLive(): boolean {
    return this.#devices.some(({ isLive }) => isLive)
  }

  /** Devices whose line is away while another goes on. */
  get lost(): ReadonlySet<string> {
    const lost = this.#devices.filter(({ isLive }) => !isLive)
    return lost.length === this.#devices.length ? NONE : new Set(lost.map(({ device }) => device))
  }

  /**
   * The part of a batch that was taken last whose numbers count: of a parameter that two devices send, one, and no
   * reading of who has left the bed.
   */
  chosen(batch: BedBatch): BedBatch {
    const ofNow = this.#of(batch.device ?? MONITOR)?.ofWhoLiesHere(batch) ?? batch
    return this.#several?.chosen(ofNow) ?? ofNow
  }

  /** The channel by whose key a number is known in the bed, whichever device sent it. */
  parameterOf(channel: NumericChannel): NumericChannel {
    return this.#several?.parameterOf(channel) ?? channel
  }

  get patient(): PatientView | null {
    return this.#patient
  }

  /** What is known of who lies in the bed. */
  get person(): PersonFacts | null {
    return this.#person
  }

  /** What people entered, the latest of each kind. */
  get entries(): readonly EntryView[] {
    return this.#entries
  }

  /** Nobody lies in the bed. */
  get isStandby(): boolean {
    return this.#standby.view !== null
  }

  /** Another name on the tile; the line goes on. */
  rename(label: string): void {
    this.#label = label
    this.#revision++
  }

  /** The driver was compared with the monitor, or set back to unproven. */
  setConfirmation(confirmation: ConfirmationView | null, device = MONITOR): void {
    const found = this.#of(device)
    if (found !== undefined) found.confirmation = confirmation
    this.#revision++
  }

  /** Who lies in the bed from now on, and what is known of them. */
  setPatient(patient: PatientView | null, person: PersonFacts | null = null): void {
    // A reading of the person before must not swallow an equal one of the next.
    if (!isSamePatient(this.#patient, patient)) {
      for (const device of this.#devices) device.forgetReadings()
      this.#entries = NO_ENTRIES
      this.#scores = null
      this.#analysis = null
      this.#rhythms = []
      this.#insights = null
    }
    this.#patient = patient
    this.#person = person
    for (const { who } of this.#devices) who.connected(patient)
    this.#standby.end()
    this.#revision++
  }

  /** What people entered about whoever lies in the bed, the latest of each kind. */
  setEntries(entries: readonly EntryView[]): void {
    this.#entries = entries
    this.#revision++
  }

  /** The scores of whoever lies in the bed; null: there are none. */
  setScores(scores: BedScores | null): void {
    if (scores === this.#scores) return
    this.#scores = scores
    this.#revision++
  }

  /** What Vigil's own analysis of the waves says; null: no wave is read. Alarms: what it tells of the rhythm. */
  setAnalysis(analysis: BedAnalysis | null, rhythms: readonly AlarmCondition[] = []): void {
    this.#rhythms = rhythms
    // Worked out once a second: what says the same is not sent to every window again.
    if (isDeepStrictEqual(analysis, this.#analysis)) return
    this.#analysis = analysis
    this.#revision++
  }

  /** Whether the link carries alarms of the device. */
  get carriesAlerts(): boolean {
    return this.#devices.some(({ driver }) => driver.carriesAlerts)
  }

  /** The hints about whoever lies in the bed, as they are shown. */
  get insights(): BedInsights | null {
    return this.#insights
  }

  /** Null: there are none. */
  setInsights(insights: BedInsights | null): void {
    if (insights === this.#insights) return
    this.#insights = insights
    this.#revision++
  }

  /** Nobody lies in the bed from now on. */
  standBy(sinceUtcMs: number): void {
    this.setPatient(null)
    for (const device of this.#devices) device.bedLeft()
    this.#standby.begin(sinceUtcMs, this.#options.clock.monotonicMs())
  }

  /** Not this patient: closes the question of that number, if it is still the one that is open. */
  declineProposal(number: number): void {
    const asked = this.#devices.find(({ who }) => who.proposal?.number === number)
    if (asked === undefined) return
    asked.who.decline()
    this.#revision++
  }

  /** The monitor on the line is the right one, although it is another than before. */
  takeMonitor(): void {
    const changed = this.#devices.find(({ watch }) => watch.change !== null)
    changed?.watch.take()
    this.#revision++
  }

  /** Number of a wave channel in packets. */
  waveNumber(channel: WaveChannel): number {
    const device = this.#of(channel.device ?? MONITOR) ?? this.#monitor
    const { number, isNew } = device.waveNumber(channel)
    if (isNew) this.#revision++
    return number
  }

  onBatch(batch: BedBatch): void {
    this.#look()
    this.#revision += this.#of(batch.device ?? MONITOR)?.onBatch(batch) ?? 0
    this.#several?.heard()
    this.#look()
  }

  onLink(change: LinkChange): void {
    this.#revision++
    this.#of(change.device ?? MONITOR)?.onLink(change.link, this.#options.alarms?.highText)
    if (!this.isLive) this.#standby.lineLost()
    this.#look()
  }

  /** About twenty times a second. In: the lines as they are now, the monitor's and those of further devices in order. */
  tick(nowMs: number, ...links: readonly LinkView[]): void {
    for (const [index, device] of this.#devices.entries()) {
      device.link = links[index] ?? device.link
      this.#revision += device.tick(nowMs, this.#linkAlarm(device, nowMs))
    }
    this.#look()
    if (nowMs - this.#countersMs < COUNTERS_EVERY_MS) return
    this.#countersMs = nowMs
    const isMeasured = this.#devices.some(({ isLive, numerics }) => isLive && numerics.isMeasured(nowMs))
    if (this.#standby.isQuiet && this.#standby.look(isMeasured, nowMs)) this.#options.onStandbyEnd?.()
    for (const device of this.#devices) device.count(nowMs)
    this.#revision++
  }

  /** The numbers of one device as it sends them, whichever of them count; none while its line is not live. */
  numericsOf(device: string, nowMs: number): NumericView[] {
    const found = this.#of(device)
    return found?.isLive === true ? found.numerics.views(nowMs) : []
  }

  /** What the screens show at `nowMs` (monotonic). */
  view(nowMs: number): BedView {
    const deviceChange = this.#devices.map(({ watch }) => watch.change).find((change) => change !== null)
    const standby = this.#standby.view
    const { id, linkText, driver, simulated, driverOptions } = this.#options
    const { confirmation } = this.#monitor
    const wearable = this.#monitor.wearableView(nowMs)
    const cuffs = this.#devices.flatMap((device) => device.cuffViews)
    const told = this.#devices.find(({ isLive }) => isLive) ?? this.#monitor
    return {
      id,
      label: this.#label,
      driver: driver.id,
      linkText,
      ...(driverOptions && { options: driverOptions }),
      patient: this.#patient,
      ...(this.#person !== null && { person: this.#person }),
      ...(this.#entries.length > 0 && { entries: this.#entries }),
      ...(standby !== null && { standby }),
      ...(this.#scores !== null && { scores: this.#scores }),
      ...(this.#analysis !== null && { analysis: this.#analysis }),
      ...(this.#insights !== null && { insights: this.#insights }),
      proposal: this.#proposal,
      simulated,
      unproven: this.#devices.some(({ isUnproven }) => isUnproven),
      ...(confirmation && { confirmation }),
      link: told.link,
      bedsideAlarms: this.#monitor.bedsideAlarms,
      numerics: this.#several?.views(nowMs) ?? this.#monitor.numerics.views(nowMs),
      waves: this.#devices.flatMap((device) => device.waveViews(this.isLive)),
      ...this.#alarmBoard(),
      identity: this.#monitor.identity,
      ...(deviceChange && { deviceChange }),
      ...(wearable !== null && { wearable }),
      ...(cuffs.length > 0 && { cuffs }),
      ...(this.#several !== null && { devices: this.#devices.map((device) => device.view(nowMs)) }),
    }
  }

  #of(device: string): DeviceState | undefined {
    return this.#devices.find((one) => one.device === device)
  }

  /** Looks whose value of each parameter counts. */
  #look(): void {
    if (this.#several?.look(this.#options.clock.monotonicMs()) === true) this.#revision++
  }

  get #proposal(): ProposalView | null {
    return this.#devices.map(({ who }) => who.proposal).find((one) => one !== null) ?? null
  }

  #alarmBoard(): Pick<BedView, 'alarms' | 'alarmStatus'> {
    const board = this.#options.alarms?.board()
    if (board !== undefined) return { alarms: board.alarms, alarmStatus: board.status }
    return { alarms: this.conditions().map(untouchedAlarm), alarmStatus: NOTHING_SET }
  }

  #linkAlarm(device: DeviceState, nowMs: number): AlarmCondition | null {
    if (this.#standby.isQuiet) return null
    return device.linkAlarm(nowMs, { isHighRisk: this.#options.alarms?.isHighRisk ?? false })
  }

  /** All that is wrong with this bed now, limits aside. */
  conditions(): AlarmCondition[] {
    const nowMs = this.#options.clock.monotonicMs()
    const naming = this.#devices.map(({ name, who }) => ({ name, person: who.named }))
    const found = [
      ...this.#devices.map((device) => this.#linkAlarm(device, nowMs)),
      ...this.#devices.flatMap(({ mirrored }) => mirrored),
      ...(this.isLive ? this.#rhythms : []),
      ...this.#devices.flatMap((device) => device.conditions(this.#label)),
      this.#clash.alarm(this.#label, naming, this.#options.clock.utcMs(nowMs)),
    ]
    return found.filter((condition) => condition !== null)
  }
}
