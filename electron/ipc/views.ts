import type { Validity } from '../../drivers/model/measurement.ts'
import type { Person } from '../../drivers/model/person.ts'
import type { AdmissionsView } from './admissions.ts'
import type { AlarmView, BedAlarmStatus, SoundView } from './alarms.ts'
import type { BedAnalysis } from './analysis.ts'
import type { ConfirmationView } from './comparison.ts'
import type { CuffView } from './cuff.ts'
import type { DeviceView, NumberOrigin } from './devices.ts'
import type { DisplaySettings } from './display.ts'
import type { BedInsights } from './insight.ts'
import type { ListenerView, RefusalReason, RefusedSenderView } from './listeners.ts'
import type { OutboxView } from './outbox.ts'
import type { BedPatient } from './patient.ts'
import type { RemoteView } from './remote.ts'
import type { RhythmChoice } from './rhythm.ts'
import type { BedScores, ScoreTableView } from './score.ts'
import type { ScreensView } from './screens.ts'
import type { WearableView } from './wearable.ts'

/** Who did something: in every stored action from the first release. Initials are "unverified" until log-in exists. */
export interface Actor {
  readonly station: string
  /** Typed at shift start; `null` before that. */
  readonly initials: string | null
  readonly verified: false
  /** One per program start and sign-in. */
  readonly session: string
}

/** A person connected to a bed: the identifier and who issued it. */
export interface PatientView {
  readonly id: string
  readonly authority: string
}

/**
 * What has to be typed beside the identifier to confirm a person; the others say why nobody can confirm:
 * no second identifier came, the identifier cannot be used, or the line that named the person is gone.
 */
export type ProposalCheck = 'birthDate' | 'name' | 'noSecond' | 'badIdentifier' | 'lineLost'

/** A person as the monitor names one. Lives in memory while the question is open and is stored nowhere. */
export interface ProposedPerson extends Person {
  readonly check: ProposalCheck
}

/** What a nurse is asked about a bed: nothing is stored or sent under a proposed identity. */
export interface ProposalView {
  /** Another for every question: a decision names the one it is about. */
  readonly number: number
  /** Null: the monitor names nobody any more, while somebody is connected to the bed. */
  readonly person: ProposedPerson | null
  readonly sinceUtcMs: number
}

/** `waiting`: this PC listens and nobody who sends for the bed is connected; the sender comes by itself. */
export type LinkPhase = 'opening' | 'live' | 'silent' | 'waiting' | 'unplugged' | 'failed' | 'ended'

/** State of the line between a bed and its monitor. Prose is made by the screen from `cause`. */
export interface LinkView {
  readonly phase: LinkPhase
  /** Why it is not live; null while live. */
  readonly cause: LinkCause | null
  /** The port, host or file concerned, for the sentence. */
  readonly target: string
  readonly sinceUtcMs: number
  /** Next attempt, or null. */
  readonly retryAtUtcMs: number | null
  /** Not errors: e.g. "this port cannot set RTS". */
  readonly notes: readonly string[]
  readonly bytesPerSecond: number
  readonly goodFrames: number
  readonly badFrames: number
}

/** Closed union of what can be wrong with a line; also the causes in the gap ledger. */
export type LinkCause =
  | 'portMissing'
  | 'portBusy'
  | 'portForbidden'
  /** The PC lacks a system library that this kind of line needs. */
  | 'libraryMissing'
  | 'unplugged'
  | 'refused'
  | 'unreachable'
  | 'closedByPeer'
  | 'silent'
  | 'noFrames'
  | 'fileMissing'
  | 'fileUnreadable'
  | 'replayEnded'
  | 'noSender'
  | 'severalSenders'
  | 'addressMissing'
  | 'portReserved'
  | 'badCertificate'
  | 'error'

/**
 * Which of four a tile must say (CLINICAL 1.10): never blank. `forbidden`: the maker forbids alarms made of what comes on
 * this line, so none of the device is shown and no limit is held against its numbers.
 */
export type BedsideAlarms = 'shown' | 'notCarried' | 'lost' | 'forbidden'

