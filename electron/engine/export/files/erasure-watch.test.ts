import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openStoreReader, openStoreWriter } from '../../store/open/open.ts'
import { withFolder } from '../../store/testing/folder.ts'
import {
  announced,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
  waveChannel,
} from '../../store/testing/samples.ts'
import {
  BY,
  connectPatient,
  NUMBER,
  recordSeconds,
  WAVE,
  WHO_LEFT,
  WHO_STAYS,
} from '../../store/testing/two-patients.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { exportFiles } from './export-files.ts'
import type { FilesRequest } from './stay-files.ts'
import { ALL } from './testing/run-export.ts'

const STAY_S = 5
const STAYS_FROM = START_UTC_MS + STAY_S * 1000
const ERASED = expect.objectContaining({ code: 'patientErased' })

/** Exports, and the patient who left is erased after the first step that has so many whole files. */
async function exportWhileErased(request: FilesRequest, wholeFiles: number) {
  return withFolder((folder) => {
    const to = temporaryFolder()
    const { writer } = openStoreWriter(openOptions(folder))
    writer.record(
      secondOf({ channels: [announced(WAVE, waveChannel('ii')), announced(NUMBER, numericChannel('hr'))] }),
    )
    connectPatient(writer, WHO_LEFT, START_UTC_MS)
    recordSeconds(writer, 0, STAY_S)
    connectPatient(writer, WHO_STAYS, STAYS_FROM)
    recordSeconds(writer, STAY_S, 2 * STAY_S)
    const { reader } = openStoreReader(openOptions(folder))
    const steps = exportFiles(reader, request, to, null)
    let isErased = false
    let error: unknown = null
    try {
      for (let step = steps.next(); step.done !== true; step = steps.next()) {
        if (isErased || step.value.names.length < wholeFiles) continue
        writer.erase({ patient: WHO_LEFT, reason: 'asked for in writing', endsStays: false }, BY)
        isErased = true
      }
    } catch (thrown) {
      error = thrown
    }
    reader.close()
    writer.close()
    expect(isErased).toBe(true)
    return { error, files: readdirSync(to) }
  })
}

it.each(['edf', 'csv'] as const)(
  'an export of %s stops when its patient is erased, and leaves nothing',
  async (format) => {
    const { error, files } = await exportWhileErased({ ...ALL, patient: WHO_LEFT.id, format }, 0)
    expect(error).toEqual(ERASED)
    expect(files).toEqual([])
  },
)

it('names what was whole before, and leaves no part', async () => {
  const { error, files } = await exportWhileErased({ ...ALL, format: 'csv' }, 1)
  expect(error).toEqual(ERASED)
  expect(files).toHaveLength(1)
  expect(String(error)).toContain(`delete what was whole before (${files[0]}) and export again.`)
})

it('an export of others goes on', async () => {
  const { error, files } = await exportWhileErased({ ...ALL, fromUtcMs: STAYS_FROM, format: 'csv' }, 0)
  expect(error).toBeNull()
  expect(files).toHaveLength(1)
})
