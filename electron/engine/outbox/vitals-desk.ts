import { isIdentified, type StayMoveView } from '../../ipc/patient.ts'
import type { Actor, PatientView } from '../../ipc/views.ts'
import type { Destination } from '../config/schema.ts'
import { type Interval, unionOf } from '../export/intervals.ts'
import { checkedVitals } from '../export/jobs.ts'
import type { SentByItself, VitalsRequest } from '../export/vitals-message.ts'
import type { MapDesk } from '../mapping/desk.ts'
import type { NewOutboxRow, OutboxKind, OutboxRow, OutboxUntil } from '../store/tables/outbox.ts'
import type { StoreClient } from '../store/threads/client.ts'
import type { Cancel, Timers } from '../timers.ts'
import { formOf, type MessageParts, numberOf } from './shift-row.ts'

/** How often each destination is asked whether an interval is over. */
const LOOK_EVERY_MS = 1_000
/** An interval is read this long after its end: what came in it is on the disk by then (recorder.ts, FLUSH_EVERY_MS). */
export const SETTLED_AFTER_MS = 3_000
/** Intervals that one job makes, so that a screen's question never waits long for the reading worker. */
const INTERVALS_AT_ONCE = 20
/** What waits for an identity is looked at again in every so many rounds. */
const WAITING_EVERY_ROUNDS = 9
/** Of a destination that wants alarms and no numbers. */
const ALARMS_EVERY_S = 10
const MS_PER_S = 1_000

/** What it is made of. */
export interface VitalsDeskParts {
  readonly store: Pick<StoreClient, 'job' | 'read'>
  readonly timers: Timers
  readonly actor: Pick<Actor, 'station'>
  /** Those that hold now. */
  destinations(): readonly Destination[]
  /** How a destination wants numbers named. */
  readonly mapping: Pick<MapDesk, 'rowsFor'>
  readonly destinationDesk?: MessageParts['destinationDesk']
  placeOf?(bed: string): string | undefined
  nowUtcMs(): number
  /** Beds that are watched. */
  beds(): readonly { readonly id: string }[]
  /** Whether everything that came is on the disk: while it is not, an interval waits. */
  isRecorded(): boolean
  /** Queues rows, and how far they reach, in one transaction. */
  queue(rows: readonly NewOutboxRow[], until?: OutboxUntil): Promise<readonly OutboxRow[]>
  /** Everything that is queued. */
  rows(): readonly OutboxRow[]
  discard(seqs: readonly number[]): Promise<void>
  /** Whether it is being sent now: nobody knows yet who has it. */
  isUnderWay(row: OutboxRow): boolean
}

/** A stretch that was given from one patient to another. */
type StayMove = Pick<StayMoveView, 'bed' | 'fromUtcMs' | 'toUtcMs' | 'was'>

/** What was told before of a stretch that is told again or taken back. */
type ToldBefore = Pick<VitalsRequest, 'cameBeforeUtcMs' | 'takenBackFrom' | 'neverTried'>

/** A destination to which something goes by itself, an interval at a time. */
type Wanting = Destination & { readonly everyS: number; readonly wants: SentByItself }

/**
 * Queues the numbers of every bed for the destinations that want them, an interval at a time, from the record: how far a
 * bed is queued is stored together with its messages, so nothing is left out or queued twice whatever ends the program.
 */
export class VitalsDesk {
  readonly #parts: VitalsDeskParts
  /** By destination and bed. */
  readonly #untils = new Map<string, OutboxUntil & { readonly untilUtcMs: number }>()
  #cancel: Cancel = () => undefined
  #underWay: Promise<void> | null = null
  #isClosed = false
  #rounds = 0

  constructor(parts: VitalsDeskParts) {
    this.#parts = parts
  }

  /** Takes up where an earlier run ended. */
  async begin(): Promise<void> {
    for (const until of await this.#parts.store.read.outboxUntil()) this.#untils.set(nameOf(until), until)
    this.#cancel = this.#parts.timers.every(LOOK_EVERY_MS, () => this.look())
  }

  /** Forgets how far the numbers went for destinations that were removed: one that comes back begins anew. */
  async forget(removed: ReadonlySet<string>): Promise<void> {
    await this.#underWay
    const theirs = [...this.#untils.values()].filter(({ destination }) => removed.has(destination))
    for (const until of theirs) await this.#forget(until)
  }

  /** Resolves when what is under way is stored. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancel()
    await this.#underWay
  }

  /** Queues what is due; one round at a time. What fails is tried again by the next one. */
  look(): void {
    if (this.#underWay !== null || this.#isClosed || !this.#parts.isRecorded()) return
    this.#underWay = this.#round()
      .catch(() => undefined)
      .finally(() => {
        this.#underWay = null
      })
  }

  #wanting(): readonly Wanting[] {
    return this.#parts.destinations().flatMap((one) => {
      const wants = {
        numbers: one.vitalsEveryS !== undefined,
        alarms: one.type === 'mllp' && one.alarms === true,
      }
      const everyS = one.vitalsEveryS ?? ALARMS_EVERY_S
      return wants.numbers || wants.alarms ? [{ ...one, everyS, wants }] : []
    })
  }

