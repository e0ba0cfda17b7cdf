import type { Driver } from '../../drivers/driver.ts'
import type { AdmissionsView } from '../ipc/admissions.ts'
import type { AlarmView, SoundView } from '../ipc/alarms.ts'
import type { DisplaySettings } from '../ipc/display.ts'
import type { OutboxView } from '../ipc/outbox.ts'
import type { RemoteView } from '../ipc/remote.ts'
import type { RhythmChoice } from '../ipc/rhythm.ts'
import type { ScoreTableView } from '../ipc/score.ts'
import type { ScreensView } from '../ipc/screens.ts'
import type {
  Actor,
  AwayView,
  ClockJumpView,
  DestinationView,
  DiskView,
  DriverView,
  KeyPlace,
  ListenerView,
  StationView,
} from '../ipc/views.ts'
import type { Destination } from './config/schema.ts'
import type { DiskWatch } from './disk-watch.ts'
import { optionFields } from './driver-options.ts'
import { printSettings } from './link/print-settings.ts'
import type { StoreHealth } from './store/threads/store-health.ts'

/** What the view of the station is made of. */
export interface StationFacts {
  readonly name: string
  readonly version: string
  readonly actor: Actor
  readonly health: StoreHealth
  readonly keyPlace: KeyPlace
  readonly room: Pick<DiskWatch, 'bytesFree' | 'bytesPerDay'>
  readonly disk: DiskView | null
  readonly destinations: readonly Destination[]
  readonly outbox: OutboxView
  readonly admissions: AdmissionsView | undefined
  readonly remote: RemoteView | undefined
  readonly drivers: readonly Driver[]
  readonly listeners: readonly ListenerView[]
  readonly notices: ReadonlySet<string>
  readonly away: AwayView | null
  readonly clockJump: ClockJumpView | null
  readonly screens: ScreensView
  readonly alarms: readonly AlarmView[]
  readonly sound: SoundView
  readonly display: DisplaySettings
  readonly scoreTable: ScoreTableView | null
  readonly rhythms: readonly RhythmChoice[]
}

function destinationView({ id, type, host, port, training }: Destination): DestinationView {
  return { id, type, host, port, training }
}

function driverView({ id, vendor, models, evidence, link, writes, options }: Driver): DriverView {
  const defaultSerial = printSettings(link.serial)
  return { id, vendor, models, evidence, defaultSerial, writes, options: optionFields(options) }
}

/** Everything the screens show that is not a bed. */
export function stationView(facts: StationFacts): StationView {
  const {
    name,
    version,
    actor,
    health,
    keyPlace,
    room,
    disk,
    destinations,
    outbox,
    admissions,
    remote,
    drivers,
    listeners,
    notices,
    away,
    clockJump,
    screens,
    alarms,
    sound,
    display,
    scoreTable,
    rhythms,
  } = facts
  const { bytesFree, bytesPerDay } = room
  const store = { state: health.state, sentence: health.sentence, keyPlace, bytesFree, bytesPerDay }
  return {
    name,
    version,
    actor,
    store: disk === null ? store : { ...store, disk },
    destinations: destinations.map(destinationView),
    outbox,
    ...(admissions !== undefined && { admissions }),
    ...(remote !== undefined && { remote }),
    drivers: drivers.map(driverView),
    listeners,
    notices: [...notices],
    away,
    clockJump,
    screens,
    alarms,
    sound,
    display,
    ...(scoreTable !== null && { scoreTable }),
    ...(rhythms.length > 0 && { rhythms }),
  }
}
