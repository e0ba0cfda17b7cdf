import { expect, it } from 'vitest'
import { isTemporary, type StayView, temporaryNumber } from '../ipc/patient.ts'
import type { BedView } from '../ipc/views.ts'
import type { commandOf } from './engine.ts'
import { verifyStore } from './store/check/verify.ts'
import { recordOf, startedBeds } from './testing/started-beds.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

/** Two workers start from source on a shared machine, twice: seconds, not milliseconds. */
const TEST_MS = 60_000

const WHO = { id: 'T-4702', authority: 'HOSP' }
const OTHER = { id: 'T-4711', authority: 'HOSP' }
const UNKNOWN = { name: null, birthDate: null, ageClass: 'paediatric', paced: 'no' } as const
const FACTS = {
  name: '<b>Person</b>, Test',
  birthDate: '1970-01-02',
  ageClass: 'adult',
  paced: 'yes',
} as const

async function open(folder: string) {
  const started = await startedBeds(folder)
  await started.command('session.signIn', { initials: 'AB' })
  return started
}

function temporaryOf(view: BedView) {
  if (view.patient === null || !isTemporary(view.patient)) throw new Error('nobody unknown lies there')
  return view.patient
}

async function stayOf(command: ReturnType<typeof commandOf>, bed: string): Promise<StayView> {
  return (await command('patient.stay', { bed })) as StayView
}

it(
  'H3 admits somebody whom nobody knows under a number that is never used again, and names them later, with undo',
  async () => {
    const folder = temporaryFolder()
    const { command, bed, engine } = await open(folder)
    const unknown = (id: string) => ({ bed: id, patient: null, facts: UNKNOWN })
    await command('patient.admit', unknown('b1'))
    const first = temporaryOf(bed('b1'))
    expect(temporaryNumber(first)).toBe(1)
    // Limits follow the age class that was seen; a name is not kept of somebody who has none.
    expect(bed('b1')).toMatchObject({ person: UNKNOWN, alarmStatus: { ageClass: 'paediatric' } })
    await command('patient.admit', { ...unknown('b2'), facts: { ...FACTS, ageClass: 'adult' } })
    expect(temporaryNumber(bed('b2').patient)).toBe(2)
    expect(bed('b2').person).toMatchObject({ name: null, birthDate: null })
    // Their second identifier is where they lie.
    await expect(command('patient.discharge', { bed: 'b2', id: '2', second: 'Bed 1' })).rejects.toMatchObject(
      { code: 'identityMismatch' },
    )
    await command('patient.discharge', { bed: 'b2', id: '2', second: 'bed 2' })
    await command('patient.admit', unknown('b2'))
    expect(temporaryNumber(bed('b2').patient)).toBe(3)
    await command('entry.add', {
      ...{ bed: 'b1', patient: first, kind: 'pain', value: 4, unit: '{score}', atUtcMs: null },
    })

    const name = { bed: 'b1', temporary: first, patient: WHO, facts: FACTS }
    for (const [wrong, code] of [
      [{ temporary: WHO }, 'patientInBed'],
      [{ facts: { ...FACTS, name: null, birthDate: null } }, 'badRequest'],
      [{ patient: { id: '1', authority: 'VIGIL-TEMPORARY' } }, 'badRequest'],
      [{ patient: { id: '1', authority: 'vigil' } }, 'badRequest'],
      [{ bed: 'none' }, 'unknownBed'],
    ] as const) {
      await expect(command('patient.name', { ...name, ...wrong })).rejects.toMatchObject({ code })
    }
    expect(bed('b1').patient).toEqual(first)
    await command('patient.name', name)
    expect(bed('b1')).toMatchObject({ patient: WHO, person: FACTS, entries: [{ value: 4 }] })
    expect(bed('b1').alarmStatus.ageClass).toBe('adult')
    const [told] = (await stayOf(command, 'b1')).moves
    expect(told).toMatchObject({ kind: 'named', was: first, becomes: WHO, author: 'AB', isUndone: false })
    await expect(command('patient.name', name)).rejects.toMatchObject({ code: 'patientInBed' })

    const undo = { bed: 'b1', move: told?.id ?? '' }
    await command('patient.undoMove', undo)
    expect(bed('b1')).toMatchObject({ patient: first, person: UNKNOWN, entries: [{ value: 4 }] })
    await expect(command('patient.undoMove', undo)).rejects.toMatchObject({ code: 'badRequest' })
    await command('patient.name', name)
    await engine.close()

    const again = await open(folder)
    expect(again.bed('b1')).toMatchObject({ patient: WHO, person: FACTS })
    expect(temporaryNumber(again.bed('b2').patient)).toBe(3)
    await again.command('patient.discharge', { bed: 'b1', id: WHO.id, second: FACTS.birthDate })
    await again.command('patient.admit', unknown('b1'))
    expect(temporaryNumber(again.bed('b1').patient)).toBe(4)
    await again.engine.close()
    const reader = recordOf(folder)
    // The whole stay is theirs: nothing is left under the number.
    expect(reader.bindings('b1').filter(({ patient }) => patient.id === first.id)).toEqual([])
    expect(reader.stayMoves().map(({ kind, isUndone }) => [kind, isUndone])).toEqual([
      ['named', true],
      ['undone', false],
      ['named', false],
    ])
    const audit = reader.auditRows().filter(({ action }) => action.startsWith('patient.'))
    expect(audit.map(({ action }) => action).filter((action) => /name|undo/.test(action))).toEqual([
      'patient.name',
      'patient.undoMove',
      'patient.name',
    ])
    // Four digits by themselves stand in a hash now and then.
    expect(JSON.stringify(audit)).not.toMatch(/Person, |1970-\d\d/)
    expect(verifyStore({ dataDir: `${folder}/data`, keyFile: null, key: null }).findings).toEqual([])
  },
  TEST_MS,
)

