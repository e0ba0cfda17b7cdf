import { expect, it } from 'vitest'
import { verifyStore } from './store/check/verify.ts'
import { recordOf, startedBeds } from './testing/started-beds.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { waitFor } from './testing/wait-for.ts'

/** Two workers start from source on a shared machine, twice: seconds, not milliseconds. */
const TEST_MS = 60_000

const WHO = { id: 'T-4702', authority: 'HOSP' }
const OTHER = { id: 'T-4711', authority: 'HOSP' }
const FACTS = { name: 'Person, Test', birthDate: '1970-01-02', ageClass: 'adult', paced: 'yes' } as const
const NEWBORN = {
  name: '<b>"Kind"</b> שלום',
  birthDate: null,
  ageClass: 'neonate',
  paced: 'unknown',
} as const

it(
  'H3 admits, moves and discharges a patient only under two identifiers, and keeps every stay and who did it',
  async () => {
    const folder = temporaryFolder()
    const { engine, command, bed } = await startedBeds(folder)
    const admit = { bed: 'b1', patient: WHO, facts: FACTS }
    await expect(command('patient.admit', admit)).rejects.toMatchObject({ code: 'notSignedIn' })
    await command('session.signIn', { initials: 'AB' })
    const nameless = { ...admit, facts: { ...FACTS, name: null, birthDate: null } }
    await expect(command('patient.admit', nameless)).rejects.toMatchObject({ code: 'badRequest' })
    expect(await command('patient.admit', admit)).toMatchObject({ patient: WHO, person: FACTS })
    await expect(command('patient.admit', { ...admit, patient: OTHER })).rejects.toMatchObject({
      code: 'patientInBed',
    })
    await expect(command('patient.admit', { ...admit, bed: 'b2' })).rejects.toMatchObject({
      code: 'patientInBed',
      message: /lies in Bed 1: transfer/,
    })

    const move = { bed: 'b1', to: 'b2', id: WHO.id, second: '1970-01-02' }
    for (const wrong of [{ id: 'T-4703' }, { second: '1970-01-03' }]) {
      await expect(command('patient.transfer', { ...move, ...wrong })).rejects.toMatchObject({
        code: 'identityMismatch',
      })
    }
    await expect(command('patient.transfer', { ...move, second: 'yesterday' })).rejects.toMatchObject({
      code: 'badRequest',
    })
    await expect(command('patient.transfer', { ...move, to: 'b1' })).rejects.toMatchObject({
      code: 'patientInBed',
    })
    expect(bed('b1').patient).toEqual(WHO)
    expect(await command('patient.transfer', { ...move, second: '19700102' })).toMatchObject({
      id: 'b2',
      patient: WHO,
      person: FACTS,
    })
    expect(bed('b1')).toMatchObject({ patient: null })
    expect(bed('b1').person).toBeUndefined()
    await expect(command('patient.transfer', move)).rejects.toMatchObject({ code: 'badRequest' })

    const newborn = { bed: 'b1', patient: OTHER, facts: NEWBORN }
    expect(await command('patient.admit', newborn)).toMatchObject({ person: { ageClass: 'neonate' } })
    // Without a birth date it is the name, in any order of its words.
    const go = { bed: 'b1', id: OTHER.id }
    await expect(command('patient.discharge', { ...go, second: 'Kind' })).rejects.toMatchObject({
      code: 'identityMismatch',
    })
    expect(await command('patient.discharge', { ...go, second: 'שלום <B>"Kind"</b>' })).toMatchObject({
      patient: null,
    })
    await engine.close()

    const reader = recordOf(folder)
    expect(reader.bindings('b1').map(({ patient, toUtcMs }) => [patient.id, toUtcMs !== null])).toEqual([
      ['T-4702', true],
      ['T-4711', true],
    ])
    expect(reader.bindings('b2')).toMatchObject([{ patient: WHO, toUtcMs: null, person: FACTS }])
    const audit = reader.auditRows().filter(({ action }) => action.startsWith('patient.'))
    expect(audit.map(({ action }) => action)).toEqual([
      'patient.admit',
      'patient.transfer',
      'patient.admit',
      'patient.discharge',
    ])
    expect(audit.every(({ actor }) => actor.initials === 'AB')).toBe(true)
    expect(JSON.parse(audit[1]?.after ?? '')).toEqual({
      bed: 'b2',
      patient: WHO,
      checked: ['identifier', 'birthDate'],
    })
    // Neither a name nor a birth date stands in the audit.
    // Four digits by themselves stand in a hash now and then.
    expect(JSON.stringify(audit)).not.toMatch(/Person, |1970-\d\d|Kind/)
    expect(verifyStore({ dataDir: `${folder}/data`, keyFile: null, key: null }).ok).toBe(true)
  },
  TEST_MS,
)

