import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatDtm } from '../../../drivers/hl7v2/time.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { NewEntry } from '../store/tables/entries.ts'
import { ACTOR, DISK_TEST_TIMEOUT_MS, START_UTC_MS } from '../store/testing/samples.ts'
import { LIVE_WITHIN_MS } from './lane.ts'
import { type VitalsBench, vitalsBench } from './testing/vitals-bench.ts'

const BEDS = ['b1', 'b2'] as const
const NEVER = Number.POSITIVE_INFINITY
const audit = { action: 'test', object: 'b1', before: null, after: null }

/** What may happen in a minute of a patient who is moved, with what is entered of them. */
type Happening =
  | { readonly kind: 'enter' | 'move' | 'deliver' | 'outage' | 'withdraw' }
  | { readonly kind: 'correct'; readonly isSeenNow: boolean }
  /** Seen a while ago, in the bed where the patient lies, and written down now. */
  | { readonly kind: 'enterLate'; readonly minutesAgo: number }
  | Repair

/** Around the time of an entry, counted from the last, whoever lay in its bed was another. */
interface Repair {
  readonly kind: 'repair'
  readonly entry: number
  readonly beforeS: number
  readonly afterS: number
}

const minutesAgo = fc.constantFrom(0.5, 1, 2, 4)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'enter' as const }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('correct' as const), isSeenNow: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'withdraw' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'move' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'outage' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('enterLate' as const), minutesAgo }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('repair' as const),
      entry: fc.nat(2),
      beforeS: fc.constantFrom(0, 20, 70),
      afterS: fc.constantFrom(1, 20, 70),
    }),
  },
)

/** Each with the time after it, in which what waits arrives: an interval is read within three such. */
const happenings: fc.Arbitrary<Happening[]> = fc
  .array(fc.tuple(happening, fc.nat(3)), { minLength: 2, maxLength: 10 })
  .map((all) =>
    all.flatMap(([what, quiet]) => [
      what,
      ...Array.from({ length: quiet }, () => ({ kind: 'deliver' as const })),
    ]),
  )

/**
 * Corrected elsewhere, and written late and corrected in its place, and then found to be another patient's; corrected while
 * what was entered still waits for a line; two at one minute; and taken back and theirs after all in the same time.
 */
const KNOWN: readonly Happening[][] = [
  [
    ...[{ kind: 'enterLate' as const, minutesAgo: 0.5 }, { kind: 'deliver' as const }],
    ...[{ kind: 'correct' as const, isSeenNow: true }, { kind: 'deliver' as const }],
    { kind: 'repair', entry: 1, beforeS: 0, afterS: 1 },
  ],
  [
    ...[{ kind: 'enterLate' as const, minutesAgo: 0.5 }, { kind: 'move' as const }],
    ...[{ kind: 'correct' as const, isSeenNow: false }, { kind: 'deliver' as const }],
    { kind: 'repair', entry: 0, beforeS: 0, afterS: 1 },
  ],
  [{ kind: 'enter' }, { kind: 'outage' }, { kind: 'correct', isSeenNow: false }],
  [{ kind: 'enterLate', minutesAgo: 1 }, { kind: 'outage' }, { kind: 'enterLate', minutesAgo: 4 }],
  [
    ...[{ kind: 'enterLate' as const, minutesAgo: 1 }, { kind: 'outage' as const }],
    ...[
      { kind: 'enterLate' as const, minutesAgo: 4 },
      { kind: 'outage' as const },
      { kind: 'withdraw' as const },
    ],
  ],
  [
    ...[{ kind: 'enter' as const }, { kind: 'deliver' as const }, { kind: 'deliver' as const }],
    ...[{ kind: 'repair' as const, entry: 0, beforeS: 0, afterS: 1 }, { kind: 'outage' as const }],
    { kind: 'repair', entry: 0, beforeS: 0, afterS: 1 },
  ],
]

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
  const { writer, reader, time, desk } = bench
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
  let repairs = 0
  const repair = async ({ entry, beforeS, afterS }: Repair) => {
    const all = BEDS.flatMap((one) => reader.entries(one, 0, NEVER))
    const about = all.sort((a, b) => b.writtenUtcMs - a.writtenUtcMs)[entry]
    const was = about === undefined ? undefined : ownerOf(bench, about.bed, about.atUtcMs)
    if (about === undefined || was === undefined) return
    const fromUtcMs = Math.max(was.fromUtcMs, about.atUtcMs - beforeS * 1_000)
    const toUtcMs = Math.min(nowUtcMs(), was.toUtcMs ?? NEVER, about.atUtcMs + afterS * 1_000)
    const id = `m${++repairs}`
    const what = { bed: about.bed, fromUtcMs, toUtcMs }
    const becomes = { id: was.patient.id === '1' ? '2' : '1', authority: 'HOSP' }
    const step = { kind: 'move', id, what, was: was.patient, becomes, person: null, audit } as const
    try {
      writer.takeStep(step, { actor: ACTOR, atUtcMs: nowUtcMs() })
    } catch (error) {
      // Nobody lies in two beds at one time.
      if (error instanceof VigilError) return
      throw error
    }
    for (const moved of reader.stayMoves()) if (moved.id === id) await desk.moved(moved)
  }
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
    } else if (what.kind === 'enterLate') {
      const sinceUtcMs = ownerOf(bench, bed, nowUtcMs())?.fromUtcMs ?? nowUtcMs()
      // Minutes are what people type: several entries stand at one.
      const minute = Math.floor((nowUtcMs() - what.minutesAgo * 60_000) / 60_000) * 60_000
      const atUtcMs = Math.max(sinceUtcMs, minute)
      keep({ bed, atUtcMs, corrects: null, isWithdrawal: false })
    } else if (what.kind === 'repair') await repair(what)
    else if (what.kind === 'deliver') bench.deliver()
    // What waits is not live any more.
    else if (what.kind === 'outage') await bench.pass(LIVE_WITHIN_MS)
  }
}