it(
  'H3 puts the wrong patient right since admission, and a swap by way of somebody unknown; both records say so',
  async () => {
    const folder = temporaryFolder()
    const { command, bed, engine } = await open(folder)
    await command('patient.admit', { bed: 'b1', patient: WHO, facts: FACTS })
    await command('patient.admit', {
      bed: 'b2',
      patient: OTHER,
      facts: { ...FACTS, birthDate: '1980-05-06' },
    })
    const right = { ...FACTS, birthDate: '1980-05-06' }
    const repair = { bed: 'b1', wrong: WHO, fromUtcMs: null, patient: OTHER, facts: right }
    for (const [over, code] of [
      [{}, 'patientInBed'],
      [{ patient: WHO }, 'badRequest'],
      [{ wrong: OTHER }, 'patientInBed'],
      [{ patient: { id: 'T-1', authority: 'HOSP' }, fromUtcMs: 1 }, 'badRequest'],
      [{ patient: { id: 'T-1', authority: 'HOSP' }, fromUtcMs: Date.now() + 60_000 }, 'badRequest'],
      [{ patient: { id: 'T-1', authority: 'HOSP' }, fromUtcMs: -1 }, 'badRequest'],
    ] as const) {
      await expect(command('patient.repair', { ...repair, ...over })).rejects.toMatchObject({ code })
    }
    // The two were changed over: one is nobody known for a moment.
    await command('patient.repair', { ...repair, bed: 'b2', wrong: OTHER, patient: null, facts: FACTS })
    const unknown = temporaryOf(bed('b2'))
    await command('patient.repair', repair)
    expect(bed('b1')).toMatchObject({ patient: OTHER, person: { birthDate: '1980-05-06' } })
    await command('patient.name', { bed: 'b2', temporary: unknown, patient: WHO, facts: FACTS })
    expect(bed('b2').patient).toEqual(WHO)
    const { moves } = await stayOf(command, 'b1')
    expect(moves.map(({ bed: where, kind, was, becomes }) => [where, kind, was?.id, becomes?.id])).toEqual([
      ['b2', 'repaired', OTHER.id, unknown.id],
      ['b1', 'repaired', WHO.id, OTHER.id],
    ])
    // Whose it was lies in another bed by now.
    await expect(command('patient.undoMove', { bed: 'b1', move: moves[1]?.id ?? '' })).rejects.toMatchObject({
      code: 'patientInBed',
    })
    await engine.close()
    const reader = recordOf(folder)
    expect(reader.bindings('b1').map(({ patient }) => patient.id)).toEqual([OTHER.id])
    expect(reader.bindings('b2').map(({ patient }) => patient.id)).toEqual([WHO.id])
  },
  TEST_MS,
)

