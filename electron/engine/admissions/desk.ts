import {
  acceptanceOf,
  damaged,
  notHl7,
  refusalOf,
  refusalOfMessage,
} from '../../../drivers/hl7-inbound/reply.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import type { AdmissionKind, AdmissionsView, AdmissionView } from '../../ipc/admissions.ts'
import type { Clock } from '../clock.ts'
import type { AdmissionsConfig } from '../config/schema.ts'
import { inFolder } from '../link/listen-spec.ts'
import { MllpPort } from '../link/mllp-port.ts'
import { parseLink } from '../link/spec.ts'
import { isSamePatient } from '../patients.ts'
import type { AdmissionRow } from '../store/patients/admissions.ts'
import type { StoreClient } from '../store/threads/client.ts'
import type { Timers } from '../timers.ts'
import { concerns, isAboutPlace, judge, type WardBed } from './judge.ts'

import { type Adt, adtSchema, readAdt } from './read.ts'

/** What was dealt with is kept so long to tell what comes late. */
const KEPT_MS = 3 * 86_400_000
const SAID_AGAIN = 'The record of this station takes nothing now: send the message again.'

/** What it uses of the engine. */
export interface AdmissionDeskParts {
  readonly store: Pick<StoreClient, 'admission' | 'read'>
  readonly clock: Clock
  readonly timers: Timers
  /** Folder of the config: certificates that its link names lie there. */
  readonly baseDir: string
  nowUtcMs(): number
  beds(): readonly WardBed[]
  stationChanged(): void
}

interface Kept {
  readonly row: AdmissionRow
  readonly adt: Adt
}

/**
 * What the hospital's system says of patients of this ward. A message is in the record before it is answered; it changes
 * nothing: somebody looks, compares two identifiers and confirms, by the same commands as by hand.
 */
export class AdmissionDesk {
  readonly #parts: AdmissionDeskParts
  #kept: Kept[] = []
  readonly #config: AdmissionsConfig | undefined
  #port: MllpPort | null = null
  #problem = ''

  /** In: the part of the config that sets it up; absent: there is no such port. */
  constructor(parts: AdmissionDeskParts, config: AdmissionsConfig | undefined) {
    this.#parts = parts
    this.#config = config
  }

  /** Takes up what an earlier run left, and opens the port. */
  async begin(): Promise<void> {
    if (this.#config === undefined) return
    for (const row of await this.#parts.store.read.admissions()) this.#keep(row)
    const { clock, timers, baseDir } = this.#parts
    const spec = parseLink(this.#config.listen)
    if (spec.kind !== 'listen') return
    this.#port = new MllpPort(inFolder(spec, baseDir), clock, timers, {
      take: (message) => this.take(message),
      onState: (problem) => {
        this.#problem = problem
        this.#parts.stationChanged()
      },
    })
    await this.#port.open()
  }

  close(): void {
    this.#port?.close()
  }

  /** Takes one message. Out: the frames that answer it, once it is stored. Never rejects. */
  async take(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
    const parsed = parseMessage(bytes)
    if (!parsed.ok) return framesOf(refusalOf(bytes, notHl7(parsed.problem)))
    const { message } = parsed
    const nowUtcMs = this.#parts.nowUtcMs()
    const authority = this.#config?.authority ?? null
    const reading = readAdt(message, authority, -new Date(nowUtcMs).getTimezoneOffset())
    if (reading.kind === 'refused') return framesOf(refusalOfMessage(message, reading.refusal))
    if (reading.kind === 'adt') {
      try {
        await this.#store(reading.adt, reading.dedupe, nowUtcMs)
      } catch {
        return framesOf(refusalOfMessage(message, damaged(SAID_AGAIN)))
      }
    }
    return acceptanceOf(message)
  }

  async #store(adt: Adt, dedupe: string, atUtcMs: number): Promise<void> {
    const beds = this.#parts.beds()
    const isKnown = this.#kept.some(({ adt: other }) => isSamePatient(other.patient, adt.patient))
    // Nothing is kept of the patients of other wards.
    if (!concerns(adt, beds, this.#bedOf) && !isKnown) return
    const rows = await this.#parts.store.admission({
      kind: 'take',
      dedupe,
      patient: adt.patient,
      other: adt.merged,
      state: judge(adt, beds, this.#bedOf) === null ? 'done' : 'open',
      content: JSON.stringify(adt),
      atUtcMs,
      forgetBeforeUtcMs: atUtcMs - KEPT_MS,
    })
    for (const row of rows) this.#keep(row)
    this.#parts.stationChanged()
  }

  #keep(row: AdmissionRow): void {
    const known = this.#kept.findIndex((one) => one.row.seq === row.seq)
    const adt = adtSchema.safeParse(JSON.parse(row.content))
    if (known === -1 && adt.success) this.#kept.push({ row, adt: adt.data })
  }

