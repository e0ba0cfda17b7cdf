import type { ActAnswer, DeviceAct } from '../../drivers/model/act.ts'
import type { ConfirmationView } from '../ipc/comparison.ts'
import type { EntryView } from '../ipc/entry.ts'
import type { PersonFacts } from '../ipc/patient.ts'
import type { BedView, ListenerView, PatientView } from '../ipc/views.ts'
import type { AlarmSource, DeviceOptions } from './beds/bed-options.ts'
import { BedState } from './beds/bed-state.ts'
import { type BedBatch, type Consumer, type DevicesChange, type LinkChange, MONITOR } from './bus.ts'
import type { Clock } from './clock.ts'
import { type CheckedBed, linesOf } from './config/checked-bed.ts'
import { sortingOptions } from './config/listen-beds.ts'
import { resolveSpec } from './config/load.ts'
import { goingOn, isSameFeed } from './config/same-feed.ts'
import { createLink } from './link/create-link.ts'
import type { Link } from './link/link.ts'
import { ListenHub } from './link/listen-hub.ts'
import { isSimulated, type LinkSpec, linkTarget } from './link/spec.ts'
import { simulatedPatient } from './patients.ts'
import { Session } from './session/session.ts'
import type { Timers } from './timers.ts'

export interface WardOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  /** Relative recordings are looked for here. */
  readonly baseDir: string
  /** Where everything the beds bring goes. */
  readonly bus: Consumer
  /** The comparison that proves the driver of a bed with these settings, or null. */
  readonly confirmationOf: (checked: CheckedBed) => ConfirmationView | null
  /** Somebody is measured again in a bed that stood by. */
  readonly onStandbyEnd?: (bed: string) => void
  readonly alarms: {
    of(bed: string): AlarmSource
    /** Other drivers or lines feed these devices of the bed; of them, those that are `gone` from it. */
    anotherLine(bed: string, devices: ReadonlySet<string>, gone: ReadonlySet<string>): void
  }
  /** The devices of a bed that has, or had, several are others than before, or on other lines. */
  readonly onDevices?: (bed: string, change: DevicesChange) => void
}

/** Who lies in a bed that is put in its place. */
export interface BedOccupant {
  readonly patient: PatientView | null
  /** What is known of them; absent or null: nothing. */
  readonly person?: PersonFacts | null
  /** Since when nobody lies in it; absent or null: it is watched. */
  readonly standbySinceUtcMs?: number | null
}

interface Bed {
  checked: CheckedBed
  readonly state: BedState
  /** One a device, in their order. */
  readonly sessions: ReadonlyMap<string, Session>
}

const NONE: ReadonlyMap<string, Session> = new Map()
const NOTHING_GOES_ON: ReadonlySet<string> = new Set()

/** All beds in their fixed order: each a line that is kept alive and what is known of it. */
export class Ward implements Consumer {
  readonly #options: WardOptions
  readonly #beds = new Map<string, Bed>()
  readonly #stops = new Map<string, number>()
  readonly #states = new Map<string, BedState>()
  readonly #hub: ListenHub
  #nextWave = 1

  constructor(options: WardOptions) {
    this.#options = options
    this.#hub = new ListenHub(options.clock, options.timers)
  }

  /** Ports of this PC that are open for senders. */
  get listeners(): readonly ListenerView[] {
    return this.#hub.views()
  }

  /** Takes somebody off the list of those turned away; false if no listener has this address. */
  dismissSender(listener: string, refusal: number): boolean {
    return this.#hub.dismiss(listener, refusal)
  }

  /** The state of every bed, in order; the same map for as long as the ward lives. */
  get states(): ReadonlyMap<string, BedState> {
    return this.#states
  }

