import { expect, it } from 'vitest'
import type { Driver } from '../../drivers/driver.ts'
import type { BedInsights } from '../ipc/insight.ts'
import type { ReviewOverview } from '../ipc/review.ts'
import { commandOf, type Engine } from './engine.ts'
import { numericSpec } from './export/testing/memory-reader.ts'
import { openStoreWriter } from './store/open/open.ts'
import { announced, numericAt, openOptions, secondOf } from './store/testing/samples.ts'
import { limitedDriver } from './testing/limited-driver.ts'
import { inRecord, openStation } from './testing/manual-station.ts'
import { ManualTime } from './testing/manual-time.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { waitFor } from './testing/wait-for.ts'

/** Two workers start from source on a shared machine, three times: seconds, not milliseconds. */
const TEST_MS = 60_000
const START = Date.UTC(2026, 0, 1)
const MINUTE_MS = 60_000
const MINUTES = 50
const TICK_MS = 50
const RISING = { rule: 'trend', parameter: 'heartRate', direction: 'up' } as const

/** A record of a heart rate that rose for 50 minutes up to START. */
function recordRise(folder: string): void {
  const fromUtcMs = START - MINUTES * MINUTE_MS
  const { writer } = openStoreWriter(openOptions(`${folder}/data`))
  const numerics = Array.from({ length: 2 * MINUTES }, (_, index) =>
    numericAt(1, fromUtcMs + (index * MINUTE_MS) / 2, 80 + index / 6),
  )
  const channels = [{ ...announced(1, numericSpec()), driver: limitedDriver.id }]
  writer.record(secondOf({ fromUtcMs, toUtcMs: START, channels, numerics }))
  writer.close()
}

async function open(folder: string, atUtcMs = START) {
  const time = new ManualTime(atUtcMs)
  const link = 'serial:/dev/vigil-none-1'
  const engine = await openStation({ folder, time, link, driver: limitedDriver as Driver })
  const insights = (): BedInsights | undefined => engine.beds()[0]?.insights
  /** The record is read by another thread, and the rules are asked at ticks. */
  const shows = (wanted: (view: BedInsights) => boolean, what: string) =>
    waitFor(() => {
      time.advance(TICK_MS)
      const view = insights()
      return view !== undefined && wanted(view)
    }, what)
  return { engine, command: commandOf(engine), insights, shows }
}

const isFound = ({ found }: BedInsights) => found.some(({ rule }) => rule === 'trend')
const isAside = ({ found, dismissed }: BedInsights) => found.length === 0 && dismissed.length === 1

async function overview(engine: Engine): Promise<ReviewOverview> {
  const period = { fromUtcMs: START - MINUTE_MS, toUtcMs: START + 10 * MINUTE_MS }
  return (await commandOf(engine)('review.overview', { bed: 'b1', ...period })) as ReviewOverview
}

it(
  'a hint of the hours in the record is dismissed with a reason that is kept, shown, audited and outlives a restart',
  async () => {
    const folder = temporaryFolder()
    recordRise(folder)
    const first = await open(folder)
    await first.shows(isFound, 'the trend of before the start')
    expect(first.insights()?.found[0]).toMatchObject({ ...RISING, version: 1, input: { minutes: MINUTES } })
    expect(first.engine.beds()[0]?.alarms.filter(({ kind }) => kind === 'physiological')).toEqual([])

    const { command } = first
    const ask = { bed: 'b1', patient: null, ...RISING, reason: 'fever, known' }
    await expect(command('insight.dismiss', ask)).rejects.toMatchObject({ code: 'notSignedIn' })
    await command('session.signIn', { initials: 'AB' })
    const other = { id: 'T-1', authority: 'HOSP' }
    await expect(command('insight.dismiss', { ...ask, patient: other })).rejects.toMatchObject({
      code: 'patientInBed',
    })
    const noSuch = { ...ask, parameter: 'spo2' }
    await expect(command('insight.dismiss', noSuch)).rejects.toMatchObject({ code: 'badRequest' })
    expect(await command('insight.dismiss', ask)).toMatchObject({
      found: [],
      dismissed: [{ reason: 'fever, known', author: 'AB', fact: RISING }],
    })
    expect((await overview(first.engine)).notes).toMatchObject([
      { kind: 'dismissal', author: 'AB', text: 'fever, known', dismissed: RISING },
    ])
    await first.engine.close()

    const again = await open(folder, START + MINUTE_MS)
    await again.shows(isAside, 'the dismissal after a restart')
    await again.command('session.signIn', { initials: 'CD' })
    const [id] = again.insights()?.dismissed.map((one) => one.id) ?? []
    await again.command('insight.restore', { bed: 'b1', patient: null, id })
    expect(again.insights()?.found).toMatchObject([RISING])
    const gone = { bed: 'b1', patient: null, id }
    await expect(again.command('insight.restore', gone)).rejects.toMatchObject({ code: 'badRequest' })
    await again.engine.close()

    const last = await open(folder, START + 2 * MINUTE_MS)
    await last.shows(isFound, 'the hint after it was taken back')
    await last.command('session.signIn', { initials: 'EF' })
    const acted = { bed: 'b1', patient: null, ...RISING, reason: 'called the doctor', actedOn: true }
    expect(await last.command('insight.dismiss', acted)).toMatchObject({
      dismissed: [{ reason: 'called the doctor', actedOn: true, author: 'EF' }],
    })
    // Through three starts it was one hint; what was taken back does not count.
    const period = { fromUtcMs: START - MINUTE_MS, toUtcMs: START + 10 * MINUTE_MS }
    expect(await last.command('insight.counts', period)).toMatchObject({
      rules: [
        {
          rule: 'trend',
          version: 1,
          shown: 1,
          actedOn: 1,
          dismissed: 0,
          unanswered: 0,
          reasons: [{ reason: 'called the doctor', isActedOn: true, count: 1 }],
        },
      ],
    })
    expect((await overview(last.engine)).notes.at(-1)).toMatchObject({ kind: 'dismissal', actedOn: true })
    await last.engine.close()
    const rows = inRecord(folder, (reader) =>
      reader.auditRows().filter(({ action }) => action.startsWith('insight.')),
    )
    expect(rows.map(({ action, actor }) => [action, actor.initials])).toEqual([
      ['insight.dismiss', 'AB'],
      ['insight.restore', 'CD'],
      ['insight.dismiss', 'EF'],
    ])
    // Why it was dismissed goes with its patient; the audit stays.
    expect(JSON.stringify(rows)).not.toMatch(/fever|doctor/)
  },
  TEST_MS,
)

