import { isDeepStrictEqual } from 'node:util'
import type { WaveChannel } from '../../../drivers/model/channel.ts'
import { EpisodicFilter } from '../../../drivers/model/episodic.ts'
import type { Measurement } from '../../../drivers/model/measurement.ts'
import { personOf, withoutPerson } from '../../../drivers/model/person.ts'
import { type AlarmCondition, NOTHING_SET, untouchedAlarm } from '../../ipc/alarms.ts'
import type { BedAnalysis } from '../../ipc/analysis.ts'
import type { ConfirmationView } from '../../ipc/comparison.ts'
import type { EntryView } from '../../ipc/entry.ts'
import type { BedInsights } from '../../ipc/insight.ts'
import type { PersonFacts } from '../../ipc/patient.ts'
import type { BedScores } from '../../ipc/score.ts'
import type { BedsideAlarms, BedView, LinkView, PatientView } from '../../ipc/views.ts'
import { type BedBatch, heldBackMs, type LinkChange } from '../bus.ts'
import { DeviceWatch } from '../identity/device-watch.ts'
import { IdentityWatch } from '../identity/identity-watch.ts'
import { isSamePatient } from '../patients.ts'
import { measuredUtcMsOf } from '../store/recorder/measured-time.ts'
import { AlertBook } from './alert-book.ts'
import type { BedStateOptions } from './bed-options.ts'
import { DamageWatch, linkAlarm } from './link-alarms.ts'
import { NumericBook } from './numeric-book.ts'
import { Standby } from './standby.ts'
import { WaveBook } from './wave-book.ts'

const NO_ENTRIES: readonly EntryView[] = []
/** Counters of the line are looked at this often. */
const COUNTERS_EVERY_MS = 1_000

/** Everything that is known of one bed now, folded from what its line brings. */
export class BedState {
  readonly #options: BedStateOptions
  readonly #numerics: NumericBook
  readonly #waves: WaveBook
  readonly #alerts: AlertBook
  readonly #episodic = new EpisodicFilter()
  readonly #damage = new DamageWatch()
  readonly #who: IdentityWatch
  readonly #device: DeviceWatch
  readonly #standby = new Standby()
  #patient: PatientView | null
  #person: PersonFacts | null
  #entries: readonly EntryView[] = NO_ENTRIES
  #scores: BedScores | null = null
  #analysis: BedAnalysis | null = null
  #rhythms: readonly AlarmCondition[] = []
  #insights: BedInsights | null = null
  #confirmation: ConfirmationView | null
  #label: string
  #link: LinkView
  #identity: Readonly<Record<string, string>> = {}
  /** High alarm of the monitor that was in force when its line was lost. */
  #highBeforeLoss: string | null = null
  #revision = 1
  #nextGoneMs = Number.POSITIVE_INFINITY
  #countersMs = 0
  #linkAlarmId = ''

  constructor(options: BedStateOptions) {
    this.#options = options
    this.#patient = options.patient
    this.#person = options.person ?? null
    const since = options.standbySinceUtcMs ?? null
    if (since !== null) this.#standby.begin(since, options.clock.monotonicMs())
    this.#confirmation = options.confirmation ?? null
    this.#label = options.label
    this.#link = options.link
    this.#numerics = new NumericBook(options.driver.channels)
    this.#waves = new WaveBook(options.driver.channels, options.takeWaveNumber)
    this.#alerts = new AlertBook(options.id)
    this.#who = new IdentityWatch({ bed: options.id, simulated: options.simulated, patient: options.patient })
    this.#device = new DeviceWatch(options.id, options.simulated)
  }

  /** Grows whenever the view changes. */
  get revision(): number {
    return this.#revision + (this.#options.alarms?.revision ?? 0)
  }

  /** Grows with what a screen should show at once. */
  get urgency(): number {
    return this.#options.alarms?.urgency ?? 0
  }