export interface NumericView {
  readonly key: string
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  readonly episodic: boolean
  /** Null when the validity says so, or when the number is older than twice its age limit. */
  readonly value: number | null
  readonly validity: Validity
  /** Station time of arrival; for episodic readings `measuredUtcMs` is what is shown. */
  readonly arrivedUtcMs: number
  readonly measuredUtcMs: number
  /** Past this age the number is grey with its age, past twice this it is `--` (DESIGN rule 2); null = never (episodic). */
  readonly ageLimitMs: number | null
  /** Absent: the bed has one device. */
  readonly origin?: NumberOrigin
}

export interface WaveView {
  /** Number used in wave packets; unique while the engine runs. */
  readonly channel: number
  readonly key: string
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly rateHz: number
  readonly gain: number
  readonly offset: number
  readonly width: 16 | 32
  readonly lowest: number
  readonly highest: number
  /** The line of its device, where that is away while another device of the bed goes on. */
  readonly away?: LinkView
}

export type { AlarmView, ListenerView, RefusalReason, RefusedSenderView }

/** Another monitor speaks on the line of a bed than before, each as it names itself. */
export interface DeviceChangeView {
  readonly from: string
  readonly to: string
  readonly sinceUtcMs: number
}

export interface BedView extends BedPatient {
  readonly id: string
  readonly label: string
  readonly driver: string
  /** What the config calls the link; shown in set-up. */
  readonly linkText: string
  /** The driver options as configured, so that set-up can change a bed without losing them. */
  readonly options?: Readonly<Record<string, unknown>>
  /** Open while the monitor names somebody else than is connected and nobody has decided; always null on simulated lines. */
  readonly proposal: ProposalView | null
  readonly simulated: boolean
  /**
   * Nothing but the document proves the driver (evidence `derived`) and nobody has confirmed it by a comparison:
   * the tile says so beside every value.
   */
  readonly unproven: boolean
  /** The comparison with the monitor's own screen that proves such a driver here; absent: none holds. */
  readonly confirmation?: ConfirmationView
  readonly link: LinkView
  readonly bedsideAlarms: BedsideAlarms
  readonly numerics: readonly NumericView[]
  readonly waves: readonly WaveView[]
  /** Highest priority first, then oldest; those that are over but stand until reset or for a while, too. */
  readonly alarms: readonly AlarmView[]
  readonly alarmStatus: BedAlarmStatus
  readonly identity: Readonly<Record<string, string>>
  /** Absent: nobody lies in the bed, or none have been worked out yet. */
  readonly scores?: BedScores
  /** Vigil's own analysis of the waves; absent: none is read. */
  readonly analysis?: BedAnalysis
  /** Hints from numbers over hours. Absent: nobody lies in the bed, or none have been worked out yet. */
  readonly insights?: BedInsights
  /** Open until a person has said that the monitor on the line is the right one; absent: none. */
  readonly deviceChange?: DeviceChangeView
  /** The bed's own device is a wearable; absent: it is none. */
  readonly wearable?: WearableView
  /** Cuffs that may be started from here; absent: none. */
  readonly cuffs?: readonly CuffView[]
  /** The devices of the bed, its monitor first; absent: the monitor alone. `link` is then of one that is live, if any is. */
  readonly devices?: readonly DeviceView[]
}

export type KeyPlace = 'key file' | 'keychain' | 'beside the data'

/** Everything about the station that is not a bed. */
export interface StationView {
  readonly name: string
  readonly version: string
  readonly actor: Actor
  readonly store: StoreView
  readonly destinations: readonly DestinationView[]
  /** What is queued for them; absent: nothing is known yet. */
  readonly outbox?: OutboxView
  /** Messages about patients that wait for somebody; absent: no port is set up for them. */
  readonly admissions?: AdmissionsView
  /** Absent: nobody elsewhere is followed. */
  readonly remote?: RemoteView
  readonly drivers: readonly DriverView[]
  /** Ports of this PC on which monitors or gateways may connect; none until a bed's link says `listen:`. */
  readonly listeners: readonly ListenerView[]
  /** Text to show for sentences the engine must say once, e.g. a refused config. */
  readonly notices: readonly string[]
  readonly away: AwayView | null
  /** The last time in this run that the PC's clock was found set, or null. */
  readonly clockJump: ClockJumpView | null
  readonly screens: ScreensView
  /** Alarms of the station itself: sound, windows, record. */
  readonly alarms: readonly AlarmView[]
  readonly sound: SoundView
  /** How waves are drawn here. */
  readonly display: DisplaySettings
  /** The site's table of a score for children; absent: there is none. */
  readonly scoreTable?: ScoreTableView
  /** Rhythm findings of Vigil's own analysis that the site has switched on; absent: none. */
  readonly rhythms?: readonly RhythmChoice[]
}

