import { LISTED_ROWS, type OutboxView, type QueuedView } from '../../ipc/outbox.ts'
import type { Actor } from '../../ipc/views.ts'
import type { AdmissionDesk } from '../admissions/desk.ts'
import type { Clock } from '../clock.ts'
import type { Destination } from '../config/schema.ts'
import type { MapDesk } from '../mapping/desk.ts'
import type { NewOutboxRow, OutboxMessage, OutboxRow, OutboxUntil } from '../store/tables/outbox.ts'
import type { StoreClient } from '../store/threads/client.ts'
import type { Cancel, Timers } from '../timers.ts'
import { type Attempting, attempting, type SecretOf } from './attempt.ts'
import { withdrawalRows } from './document-row.ts'
import { Lane, type LaneSettings, type Verdict } from './lane.ts'
import { type ShiftPeriod, shiftRow } from './shift-row.ts'
import { stripWithdrawals } from './strip-rows.ts'
import { laneView, queuedView } from './view.ts'
import { VitalsDesk } from './vitals-desk.ts'
import { attemptSentence } from './words.ts'

/** How often each destination is asked whether something is due. */
const LOOK_EVERY_MS = 250
const MS_PER_S = 1_000
/** How often what waits for an identity is looked at again. */
const IDENTITY_EVERY_MS = 10_000
/** Messages a minute to a destination whose config says nothing. */
const USUAL_PER_MINUTE = 600

/** What became of a row, in words. */
export type TriedVerdict = Verdict & { readonly sentence: string }

/** What the desk is made of. */
export interface OutboxDeskParts {
  readonly store: Pick<StoreClient, 'outbox' | 'read' | 'job'>
  readonly clock: Clock
  readonly timers: Timers
  readonly actor: Pick<Actor, 'station'>
  /** Where messages go now. */
  readonly destinationDesk: {
    readonly all: readonly Destination[]
    readonly secretOf: SecretOf
    readonly eui64?: string
  }
  /** How a destination wants numbers named. */
  readonly mapping: Pick<MapDesk, 'rowsFor'>
  /** How the hospital names the place of a bed; absent: nobody says. */
  readonly admissions?: Pick<AdmissionDesk, 'placeOf'>
  /** Folder of the config: what it names lies there. */
  readonly baseDir: string
  nowUtcMs(): number
  /** Beds that are watched. */
  beds(): readonly { readonly id: string }[]
  /** Whether everything that came is on the disk. */
  isRecorded(): boolean
}

/** How a destination is served. */
function settingsOf(destination: Destination | null): LaneSettings {
  const maxPerMinute = destination?.maxPerMinute ?? USUAL_PER_MINUTE
  // A resource is replaced by whatever comes last.
  return { maxPerMinute, keepsOrder: destination?.type === 'fhir' }
}

interface Service {
  readonly name: string
  readonly lane: Lane
  /** Null where it is gone. */
  destination: Destination | null
  problem: string
}

/**
 * The outbox while the engine runs: every message is in the record before it is tried, and leaves it with the
 * acknowledgement. Whatever ends the program in between, the same bytes with the same control id go out again.
 */
export class OutboxDesk {
  readonly #parts: OutboxDeskParts
  readonly #random: () => number
  readonly #attempt: Attempting
  readonly #services = new Map<string, Service>()
  /** Told once, after the next try of a row. */
  readonly #waiters = new Map<number, (verdict: TriedVerdict) => void>()
  readonly #underWay = new Set<Promise<void>>()
  /** The numbers that go by themselves. */
  readonly #vitals: VitalsDesk
  #cancel: Cancel = () => undefined
  #isClosed = false

