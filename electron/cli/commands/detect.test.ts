import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { masimoAscii } from '../../../drivers/masimo-ascii/driver.ts'
import { withShared } from '../../../resources/testing/with-shared.ts'
import { folderOfFile } from '../../engine/testing/temporary-folder.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

const folder = folderOfFile()

async function detect(...args: readonly string[]) {
  const io = memoryIo()
  const code = await runCommand(commands, ['detect', ...args], io)
  return { code, stdout: io.stdout(), notes: io.notes }
}

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, bytes)
  return file
}

describe('vigil detect', () => {
  it('names the driver that understands a recording, and what it would show', async () => {
    const twin = masimoAscii.twin({ scenario: 'stable', seed: 1, startUtcMs: 0 })
    const file = await fileOf('oximeter.txt', twin.produce(20_000))
    const table = await detect(file)
    expect(table).toMatchObject({ code: 0, notes: [] })
    expect(table.stdout.split('\n')).toHaveLength(3)
    expect(table.stdout).toMatch(/^masimo-ascii +100 % +\d+ +0 +SpO2 \d+ %/m)
    const json = await detect(file, '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      verdict: 'one',
      claims: [{ driver: 'masimo-ascii', badFrames: 0, waves: [] }],
    })
  })

  it('ends with 2 and one sentence when nobody understands it', async () => {
    const noise = Uint8Array.from({ length: 312 }, (_, index) => (index * 73) & 0xff)
    const file = await fileOf('noise.bin', noise)
    expect(await detect(file)).toMatchObject({
      code: 2,
      stdout: '',
      notes: [expect.stringContaining('No driver understands the 312 bytes')],
    })
    expect(JSON.parse((await detect(file, '--json')).stdout)).toEqual({
      bytes: 312,
      verdict: 'none',
      claims: [],
    })
    const empty = await fileOf('empty.bin', new Uint8Array(0))
    expect((await detect(empty)).notes).toEqual([expect.stringContaining('holds no bytes of a monitor')])
    expect(await detect(join(folder, 'none.bin'))).toMatchObject({ code: 1, stdout: '' })
    expect(await detect()).toMatchObject({ code: 1, notes: [expect.stringContaining('FILE is missing')] })
  })

  withShared(
    'protocols/captures/ge_s5_dri/carescape_raw/notebook_raw.raw',
    'knows a recording',
    async (file) => {
      const { code, stdout } = await detect(file, '--json')
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        bytes: 17_639,
        claims: [{ driver: 'ge-s5', goodFrames: 21 }],
      })
    },
  )
})
