import { expect, it, onTestFinished } from 'vitest'
import type { EntryView } from '../ipc/entry.ts'
import type { BedView } from '../ipc/views.ts'
import { commandOf } from './engine.ts'
import { verifyStore } from './store/check/verify.ts'
import { openStoreReader } from './store/open/open.ts'
import { startedWithoutLines } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

/** Two workers start from source on a shared machine, twice: seconds, not milliseconds. */
const TEST_MS = 60_000
const HOUR_MS = 3_600_000

const WHO = { id: 'T-4702', authority: 'HOSP' }
const FACTS = { name: null, birthDate: '1970-01-02', ageClass: 'adult', paced: 'no' } as const
const SUGAR = { bed: 'b1', patient: WHO, kind: 'glucose', value: 5.4, unit: 'mmol/L', atUtcMs: null } as const

async function open(folder: string) {
  const engine = await startedWithoutLines(folder)
  const shown = (bed: string): readonly EntryView[] =>
    engine.beds().find((one): one is BedView => one.id === bed)?.entries ?? []
  return { engine, command: commandOf(engine), shown }
}

it(
  'H3 keeps what people enter under their initials, corrects it, takes it back, and carries it to the next bed',
  async () => {
    const folder = temporaryFolder()
    const { engine, command, shown } = await open(folder)
    await expect(command('entry.add', { ...SUGAR, patient: null })).rejects.toMatchObject({
      code: 'notSignedIn',
    })
    await command('session.signIn', { initials: 'AB' })
    await expect(command('entry.add', SUGAR)).rejects.toMatchObject({ code: 'patientInBed' })
    await command('patient.admit', { bed: 'b1', patient: WHO, facts: FACTS })

    const first = (await command('entry.add', SUGAR)) as EntryView
    expect(first).toMatchObject({ value: 5.4, unit: 'mmol/L', author: 'AB', state: 'valid' })
    expect(shown('b1')).toEqual([first])
    for (const [request, sentence] of [
      [{ ...SUGAR, value: 5_400 }, 'is above 83: check the unit. Nothing is changed.'],
      [{ ...SUGAR, atUtcMs: Date.now() + HOUR_MS }, 'has not come'],
      [{ ...SUGAR, atUtcMs: Date.now() - 13 * HOUR_MS }, 'more than 12 hours ago'],
      [{ ...SUGAR, atUtcMs: Date.now() - HOUR_MS }, 'somebody else was in the bed, or nobody'],
      [{ ...SUGAR, bed: 'b9' }, 'b9'],
    ] as const) {
      await expect(command('entry.add', request)).rejects.toThrow(sentence)
    }
    await command('session.signIn', { initials: 'CD' })
    const correction = { ...SUGAR, entry: first.id, value: 4.5, atUtcMs: first.atUtcMs }
    const second = (await command('entry.correct', correction)) as EntryView
    expect(shown('b1')).toEqual([second])
    await expect(command('entry.correct', correction)).rejects.toThrow('corrected this entry already')
    await expect(
      command('entry.correct', { ...correction, entry: second.id, kind: 'pain', value: 1, unit: '{score}' }),
    ).rejects.toThrow('stays of its kind')
    await command('entry.add', { ...SUGAR, kind: 'consciousness', value: 'V', unit: '' })

    await command('patient.transfer', { bed: 'b1', to: 'b2', id: WHO.id, second: '1970-01-02' })
    expect(shown('b1')).toEqual([])
    expect(shown('b2').map(({ kind, value }) => [kind, value])).toEqual([
      ['glucose', 4.5],
      ['consciousness', 'V'],
    ])
    // Entered for another patient by mistake: taken back, from the bed in which the patient lies by now.
    await command('entry.withdraw', { bed: 'b2', patient: WHO, entry: second.id })
    expect(shown('b2').map(({ kind }) => kind)).toEqual(['consciousness'])
    expect(((await command('entry.list', { bed: 'b2' })) as EntryView[]).map(({ state }) => state)).toEqual(
      expect.arrayContaining(['corrected', 'withdrawn', 'withdrawn', 'valid']),
    )
    await engine.close()

    const again = await open(folder)
    expect(again.shown('b2').map(({ kind, author }) => [kind, author])).toEqual([['consciousness', 'CD']])
    await again.engine.close()
    expect(verifyStore({ dataDir: `${folder}/data`, keyFile: null, key: null }).findings).toEqual([])
    const { reader } = openStoreReader({ dataDir: `${folder}/data`, keyFile: null, key: null })
    onTestFinished(() => reader.close())
    const audit = reader.auditRows().filter(({ action }) => action.startsWith('entry.'))
    expect(audit.map(({ action, actor }) => [action, actor.initials])).toEqual([
      ['entry.add', 'AB'],
      ['entry.correct', 'CD'],
      ['entry.add', 'CD'],
      ['entry.withdraw', 'CD'],
    ])
  },
  TEST_MS,
)
