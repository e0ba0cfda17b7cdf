import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { geS5 } from '../../../drivers/ge-s5/driver.ts'
import { displayed } from '../../../drivers/ge-s5/testing/records.ts'
import { drivers } from '../../../drivers/registry.ts'
import { DecodeSummary } from '../../../drivers/summary.ts'
import { withShared } from '../../../resources/testing/with-shared.ts'
import { folderOfFile } from '../../engine/testing/temporary-folder.ts'
import { runCommand } from '../run.ts'
import { decode } from '../testing/decode.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

const folder = folderOfFile()

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, bytes)
  return file
}

describe('vigil decode', () => {
  it('ends with 2 and one sentence when no frame is good', async () => {
    const noise = createHash('sha512').update('noise').digest()
    const { code, notes } = await decode('--summary', '--json', await fileOf('noise.raw', noise))
    expect(code).toBe(2)
    expect(notes).toHaveLength(1)
    expect(notes[0]).toContain('not one good ge-s5 frame in the 64 bytes')
    expect(await decode(await fileOf('empty.raw', new Uint8Array(0)))).toMatchObject({ code: 2, stdout: '' })
  })

  it('names an unknown driver and a missing file', async () => {
    expect(await decode(join(folder, 'none.raw'))).toMatchObject({
      code: 1,
      notes: [`${join(folder, 'none.raw')} does not exist: check the path.`],
    })
    const io = memoryIo()
    expect(await runCommand(commands, ['decode', '--driver', 'ge-s6', 'x'], io)).toBe(1)
    const known = drivers.map(({ id }) => id).join(', ')
    expect(io.notes).toEqual([`There is no driver "ge-s6": use one of ${known}.`])
    expect(await decode(folder)).toMatchObject({
      code: 1,
      notes: [`${folder} is a folder: give a file.`],
    })
  })
})

describe('vigil decode of a group that goes away', () => {
  it('lists and counts what was sent', async () => {
    const sent = (status: number, number: number) =>
      displayed({ basic: { t1: { status, temp: 3650 } } }, { number })
    const file = await fileOf('gone.raw', Buffer.concat([sent(3, 0), sent(1, 1), sent(3, 2)]))
    const listed = (await decode('--json', file)).stdout.trim().split('\n')
    expect(listed.map((line) => JSON.parse(line).value)).toEqual([36.5, 36.5])
    const totals = JSON.parse((await decode('--summary', '--json', file)).stdout)
    expect(totals.numerics.MDC_TEMP).toMatchObject({ n: 2, invalid: 0 })
  })
})

describe('vigil decode of recordings', () => {
  const captures = 'protocols/captures/ge_s5_dri/carescape_raw'
  for (const name of ['db01.raw', 'db02.raw', 'notebook_raw.raw']) {
    withShared(`${captures}/${name}`, `gives ${name} the totals of the driver itself`, async (file) => {
      const bytes = await readFile(file)
      const summary = new DecodeSummary('ge-s5')
      const decoder = geS5.start({ measure: (one) => summary.add(one) }, geS5.options.parse({}))
      decoder.push(bytes, 0)
      decoder.end(0)
      const { code, stdout } = await decode('--summary', '--json', file)
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toEqual(
        JSON.parse(JSON.stringify(summary.result(decoder.counts, bytes.length))),
      )
    })
  }

  withShared(`${captures}/db02.raw`, 'lists as many values of db02.raw as it sums up', async (file) => {
    const totals = JSON.parse((await decode('--summary', '--json', file)).stdout)
    const counts = new Map<string, number>()
    let samples = 0
    for (const text of (await decode('--json', file)).stdout.trimEnd().split('\n')) {
      const line = JSON.parse(text)
      const key = line.site === undefined ? line.id : `${line.id}@${line.site}`
      if (line.type === 'numeric') counts.set(key, (counts.get(key) ?? 0) + 1)
      if (line.type === 'wave' && key === 'MDC_PULS_OXIM_PLETH') samples += line.samples.length
    }
    for (const [key, row] of Object.entries<{ n: number }>(totals.numerics))
      expect(counts.get(key), key).toBe(row.n)
    expect(samples).toBe(totals.waves.MDC_PULS_OXIM_PLETH.samples)
  })
})