it(
  'gives nobody an age class by default: one that is typed in set-up or named by a monitor has none until it is chosen',
  async () => {
    const folder = temporaryFolder()
    const { command, bed, engine } = await startedBeds(folder)
    await command('session.signIn', { initials: 'AB' })
    await command('bed.setPatient', { bed: 'b1', patient: WHO })
    expect(bed('b1').person).toBeUndefined()
    const describe = { bed: 'b1', patient: WHO, facts: { ...FACTS, ageClass: 'neonate' } }
    await expect(command('patient.describe', { ...describe, patient: OTHER })).rejects.toMatchObject({
      code: 'patientInBed',
    })
    // Nobody is moved who cannot be told by a second identifier.
    await expect(
      command('patient.discharge', { bed: 'b1', id: WHO.id, second: '1970-01-02' }),
    ).rejects.toMatchObject({ code: 'badRequest', message: /add one first/ })
    expect(await command('patient.describe', describe)).toMatchObject({ person: { ageClass: 'neonate' } })
    await command('patient.discharge', { bed: 'b1', id: WHO.id, second: '1970-01-02' })
    // Somebody who comes back is known again, and a birth date that contradicts it is somebody else's.
    const other = { ...FACTS, birthDate: '1970-01-03' }
    await expect(command('patient.admit', { bed: 'b1', patient: WHO, facts: other })).rejects.toMatchObject({
      code: 'identityMismatch',
    })
    expect(bed('b1').patient).toBeNull()
    await command('bed.setPatient', { bed: 'b1', patient: WHO })
    expect(bed('b1').person).toMatchObject({ ageClass: 'neonate', birthDate: '1970-01-02' })
    await engine.close()
    const again = await startedBeds(folder)
    expect(again.bed('b1').person).toMatchObject({ ageClass: 'neonate', paced: 'yes' })
  },
  TEST_MS,
)

it(
  'lets the line of a bed that was left raise no alarm, also after a restart, until somebody lies in it',
  async () => {
    const folder = temporaryFolder()
    const first = await startedBeds(folder)
    await first.command('session.signIn', { initials: 'AB' })
    await first.command('patient.admit', { bed: 'b1', patient: WHO, facts: FACTS })
    await waitFor(() => first.bed('b1').alarms.length > 0, 'the alarm of the line')
    await first.command('patient.discharge', { bed: 'b1', id: WHO.id, second: '1970-01-02' })
    expect(first.bed('b1').alarms).toEqual([])
    await waitFor(() => first.bed('b1').standby !== undefined, 'the bed standing by')
    expect(first.bed('b2').standby).toBeUndefined()
    await first.engine.close()

    const second = await startedBeds(folder)
    await waitFor(() => second.bed('b1').standby !== undefined, 'the bed standing by')
    await waitFor(() => second.bed('b2').alarms.length > 0, 'the alarm of the other line')
    expect(second.bed('b1').alarms).toEqual([])
    await second.command('session.signIn', { initials: 'AB' })
    await second.command('patient.admit', { bed: 'b1', patient: OTHER, facts: FACTS })
    expect(second.bed('b1').standby).toBeUndefined()
    expect(second.bed('b1').alarms.length).toBeGreaterThan(0)
  },
  TEST_MS,
)

it(
  'gives a bed the limits of the age class of its patient, who takes it along, and none to whoever has none',
  async () => {
    const folder = temporaryFolder()
    const { command, bed, engine } = await startedBeds(folder)
    await command('session.signIn', { initials: 'AB' })
    await command('patient.admit', { bed: 'b1', patient: WHO, facts: FACTS })
    expect(bed('b1').alarmStatus.ageClass).toBe('adult')
    // What is chosen beside the limits is kept with the patient.
    await command('alarm.setAgeClass', { bed: 'b1', ageClass: 'paediatric', replaces: 'adult' })
    expect(bed('b1').person?.ageClass).toBe('paediatric')
    await command('patient.transfer', { bed: 'b1', to: 'b2', id: WHO.id, second: '1970-01-02' })
    expect(bed('b2').alarmStatus.ageClass).toBe('paediatric')
    expect(bed('b1').alarmStatus.ageClass).toBeNull()
    await command('patient.describe', { bed: 'b2', patient: WHO, facts: { ...FACTS, ageClass: 'neonate' } })
    expect(bed('b2').alarmStatus.ageClass).toBe('neonate')
    // Patient and limits never differ: what the limits follow from is not taken away from the patient alone.
    const none = { bed: 'b2', patient: WHO, facts: { ...FACTS, ageClass: null } }
    await expect(command('patient.describe', none)).rejects.toMatchObject({ code: 'badRequest' })
    expect(bed('b2').person?.ageClass).toBe('neonate')
    await command('bed.setPatient', { bed: 'b1', patient: OTHER })
    expect(bed('b1').alarmStatus.ageClass).toBeNull()
    await engine.close()
    const again = await startedBeds(folder)
    expect(again.bed('b2').alarmStatus.ageClass).toBe('neonate')
    expect(again.bed('b1').alarmStatus.ageClass).toBeNull()
  },
  TEST_MS,
)
