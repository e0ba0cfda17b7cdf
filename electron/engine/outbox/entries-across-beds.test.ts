import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatDtm } from '../../../drivers/hl7v2/time.ts'
import type { NewEntry } from '../store/tables/entries.ts'
import { ACTOR, DISK_TEST_TIMEOUT_MS, START_UTC_MS } from '../store/testing/samples.ts'
import { type VitalsBench, vitalsBench } from './testing/vitals-bench.ts'

const BEDS = ['b1', 'b2'] as const
const NEVER = Number.POSITIVE_INFINITY
const audit = { action: 'test', object: 'b1', before: null, after: null }

/** What may happen in a minute of a patient who is moved, with what is entered of them. */
type Happening =
  | { readonly kind: 'enter' | 'move' | 'deliver' | 'withdraw' }
  | { readonly kind: 'correct'; readonly isSeenNow: boolean }

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'enter' as const }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('correct' as const), isSeenNow: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'withdraw' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'move' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'deliver' as const }) },
)

/** Whose a moment of a bed is in the record. */
function ownerOf({ reader }: VitalsBench, bed: string, atUtcMs: number) {
  return reader
    .bindings(bed)
    .find(({ fromUtcMs, toUtcMs }) => fromUtcMs <= atUtcMs && (toUtcMs ?? NEVER) > atUtcMs)
}

/** Entries that hold, as the record has them. */
function entriesIn({ reader }: VitalsBench) {
  return BEDS.flatMap((bed) => reader.entries(bed, 0, NEVER)).filter(({ state }) => state === 'valid')
}

/** A ward of two beds in which one patient lies, now in one and now in the other. */
function moving(bench: VitalsBench) {
  const { writer, time } = bench
  const nowUtcMs = () => time.utcMs(time.monotonicMs())
  let [bed, entered]: [(typeof BEDS)[number], number] = ['b1', 0]
  writer.bind(bed, { id: '1', authority: 'HOSP' }, START_UTC_MS)
  const keep = (entry: Pick<NewEntry, 'bed' | 'atUtcMs' | 'corrects' | 'isWithdrawal'>) => {
    const row: NewEntry = {
      ...entry,
      ...{ id: `e${++entered}`, kind: 'pain', value: entered % 11, unit: '{score}', author: 'AB' },
      writtenUtcMs: nowUtcMs(),
    }
    writer.takeStep({ kind: 'entry', entry: row, audit }, { actor: ACTOR, atUtcMs: nowUtcMs() })
  }
  const patient = () => ownerOf(bench, bed, nowUtcMs())?.patient
  /** The last that holds of whoever lies there, as the commands look for it. */
  const last = () =>
    entriesIn(bench)
      .filter((one) => ownerOf(bench, one.bed, one.atUtcMs)?.patient.id === patient()?.id)
      .at(-1)
  return async (what: Happening) => {
    const before = last()
    if (what.kind === 'enter') keep({ bed, atUtcMs: nowUtcMs(), corrects: null, isWithdrawal: false })
    else if (what.kind === 'correct' && before !== undefined) {
      const at = what.isSeenNow ? { bed, atUtcMs: nowUtcMs() } : { bed: before.bed, atUtcMs: before.atUtcMs }
      keep({ ...at, corrects: before.id, isWithdrawal: false })
    } else if (what.kind === 'withdraw' && before !== undefined) {
      keep({ bed: before.bed, atUtcMs: before.atUtcMs, corrects: before.id, isWithdrawal: true })
    } else if (what.kind === 'move') {
      const who = patient() ?? { id: '1', authority: 'HOSP' }
      writer.bind(bed, null, nowUtcMs())
      bed = bed === 'b1' ? 'b2' : 'b1'
      writer.bind(bed, who, nowUtcMs())
    } else if (what.kind === 'deliver') bench.deliver()
  }
}

/** The minutes of such a ward, and what a receiver has of the entries at their end: whose and when, and the value. */
async function entriesAt(happenings: readonly Happening[]) {
  const bench = vitalsBench(BEDS)
  const { desk, record, pass } = bench
  const happens = moving(bench)
  await desk.begin()
  await pass(10_000)
  record(0)
  for (const one of happenings) {
    // Less than an interval, so that some of them fall into one.
    await pass(25_000)
    await happens(one)
  }
  await pass(120_000)
  bench.deliver()
  const holds = entriesIn(bench).map(({ bed, atUtcMs, value }) => {
    const owner = ownerOf(bench, bed, atUtcMs)
    return `${owner?.patient.id} ${formatDtm(atUtcMs, 0, 'fraction')} ${value}`
  })
  const held = [...bench.held()]
    .filter(([place]) => place.includes('PAIN'))
    .map(([place, value]) => `${place.replace(/ \S*PAIN\S* /, ' ')} ${value}`)
  await desk.close()
  bench.end()
  return { holds: holds.sort(), held: held.sort() }
}

it(
  'whatever is entered, corrected in another bed and taken back, a receiver ends with what holds',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 2, maxLength: 14 }), async (happenings) => {
        const { holds, held } = await entriesAt(happenings)
        expect(held).toEqual(holds)
      }),
      { numRuns: 40 },
    )
  },
  DISK_TEST_TIMEOUT_MS,
)
