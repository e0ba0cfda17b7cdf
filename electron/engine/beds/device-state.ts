import type { Driver } from '../../../drivers/driver.ts'
import type { CuffState } from '../../../drivers/model/act.ts'
import type { Channel, WaveChannel } from '../../../drivers/model/channel.ts'
import { EpisodicFilter } from '../../../drivers/model/episodic.ts'
import type { Measurement } from '../../../drivers/model/measurement.ts'
import { personOf, withoutPerson } from '../../../drivers/model/person.ts'
import type { AlarmCondition } from '../../ipc/alarms.ts'
import type { ConfirmationView } from '../../ipc/comparison.ts'
import type { CuffView } from '../../ipc/cuff.ts'
import { type DeviceView, MONITOR_NAME } from '../../ipc/devices.ts'
import type { BedsideAlarms, LinkView, PatientView, WaveView } from '../../ipc/views.ts'
import type { WearableView } from '../../ipc/wearable.ts'
import { type BedBatch, heldBackMs, MONITOR } from '../bus.ts'
import { DeviceWatch } from '../identity/device-watch.ts'
import { IdentityWatch } from '../identity/identity-watch.ts'
import { DeviceNames } from '../session/device-names.ts'
import { measuredUtcMsOf } from '../store/recorder/measured-time.ts'
import { AlertBook } from './alert-book.ts'
import type { DeviceOptions } from './bed-options.ts'
import { DamageWatch, type LastKnown, linkAlarm } from './link-alarms.ts'
import { NumericBook } from './numeric-book.ts'
import { WaveBook } from './wave-book.ts'
import { WearableWatch } from './wearable-watch.ts'

/** What a device shares with its bed. */
export interface DeviceOfBed {
  readonly bed: string
  /** Which device of the bed, MONITOR its monitor or only one. */
  readonly device: string
  readonly simulated: boolean
  readonly patient: PatientView | null
  readonly takeWaveNumber: () => number
  /** The first question about a person has this number: those of two devices are never the same. */
  readonly firstQuestion: number
}

/** What one device of a bed brings, and the state of its line. */
export class DeviceState {
  readonly device: string
  readonly driver: Driver
  /** The driver's channels as they are named in this bed. */
  readonly channels: readonly Channel[]
  readonly numerics: NumericBook
  readonly waves: WaveBook
  readonly who: IdentityWatch
  readonly watch: DeviceWatch
  readonly #options: DeviceOptions
  readonly #bed: string
  /** How sentences name it; null: it is the only one. */
  #name: string | null
  readonly #alerts: AlertBook
  readonly #episodic = new EpisodicFilter()
  readonly #damage = new DamageWatch()
  readonly #wearable: WearableWatch | null
  confirmation: ConfirmationView | null
  link: LinkView
  identity: Readonly<Record<string, string>> = {}
  /** High alarm that was in force when its line was lost. */
  #highBeforeLoss: string | null = null
  #nextGoneMs = Number.POSITIVE_INFINITY
  #linkAlarmId = ''
  #cuff: CuffState | null = null
  /** When the bed was left last, monotonic. */
  #leftMs = Number.NEGATIVE_INFINITY

