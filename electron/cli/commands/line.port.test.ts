import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openPtyPair } from '../../engine/testing/pty-pair.ts'
import { runCommand } from '../run.ts'
import { memoryIo } from '../testing/memory-io.ts'
import { commands } from './index.ts'

// The twin runs at 20 times its speed; a busy machine still needs seconds to open two ports.
it('a monitor played on a serial port is captured from the other end of the cable', {
  timeout: 30_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-port-'))
  const pair = await openPtyPair(folder)
  const file = join(folder, 'line.vcap')
  const twin = memoryIo()
  const twinEnded = runCommand(
    commands,
    ['simulate', '--driver', 'ge-s5', '--port', pair.monitor, '--speed', '20', '--fault', 'drop-byte'],
    twin,
  )
  const capture = memoryIo()
  const captureEnded = runCommand(
    commands,
    ['capture', '--link', `serial:${pair.station}`, '--driver', 'ge-s5', '--out', file],
    capture,
  )
  const goodFrames = async (): Promise<number> => {
    const io = memoryIo()
    const args = ['decode', '--driver', 'ge-s5', file, '--summary', '--json']
    const code = await runCommand(commands, args, io)
    return code === 0 ? JSON.parse(io.stdout()).frames.good : 0
  }
  try {
    await expect.poll(goodFrames, { timeout: 20_000, interval: 200 }).toBeGreaterThan(3)
    capture.interrupt()
    expect(await captureEnded).toBe(0)
    await pair.unplug()
    expect(await twinEnded).toBe(1)
    expect(twin.notes.at(-1)).toContain(`${pair.monitor} is gone`)
  } finally {
    twin.interrupt()
    capture.interrupt()
    await Promise.all([twinEnded, captureEnded, pair.unplug()])
    await rm(folder, { recursive: true, force: true })
  }
})

it('a port that is not there ends both in one sentence', async () => {
  for (const args of [
    ['simulate', '--driver', 'ge-s5', '--port', '/dev/ttyNOWHERE'],
    ['capture', '--link', 'serial:/dev/ttyNOWHERE', '--out', '/dev/null'],
  ]) {
    const io = memoryIo()
    expect(await runCommand(commands, args, io)).toBe(1)
    expect(io.notes).toEqual([
      'The port /dev/ttyNOWHERE is not there: plug the adapter in or choose another port.',
    ])
  }
})