  get isLive(): boolean {
    return this.#link.phase === 'live'
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
  setConfirmation(confirmation: ConfirmationView | null): void {
    this.#confirmation = confirmation
    this.#revision++
  }

  /** Who lies in the bed from now on, and what is known of them. */
  setPatient(patient: PatientView | null, person: PersonFacts | null = null): void {
    // A reading of the person before must not swallow an equal one of the next.
    if (!isSamePatient(this.#patient, patient)) {
      this.#episodic.reset()
      this.#entries = NO_ENTRIES
      this.#scores = null
      this.#analysis = null
      this.#rhythms = []
      this.#insights = null
    }
    this.#patient = patient
    this.#person = person
    this.#who.connected(patient)
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
    return this.#options.driver.carriesAlerts
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
    this.#standby.begin(sinceUtcMs, this.#options.clock.monotonicMs())
  }

  /** Not this patient: closes the question of that number, if it is still the one that is open. */
  declineProposal(number: number): void {
    if (this.#who.proposal?.number !== number) return
    this.#who.decline()
    this.#revision++
  }

  /** The monitor on the line is the right one, although it is another than before. */
  takeMonitor(): void {
    this.#device.take()
    this.#revision++
  }

  /** Number of a wave channel in packets. */
  waveNumber(channel: WaveChannel): number {
    const { number, isNew } = this.#waves.numberOf(channel)
    if (isNew) this.#revision++
    return number
  }

  onBatch(batch: BedBatch): void {
    const repeats = this.#episodic.repeatsIn(batch.measurements)
    const nowMs = this.#options.clock.monotonicMs()
    // A replay at high speed runs ahead of the clock; its values age from when they came.
    const arrivedMs = Math.min(batch.atMs, nowMs)
    const arrivedUtcMs = this.#options.clock.utcMs(arrivedMs)
    for (const measurement of batch.measurements) {
      if (measurement.type === 'numeric' && repeats.has(measurement)) continue
      const heldMs = heldBackMs(batch, measurement)
      if (this.#take(measurement, arrivedMs - heldMs, arrivedUtcMs - heldMs)) this.#revision++
    }
    this.#nextGoneMs = this.#numerics.nextGoneMs(nowMs)
  }

  onLink(change: LinkChange): void {
    const wasLive = this.#link.phase === 'live'
    this.#link = change.link
    this.#revision++
    const { phase } = change.link
    if (phase === 'live') {
      this.#highBeforeLoss = null
      return
    }
    this.#standby.lineLost()
    if (wasLive) {
      this.#highBeforeLoss = this.#options.alarms?.highText ?? this.#alerts.highText
      this.#numerics.interrupted()
    }
    // Only a silent line keeps its decoder, and with it the alarms it knows of.
    if (phase === 'silent') return
    this.#alerts.clear()
    this.#identity = {}
    this.#who.lineLost()
    this.#device.lineLost()
  }

  /** About twenty times a second. In: the line as it is now. */
  tick(nowMs: number, link: LinkView): void {
    this.#link = link
    if (nowMs >= this.#nextGoneMs) {
      this.#nextGoneMs = this.#numerics.nextGoneMs(nowMs)
      this.#revision++
    }
    const alarm = this.#linkAlarm(nowMs)?.id ?? ''
    if (alarm !== this.#linkAlarmId) this.#revision++
    this.#linkAlarmId = alarm
    if (nowMs - this.#countersMs < COUNTERS_EVERY_MS) return
    this.#countersMs = nowMs
    const isMeasured = this.isLive && this.#numerics.isMeasured(nowMs)
    if (this.#standby.isQuiet && this.#standby.look(isMeasured, nowMs)) this.#options.onStandbyEnd?.()
    this.#damage.update(link, nowMs, this.#options.clock.utcMs(nowMs))
    this.#revision++
  }

  /** What the screens show at `nowMs` (monotonic). */
  view(nowMs: number): BedView {
    const deviceChange = this.#device.change
    const standby = this.#standby.view
    const { id, linkText, driver, simulated, driverOptions } = this.#options
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
      proposal: this.#who.proposal,
      simulated,
      unproven: driver.evidence === 'derived' && this.#confirmation === null,
      ...(this.#confirmation && { confirmation: this.#confirmation }),
      link: this.#link,
      bedsideAlarms: this.#bedsideAlarms(),
      numerics: this.#numerics.views(nowMs),
      waves: this.#waves.views(),
      ...this.#alarmBoard(),
      identity: this.#identity,
      ...(deviceChange !== null && { deviceChange }),
    }
  }

  /** Out: whether the view has changed. */
  #take(measurement: Measurement, arrivedMs: number, arrivedUtcMs: number): boolean {
    switch (measurement.type) {
      case 'numeric': {
        const measuredUtcMs = measuredUtcMsOf(measurement, arrivedUtcMs)
        this.#numerics.take(measurement, { arrivedMs, arrivedUtcMs, measuredUtcMs })
        return true
      }
      case 'alert':
        this.#alerts.take(measurement, arrivedUtcMs)
        return true
      case 'identity':
        return this.#identify(measurement.fields, arrivedUtcMs)
      case 'wave':
      case 'fault':
        return false
    }
  }

  /** The device is shown as it is; a person it names is only proposed. */
  #identify(fields: Readonly<Record<string, string>>, atUtcMs: number): boolean {
    const device = withoutPerson(fields)
    this.#identity = { ...this.#identity, ...device }
    this.#device.hear(device, atUtcMs)
    const person = personOf(fields)
    const asks = person !== undefined && this.#who.hear(person, atUtcMs)
    return asks || Object.keys(device).length > 0
  }

  #bedsideAlarms(): BedsideAlarms {
    if (!this.#options.driver.carriesAlerts || !this.#options.alertsAsked) return 'notCarried'
    if (this.#link.phase !== 'live') return 'lost'
    return this.#options.alertsFlow?.() === false ? 'notCarried' : 'shown'
  }

  #alarmBoard(): Pick<BedView, 'alarms' | 'alarmStatus'> {
    const board = this.#options.alarms?.board()
    if (board !== undefined) return { alarms: board.alarms, alarmStatus: board.status }
    return { alarms: this.conditions().map(untouchedAlarm), alarmStatus: NOTHING_SET }
  }

  #linkAlarm(nowMs: number): AlarmCondition | null {
    if (this.#standby.isQuiet) return null
    const nowUtcMs = this.#options.clock.utcMs(nowMs)
    const isHighRisk = this.#options.alarms?.isHighRisk ?? false
    return linkAlarm(this.#options.id, this.#link, nowUtcMs, { highText: this.#highBeforeLoss, isHighRisk })
  }

  /** All that is wrong with this bed now, limits aside. */
  conditions(): AlarmCondition[] {
    const { id, clock } = this.#options
    const found = [
      this.#linkAlarm(clock.monotonicMs()),
      // A mirrored alarm of a lost line would look current: it is named in the alarm of the line instead.
      ...(this.isLive ? [...this.#alerts.conditions(), ...this.#rhythms] : []),
      this.#damage.alarm(id),
      this.#who.alarm(this.#label),
      this.#device.alarm(this.#label),
    ]
    return found.filter((condition) => condition !== null)
  }
}
