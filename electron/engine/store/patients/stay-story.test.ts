import fc from 'fast-check'
import { expect, it } from 'vitest'
import { VigilError } from '../../../ipc/contract.ts'
import type { PatientView } from '../../../ipc/views.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import { ACTOR, DISK_TEST_TIMEOUT_MS, openOptions, START_UTC_MS } from '../testing/samples.ts'
import type { StoreReader } from '../types.ts'
import type { SqliteStoreWriter } from '../write/writer.ts'
import type { PatientStep, StayMoveStep } from './patient-steps.ts'

const BEDS = 2
const PATIENTS = 3
const TICK_MS = 10_000
/** Each story writes a few rows with a sync each. */
const STORIES = 100
const NOTHING_SAID = { action: 'patient.test', object: 'b', before: null, after: null }

const bed = fc.nat({ max: BEDS - 1 })
const patient = fc.nat({ max: PATIENTS - 1 })
const step = fc.oneof(
  fc.record({ does: fc.constant('admit' as const), bed, patient }),
  fc.record({ does: fc.constant('discharge' as const), bed }),
  fc.record({ does: fc.constant('transfer' as const), bed }),
  fc.record({ does: fc.constant('wait' as const) }),
  // Often: what this is about.
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('repair' as const), bed, patient, back: fc.nat({ max: 6 }) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('undo' as const), bed }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Without one that is put right and taken back the others might prove nothing of it. */
const PUT_RIGHT_AND_BACK: Step[] = [
  { does: 'admit', bed: 1, patient: 0 },
  { does: 'repair', bed: 1, patient: 2, back: 0 },
  { does: 'repair', bed: 1, patient: 0, back: 0 },
  { does: 'repair', bed: 1, patient: 2, back: 2 },
  { does: 'undo', bed: 1 },
]

interface Undoable {
  readonly move: StayMoveStep
  readonly given: ReadonlySet<number>
  /** Ticks from here on came after it. */
  readonly atTick: number
}

/** What one story does to the record, and what must be so afterwards: an owner for each tick of each bed. */
class Story {
  readonly #writer: SqliteStoreWriter
  readonly #name: string
  /** Whose each tick is. */
  readonly owners: (string | null)[][] = Array.from({ length: BEDS }, () => [])
  /** Who was thought to lie there while it passed. */
  readonly thought: (string | null)[][] = Array.from({ length: BEDS }, () => [])
  readonly #lies: (string | null)[] = new Array(BEDS).fill(null)
  /** The last move of each bed that can be taken back, with the ticks that it gave away. */
  readonly #undoable: (Undoable | null)[] = new Array(BEDS).fill(null)
  #ticks = 0
  #moves = 0

  constructor(writer: SqliteStoreWriter, name: string) {
    this.#writer = writer
    this.#name = name
  }

  bedName(index: number): string {
    return `${this.#name}-b${index}`
  }