  readonly #bedOf = (location: string): string | null => this.#config?.places[location] ?? null

  /** How the hospital names the place of a bed, where it is said which one that is: `unit^room^bed`. */
  placeOf(bed: string): string | undefined {
    const places = Object.entries(this.#config?.places ?? {}).filter(([, id]) => id === bed)
    return places.length === 1 ? places[0]?.[0] : undefined
  }

  /** What waits for somebody, in the order in which it happened. */
  list(): AdmissionView[] {
    const beds = this.#parts.beds()
    return this.#kept
      .filter((one) => one.row.state === 'open' && !this.#isSuperseded(one))
      .flatMap((one) => this.#viewOf(one, beds))
      .sort((a, b) => a.eventUtcMs - b.eventUtcMs || a.seq - b.seq)
  }

  find(seq: number): { readonly view: AdmissionView; readonly adt: Adt } | null {
    const view = this.list().find((one) => one.seq === seq)
    const kept = this.#kept.find(({ row }) => row.seq === seq)
    return view === undefined || kept === undefined ? null : { view, adt: kept.adt }
  }

  #viewOf({ row, adt }: Kept, beds: readonly WardBed[]): AdmissionView[] {
    const judged = judge(adt, beds, this.#bedOf)
    if (judged === null) return []
    const { event, eventUtcMs, patient, name, birthDate } = adt
    const { seq, receivedUtcMs } = row
    const isLate = this.#newer({ row, adt }).some((other) => other.row.seq < seq)
    const known = beds.find(({ id }) => id === judged.bed)?.person
    const second = secondAsked(judged.kind, birthDate, known?.birthDate ?? null)
    const view = { seq, event, eventUtcMs, receivedUtcMs, patient, name, second, ...judged } as const
    return [isLate ? { ...view, obstacle: 'late' } : view]
  }

  /** What was said of the same matter of the same patient and happened later, or then and came later. */
  #newer({ row, adt }: Kept): Kept[] {
    return this.#kept.filter(
      (other) =>
        other.row.seq !== row.seq &&
        isSamePatient(other.adt.patient, adt.patient) &&
        (isAboutPlace(adt) ? isAboutPlace(other.adt) : other.adt.event === adt.event) &&
        (other.adt.eventUtcMs > adt.eventUtcMs ||
          (other.adt.eventUtcMs === adt.eventUtcMs && other.row.seq > row.seq)),
    )
  }

  /** Something newer came after it, as it should: that is what is shown. */
  #isSuperseded(one: Kept): boolean {
    return this.#newer(one).some((other) => other.row.seq > one.row.seq)
  }

  /** It was dealt with. */
  async end(seq: number, state: 'confirmed' | 'dismissed'): Promise<void> {
    await this.#parts.store.admission({ kind: 'close', seq, state })
    this.#kept = this.#kept.map((one) => (one.row.seq === seq ? { ...one, row: { ...one.row, state } } : one))
    this.#parts.stationChanged()
  }

  /** What was erased from the record is not proposed any more. */
  async lookAgain(): Promise<void> {
    const rows = await this.#parts.store.read.admissions()
    const known = new Set(rows.map(({ seq }) => seq))
    this.#kept = this.#kept.filter(({ row }) => known.has(row.seq))
    this.#parts.stationChanged()
  }

  /** Undefined where no such port is set up. */
  view(): AdmissionsView | undefined {
    if (this.#config === undefined) return undefined
    return { open: this.list().length, problem: this.#problem }
  }
}

/** By which one the command compares: of who moves or leaves what is known counts, of others what the message says too. */
function secondAsked(
  kind: AdmissionKind,
  said: string | null,
  known: string | null,
): AdmissionView['second'] {
  const date = kind === 'admit' ? said : kind === 'update' || kind === 'merge' ? (said ?? known) : known
  return date === null ? 'name' : 'birthDate'
}

function framesOf(frame: Uint8Array | null): readonly Uint8Array[] {
  return frame === null ? [] : [frame]
}