/** The minutes of such a ward, and what a receiver has of the entries at their end: whose and when, and the value. */
async function entriesAt(happenings: readonly Happening[], speaks: 'hl7' | 'fhir' = 'hl7') {
  const bench = vitalsBench(BEDS, speaks)
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
  const places = new Map(
    [...entriesIn(bench)]
      .sort((a, b) => a.writtenUtcMs - b.writtenUtcMs)
      .map(({ bed, atUtcMs, value }) => {
        const owner = ownerOf(bench, bed, atUtcMs)
        return [`${owner?.patient.id} ${formatDtm(atUtcMs, 0, 'fraction')}`, String(value)]
      }),
  )
  const holds = [...places].map(([place, value]) => `${place} ${value}`)
  const held = [...bench.held()]
    .filter(([place]) => place.includes('PAIN'))
    .map(([place, value]) => `${place.replace(/ \S*PAIN\S* /, ' ')} ${value}`)
  await desk.close()
  bench.end()
  return { holds: holds.sort(), held: held.sort() }
}

it.each(['hl7', 'fhir'] as const)(
  'whatever is entered, corrected in another bed, taken back and given to another patient, a receiver of %s ends with what holds',
  async (speaks) => {
    await fc.assert(
      fc.asyncProperty(happenings, async (all) => {
        const { holds, held } = await entriesAt(all, speaks)
        expect(held).toEqual(holds)
      }),
      { numRuns: 30, examples: KNOWN.map((all) => [all]) },
    )
  },
  DISK_TEST_TIMEOUT_MS,
)

it('an entry is taken back from the wrong patient though it was corrected since, whether or not that was told', async () => {
  const wrong = [{ kind: 'enter' }, { kind: 'move' }, { kind: 'deliver' }, { kind: 'deliver' }] as const
  const corrected = [{ kind: 'correct', isSeenNow: false }, { kind: 'deliver' }] as const
  const told = [{ kind: 'move' }, { kind: 'move' }, { kind: 'deliver' }] as const
  const repair = { kind: 'repair', entry: 0, beforeS: 70, afterS: 20 } as const
  const seen = formatDtm(START_UTC_MS + 35_000, 0, 'fraction')
  for (const happenings of [
    [...wrong, ...corrected, repair],
    [...wrong, ...corrected, ...told, repair],
  ]) {
    const { holds, held } = await entriesAt(happenings)
    expect([holds, held]).toEqual([[`2 ${seen} 2`], [`2 ${seen} 2`]])
  }
})

it('an entry that was written after the stretch in which it was seen goes again, for the right patient', async () => {
  const { holds, held } = await entriesAt([
    ...([{ kind: 'deliver' }, { kind: 'deliver' }, { kind: 'deliver' }] as const),
    ...([
      { kind: 'enterLate', minutesAgo: 1 },
      { kind: 'deliver' },
      { kind: 'deliver' },
      { kind: 'deliver' },
    ] as const),
    ...([{ kind: 'move' }, { kind: 'repair', entry: 0, beforeS: 70, afterS: 5 }] as const),
  ])
  expect(held).toEqual(holds)
  expect(held).toHaveLength(1)
})