  /** The checked settings of every bed, in order. */
  get settings(): readonly CheckedBed[] {
    return [...this.#beds.values()].map((bed) => bed.checked)
  }

  has(id: string): boolean {
    return this.#beds.has(id)
  }

  /** The checked settings of one bed; undefined if there is none. */
  settingsOf(id: string): CheckedBed | undefined {
    return this.#beds.get(id)?.checked
  }

  /** The checked settings of the line of one device of a bed; absent: of its only one, or its monitor. */
  lineOf(id: string, device = MONITOR): CheckedBed | undefined {
    const bed = this.#beds.get(id)
    if (bed === undefined || device === MONITOR) return bed?.checked
    return linesOf(bed.checked).find((one) => one.device === device)?.line
  }

  driverOf(id: string, device?: string): string {
    return this.lineOf(id, device)?.driver.id ?? ''
  }

  /** LINK text of that line. */
  linkTextOf(id: string, device?: string): string {
    return this.lineOf(id, device)?.config.link ?? ''
  }

  isSimulated(id: string): boolean {
    const bed = this.#beds.get(id)
    return bed !== undefined && isSimulated(bed.checked.spec)
  }

  view(id: string): BedView | undefined {
    return this.#states.get(id)?.view(this.#options.clock.monotonicMs())
  }

  views(): BedView[] {
    const nowMs = this.#options.clock.monotonicMs()
    return [...this.#states.values()].map((state) => state.view(nowMs))
  }

  /** Throws VigilError badLink when the line of these settings cannot be made; opens and changes nothing. */
  refuseImpossible(checked: CheckedBed): void {
    for (const { line } of linesOf(checked)) {
      this.#link(line, resolveSpec(line.spec, this.#options.baseDir)).close()
    }
  }

  /** Puts a bed in its place, new or changed. Throws VigilError badLink; the old bed then stays as it is. */
  put(checked: CheckedBed, { patient, person = null, standbySinceUtcMs = null }: BedOccupant): void {
    const { id, label } = checked.config
    const known = this.#beds.get(id)
    if (known !== undefined && isSameFeed(known.checked, checked)) {
      known.checked = checked
      known.state.rename(label)
      return
    }
    const goesOn = known === undefined ? NOTHING_GOES_ON : goingOn(known.checked, checked)
    const bed = this.#make(checked, { patient, person, standbySinceUtcMs }, { known, goesOn })
    const before = known?.sessions ?? NONE
    const others = new Map([...before].filter(([device]) => !goesOn.has(device)))
    for (const session of others.values()) session.close()
    const gone = new Set([...others.keys()].filter((device) => !bed.sessions.has(device)))
    this.#options.alarms.anotherLine(id, new Set(others.keys()), gone)
    const isOfSeveral = bed.sessions.size > 1
    if (isOfSeveral || before.size > 1) this.#options.onDevices?.(id, { goesOn, isOfSeveral })
    for (const device of goesOn) bed.sessions.get(device)?.standBeside(isOfSeveral)
    // Setting an existing key keeps its place in the order.
    this.#beds.set(id, bed)
    this.#states.set(id, bed.state)
    // Senders stay connected to a port that is open already: what they send next is for the new settings.
    for (const { device = MONITOR, line } of linesOf(checked)) {
      if (line.spec.kind === 'listen') bed.sessions.get(device)?.tick()
    }
  }

  /** A driver was compared with its monitor or set back to unproven: every bed looks again. */
  confirmationsChanged(): void {
    for (const { checked, state } of this.#beds.values()) {
      for (const { device, line } of linesOf(checked)) {
        state.setConfirmation(this.#options.confirmationOf(line), device)
      }
    }
  }

  /** Has one device of a bed do what a person asked for; absent: its monitor, or only one. A recording does nothing. */
  act(id: string, device: string | undefined, act: DeviceAct): ActAnswer {
    const session = this.#beds.get(id)?.sessions.get(device ?? MONITOR)
    if (session !== undefined && act.kind === 'stopCuff') this.#stops.set(id, this.stopsOf(id) + 1)
    if (this.lineOf(id, device)?.spec.kind === 'replay') return 'notAllowed'
    return session?.act(act) ?? 'notAllowed'
  }

  /** How often the cuff of a bed was to be stopped. */
  stopsOf(id: string): number {
    return this.#stops.get(id) ?? 0
  }

  setPatient(id: string, patient: PatientView | null, person: PersonFacts | null = null): void {
    this.#states.get(id)?.setPatient(patient, person)
  }

  /** What people entered about whoever lies in the bed, the latest of each kind. */
  setEntries(id: string, entries: readonly EntryView[]): void {
    this.#states.get(id)?.setEntries(entries)
  }

  /** Nobody lies in the bed from now on. */
  standBy(id: string, sinceUtcMs: number): void {
    this.#states.get(id)?.standBy(sinceUtcMs)
  }

  /** Closes the question of that number, if it is still the one that is open. */
  takeMonitor(id: string): void {
    this.#states.get(id)?.takeMonitor()
  }

  declineProposal(id: string, number: number): void {
    this.#states.get(id)?.declineProposal(number)
  }

  remove(id: string): void {
    for (const session of (this.#beds.get(id)?.sessions ?? NONE).values()) session.close()
    this.#beds.delete(id)
    this.#states.delete(id)
  }

  /** Called about twenty times a second. */
  tick(): void {
    const nowMs = this.#options.clock.monotonicMs()
    for (const { sessions, state } of this.#beds.values()) {
      for (const session of sessions.values()) session.tick()
      state.tick(nowMs, ...[...sessions.values()].map(({ link }) => link))
    }
  }

  onBatch(batch: BedBatch): void {
    this.#states.get(batch.bed)?.onBatch(batch)
  }

  onLink(change: LinkChange): void {
    this.#states.get(change.bed)?.onLink(change)
  }

  close(): void {
    for (const { sessions } of this.#beds.values()) for (const session of sessions.values()) session.close()
  }

  #link({ driver, options, config }: CheckedBed, spec: LinkSpec): Link {
    const { clock, timers } = this.#options
    const place = { hub: this.#hub, bed: config.id, ...sortingOptions(options) }
    return createLink(spec, driver, clock, timers, place)
  }

  /** In: the bed as it is now, and its devices that go on. Changes nothing of them where it throws. */
  #make(
    checked: CheckedBed,
    { patient, person = null, standbySinceUtcMs = null }: BedOccupant,
    { known, goesOn }: { readonly known: Bed | undefined; readonly goesOn: ReadonlySet<string> },
  ): Bed {
    const { config, spec } = checked
    const sessions = new Map<string, Session>()
    const options: { readonly id: string; readonly options: DeviceOptions }[] = []
    try {
      for (const { device, line } of linesOf(checked)) {
        const id = device ?? MONITOR
        const running = goesOn.has(id) ? known?.sessions.get(id) : undefined
        const session = running ?? this.#session(config.id, line, device)
        sessions.set(id, session)
        options.push({ id, options: this.#deviceOptions(line, session) })
      }
    } catch (error) {
      for (const [device, session] of sessions) if (!goesOn.has(device)) session.close()
      throw error
    }
    const [first, ...devices] = options
    if (first === undefined) throw new TypeError('"checked" has no line')
    const simulated = isSimulated(spec)
    const all = {
      ...first.options,
      id: config.id,
      label: config.label,
      devices,
      simulated,
      patient: simulated ? simulatedPatient(config.id) : patient,
      person,
      standbySinceUtcMs,
      onStandbyEnd: () => this.#options.onStandbyEnd?.(config.id),
      takeWaveNumber: () => this.#nextWave++,
      alarms: this.#options.alarms.of(config.id),
    }
    if (known === undefined || goesOn.size === 0) return { checked, state: new BedState(all), sessions }
    known.state.refit(all, goesOn)
    return { checked, state: known.state, sessions }
  }

  #session(bed: string, line: CheckedBed, device: string | undefined): Session {
    const { clock, random, baseDir, bus: consumer } = this.#options
    const spec = resolveSpec(line.spec, baseDir)
    const link = this.#link(line, spec)
    const { driver, options } = line
    const which = device === undefined ? {} : { device }
    const target = linkTarget(spec)
    return new Session({ bed, ...which, driver, options, link, target, clock, random, consumer })
  }

  #deviceOptions(line: CheckedBed, session: Session): DeviceOptions {
    const { driver, options, config } = line
    return {
      linkText: config.link,
      driverOptions: config.options,
      driver,
      confirmation: this.#options.confirmationOf(line),
      link: session.link,
      clock: this.#options.clock,
      alertsAsked: driver.asksAlerts?.(options) ?? true,
      alertsFlow: () => session.alertsFlow,
      // A recording cannot be told anything.
      cuff: () => (line.spec.kind === 'replay' ? null : session.cuff),
    }
  }
}