  constructor(options: DeviceOptions, place: DeviceOfBed) {
    const { bed, device, simulated, patient, firstQuestion } = place
    this.#options = options
    this.#bed = bed
    this.device = device
    this.#name = device === MONITOR ? MONITOR_NAME : device
    this.driver = options.driver
    const { channels } = options.driver
    const names = this.device === MONITOR ? null : new DeviceNames(this.device)
    this.channels = names === null ? channels : channels.map((channel) => names.channel(channel))
    this.confirmation = options.confirmation ?? null
    this.link = options.link
    this.numerics = new NumericBook(this.channels)
    this.waves = new WaveBook(this.channels, place.takeWaveNumber)
    this.#alerts = new AlertBook(bed)
    this.#wearable = WearableWatch.of(options.driver)
    this.who = new IdentityWatch({ bed, device: this.#name, simulated, patient, firstQuestion })
    this.watch = new DeviceWatch(bed, simulated, this.#name)
  }

  get name(): string {
    return this.#name ?? MONITOR_NAME
  }

  /** The bed's monitor got a device beside it, or is the only one again: sentences name it, or do not. */
  standBeside(isOfSeveral: boolean): void {
    this.#name = isOfSeveral ? MONITOR_NAME : null
    this.who.rename(this.#name)
    this.watch.rename(this.#name)
  }

  get isLive(): boolean {
    return this.link.phase === 'live'
  }

  /** Nothing but the document proves its driver, and nobody has confirmed it. */
  get isUnproven(): boolean {
    return this.driver.evidence === 'derived' && this.confirmation === null
  }

  /** Somebody else lies in the bed: a reading of the person before must not swallow an equal one of the next. */
  forgetReadings(): void {
    this.#episodic.reset()
  }

  /** Whoever lay in the bed has left: a reading taken until now is none of the next, however often it comes again. */
  bedLeft(): void {
    this.#episodic.reset()
    this.numerics.forgetReadings()
    this.#leftMs = this.#options.clock.monotonicMs()
  }

  /** The part of a batch that was taken last without single readings of who has left: those are the ones that are not known. */
  ofWhoLiesHere(batch: BedBatch): BedBatch {
    if (this.#leftMs === Number.NEGATIVE_INFINITY) return batch
    const measurements = batch.measurements.filter(
      (one) =>
        one.type !== 'numeric' || one.channel.timing !== 'episodic' || this.numerics.has(one.channel.key),
    )
    return measurements.length === batch.measurements.length ? batch : { ...batch, measurements }
  }

  waveNumber(channel: WaveChannel): { readonly number: number; readonly isNew: boolean } {
    return this.waves.numberOf(channel)
  }

  /** In: whether any device of the bed is live. */
  waveViews(isBedLive: boolean): WaveView[] {
    const views = this.waves.views()
    const { link } = this
    return isBedLive && !this.isLive ? views.map((view) => ({ ...view, away: link })) : views
  }

  /** Out: by how much the view of the bed has changed. */
  onBatch(batch: BedBatch): number {
    const { clock } = this.#options
    const repeats = this.#episodic.repeatsIn(batch.measurements)
    const nowMs = clock.monotonicMs()
    // A replay at high speed runs ahead of the clock; its values age from when they came.
    const arrivedMs = Math.min(batch.atMs, nowMs)
    const arrivedUtcMs = clock.utcMs(arrivedMs)
    this.#wearable?.heard(batch.measurements, arrivedUtcMs)
    let changes = 0
    for (const measurement of batch.measurements) {
      if (measurement.type === 'numeric' && repeats.has(measurement)) continue
      const heldMs = heldBackMs(batch, measurement)
      if (this.#take(measurement, arrivedMs - heldMs, arrivedUtcMs - heldMs)) changes++
    }
    this.#nextGoneMs = this.numerics.nextGoneMs(nowMs)
    return changes
  }

  /** In: a high alarm of the bed that is in force. */
  onLink(link: LinkView, highText: string | null | undefined): void {
    const wasLive = this.isLive
    this.link = link
    const { phase } = link
    if (phase === 'live') {
      this.#highBeforeLoss = null
      return
    }
    if (wasLive) {
      this.#highBeforeLoss = highText ?? this.#alerts.highText
      this.numerics.interrupted()
    }
    // Only a silent line keeps its decoder, and with it the alarms it knows of.
    if (phase === 'silent') return
    this.#alerts.clear()
    this.identity = {}
    this.who.lineLost()
    this.watch.lineLost()
  }

  /** About twenty times a second. Out: by how much the view has changed. */
  tick(nowMs: number, alarm: AlarmCondition | null): number {
    let changes = 0
    if (nowMs >= this.#nextGoneMs) {
      this.#nextGoneMs = this.numerics.nextGoneMs(nowMs)
      changes++
    }
    const id = alarm?.id ?? ''
    if (id !== this.#linkAlarmId) changes++
    this.#linkAlarmId = id
    const cuff = this.#options.cuff?.() ?? null
    if (cuff?.phase !== this.#cuff?.phase || cuff?.outcome !== this.#cuff?.outcome) changes++
    this.#cuff = cuff
    return changes
  }

  /** About once a second: the counters of the line. */
  count(nowMs: number): void {
    this.#damage.update(this.link, nowMs, this.#options.clock.utcMs(nowMs))
  }

  linkAlarm(nowMs: number, { isHighRisk }: Pick<LastKnown, 'isHighRisk'>): AlarmCondition | null {
    const nowUtcMs = this.#options.clock.utcMs(nowMs)
    return linkAlarm(
      this.#bed,
      this.link,
      nowUtcMs,
      {
        highText: this.#highBeforeLoss,
        isHighRisk,
        gapSinceUtcMs: this.#wearable?.gapSinceUtcMs(this.link, nowUtcMs) ?? null,
      },
      this.#name,
    )
  }

  /** Its own alarms; those of a lost line would look current: the alarm of the line names them instead. */
  get mirrored(): AlarmCondition[] {
    return this.isLive ? this.#alerts.conditions() : []
  }

  /** What is wrong with what comes on the line, with whom it names and with itself. */
  conditions(label: string): (AlarmCondition | null)[] {
    return [this.#damage.alarm(this.#bed, this.#name), this.who.alarm(label), this.watch.alarm(label)]
  }

  get bedsideAlarms(): BedsideAlarms {
    const { driver, alertsAsked, alertsFlow } = this.#options
    if (driver.forbidsAlarms === true) return 'forbidden'
    if (!driver.carriesAlerts || !alertsAsked) return 'notCarried'
    if (!this.isLive) return 'lost'
    return alertsFlow?.() === false ? 'notCarried' : 'shown'
  }

  /** Its cuff, if one may be started from here. */
  get cuffViews(): readonly CuffView[] {
    const cuff = this.#options.cuff?.() ?? null
    return cuff === null ? [] : [{ ...cuff, device: this.device === MONITOR ? null : this.device }]
  }

  /** Null: it is no wearable. */
  wearableView(nowMs: number): WearableView | null {
    return this.#wearable?.view(this.link, this.#options.clock.utcMs(nowMs)) ?? null
  }

  view(nowMs: number): DeviceView {
    const wearable = this.wearableView(nowMs)
    const { linkText, driverOptions: options = {} } = this.#options
    const { name, link, bedsideAlarms, identity, isUnproven: unproven, confirmation } = this
    const proof = {
      unproven,
      ...(confirmation !== null && { confirmation }),
      ...(wearable !== null && { wearable }),
    }
    return { name, driver: this.driver.id, linkText, options, link, bedsideAlarms, identity, ...proof }
  }

  /** Out: whether the view has changed. */
  #take(measurement: Measurement, arrivedMs: number, arrivedUtcMs: number): boolean {
    switch (measurement.type) {
      case 'numeric': {
        const measuredUtcMs = measuredUtcMsOf(measurement, arrivedUtcMs)
        const isOfBefore = arrivedMs - (arrivedUtcMs - measuredUtcMs) < this.#leftMs
        if (isOfBefore && measurement.channel.timing === 'episodic') return false
        this.numerics.take(measurement, { arrivedMs, arrivedUtcMs, measuredUtcMs })
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
    this.identity = { ...this.identity, ...device }
    this.watch.hear(device, atUtcMs)
    const person = personOf(fields)
    const asks = person !== undefined && this.who.hear(person, atUtcMs)
    return asks || Object.keys(device).length > 0
  }
}
