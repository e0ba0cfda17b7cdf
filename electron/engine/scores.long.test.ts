import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RHYTHM_FIGURES_VERSION } from '../ipc/rhythm-figures.ts'
import type { BedScores } from '../ipc/score.ts'
import { commandOf } from './engine.ts'
import { openStoreReader } from './store/open/open.ts'
import { startedWithoutLines } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { waitFor } from './testing/wait-for.ts'

/** Two workers start from source on a shared machine, twice: seconds, not milliseconds. */
const TEST_MS = 60_000
const WHO = { id: 'T-4702', authority: 'HOSP' }
const FACTS = { name: null, birthDate: '1970-01-02', ageClass: 'adult', paced: 'no' } as const
/** What a clinician set as usual goes with the patient as well. */
const USUAL = { parameter: 'spo2', low: 88, high: 92 } as const

async function open(folder: string) {
  const engine = await startedWithoutLines(folder)
  const scores = (bed: string): BedScores | undefined => engine.beds().find(({ id }) => id === bed)?.scores
  return { engine, command: commandOf(engine), scores }
}

it(
  'H3 H12 scores who lies in a bed by the range somebody decided on, which goes with them, is audited and outlives a restart',
  async () => {
    const folder = temporaryFolder()
    const { engine, command, scores } = await open(folder)
    const decide = { bed: 'b1', patient: WHO, scale: 2 } as const
    await expect(command('score.setScale', decide)).rejects.toMatchObject({ code: 'notSignedIn' })
    await command('session.signIn', { initials: 'AB' })
    await expect(command('score.setScale', decide)).rejects.toMatchObject({ code: 'patientInBed' })
    await expect(command('score.setScale', { ...decide, scale: 3 })).rejects.toMatchObject({
      code: 'badRequest',
    })
    await waitFor(() => scores('b1')?.notGiven === 'noAgeClass', 'that nobody is an adult by default')

    await command('patient.admit', { bed: 'b1', patient: WHO, facts: FACTS })
    await waitFor(() => scores('b1')?.notGiven === null, 'scores of the patient')
    const entry = { bed: 'b1', patient: WHO, kind: 'consciousness', value: 'V', unit: '', atUtcMs: null }
    await command('entry.add', entry)
    await waitFor(
      () => scores('b1')?.scores[0]?.total === 3,
      'the points of what was entered, partial as the line is not there',
    )
    expect(scores('b1')?.scores[0]).toMatchObject({ score: 'news2', isPartial: true, risk: null })

    await command('score.setScale', decide)
    await waitFor(() => scores('b1')?.spo2Scale === 2, 'the other scale')
    await command('insight.setUsual', { bed: 'b1', patient: WHO, ...USUAL })
    // Describing the patient anew takes no decision back.
    await command('patient.describe', { bed: 'b1', patient: WHO, facts: { ...FACTS, paced: 'yes' } })
    await command('patient.transfer', { bed: 'b1', to: 'b2', id: WHO.id, second: '1970-01-02' })
    // Empty, or worked out again for nobody.
    expect(scores('b1')?.scores ?? []).toEqual([])
    await waitFor(() => scores('b2')?.spo2Scale === 2, 'the scale in the next bed')
    expect(engine.beds().find(({ id }) => id === 'b2')?.person?.usual).toMatchObject([USUAL])
    await engine.close()

    const again = await open(folder)
    await waitFor(() => again.scores('b2')?.scores[0]?.total === 3, 'the score after a restart')
    expect(again.scores('b2')?.spo2Scale).toBe(2)
    await again.engine.close()
    const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
    try {
      const rows = reader.auditRows().filter(({ action }) => action === 'score.setScale')
      expect(rows.map(({ actor, object }) => [actor.initials, object])).toEqual([['AB', 'b1']])
    } finally {
      reader.close()
    }
  },
  TEST_MS,
)

it(
  'takes a table for children from a file, scores a child by it, keeps it for the next start, and refuses one that is wrong by its key',
  async () => {
    const folder = temporaryFolder()
    const text = readFileSync(new URL('./config/tables/bedside-pews.json', import.meta.url), 'utf8')
    const { engine, command, scores } = await open(folder)
    const file = { name: 'pews.json', text }
    await expect(command('score.setTable', file)).rejects.toMatchObject({ code: 'notSignedIn' })
    await command('session.signIn', { initials: 'EN' })
    const child = { ...FACTS, birthDate: '2024-01-02', ageClass: 'paediatric' } as const
    await command('patient.admit', { bed: 'b1', patient: WHO, facts: child })
    await waitFor(() => scores('b1')?.notGiven === 'noTable', 'that the station has no table for children')
    const wrong = { name: 'pews.json', text: text.replace('"underYears": 18', '"underYears": 99') }
    await expect(command('score.setTable', wrong)).rejects.toThrow(/pews\.json.*underYears/)
    await expect(command('score.setTable', { name: 'x.json', text: 'no' })).rejects.toMatchObject({
      code: 'configInvalid',
    })
    expect(engine.station().scoreTable).toBeUndefined()
    await command('score.setTable', file)
    await waitFor(() => scores('b1')?.scores[0]?.score === 'pews', 'the score of the child')
    const finding = { kind: 'asystole', priority: 'low', figures: RHYTHM_FIGURES_VERSION } as const
    await command('rhythm.set', finding)
    expect(scores('b1')?.scores[0]).toMatchObject({ isPartial: true, isUnconfirmed: true })
    await engine.close()

    const again = await open(folder)
    expect(again.engine.station().scoreTable).toMatchObject({
      name: 'Bedside PEWS',
      by: 'EN',
      underYears: 18,
    })
    expect(again.engine.station().rhythms).toMatchObject([{ ...finding, by: 'EN' }])
    await expect(again.command('rhythm.set', { ...finding, priority: null })).rejects.toMatchObject({
      code: 'notSignedIn',
    })
    await again.command('session.signIn', { initials: 'EN' })
    await again.command('score.removeTable', {})
    await waitFor(() => again.scores('b1')?.notGiven === 'noTable', 'no score without a table')
    await again.engine.close()
    writeFileSync(`${folder}/data/score-table.json`, '{"version":1')
    const damaged = await open(folder)
    expect(damaged.engine.station().notices.join()).toContain('score-table.json.unreadable')
    await damaged.engine.close()
  },
  TEST_MS,
)
