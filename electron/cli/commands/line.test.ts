import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeVcap } from '../../engine/link/vcap.ts'
import { folderOfFile } from '../../engine/testing/temporary-folder.ts'
import { runCommand } from '../run.ts'
import { type MemoryIo, memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

const folder = folderOfFile()

function start(...args: string[]): { io: MemoryIo; ended: Promise<number> } {
  const io = memoryIo()
  return { io, ended: runCommand(commands, args, io) }
}

async function run(...args: string[]) {
  const { io, ended } = start(...args)
  return { code: await ended, stdout: io.stdout(), notes: io.notes }
}

/** The port a running simulate has bound, once it says so. */
async function boundPort(io: MemoryIo): Promise<string> {
  const said = () => /tcp:127\.0\.0\.1:(\d+)/.exec(io.notes.join('\n'))?.[1]
  // Opening a port takes milliseconds; a busy machine may need much longer.
  await expect.poll(said, { timeout: 10_000, interval: 5 }).toBeDefined()
  return said() ?? ''
}

describe('vigil simulate and capture', () => {
  // The driver asks, the twin answers a second of its own time later: at 20 times the speed within moments.
  it('play a monitor over TCP and record both directions of the line', { timeout: 20_000 }, async () => {
    const twin = start('simulate', '--driver', 'ge-s5', '--listen', '127.0.0.1:0', '--speed', '20')
    const port = await boundPort(twin.io)
    const file = join(folder, 'twin.vcap')
    const capture = start('capture', '--link', `tcp:127.0.0.1:${port}`, '--driver', 'ge-s5', '--out', file)
    await expect
      .poll(async () => (await decodedFrames(file)) > 3, { timeout: 15_000, interval: 200 })
      .toBe(true)
    capture.io.interrupt()
    expect(await capture.ended).toBe(0)
    twin.io.interrupt()
    expect(await twin.ended).toBe(0)
    expect(capture.io.stdout() + twin.io.stdout()).toBe('')
    expect(twin.io.notes[0]).toMatch(/^SIMULATED ge-s5 on tcp:/)
    const { header, records } = decodeVcap(await readFile(file))
    expect(header?.driver).toBe('ge-s5')
    expect(new Set(records.map((record) => record.kind))).toEqual(new Set(['opened', 'received', 'sent']))
    const decoded = await run('decode', '--driver', 'ge-s5', file, '--json')
    expect(decoded.code).toBe(0)
    expect(decoded.stdout).toContain('"id":"MDC_ECG_HEART_RATE"')
  })

  it('capture a simulated line and mark it', { timeout: 20_000 }, async () => {
    const file = join(folder, 'sim.vcap')
    const capture = start('capture', '--link', 'sim:stable?seed=3', '--driver', 'ge-s5', '--out', file)
    await expect
      .poll(async () => (await decodedFrames(file)) > 0, { timeout: 15_000, interval: 200 })
      .toBe(true)
    capture.io.interrupt()
    expect(await capture.ended).toBe(0)
    expect(decodeVcap(await readFile(file)).header?.simulated).toBe(true)
    expect((await run('decode', '--driver', 'ge-s5', file, '--summary')).notes[0]).toContain('SIMULATED')
  })

  it('end by themselves after --seconds, with 2 when not one byte came', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const result = await run(
      ...[
        'capture',
        '--link',
        `tcp:127.0.0.1:${port}`,
        '--out',
        join(folder, 'silent.vcap'),
        '--seconds',
        '0.2',
      ],
    )
    expect(result).toMatchObject({ code: 2, notes: [expect.stringContaining('Not one byte arrived')] })
    expect(
      (await run('simulate', '--driver', 'ge-s5', '--listen', '127.0.0.1:0', '--seconds', '0.1')).code,
    ).toBe(0)
    silent.close()
  })
})

describe('bad input of lines', () => {
  it('a full disk ends a capture and is said', { timeout: 20_000 }, async () => {
    const result = await run('capture', '--link', 'sim:stable', '--driver', 'ge-s5', '--out', '/dev/full')
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.notes).toEqual([
      'The disk is full, so the file is not complete: free some space and run again.',
    ])
  })

  it.each([
    [['simulate', '--driver', 'ge-s5'], 'give either --port PATH or --listen HOST:PORT'],
    [
      ['simulate', '--driver', 'nope', '--listen', '127.0.0.1:0'],
      'There is no driver "nope": use one of ge-s5',
    ],
    [['simulate', '--driver', 'ge-s5', '--listen', '4001'], 'give HOST:PORT'],
    [['simulate', '--driver', 'ge-s5', '--listen', '203.0.113.1:4001'], 'is not an address of this computer'],
    [
      ['simulate', '--driver', 'ge-s5', '--listen', '127.0.0.1:0', '--scenario', 'party'],
      'There is no scenario "party"',
    ],
    [
      ['simulate', '--driver', 'ge-s5', '--listen', '127.0.0.1:0', '--fault', 'gremlin'],
      'There is no fault "gremlin"',
    ],
    [['simulate', '--driver', 'ge-s5', '--listen', '127.0.0.1:0', '--speed', '0'], 'greater than 0'],
    [['capture', '--link', 'carrier:pigeon', '--out', 'x.vcap'], 'carrier'],
    [['capture', '--link', 'tcp:127.0.0.1:1', '--out', '/nowhere/x.vcap'], '/nowhere/x.vcap does not exist'],
    [['capture', '--link', 'replay:/nowhere.raw', '--out', '$OUT'], '/nowhere.raw'],
    [['capture', '--link', 'tcp:127.0.0.1:1', '--out', '$OUT'], '127.0.0.1:1'],
  ])('%j is refused in one line with exit 1', async (args, sentence) => {
    const result = await run(...args.map((arg) => arg.replace('$OUT', join(folder, 'bad.vcap'))))
    expect({ code: result.code, stdout: result.stdout, lines: result.notes.length }).toEqual({
      code: 1,
      stdout: '',
      lines: 1,
    })
    expect(result.notes[0]).toContain(sentence)
  })

  it('a line that does not open leaves an older capture as it was, and no new file', async () => {
    const older = join(folder, 'older.vcap')
    await writeFile(older, 'precious')
    const capture = ['capture', '--link', 'tcp:127.0.0.1:1', '--out']
    expect((await run(...capture, older)).code).toBe(1)
    expect(await readFile(older, 'utf8')).toBe('precious')
    expect((await run(...capture, join(folder, 'never.vcap'))).code).toBe(1)
    await expect(readFile(join(folder, 'never.vcap'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('a port in use is named', async () => {
    const twin = start('simulate', '--driver', 'ge-s5', '--listen', '127.0.0.1:0')
    const port = await boundPort(twin.io)
    const second = await run('simulate', '--driver', 'ge-s5', '--listen', `127.0.0.1:${port}`)
    expect(second).toMatchObject({ code: 1, notes: [expect.stringContaining('in use by another program')] })
    twin.io.interrupt()
    await twin.ended
  })
})

/** Good frames in a capture that is still being written; 0 where there is no file yet. */
async function decodedFrames(file: string): Promise<number> {
  const { code, stdout } = await run('decode', '--driver', 'ge-s5', file, '--summary', '--json')
  return code === 0 ? JSON.parse(stdout).frames.good : 0
}
