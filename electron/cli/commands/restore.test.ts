import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandOf, startEngine } from '../../engine/engine.ts'
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

async function run(...args: string[]) {
  const io = memoryIo()
  const code = await runCommand(commands, args, io)
  return { code, stdout: io.stdout(), notes: io.notes }
}

/** Runs a station until some numbers are recorded. Out: the text of its recovery file. */
async function recordUnderKey(dataDir: string, keyFile: string, configFile: string): Promise<string> {
  const engine = await startEngine({
    start: { dataDir, configFile, resourcesDir: dataDir, key: null, keyFile, version: '0.0.0' },
  })
  try {
    const command = commandOf(engine)
    const period = { bed: 'b1', fromUtcMs: Date.now() - 60_000, toUtcMs: Date.now() + 60_000 }
    const summary = () => command('shift.summary', period).catch(() => ({ parameters: [] }))
    // The twin's first record comes a second or two after it is asked; a busy machine needs longer.
    await expect
      .poll(summary, { timeout: 20_000, interval: 100 })
      .toHaveProperty('parameters.0', expect.anything())
    return ((await command('recovery.export', {})) as { text: string }).text
  } finally {
    await engine.close()
  }
}

async function csvOf(dataDir: string, out: string, ...more: string[]): Promise<string> {
  expect(await run('export', '--data', dataDir, '--format', 'csv', '--out', out, ...more)).toMatchObject({
    code: 0,
  })
  return readFile(out, 'utf8')
}

describe('vigil restore', () => {
  // Starts a station of two workers from source on a machine that other tests share.
  it('gives the whole record back in another folder, without its key file', {
    timeout: 60_000,
  }, async () => {
    const folder = temporaryFolder()
    const [from, to, keyFile] = [join(folder, 'old'), join(folder, 'new', 'pc'), join(folder, 'vigil.key')]
    const [config, recovery] = [join(folder, 'ward.json'), join(folder, 'recovery.txt')]
    await writeFile(keyFile, 'c0ffee42'.repeat(8))
    const bed = { id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:stable?seed=3' }
    await writeFile(config, JSON.stringify({ station: 'ward-3', beds: [bed] }))
    await writeFile(recovery, await recordUnderKey(from, keyFile, config))
    const csv = await csvOf(from, join(folder, 'old.csv'), '--key-file', keyFile)
    expect(csv.split('\r\n').length).toBeGreaterThan(10)
    await rm(keyFile)
    expect((await run('verify', '--data', from)).notes).toEqual([expect.stringContaining('recovery file')])

    const restored = await run('restore', '--recovery', recovery, '--from', from, '--to', to)
    expect(restored).toEqual({
      code: 0,
      stdout: '',
      notes: [
        expect.stringContaining(`restored in ${to}`),
        expect.stringMatching(/^The key lies beside the data/),
      ],
    })
    expect(await csvOf(to, join(folder, 'new.csv'))).toBe(csv)
    expect((await run('verify', '--data', to)).code).toBe(0)

    const again = await run('restore', '--recovery', recovery, '--from', from, '--to', to)
    expect(again).toMatchObject({
      code: 1,
      notes: [expect.stringMatching(/new\/pc is not empty.*empty one\.$/)],
    })
    expect(await csvOf(to, join(folder, 'new.csv'))).toBe(csv)
  })

  it.each([
    ['a recovery file that is not there', ['--recovery', 'none.txt'], /none\.txt does not exist/],
    ['a folder as recovery file', ['--recovery', '.'], /is a folder: give a file\.$/],
    ['another file', ['--recovery', 'letter.txt'], /not a Vigil recovery file: choose the right one\.$/],
    ['no recovery file', [], /^Option --recovery is missing: use vigil restore --recovery FILE/],
  ])('refuses %s in one line with exit 1, and makes nothing', async (_name, args, sentence) => {
    const folder = temporaryFolder()
    await mkdir(join(folder, 'old'))
    await writeFile(join(folder, 'letter.txt'), 'Dear colleague, '.repeat(10_000))
    const [option, name] = args
    const recovery = option === undefined || name === undefined ? [] : [option, join(folder, name)]
    const result = await run(
      'restore',
      ...recovery,
      '--from',
      join(folder, 'old'),
      '--to',
      join(folder, 'new'),
    )
    expect(result).toEqual({ code: 1, stdout: '', notes: [expect.stringMatching(sentence)] })
    expect(await readdir(folder)).toEqual(['letter.txt', 'old'])
  })
})
