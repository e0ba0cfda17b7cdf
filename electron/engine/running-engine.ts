import type { Driver } from '../../drivers/driver.ts'
import { STATION_ALARMS } from '../ipc/alarms.ts'
import type { EngineStart } from '../ipc/contract.ts'
import type { PersonFacts } from '../ipc/patient.ts'
import type { WallState } from '../ipc/screens.ts'
import type { Actor, AwayView, BedView, PatientView, RunExit, StationView } from '../ipc/views.ts'
import { AdmissionDesk } from './admissions/desk.ts'
import { AlarmDesk } from './alarms/desk.ts'
import { storageTrouble } from './alarms/station-conditions.ts'
import { AuditTrail } from './audit-trail.ts'
import { awayBefore, gapSinceLastRun } from './away.ts'
import { BackupDesk } from './backup-desk.ts'
import { Bus } from './bus.ts'
import type { Clock } from './clock.ts'
import type { CommandContext } from './commands/context.ts'
import { answer } from './commands/run.ts'
import type { CheckedBed } from './config/checked-bed.ts'
import { saveBeds } from './config/load.ts'
import { DestinationDesk } from './destination-desk.ts'
import { DetectionDesk } from './detect/desk.ts'
import { DiskWatch } from './disk-watch.ts'
import type { Engine, EngineOptions } from './engine.ts'
import type { EngineParts } from './engine-parts.ts'
import { Confirmations } from './evidence/confirmations.ts'
import { ComparisonDesk } from './evidence/desk.ts'
import { ExportDesk } from './export-desk.ts'
import { placeFirstBeds } from './first-beds.ts'
import { KeptDisplay } from './kept-display.ts'
import { LineTestDesk } from './line-test/desk.ts'
import { MapDesk } from './mapping/desk.ts'
import { changeOccupant, knownPerson } from './occupancy.ts'
import { OutboxDesk } from './outbox/desk.ts'
import { PatientDesks } from './patient-desks.ts'
import { isSamePatient } from './patients.ts'
import type { Port } from './publish/port.ts'
import { Publisher } from './publish/publish.ts'
import { RemoteDesk } from './remote/desk.ts'
import { remoteParts } from './remote/parts.ts'
import { ScreenDesk } from './screen-desk.ts'
import { stationView } from './station-view.ts'
import type { PatientStep } from './store/patients/patient-steps.ts'
import { Recorder } from './store/recorder/recorder.ts'
import type { StoreClient } from './store/threads/client.ts'
import { type Cancel, systemTimers, type Timers } from './timers.ts'
import { Ward } from './ward.ts'

/** Drivers space their requests in tenths of a second: a tick as long as that would double half of the waits. */
const TICK_EVERY_MS = 50
const STATION_EVERY_MS = 1_000

/** All parts of the engine, wired: batches go one way over the bus, commands come back to its parts. */
export class RunningEngine implements Engine, CommandContext {
  readonly #options: EngineOptions
  readonly #parts: EngineParts
  readonly #bus = new Bus()
  readonly #recorder: Recorder
  readonly #publisher: Publisher
  readonly #disk: DiskWatch
  readonly #trail: AuditTrail
  readonly #away: AwayView | null
  readonly #cancels: Cancel[] = []
  readonly start: EngineStart
  readonly drivers: readonly Driver[]
  readonly baseDir: string
  readonly destinationDesk: DestinationDesk
  readonly clock: Clock
  readonly store: StoreClient
  readonly ward: Ward
  readonly alarms: AlarmDesk
  readonly confirmations: Confirmations
  readonly comparisons: ComparisonDesk
  readonly backups: BackupDesk
  readonly exports: ExportDesk
  readonly screens: ScreenDesk
  readonly display: KeptDisplay
  readonly timers: Timers
  readonly mapping: MapDesk
  readonly outbox: OutboxDesk
  readonly admissions: AdmissionDesk
  readonly remote: RemoteDesk
  readonly detections: DetectionDesk
  readonly lineTests: LineTestDesk
  readonly findings: PatientDesks
  #stationText = ''
  #closing: Promise<void> | null = null

