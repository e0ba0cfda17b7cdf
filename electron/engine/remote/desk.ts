import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import {
  acceptanceOf,
  damaged,
  notHl7,
  refusalOf,
  refusalOfMessage,
} from '../../../drivers/hl7-inbound/reply.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import type { ImplantView } from '../../ipc/implant.ts'
import type {
  HeldReportView,
  RemoteConsent,
  RemotePatientView,
  RemotePerson,
  RemoteRow,
  RemoteView,
} from '../../ipc/remote.ts'
import type { Clock } from '../clock.ts'
import type { RemoteConfig } from '../config/schema.ts'
import { inFolder } from '../link/listen-spec.ts'
import { MllpPort } from '../link/mllp-port.ts'
import { parseLink } from '../link/spec.ts'
import type { RemoteItem, RemoteState, RemoteStep } from '../store/patients/remote.ts'
import type { StoreClient } from '../store/threads/client.ts'
import type { Cancel, Timers } from '../timers.ts'
import { type Enrolled, enrolledSchema, type Report, reportSchema } from './content.ts'
import { dayOf } from './day.ts'
import { type FileKind, WatchedFolder } from './folder.ts'
import {
  contentOf,
  type EnrolledPatient,
  heldView,
  isWhose,
  type KeptReport,
  newestImplant,
  type Occupant,
  patientView,
} from './kept.ts'
import { type Match, matchOf } from './match.ts'
import { readFile } from './read-file.ts'
import { mayPace } from './read-implant.ts'
import { readOru } from './read-oru.ts'

const LOOK_EVERY_MS = 2_000
const SAID_AGAIN = 'The record of this station takes nothing now: send the message again.'

/** What it uses of the engine. */
export interface RemoteDeskParts {
  readonly store: Pick<StoreClient, 'remote' | 'read'>
  readonly clock: Clock
  readonly timers: Timers
  /** Folder of the config. */
  readonly baseDir: string
  nowUtcMs(): number
  stationChanged(): void
  /** Who lies in the beds of this ward, for reports of implants. */
  occupants(): readonly Occupant[]
  /** It is known by a report that a device paces this patient. */
  setPaced(occupant: Occupant): Promise<void>
}

/**
 * Patients elsewhere: their readings come as messages or files, land on the right one by two identifiers or wait in the
 * holding list, and are shown by the day once the patient has agreed. Nothing of it is live and nothing of it alarms.
 */
export class RemoteDesk {
  readonly #parts: RemoteDeskParts
  readonly #config: RemoteConfig | undefined
  readonly #folder: WatchedFolder | null
  readonly #patients = new Map<number, EnrolledPatient>()
  readonly #reports = new Map<number, KeptReport>()
  #port: MllpPort | null = null
  #portProblem = ''
  #cancel: Cancel = () => undefined
  #underWay: Promise<void> | null = null

  /** In: the part of the config that sets it up; absent: there is none of it. */
  constructor(parts: RemoteDeskParts, config: RemoteConfig | undefined) {
    this.#parts = parts
    this.#config = config
    const folder = config?.folder
    this.#folder =
      folder === undefined
        ? null
        : new WatchedFolder(
            resolve(parts.baseDir, folder),
            (kind, bytes) => this.#takeFile(kind, bytes),
            () => parts.clock.monotonicMs(),
          )
  }

  /** Takes up what an earlier run left, and opens the ways in. */
  async begin(): Promise<void> {
    if (this.#config === undefined) return
    for (const item of await this.#parts.store.read.remote()) this.#keep(item)
    // Without a folder, too: who a report by message is about may only come into a bed afterwards.
    this.#cancel = this.#parts.timers.every(LOOK_EVERY_MS, () => this.#look())
    if (this.#config.listen !== undefined) await this.#listen(this.#config.listen)
  }

  async close(): Promise<void> {
    this.#cancel()
    this.#port?.close()
    await this.#underWay
  }

  async #listen(link: string): Promise<void> {
    const { clock, timers, baseDir } = this.#parts
    const spec = parseLink(link)
    if (spec.kind !== 'listen') return
    this.#port = new MllpPort(inFolder(spec, baseDir), clock, timers, {
      take: (message) => this.take(message),
      onState: (problem) => {
        this.#portProblem = problem
        this.#parts.stationChanged()
      },
    })
    await this.#port.open()
  }