it(
  'what a clinician sets as usual is refused where it cannot be, shown, audited, goes with the patient and is taken back',
  async () => {
    const folder = temporaryFolder()
    const first = await open(folder)
    const { command } = first
    const patient = { id: 'T-1', authority: 'HOSP' }
    const set = { bed: 'b1', patient, parameter: 'spo2', low: 88, high: 92 }
    await expect(command('insight.setUsual', set)).rejects.toMatchObject({ code: 'notSignedIn' })
    await command('session.signIn', { initials: 'AB' })
    await expect(command('insight.setUsual', set)).rejects.toMatchObject({ code: 'patientInBed' })
    const facts = { name: 'Somebody', birthDate: '1970-01-02', ageClass: 'adult', paced: 'no' }
    await command('patient.admit', { bed: 'b1', patient, facts })
    await expect(command('insight.setUsual', { ...set, low: 92, high: 88 })).rejects.toThrow(
      /^92 to 88 cannot be the usual SpO2: type two whole numbers from 40 to 100 %, the lower one first\. Nothing/,
    )
    for (const wrong of [
      { ...set, high: 101 },
      { ...set, low: 88.5 },
      { ...set, parameter: 'temperature', low: 36.55, high: 37 },
    ]) {
      await expect(command('insight.setUsual', wrong)).rejects.toMatchObject({ code: 'badRequest' })
    }
    await command('insight.setUsual', set)
    const usual = () => first.insights()?.usual
    expect(usual()).toMatchObject([
      { parameter: 'spo2', unit: '%', learnt: null, set: { low: 88, high: 92, by: 'AB' } },
    ])
    // Who corrects what is known of the patient takes nothing of it away, and cannot say it in passing.
    await command('patient.describe', { bed: 'b1', patient, facts: { ...facts, paced: 'unknown' } })
    expect(first.engine.beds()[0]?.person).toMatchObject({ paced: 'unknown', usual: [{ low: 88 }] })
    const sly = { bed: 'b1', patient, facts: { ...facts, usual: [{ ...set, by: 'XX', atUtcMs: 1 }] } }
    await expect(command('patient.describe', sly)).rejects.toMatchObject({ code: 'badRequest' })
    await command('insight.setUsual', { ...set, low: 86 })
    expect(usual()).toMatchObject([{ set: { low: 86, high: 92 } }])
    await first.engine.close()

    const again = await open(folder, START + MINUTE_MS)
    await again.shows(({ usual: known }) => known[0]?.set?.low === 86, 'what is usual after a restart')
    await again.command('session.signIn', { initials: 'CD' })
    await again.command('insight.removeUsual', { bed: 'b1', patient, parameter: 'spo2' })
    expect(again.insights()?.usual).toEqual([])
    const gone = { bed: 'b1', patient, parameter: 'spo2' }
    await expect(again.command('insight.removeUsual', gone)).rejects.toMatchObject({ code: 'badRequest' })
    await again.engine.close()
    const rows = inRecord(folder, (reader) =>
      reader.auditRows().filter(({ action }) => action.startsWith('insight.')),
    )
    expect(rows.map(({ action, actor }) => [action, actor.initials])).toEqual([
      ['insight.setUsual', 'AB'],
      ['insight.setUsual', 'AB'],
      ['insight.removeUsual', 'CD'],
    ])
  },
  TEST_MS,
)
