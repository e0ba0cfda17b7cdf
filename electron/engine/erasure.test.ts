import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { ErasureReceipt, HoldView } from '../ipc/erasure.ts'
import { commandOf } from './engine.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { tinyDriver } from './testing/tiny-driver.ts'

/** Two workers start from source on a shared machine, and an erasure goes on between seconds. */
const TEST_MS = 60_000
const DONE_MS = 45_000
const PATIENT = { id: 'MRN-445566', authority: 'HOSP' }
const REQUEST = { patient: PATIENT, confirm: PATIENT.id, reason: 'asked for in writing' }

interface Listed {
  readonly holds: readonly HoldView[]
  readonly receipts: readonly ErasureReceipt[]
}

async function bench() {
  const folder = temporaryFolder()
  const bed = { id: 'b1', label: 'Bed 1', driver: 'tiny', link: 'serial:/dev/vigil-none' }
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds: [bed] }))
  const engine = await startedEngine(folder, { drivers: [tinyDriver] })
  const command = commandOf(engine)
  return { command, list: async () => (await command('erasure.list', {})) as Listed }
}

it(
  'erases who left the bed, while it records, once somebody signed in has typed the identifier twice',
  async () => {
    const { command, list } = await bench()
    const erase = (parts: object = {}) => command('patient.erase', { ...REQUEST, ...parts })
    await expect(erase()).rejects.toMatchObject({ code: 'notSignedIn' })
    await command('session.signIn', { initials: 'AB' })
    await expect(erase()).rejects.toMatchObject({ code: 'unknownPatient' })
    await command('bed.setPatient', { bed: 'b1', patient: PATIENT })
    await expect(erase()).rejects.toMatchObject({ code: 'patientInBed' })
    await command('bed.setPatient', { bed: 'b1', patient: null })
    await expect(erase({ confirm: 'MRN-445567' })).rejects.toMatchObject({ code: 'identityMismatch' })

    await command('patient.hold', { patient: PATIENT, reason: 'court order', isLifted: false })
    expect((await list()).holds).toMatchObject([{ patient: PATIENT, reason: 'court order', initials: 'AB' }])
    await expect(erase()).rejects.toMatchObject({ code: 'legalHold' })
    await command('patient.hold', { patient: PATIENT, reason: 'order lifted', isLifted: true })
    expect(await list()).toEqual({ holds: [], receipts: [] })

    const { erasure } = (await erase()) as { erasure: string }
    await expect
      .poll(
        async () => {
          // Each call to the writer is followed by a step of the erasure.
          await command('retention.set', { alertsKeptDays: 365 })
          return (await list()).receipts[0]?.done
        },
        { timeout: DONE_MS, interval: 200 },
      )
      .toBe(true)
    expect((await list()).receipts).toMatchObject([
      { id: erasure, initials: 'AB', reason: REQUEST.reason, proof: { ok: true, identifiers: 0 } },
    ])
    expect(await command('retention.get', {})).toEqual({ waves: null, numerics: null, alerts: 365 })
  },
  TEST_MS,
)