  /** One look at a time; the next one comes by itself. */
  #look(): void {
    this.#underWay ??= (this.#folder?.look() ?? Promise.resolve())
      .then(() => this.#pace())
      // What the record does not take now is tried at the next look.
      .catch(() => undefined)
      .finally(() => {
        this.#underWay = null
        this.#parts.stationChanged()
      })
  }

  async #takeFile(kind: FileKind, bytes: Uint8Array): Promise<string | null> {
    const read = await readFile(kind, bytes, this.#config?.authority ?? null, this.#parts.nowUtcMs())
    if ('problem' in read) return read.problem
    await this.#store(read.reports)
    return null
  }

  /** Takes one message of the port. Out: the frames that answer it, once it is stored. Never rejects. */
  async take(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
    const parsed = parseMessage(bytes)
    if (!parsed.ok) return framesOf(refusalOf(bytes, notHl7(parsed.problem)))
    const { message } = parsed
    const read = readOru(message, 'hl7', this.#config?.authority ?? null, this.#parts.nowUtcMs())
    if ('problem' in read) return framesOf(refusalOfMessage(message, damaged(`Not taken: ${read.problem}.`)))
    try {
      await this.#store(read.reports)
    } catch {
      return framesOf(refusalOfMessage(message, damaged(SAID_AGAIN)))
    }
    return acceptanceOf(message)
  }

  async #store(reports: readonly Report[]): Promise<void> {
    for (const report of reports) {
      const matched = this.#match(report)
      const content = JSON.stringify(report)
      await this.#step({
        kind: 'put',
        item: 'report',
        name: createHash('sha256').update(content).digest('hex'),
        patient: matched.kind === 'of' ? matched.one.patient : report.patient,
        state: matched.kind === 'of' ? 'taken' : 'held',
        content,
        atUtcMs: this.#parts.nowUtcMs(),
      })
    }
  }

  /** Whose a report is: of somebody who is followed, or, an implant's, of somebody in a bed. */
  #match(report: Report): Match<RemotePerson> {
    const followed = matchOf(report, this.#open())
    if (followed.kind === 'of' || report.implant === null) return followed
    const here = matchOf(report, this.#parts.occupants())
    return here.kind === 'of' || here.cause !== 'unknown' ? here : followed
  }

  /**
   * Somebody in a bed whose implant was reported is paced from then on. A person may put that right, and it stays so; at a
   * later stay of which nobody has said either, the report counts again.
   */
  async #pace(): Promise<void> {
    await this.#matchHeld()
    for (const report of [...this.#reports.values()]) {
      if (!isWhose(report) || report.implant === null || !mayPace(report.implant)) continue
      const matched = matchOf(report, this.#parts.occupants())
      if (matched.kind !== 'of') continue
      const { paced } = matched.one
      const isNew = report.state === 'taken'
      if (isNew ? paced !== 'yes' : paced === 'unknown') await this.#parts.setPaced(matched.one)
      if (isNew) await this.#step({ kind: 'state', seq: report.seq, state: 'paced' })
    }
  }

  /** What the newest interrogation of the implant of somebody in a bed said; null: none is known. */
  implantIn(bed: string): ImplantView | null {
    const occupant = this.#parts.occupants().find((one) => one.bed === bed)
    if (occupant === undefined) return null
    const theirs = [...this.#reports.values()].filter(
      (report) => isWhose(report) && matchOf(report, [occupant]).kind === 'of',
    )
    return newestImplant(theirs)
  }

  #open(): EnrolledPatient[] {
    return [...this.#patients.values()].filter(({ state }) => state === 'taken')
  }

  async #step(step: RemoteStep): Promise<number> {
    const items = await this.#parts.store.remote(step)
    for (const item of items) this.#keep(item)
    this.#parts.stationChanged()
    return items[0]?.seq ?? 0
  }

  #keep({ seq, kind, state, subject, atUtcMs, content }: RemoteItem): void {
    const value: unknown = JSON.parse(content)
    if (kind === 'patient') {
      const read = enrolledSchema.safeParse(value)
      if (read.success) this.#patients.set(seq, { ...read.data, seq, subject, state })
    } else {
      const read = reportSchema.safeParse(value)
      if (read.success) this.#reports.set(seq, { ...read.data, seq, subject, state, receivedUtcMs: atUtcMs })
    }
  }

  /** Undefined: nobody of that number is enrolled. */
  patient(seq: number): EnrolledPatient | undefined {
    return this.#patients.get(seq)
  }

  /** Undefined: there is no such report in the holding list. */
  held(seq: number): RemotePerson | undefined {
    const report = this.#reports.get(seq)
    return report === undefined || isWhose(report) ? undefined : report
  }

  /** Enrols somebody, or writes down anew what is known of them; held reports that are theirs by two identifiers come with them. */
  async enrol(person: RemotePerson, by: string): Promise<number> {
    const known = [...this.#patients.values()].find(
      ({ patient }) => patient.id === person.patient.id && patient.authority === person.patient.authority,
    )
    const { patient, name, birthDate } = person
    // Somebody who left, or whose facts are others, is asked again.
    const isSame = known?.state === 'taken' && known.name === name && known.birthDate === birthDate
    const consent = isSame ? known.consent : null
    const enrolledUtcMs = this.#parts.nowUtcMs()
    const seq = await this.#put({ patient, name, birthDate, enrolledBy: by, enrolledUtcMs, consent }, 'taken')
    await this.#matchHeld()
    return seq
  }

  async #matchHeld(): Promise<void> {
    for (const report of [...this.#reports.values()].filter(({ state }) => state === 'held')) {
      const matched = this.#match(report)
      if (matched.kind === 'of') await this.give(report.seq, matched.one)
    }
  }

  /** A held report is that of this patient. */
  async give(report: number, { patient }: RemotePerson): Promise<void> {
    await this.#step({ kind: 'give', seq: report, patient, atUtcMs: this.#parts.nowUtcMs() })
  }

  async refuse(report: number, isRefused: boolean): Promise<void> {
    await this.#step({ kind: 'state', seq: report, state: isRefused ? 'refused' : 'held' })
    if (!isRefused) await this.#matchHeld()
  }

  async setConsent(one: EnrolledPatient, consent: RemoteConsent | null): Promise<void> {
    await this.#put({ ...contentOf(one), consent }, one.state)
  }

  async end({ seq }: EnrolledPatient, isEnded: boolean): Promise<void> {
    await this.#step({ kind: 'state', seq, state: isEnded ? 'ended' : 'taken' })
    if (!isEnded) await this.#matchHeld()
  }

  #put(content: Enrolled, state: RemoteState): Promise<number> {
    const { id, authority } = content.patient
    // The name says nothing of who it is: it stands in the clear.
    const name = createHash('sha256')
      .update(JSON.stringify(['patient', authority, id]))
      .digest('hex')
    const about = { kind: 'put', item: 'patient', name, patient: content.patient, state } as const
    return this.#step({ ...about, content: JSON.stringify(content), atUtcMs: this.#parts.nowUtcMs() })
  }

  /** What was erased from the record is not here either. */
  async lookAgain(): Promise<void> {
    this.#patients.clear()
    this.#reports.clear()
    if (this.#config === undefined) return
    for (const item of await this.#parts.store.read.remote()) this.#keep(item)
    this.#parts.stationChanged()
  }

  #reportsOf({ subject }: EnrolledPatient): KeptReport[] {
    return [...this.#reports.values()].filter((one) => isWhose(one) && one.subject === subject)
  }

  /** Everybody who is enrolled; of who has not agreed nothing but how many reports wait. */
  patients(): RemotePatientView[] {
    return [...this.#patients.values()].map((one) => patientView(one, this.#reportsOf(one)))
  }

  /** The holding list, newest first. */
  heldReports(): HeldReportView[] {
    return [...this.#reports.values()]
      .filter((report) => !isWhose(report))
      .map((report) => heldView(report, this.#match(report)))
      .reverse()
  }

  /** The readings of a stretch; none without consent. */
  day(
    one: EnrolledPatient,
    stretch: { readonly fromUtcMs: number; readonly toUtcMs: number },
  ): readonly RemoteRow[] {
    return one.consent === null ? [] : dayOf(this.#reportsOf(one), stretch)
  }

  /** Undefined where nothing of it is set up. */
  view(): RemoteView | undefined {
    if (this.#config === undefined) return undefined
    const held = [...this.#reports.values()].filter(({ state }) => state === 'held').length
    const folder = this.#folder
    return {
      held,
      problem: folder?.problem || this.#portProblem,
      folder: folder?.folder ?? null,
      refused: folder?.refused ?? null,
    }
  }
}

function framesOf(frame: Uint8Array | null): readonly Uint8Array[] {
  return frame === null ? [] : [frame]
}