  /** In: chance, for the pauses; how a message is handed over, the destination's own way unless a test says otherwise. */
  constructor(
    parts: OutboxDeskParts,
    random: () => number,
    attempt: Attempting = attempting(parts.actor.station, parts.baseDir, (id) =>
      parts.destinationDesk.secretOf(id),
    ),
  ) {
    this.#parts = parts
    this.#random = random
    this.#attempt = attempt
    this.#vitals = new VitalsDesk({
      ...{ store: parts.store, timers: parts.timers, actor: parts.actor },
      destinations: () => parts.destinationDesk.all,
      mapping: parts.mapping,
      destinationDesk: parts.destinationDesk,
      placeOf: (bed) => parts.admissions?.placeOf(bed),
      nowUtcMs: () => parts.nowUtcMs(),
      beds: () => parts.beds(),
      isRecorded: () => parts.isRecorded(),
      queue: (rows, until) => this.queue(rows, until),
      rows: () => this.rows(),
      discard: (seqs) => this.discard(seqs),
      isUnderWay: ({ destination, seq }) => this.#serviceOf(destination).lane.inFlight === seq,
    })
  }

  #serve(name: string, destination: Destination | null): Service {
    const lane = new Lane(settingsOf(destination), this.#random)
    const service = { name, destination, lane, problem: '' }
    this.#services.set(name, service)
    return service
  }

  #serviceOf(name: string): Service {
    return this.#services.get(name) ?? this.#serve(name, null)
  }

  /** Takes up what an earlier run left, and begins to send. */
  async begin(): Promise<void> {
    const { read } = this.#parts.store
    for (const destination of this.#parts.destinationDesk.all) this.#serve(destination.id, destination)
    for (const name of await read.outboxPauses()) this.#serviceOf(name).lane.isPaused = true
    this.#take(await read.outboxRows())
    await this.#vitals.begin()
    const { timers } = this.#parts
    const cancels = [
      timers.every(LOOK_EVERY_MS, () => this.#pumpAll()),
      timers.every(IDENTITY_EVERY_MS, () => void this.lookForIdentity().catch(() => undefined)),
    ]
    this.#cancel = () => {
      for (const cancel of cancels) cancel()
    }
  }

  /**
   * Other destinations hold. Queues stay: what waits for one that was corrected is tried now, what waits for one that is
   * gone waits until somebody decides. The numbers of one that comes back begin anew. What is under way ends as it began.
   */
  async destinationsChanged(): Promise<void> {
    const named = new Map(this.#parts.destinationDesk.all.map((one) => [one.id, one]))
    const removed = new Set<string>()
    for (const [name, service] of this.#services) {
      const destination = named.get(name) ?? null
      if (destination === service.destination) continue
      if (destination === null) removed.add(name)
      Object.assign(service, { destination, problem: '' })
      service.lane.settings = settingsOf(destination)
      service.lane.tryNow()
    }
    for (const [name, destination] of named) if (!this.#services.has(name)) this.#serve(name, destination)
    await this.#vitals.forget(removed)
    this.#pumpAll()
  }

  /** Nothing new is tried; resolves when what is under way has ended and is stored. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancel()
    await this.#vitals.close()
    await Promise.all(this.#underWay)
  }

  /**
   * Stores rows and has them sent; those of a patient whom the record does not know are left out. In: how far the
   * numbers of a bed reach with them.
   */
  async queue(rows: readonly NewOutboxRow[], until?: OutboxUntil): Promise<readonly OutboxRow[]> {
    const atUtcMs = this.#parts.nowUtcMs()
    const stored = await this.#parts.store.outbox({ kind: 'queue', rows, atUtcMs, ...(until && { until }) })
    this.#take(stored)
    return stored
  }

  #take(rows: readonly OutboxRow[]): void {
    for (const row of rows) this.#serviceOf(row.destination).lane.put(row)
  }

  /** A person waits for this row: it is tried now. Out: what the next try says; null if there was none in time. */
  tried(row: OutboxRow, withinMs: number): Promise<TriedVerdict | null> {
    const { lane } = this.#serviceOf(row.destination)
    if (lane.isPaused) return Promise.resolve(null)
    const answer = new Promise<TriedVerdict | null>((resolve) => {
      const cancel = this.#parts.timers.after(withinMs, () => resolve(null))
      this.#waiters.set(row.seq, (verdict) => {
        cancel()
        resolve(verdict)
      })
    }).finally(() => this.#waiters.delete(row.seq))
    lane.tryNow()
    this.#pumpAll()
    return answer
  }

  /** Puts rows back among those that wait, now. */
  async replay(seqs: readonly number[]): Promise<void> {
    this.#take(await this.#parts.store.outbox({ kind: 'replay', seqs }))
    for (const { lane } of this.#services.values()) lane.tryNow()
    this.#pumpAll()
  }

  /** Removes rows for good. */
  async discard(seqs: readonly number[]): Promise<void> {
    await this.#parts.store.outbox({ kind: 'discard', seqs })
    for (const { lane } of this.#services.values()) for (const seq of seqs) lane.drop(seq)
  }

  async pause(name: string, isPaused: boolean): Promise<void> {
    const atUtcMs = this.#parts.nowUtcMs()
    await this.#parts.store.outbox({ kind: 'pause', destination: name, isPaused, atUtcMs })
    const { lane } = this.#serviceOf(name)
    lane.isPaused = isPaused
    lane.tryNow()
    this.#pumpAll()
  }

  /** A summary that waited for an identity is queued as a message once somebody is connected for its period. */
  async lookForIdentity(): Promise<void> {
    for (const row of this.rows()) {
      const { destination } = this.#serviceOf(row.destination)
      if (row.state !== 'identity' || row.kind !== 'shift' || destination === null) continue
      const period = { bed: row.bed, fromUtcMs: row.fromUtcMs, toUtcMs: row.toUtcMs }
      const made = await this.#made(period, destination)
      if (made === null) continue
      await this.queue([made])
      await this.discard([row.seq])
    }
  }

  /** The message of a period; null while nobody is connected, or while it cannot be made: others do not wait for it. */
  async #made(period: Omit<ShiftPeriod, 'madeBy'>, destination: Destination): Promise<NewOutboxRow | null> {
    try {
      const made = await shiftRow(this.#parts, { ...period, madeBy: null }, destination)
      return made.message === null ? null : made
    } catch {
      return null
    }
  }

  /** Stretches are somebody else's by a step of that id: what is queued of them is made anew, and their numbers go again. */
  async moved(step: string): Promise<void> {
    await this.lookAgain()
    for (const move of await this.#parts.store.read.stayMoves()) {
      if (move.id !== step) continue
      await this.#vitals.moved(move)
      const { all } = this.#parts.destinationDesk
      await this.queue(await withdrawalRows(this.#parts, move, all))
      await this.queue(await stripWithdrawals(this.#parts, move, all))
    }
  }

  /** What was erased from the record, or is somebody else's now, is not sent as it was. */
  async lookAgain(): Promise<void> {
    const rows = await this.#parts.store.read.outboxRows()
    this.#take(rows)
    const kept = new Set(rows.map(({ seq }) => seq))
    for (const { lane } of this.#services.values()) {
      for (const { seq } of lane.rows()) if (!kept.has(seq)) lane.drop(seq)
    }
  }

  /** Every row that is not delivered. */
  rows(): OutboxRow[] {
    return [...this.#services.values()].flatMap(({ lane }) => lane.rows())
  }

  view(): OutboxView {
    const nowMs = this.#parts.clock.monotonicMs()
    // To the second: a time that trembles would be sent to every window again and again.
    const utcOf = (atMs: number) =>
      MS_PER_S * Math.round((this.#parts.nowUtcMs() + Math.max(0, atMs - nowMs)) / MS_PER_S)
    const shown = [...this.#services.values()].filter(
      ({ destination, lane }) => destination !== null || lane.rows().length > 0,
    )
    return { lanes: shown.map((service) => laneView(service, utcOf)) }
  }

  /** Those that somebody must look at first, then by age. */
  list(): QueuedView[] {
    const isStuck = ({ state }: OutboxRow) => state === 'attention' || state === 'rejected'
    const rows = this.rows().sort((a, b) => Number(isStuck(b)) - Number(isStuck(a)) || a.seq - b.seq)
    return rows.slice(0, LISTED_ROWS).map(queuedView)
  }

  #pumpAll(): void {
    for (const service of this.#services.values()) this.#pump(service)
  }

  #pump(service: Service): void {
    const { lane, destination } = service
    if (destination === null || this.#isClosed) return
    const row = lane.next(this.#parts.clock.monotonicMs(), this.#parts.nowUtcMs())
    if (row === null) return
    // A record that takes no more keeps the row: it is sent again, with the same control id.
    const sent = this.#send(service, destination, row).catch(() => lane.release())
    const isUnderWay = sent.then(() => {
      this.#underWay.delete(isUnderWay)
      this.#pump(service)
    })
    this.#underWay.add(isUnderWay)
  }

  async #send(service: Service, destination: Destination, row: OutboxRow): Promise<void> {
    const { store, clock } = this.#parts
    const { lane } = service
    const message = await store.read.outboxMessage(row.seq)
    if (message === null) {
      // Erased, or it does not open, which `verify` tells.
      lane.release()
      lane.drop(row.seq)
      return
    }
    const attempt = await this.#attempt(destination, message, row)
    const verdict = lane.ended(attempt, clock.monotonicMs())
    const place = `${destination.host}:${destination.port}`
    const sentence = attemptSentence(service.name, place, attempt)
    service.problem = attempt.end === 'delivered' ? '' : sentence
    if (verdict !== null) await this.#keep(lane, row, message, { ...verdict, sentence })
  }

  async #keep(lane: Lane, row: OutboxRow, message: OutboxMessage, verdict: TriedVerdict): Promise<void> {
    const { seq } = row
    const { state, attempts, sentence: reason } = verdict
    const { controlId } = message
    const { store } = this.#parts
    if (state !== 'waiting') {
      const atUtcMs = this.#parts.nowUtcMs()
      for (const kept of await store.outbox({
        kind: 'end',
        seq,
        state,
        attempts,
        reason,
        controlId,
        atUtcMs,
      }))
        lane.put(kept)
    } else if (attempts !== row.attempts || reason !== row.reason) {
      // A line that is down for hours is not written down at every try.
      for (const kept of await store.outbox({ kind: 'again', seq, attempts, reason })) lane.put(kept)
    }
    this.#waiters.get(seq)?.(verdict)
  }
}