/** The PC's clock was set, or was set while Vigil did not run. */
export interface ClockJumpView {
  /** When it was found, by the new time, UTC ms. */
  readonly atUtcMs: number
  /** By how much it went ahead, ms; below zero: it went back. */
  readonly byMs: number
  /** Vigil did not run when it was set: only the least that it went back is known. */
  readonly isLeast: boolean
}

/** How a run of the program ends in order: by its user, by a signal, with the system or the user's session. */
export type RunExit = 'closed' | 'signal' | 'systemEnds'

/** Time before this start in which Vigil did not run. Times UTC ms. */
export interface AwayView {
  readonly fromUtcMs: number
  readonly toUtcMs: number
  /** As far as can be known; `pcStopped`: the PC was started since without a word of its end; `stopped`: it ran on. */
  readonly kind: RunExit | 'pcStopped' | 'stopped' | 'hung' | 'engineEnded'
  /** Initials that were signed in when it was closed, or null. */
  readonly by: string | null
  /** The version that ran before, if it was another one. */
  readonly updatedFrom: string | null
}

export interface StoreView {
  /** `numbersOnly`: the disk is full, waves are not stored, all else is. */
  readonly state: 'opening' | 'recording' | 'behind' | 'numbersOnly' | 'stopped'
  /** One sentence for people when not `recording`, else null. */
  readonly sentence: string | null
  readonly keyPlace: KeyPlace
  readonly bytesFree: number | null
  readonly bytesPerDay: number | null
  /** Absent while the disk cannot be asked. */
  readonly disk?: DiskView
}

/** How long the disk of the record lasts. */
export interface DiskView {
  /** `soon`: under a week; `short`: under a day or 5 % of the disk, a medium alarm. */
  readonly level: 'ok' | 'soon' | 'short'
  /** At the rate of the last day, until the oldest waves must go; null until a rate is known. */
  readonly daysLeft: number | null
  /** About the oldest full-rate waves; null where none are stored. */
  readonly wavesSinceUtcMs: number | null
  /** Whole days after which full-rate waves are removed; null: only when the disk demands it. */
  readonly wavesKeptDays: number | null
  /** One sentence for people unless all is well. */
  readonly sentence: string | null
}

export interface DestinationView {
  readonly id: string
  readonly type: 'mllp' | 'nats' | 'fhir'
  readonly host: string
  readonly port: number
  readonly training: boolean
}

/** One option of a driver as the set-up screen draws it. `initial` is what holds while nothing is set; null is nothing. */
export type OptionField = {
  readonly name: string
  /** A name for people; null leaves it to the screen to make one of `name`. */
  readonly title: string | null
  readonly help: string
} & (
  | { readonly kind: 'flag'; readonly initial: boolean | null }
  | {
      readonly kind: 'number'
      readonly initial: number | null
      readonly whole: boolean
      readonly lowest: number | null
      readonly highest: number | null
    }
  | { readonly kind: 'text'; readonly initial: string | null }
  | { readonly kind: 'choice'; readonly initial: string | null; readonly choices: readonly string[] }
  | {
      readonly kind: 'choices'
      readonly initial: readonly string[]
      readonly choices: readonly string[]
      /** At most so many of the choices. */
      readonly most: number
    }
  /** Anything else: typed as JSON. */
  | { readonly kind: 'json'; readonly initial: unknown }
)

export interface DriverView {
  readonly id: string
  readonly vendor: string
  readonly models: readonly string[]
  readonly evidence: string
  readonly defaultSerial: string
  /** What the driver writes to the monitor, one sentence; null: it only listens. */
  readonly writes: string | null
  readonly options: readonly OptionField[]
}

export interface PortView {
  /** LINK text that opens it, e.g. `serial:/dev/ttyUSB0`. */
  readonly link: string
  readonly name: string
  /** A name that people know the adapter by. */
  readonly product: string | null
  readonly maker: string | null
  readonly serialNumber: string | null
  /** Bed that uses it now, or null. */
  readonly bed: string | null
}
