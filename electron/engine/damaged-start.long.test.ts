import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { commandOf, type Engine } from './engine.ts'
import { damageTable } from './store/testing/damage.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { tinyDriver } from './testing/tiny-driver.ts'

/** Two workers start from source on a shared machine: seconds, not milliseconds. */
const START_MS = 30_000
const BED = { id: 'b1', label: 'Bed 1', driver: 'tiny', link: 'serial:/dev/vigil-none' }

const open = (folder: string): Promise<Engine> => startedEngine(folder, { drivers: [tinyDriver] })

it(
  'knows who lies in a bed after a start on a damaged record, and says when it does not',
  async () => {
    const folder = temporaryFolder()
    writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'ward-3', beds: [BED] }))
    const patient = { id: '12345', authority: 'HOSP' }
    const first = await open(folder)
    await commandOf(first)('bed.setPatient', { bed: 'b1', patient })
    await first.close()

    damageTable(`${folder}/data`, 'coverage')
    const second = await open(folder)
    expect(second.beds()[0]?.patient).toEqual(patient)
    expect(second.station().notices.join()).toContain('Beds and patients were carried over.')
    await second.close()

    damageTable(`${folder}/data`, 'binding')
    const third = await open(folder)
    expect(third.beds()[0]?.patient).toBeNull()
    expect(third.station().notices.join()).toContain('Its patients could not be read: check the patient of')
  },
  START_MS,
)