  #patient(id: string): PatientView {
    return { id, authority: 'HOSP' }
  }

  #now(): number {
    return START_UTC_MS + this.#ticks * TICK_MS
  }

  /** Out: false where the record refused it; then nothing is changed. */
  #take(taken: PatientStep): boolean {
    try {
      this.#writer.takeStep(taken, { actor: ACTOR, atUtcMs: this.#now() })
      return true
    } catch (error) {
      if (error instanceof VigilError) return false
      throw error
    }
  }

  #bind(...binds: readonly { readonly index: number; readonly id: string | null }[]): void {
    const named = binds.map(({ index, id }) => ({
      bed: this.bedName(index),
      patient: id === null ? null : this.#patient(id),
    }))
    this.#take({ kind: 'stay', binds: named, person: null, standby: [], audit: NOTHING_SAID })
    for (const { index, id } of binds) {
      this.#lies[index] = id
      this.#undoable[index] = null
    }
  }

  /** Gives the ticks of a bed for which `isMeant` says so from who was to who becomes. Out: those that were given; null where the record refused. */
  #move(index: number, move: StayMoveStep, isMeant: (tick: number) => boolean): ReadonlySet<number> | null {
    if (!this.#take(move)) return null
    const owners = this.owners[index] ?? []
    const given = new Set<number>()
    for (let tick = 0; tick < this.#ticks; tick++) {
      if (owners[tick] !== move.was.id || !isMeant(tick)) continue
      owners[tick] = move.becomes.id
      given.add(tick)
    }
    this.#lies[index] = move.becomes.id
    return given
  }

  do(does: Step): void {
    const id = 'patient' in does ? `${this.#name}-p${does.patient}` : ''
    const index = 'bed' in does ? does.bed : 0
    const lies = this.#lies[index] ?? null
    if (does.does === 'admit' && lies === null && !this.#lies.includes(id)) this.#bind({ index, id })
    if (does.does === 'discharge' && lies !== null) this.#bind({ index, id: null })
    const other = (index + 1) % BEDS
    if (does.does === 'transfer' && lies !== null && this.#lies[other] === null) {
      this.#bind({ index, id: null }, { index: other, id: lies })
    }
    if (does.does === 'repair' && lies !== null && !this.#lies.includes(id)) {
      const fromTick = Math.max(0, this.#ticks - does.back)
      const what = { bed: this.bedName(index), fromUtcMs: START_UTC_MS + fromTick * TICK_MS, toUtcMs: null }
      const move = this.#stepOf(what, lies, id)
      const given = this.#move(index, move, (tick) => tick >= fromTick)
      if (given !== null) this.#undoable[index] = { move, given, atTick: this.#ticks }
    }
    const undone = this.#undoable[index]
    if (does.does === 'undo' && undone && lies === undone.move.becomes.id) {
      const back = this.#stepOf({ undoes: undone.move.id }, lies, undone.move.was.id)
      // What was given comes back, and what came since; what was theirs before stays theirs.
      if (this.#move(index, back, (tick) => undone.given.has(tick) || tick >= undone.atTick) !== null)
        this.#undoable[index] = null
    }
    for (let one = 0; one < BEDS; one++) {
      this.owners[one]?.push(this.#lies[one] ?? null)
      this.thought[one]?.push(this.#lies[one] ?? null)
    }
    this.#ticks++
  }

  #stepOf(what: StayMoveStep['what'], was: string, becomes: string): StayMoveStep {
    const id = `${this.#name}-m${this.#moves++}`
    return {
      ...{ kind: 'move', id, what, was: this.#patient(was), becomes: this.#patient(becomes) },
      ...{ person: null, audit: NOTHING_SAID },
    }
  }
}

/** Everybody whose stay of a bed covers each tick. */
function ownersIn(reader: StoreReader, name: string, ticks: number): string[][] {
  const stays = reader.bindings(name)
  return Array.from({ length: ticks }, (_, tick) => {
    const at = START_UTC_MS + tick * TICK_MS
    return stays
      .filter((stay) => stay.fromUtcMs <= at && at < (stay.toUtcMs ?? Number.POSITIVE_INFINITY))
      .map((stay) => stay.patient.id)
  })
}

/** Who was thought to lie there, read back from the moves alone. */
function readBack(reader: StoreReader, name: string, owners: readonly (string | null)[]): (string | null)[] {
  const read = [...owners]
  for (const move of reader
    .stayMoves()
    .filter((one) => one.bed === name)
    .reverse()) {
    for (let tick = 0; tick < read.length; tick++) {
      const at = START_UTC_MS + tick * TICK_MS
      if (at >= move.fromUtcMs && at < move.toUtcMs) {
        expect(read[tick]).toBe(move.becomes?.id)
        read[tick] = move.was?.id ?? null
      }
    }
  }
  return read
}

it(
  'H3 whatever is admitted, moved, discharged, put right and taken back, each second is of one patient or of nobody, and what was first bound can be read back',
  () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const { reader } = openStoreReader(openOptions(folder))
      let stories = 0
      const moved = { put: 0, back: 0 }
      fc.assert(
        fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
          const story = new Story(writer, `s${stories++}`)
          for (const one of steps) story.do(one)
          for (const { kind } of reader.stayMoves().filter((row) => row.bed.startsWith(`s${stories - 1}-`))) {
            if (kind === 'undone') moved.back++
            else moved.put++
          }
          story.owners.forEach((owners, index) => {
            const found = ownersIn(reader, story.bedName(index), owners.length)
            expect(found).toEqual(owners.map((id) => (id === null ? [] : [id])))
            expect(readBack(reader, story.bedName(index), owners)).toEqual(story.thought[index])
          })
          // Nobody lies in two beds at one time.
          const [first = [], second = []] = story.owners
          first.forEach((id, tick) => {
            if (id !== null) expect(second[tick]).not.toBe(id)
          })
        }),
        // Each story is behind the others in one record: a search for a shorter one would take longer and longer.
        { numRuns: STORIES, endOnFailure: true, examples: [[PUT_RIGHT_AND_BACK]] },
      )
      expect(Math.min(moved.put, moved.back)).toBeGreaterThan(0)
      reader.close()
      writer.close()
    }),
  DISK_TEST_TIMEOUT_MS,
)