  constructor(options: EngineOptions, parts: EngineParts) {
    this.#options = options
    this.start = options.start
    this.#parts = parts
    this.timers = options.timers ?? systemTimers()
    const { clock, loaded, store } = parts
    this.drivers = parts.drivers
    this.baseDir = loaded.baseDir
    this.clock = clock
    this.store = store
    this.#trail = new AuditTrail(store, loaded.config.station, () => this.nowUtcMs())
    this.#disk = new DiskWatch(() => store.room())
    this.detections = new DetectionDesk(clock, this.timers)
    this.lineTests = new LineTestDesk(clock, this.timers)
    this.confirmations = new Confirmations(store, options.start.version)
    this.alarms = new AlarmDesk({
      clock,
      beds: () => this.ward.states,
      onEvent: (event, waits) => this.#recorder.alarmEvent(event, waits),
      log: (bed) => store.read.alarmLog(bed),
    })
    this.ward = new Ward({
      clock,
      timers: this.timers,
      random: options.random ?? Math.random,
      baseDir: loaded.baseDir,
      bus: this.#bus,
      confirmationOf: (checked) => this.confirmations.viewOf(checked),
      // A record that takes no more says so itself; the bed is watched all the same.
      onStandbyEnd: (bed) => void this.takeStep({ kind: 'standbyEnded', bed }).catch(() => undefined),
      alarms: this.alarms,
      onDevices: (bed, change) => this.#recorder.devicesChanged(bed, change),
    })
    this.findings = new PatientDesks(this)
    this.backups = new BackupDesk(this)
    this.exports = new ExportDesk(store)
    this.screens = new ScreenDesk({
      dataDir: options.start.dataDir,
      audit: (action, object, before, after) => this.audit(action, object, before, after),
      onWall: (wanted) => options.onWall?.(wanted),
      changed: () => this.stationChanged(),
    })
    this.comparisons = new ComparisonDesk(clock, this.ward)
    this.display = new KeptDisplay(store)
    this.mapping = new MapDesk(this)
    this.destinationDesk = new DestinationDesk(this, loaded.config)
    this.outbox = new OutboxDesk(this, options.random ?? Math.random)
    this.admissions = new AdmissionDesk(this, loaded.config.admissions)
    this.remote = new RemoteDesk(remoteParts(this), loaded.config.remote)
    this.#away = awayBefore(store.opened, parts.startFacts)
    this.#recorder = new Recorder({
      client: store,
      clock,
      driverOf: (bed, device) => this.ward.driverOf(bed, device),
      linkOf: (bed, device) => this.ward.linkTextOf(bed, device),
      sinceLastRun: gapSinceLastRun(store.opened, parts.startFacts),
    })
    this.#publisher = new Publisher({
      clock,
      timers: this.timers,
      beds: this.ward.states,
      onCommand: ({ window, message, reply }) => {
        void answer(this, window, message).then(reply)
      },
      onWindowHung: (window) => options.onWindowHung?.(window),
    })
    this.#bus.add(this.ward, this.alarms, this.#publisher, this.#recorder, this.comparisons, this.findings)
  }

  get actor(): Actor {
    return this.#trail.actor
  }

  /** Puts the beds of the config in place, binds their patients and starts the clockwork. */
  async begin(beds: readonly CheckedBed[]): Promise<void> {
    const { loaded, startFacts, screens } = this.#parts
    this.screens.begin(screens)
    await this.store.beginRun(startFacts.nowUtcMs, startFacts.version)
    await this.audit('config.load', loaded.name, null, { digest: loaded.digest, edited: loaded.edited })
    await this.confirmations.load()
    await this.display.begin()
    await this.alarms.takeUpAll(beds, this.#away)
    await placeFirstBeds(this, beds, loaded.edited)
    await this.#placeBeds()
    this.#cancels.push(
      this.timers.every(TICK_EVERY_MS, () => this.#tick()),
      this.timers.every(STATION_EVERY_MS, () => this.#watchStation()),
    )
    await this.#disk.look(this.clock.monotonicMs())
    await this.destinationDesk.begin(this.#parts.notices)
    await this.outbox.begin()
    await this.admissions.begin()
    await this.remote.begin()
    this.#tick()
  }

  personOf(bed: string): Promise<PersonFacts | null> {
    return knownPerson(this.store, bed)
  }

  async takeStep(step: PatientStep): Promise<void> {
    await this.store.takeStep(step, { actor: this.actor, atUtcMs: this.nowUtcMs() })
    if (step.kind === 'move') await this.outbox.moved(step.id)
  }

  async bindPatient(bed: string, before: PatientView | null, patient: PatientView | null): Promise<void> {
    await changeOccupant(this, bed, before, patient)
    if (!isSamePatient(before, patient)) this.alarms.patientChanged(bed, this.actor)
  }

  isRecorded(): boolean {
    return this.#recorder.health(this.clock.monotonicMs()).state === 'recording'
  }

  nowUtcMs(): number {
    return Math.round(this.clock.utcMs(this.clock.monotonicMs()))
  }

  audit(action: string, object: string, before: unknown, after: unknown): Promise<void> {
    return this.#trail.write(action, object, before, after)
  }

  async signIn(initials: string): Promise<Actor> {
    const actor = await this.#trail.signIn(initials)
    this.stationChanged()
    return actor
  }

  async keepBeds(): Promise<void> {
    const beds = this.ward.settings.map((checked) => checked.config)
    await saveBeds(this.start.dataDir, this.#parts.loaded.digest, beds)
    await this.#placeBeds()
  }

  #placeBeds(): Promise<void> {
    return this.screens.place(this.ward.settings.map(({ config }) => config.id))
  }

  bedRemoved(bed: string): void {
    this.ward.remove(bed)
    this.alarms.remove(bed, this.actor)
    this.#recorder.removeBed(bed)
    this.#publisher.bedRemoved(bed)
  }

  async lookAtDisk(): Promise<void> {
    await this.#disk.look(this.clock.monotonicMs())
    this.stationChanged()
  }

  wantWaves(window: number): void {
    this.#options.onWantWaves?.(window)
  }

  beds(): readonly BedView[] {
    return this.ward.views()
  }

  station(): StationView {
    const { store, notices, loaded, drivers } = this.#parts
    return stationView({
      name: loaded.config.station,
      version: this.start.version,
      actor: this.actor,
      health: this.#recorder.health(this.clock.monotonicMs()),
      keyPlace: store.opened.key.place,
      room: this.#disk,
      disk: this.#disk.view(this.nowUtcMs()),
      destinations: this.destinationDesk.all,
      outbox: this.outbox.view(),
      admissions: this.admissions.view(),
      remote: this.remote.view(),
      drivers,
      listeners: this.ward.listeners,
      notices,
      away: this.#away,
      clockJump: this.#recorder.clockJump,
      screens: this.screens.view(),
      alarms: this.alarms.of(STATION_ALARMS).board().alarms,
      sound: this.alarms.sound,
      display: this.display.current,
      scoreTable: this.findings.scoreTables.view(),
      rhythms: this.findings.rhythms.all,
    })
  }

  addWindow(window: number, port: Port): void {
    this.#publisher.addWindow(window, port)
  }

  setWaves(window: number, port: Port): void {
    this.#publisher.setWaves(window, port)
  }

  removeWindow(window: number): void {
    this.#publisher.removeWindow(window)
  }

  setWallState(state: WallState): void {
    this.screens.setWallState(state)
  }

  async wallClosed(): Promise<void> {
    await this.screens.setWall(false)
  }

  wasAsleep(fromUtcMs: number, toUtcMs: number): void {
    this.#recorder.wasAsleep(fromUtcMs, toUtcMs)
  }

  systemMayEnd(): Promise<void> {
    return this.#endRun('systemEnds')
  }

  #endRun(exit: RunExit): Promise<void> {
    return this.store.endRun({ endedUtcMs: this.nowUtcMs(), exit, endedBy: this.actor.initials })
  }

  /** Tells the windows when anything about the station is different. */
  stationChanged(): void {
    const station = this.station()
    const text = JSON.stringify(station)
    if (text === this.#stationText) return
    this.#stationText = text
    this.#publisher.stationChanged(station)
  }

  close(exit: RunExit = 'closed'): Promise<void> {
    this.#closing ??= this.#close(exit)
    return this.#closing
  }

  async #close(exit: RunExit): Promise<void> {
    for (const cancel of this.#cancels) cancel()
    for (const part of [this.admissions, this.ward, this.detections, this.lineTests, this.#publisher])
      part.close()
    for (const desk of [this.backups, this.exports]) desk.cancel()
    await Promise.all([this.outbox.close(), this.remote.close()])
    await this.#recorder.close(this.clock.monotonicMs())
    // A record that takes no more is closed all the same.
    await this.#endRun(exit).catch(() => undefined)
    await this.store.close()
    await Promise.all([this.backups.close(), this.exports.close()])
  }

  #watchStation(): void {
    const nowMs = this.clock.monotonicMs()
    const { state } = this.#recorder.health(nowMs)
    this.#disk.lookIfDue(nowMs, state === 'recording')
    this.alarms.clockSeen(this.#recorder.clockJump)
    this.alarms.storageSeen(storageTrouble(state, this.#disk.view(this.nowUtcMs())?.level ?? null))
    this.stationChanged()
  }

  #tick(): void {
    this.ward.tick()
    this.alarms.tick()
    this.#publisher.tick()
    this.#recorder.tick(this.clock.monotonicMs())
    this.findings.tick()
  }
}