  async #round(): Promise<void> {
    const watched = new Set(this.#parts.beds().map(({ id }) => id))
    const looksAtWaiting = this.#rounds++ % WAITING_EVERY_ROUNDS === 0
    for (const destination of this.#wanting()) {
      if (looksAtWaiting) await this.#waiting(destination)
      const known = [...this.#untils.values()].filter((one) => one.destination === destination.id)
      for (const bed of new Set([...watched, ...known.map((one) => one.bed)])) {
        if (this.#isClosed) return
        await this.#bed(destination, bed, watched.has(bed))
      }
    }
  }

  async #bed(destination: Wanting, bed: string, isWatched: boolean): Promise<void> {
    const everyMs = destination.everyS * MS_PER_S
    const nowUtcMs = this.#parts.nowUtcMs()
    const dueUtcMs = Math.floor((nowUtcMs - SETTLED_AFTER_MS) / everyMs) * everyMs
    const about = { destination: destination.id, bed }
    const until = this.#untils.get(nameOf(about))
    // A bed begins with the interval it is first seen in; so does a time that a clock set back runs through again.
    if (until === undefined || until.untilUtcMs > dueUtcMs + everyMs) {
      await this.#move([], { ...about, untilUtcMs: dueUtcMs })
      return
    }
    const fromUtcMs = until.untilUtcMs
    if (fromUtcMs >= dueUtcMs) {
      if (!isWatched) await this.#forget(about)
      return
    }
    const toUtcMs = Math.min(dueUtcMs, fromUtcMs + INTERVALS_AT_ONCE * everyMs)
    const rows = await this.#rows(destination, bed, { fromUtcMs, toUtcMs })
    await this.#move(rows, { ...about, untilUtcMs: toUtcMs })
  }

  /** What a stretch of a bed gives: messages, and for each stretch that nobody owns a row that waits. */
  async #rows(
    destination: Wanting,
    bed: string,
    period: Interval,
    told: ToldBefore = {},
  ): Promise<NewOutboxRow[]> {
    const { store, actor, nowUtcMs, mapping } = this.#parts
    const { id, training, everyS, wants } = destination
    const { station } = actor
    const made = await store.job('vitalsMessages', {
      ...{ bed, ...period, everyMs: everyS * MS_PER_S, station, eui64: numberOf(this.#parts) },
      ...{ place: this.#parts.placeOf?.(bed) },
      ...{
        madeUtcMs: nowUtcMs(),
        destination: { training, wants, form: formOf(destination, mapping.rowsFor(id)) },
        ...told,
      },
    })
    const { messages, nameless } = checkedVitals(made)
    const kindOf = (isLate = false): OutboxKind =>
      told.takenBackFrom !== undefined ? 'takeBack' : isLate ? 'single' : 'vitals'
    return [
      ...messages.map(({ controlId, text, patient, fromUtcMs, toUtcMs, isLate }): NewOutboxRow => {
        const about = { destination: id, kind: kindOf(isLate), bed, fromUtcMs, toUtcMs }
        return { ...about, key: controlId, patient, message: { controlId, text } }
      }),
      ...nameless.map((stretch) => waitingRow(id, bed, stretch)),
    ]
  }

  /**
   * Numbers that waited for an identity become messages once somebody is known. What waits of a bed is looked at as one:
   * stretches that were moved and what was queued of them overlap.
   */
  async #waiting(destination: Wanting): Promise<void> {
    const { rows, store, queue, discard } = this.#parts
    const waiting = rows().filter(
      (row) => isOfNumbers(row) && row.state === 'identity' && row.destination === destination.id,
    )
    for (const bed of new Set(waiting.map((row) => row.bed))) {
      const ofBed = waiting.filter((row) => row.bed === bed)
      const identified = (await store.read.bindings(bed)).filter(({ patient }) => isIdentified(patient))
      const isKnown = ({ fromUtcMs, toUtcMs }: Interval) =>
        identified.some((one) => one.fromUtcMs < toUtcMs && (one.toUtcMs ?? toUtcMs) > fromUtcMs)
      if (!ofBed.some(isKnown)) continue
      const made: NewOutboxRow[] = []
      const cameBeforeUtcMs = this.#untilOf(destination.id, bed) ?? this.#parts.nowUtcMs()
      for (const stretch of unionOf(ofBed)) {
        for (const piece of piecesOf(stretch, INTERVALS_AT_ONCE * destination.everyS * MS_PER_S))
          made.push(...(await this.#rows(destination, bed, piece, { cameBeforeUtcMs })))
      }
      const kept = new Set((await queue(made)).map(({ seq }) => seq))
      await discard(ofBed.map(({ seq }) => seq).filter((seq) => !kept.has(seq)))
    }
  }

  /**
   * A stretch of a bed is somebody else's now: what was sent of it is taken back from whoever it was sent for, and its
   * numbers go again, for whose they are.
   */
  async moved({ bed, fromUtcMs, toUtcMs, was }: StayMove): Promise<void> {
    // What is made now may have been read before the stretch was given away.
    await this.#underWay
    for (const destination of this.#wanting()) {
      const { id } = destination
      const until = this.#untilOf(id, bed) ?? fromUtcMs
      const stretch = { fromUtcMs, toUtcMs: Math.min(toUtcMs, until) }
      if (stretch.toUtcMs <= fromUtcMs) continue
      const again = waitingRow(id, bed, stretch)
      const back =
        was === null || !isIdentified(was) ? [] : await this.#takenBack(destination, bed, stretch, was, until)
      const stale = this.#neverTried(id, bed).filter(
        (row) => row.state === 'waiting' && row.fromUtcMs < stretch.toUtcMs && row.toUtcMs > fromUtcMs,
      )
      await this.#parts.queue([...back, again, ...stale.map((row) => waitingRow(id, bed, row))])
      await this.#parts.discard(stale.map(({ seq }) => seq))
    }
  }

  /** Numbers that no receiver can have. */
  #neverTried(destination: string, bed: string): OutboxRow[] {
    return this.#parts
      .rows()
      .filter((row) => isOfNumbers(row) && row.destination === destination && row.bed === bed)
      .filter((row) => row.attempts === 0 && !this.#parts.isUnderWay(row))
  }

  /** Of intervals that were never tried nothing is taken back. */
  async #takenBack(
    destination: Wanting,
    bed: string,
    stretch: Interval,
    takenBackFrom: PatientView,
    cameBeforeUtcMs: number,
  ): Promise<NewOutboxRow[]> {
    const neverTried = this.#neverTried(destination.id, bed)
      .filter(({ kind }) => kind === 'vitals')
      .map(({ fromUtcMs, toUtcMs }) => ({ fromUtcMs, toUtcMs }))
    const made: NewOutboxRow[] = []
    const told = { takenBackFrom, neverTried, cameBeforeUtcMs }
    for (const piece of piecesOf(stretch, INTERVALS_AT_ONCE * destination.everyS * MS_PER_S))
      made.push(...(await this.#rows(destination, bed, piece, told)))
    return made
  }

  async #move(
    rows: readonly NewOutboxRow[],
    until: OutboxUntil & { readonly untilUtcMs: number },
  ): Promise<void> {
    await this.#parts.queue(rows, until)
    this.#untils.set(nameOf(until), until)
  }

  #untilOf(destination: string, bed: string): number | undefined {
    return this.#untils.get(nameOf({ destination, bed }))?.untilUtcMs
  }

  async #forget(about: Pick<OutboxUntil, 'destination' | 'bed'>): Promise<void> {
    await this.#parts.queue([], { ...about, untilUtcMs: null })
    this.#untils.delete(nameOf(about))
  }
}

function isOfNumbers({ kind }: OutboxRow): boolean {
  return kind === 'vitals' || kind === 'single'
}

function nameOf({ destination, bed }: Pick<OutboxUntil, 'destination' | 'bed'>): string {
  return `${destination} ${bed}`
}

function waitingRow(destination: string, bed: string, { fromUtcMs, toUtcMs }: Interval): NewOutboxRow {
  const key = `vitals ${bed} ${fromUtcMs} ${toUtcMs}`
  return { destination, kind: 'vitals', bed, fromUtcMs, toUtcMs, key, patient: null, message: null }
}

function piecesOf({ fromUtcMs, toUtcMs }: Interval, longestMs: number): Interval[] {
  const pieces: Interval[] = []
  for (let from = fromUtcMs; from < toUtcMs; from += longestMs)
    pieces.push({ fromUtcMs: from, toUtcMs: Math.min(toUtcMs, from + longestMs) })
  return pieces
}