it(
  'H3 gives a stay that has ended to whose it was, while another patient lies in the bed, and takes it back',
  async () => {
    const folder = temporaryFolder()
    const { command, bed, engine } = await open(folder)
    await command('patient.admit', { bed: 'b1', patient: WHO, facts: FACTS })
    const seen = { bed: 'b1', patient: WHO, kind: 'pain', value: 4, unit: '{score}', atUtcMs: null } as const
    await command('entry.add', seen)
    await command('patient.discharge', { bed: 'b1', id: WHO.id, second: FACTS.birthDate })
    // Whose stay it was came to another bed; somebody else lies in this one.
    const child = { ...FACTS, name: 'Other, Test', birthDate: '2020-05-06', ageClass: 'paediatric' } as const
    await command('patient.admit', { bed: 'b2', patient: OTHER, facts: child })
    await command('score.setScale', { bed: 'b2', patient: OTHER, scale: 2 })
    await command('patient.admit', { bed: 'b1', patient: null, facts: UNKNOWN })
    const lies = bed('b1').patient
    const [stay] = (await stayOf(command, 'b1')).ended
    if (stay === undefined) throw new Error('no stay has ended')
    expect(stay).toMatchObject({ patient: WHO })

    const nothing = { name: null, ageClass: null, paced: 'unknown' } as const
    const right = { ...nothing, birthDate: child.birthDate }
    const repair = { bed: 'b1', stay, fromUtcMs: null, patient: OTHER, facts: right }
    for (const [over, code] of [
      [{ facts: { ...right, birthDate: null } }, 'badRequest'],
      [{ facts: { ...right, birthDate: '1999-09-09' } }, 'identityMismatch'],
      [{ patient: WHO, facts: { ...right, birthDate: FACTS.birthDate } }, 'badRequest'],
      [{ stay: { ...stay, toUtcMs: stay.toUtcMs + 1 } }, 'badRequest'],
      [{ fromUtcMs: stay.toUtcMs }, 'badRequest'],
      [{ fromUtcMs: stay.fromUtcMs - 1 }, 'badRequest'],
      [{ bed: 'none' }, 'unknownBed'],
    ] as const) {
      await expect(command('patient.repairEnded', { ...repair, ...over })).rejects.toMatchObject({ code })
    }
    const repaired = (await command('patient.repairEnded', repair)) as StayView
    expect(repaired.ended).toMatchObject([{ patient: OTHER }])
    expect(repaired.moves).toMatchObject([{ kind: 'repaired', was: WHO, becomes: OTHER, wasRunning: false }])
    // Who lies in both beds is who they were, with limits and score as they were chosen; what was entered is theirs by now.
    expect(bed('b1')).toMatchObject({ patient: lies, person: UNKNOWN })
    expect(bed('b2')).toMatchObject({ patient: OTHER, person: { ...child, spo2Scale: 2 } })
    expect(bed('b2')).toMatchObject({ alarmStatus: { ageClass: 'paediatric' }, entries: [{ value: 4 }] })
    await expect(command('patient.repairEnded', repair)).rejects.toMatchObject({ code: 'badRequest' })

    await command('patient.undoMove', { bed: 'b1', move: repaired.moves[0]?.id ?? '' })
    expect(bed('b1').patient).toEqual(lies)
    expect(bed('b2').entries ?? []).toEqual([])
    expect((await stayOf(command, 'b1')).ended).toEqual([stay])
    // Nobody knows who it was: a number, and the bed that is empty by now stays empty.
    await command('patient.discharge', { bed: 'b1', id: String(temporaryNumber(lies)), second: 'Bed 1' })
    await command('patient.repairEnded', { ...repair, patient: null, facts: { ...nothing, birthDate: null } })
    expect(bed('b1').patient).toBeNull()
    await engine.close()

    const again = await open(folder)
    expect(again.bed('b2')).toMatchObject({ person: { ...child, spo2Scale: 2 } })
    await again.engine.close()
    const reader = recordOf(folder)
    expect(reader.bindings('b1').filter(({ patient }) => patient.id === WHO.id)).toEqual([])
    const audit = reader.auditRows().filter(({ action }) => action === 'patient.repairEnded')
    expect(audit.map(({ actor }) => actor.initials)).toEqual(['AB', 'AB'])
    expect(JSON.stringify(audit)).not.toMatch(/Other, |2020-05/)
    expect(verifyStore({ dataDir: `${folder}/data`, keyFile: null, key: null }).findings).toEqual([])
  },
  TEST_MS,
)
