import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const PROJECT_DIR = join(import.meta.dirname, '../..')
const ENTRY = join(import.meta.dirname, 'index.ts')
/** Starting Node takes 0.3 s, on a busy machine some seconds. */
const TIMEOUT_MS = 20_000

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function start(args: readonly string[], onError: (text: string, stop: () => void) => void = () => undefined) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: PROJECT_DIR,
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (bytes) => {
    stdout += bytes
  })
  child.stderr.on('data', (bytes) => {
    stderr += bytes
    onError(stderr, () => child.kill('SIGTERM'))
  })
  return new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
}

describe('vigil as a process', { timeout: TIMEOUT_MS }, () => {
  it('prints the drivers on stdout and nothing else', async () => {
    const { code, stdout, stderr } = await start([ENTRY, 'drivers', '--json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [driver] = JSON.parse(stdout)
    expect(driver).toMatchObject({ id: 'ge-s5', evidence: 'real capture', maxQuietMs: expect.any(Number) })
    expect(driver.undetectedErrorRate).toContain('1 in ')
  })

  it('answers wrong use with one line on stderr and exit 1', async () => {
    const { code, stdout, stderr } = await start([ENTRY, 'decode', '--driver', 'ge-s5'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.split('\n')).toEqual([expect.stringContaining('FILE is missing: use vigil decode'), ''])
  })

  it('ends cleanly when it is told to stop', async () => {
    const { code, stdout } = await start(
      [ENTRY, 'simulate', '--driver', 'ge-s5', '--listen', '127.0.0.1:0'],
      (text, stop) => {
        if (text.includes('SIMULATED')) stop()
      },
    )
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  })

  it('lists and decodes without loading a serial port or a database', async () => {
    const script = `
      import Module from 'node:module'
      import { commands } from ${JSON.stringify(join(import.meta.dirname, 'commands/index.ts'))}
      await commands.drivers()
      await commands.decode()
      console.log(Object.keys(Module._cache).filter((path) => /serialport|sqlite/.test(path)).length)
    `
    expect((await start(['--input-type=module', '-e', script])).stdout).toBe('0\n')
  })
})
