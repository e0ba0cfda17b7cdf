import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { SetupProblem } from './say.ts'

/** An X server without a screen, and the file that holds its picture. */
export interface VirtualDisplay {
  /** Value for DISPLAY. */
  readonly name: string
  readonly widthPixels: number
  readonly heightPixels: number
  /** XWD file that the server keeps up to date while it runs. */
  readonly framebufferFile: string
  close(): Promise<void>
}

/** Xvfb picks a free number itself and writes it to this file descriptor. */
const DISPLAY_FD = 3
const START_WITHIN_MS = 15_000

/** Whether a person's display is there. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}

function displayNumber(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new SetupProblem(`Xvfb did not start within ${START_WITHIN_MS / 1_000} s. Start again.`)),
      START_WITHIN_MS,
    )
    let text = ''
    const pipe = child.stdio[DISPLAY_FD] as Readable
    pipe.on('data', (bytes: Buffer) => {
      text += bytes.toString('ascii')
      if (!text.endsWith('\n')) return
      clearTimeout(limit)
      resolve(text.trim())
    })
    child.once('error', (error) => {
      clearTimeout(limit)
      reject(new SetupProblem(`Xvfb could not be started (${error.message}): sudo apt-get install xvfb`))
    })
    child.once('exit', (code) => {
      clearTimeout(limit)
      reject(new SetupProblem(`Xvfb ended with code ${code} before it had started.`))
    })
  })
}

/**
 * Starts an X server without a screen, 24 bits deep. In: its size in pixels, and when it ends: when it
 * is closed, or by itself with the last program that it showed. The second kind lives outside the
 * terminal's group of processes, so that Ctrl-C does not take the screen from a program that still closes
 * its record. Throws SetupProblem.
 */
export async function startDisplay(
  widthPixels = 1920,
  heightPixels = 1080,
  ends: 'whenClosed' | 'withLastProgram' = 'whenClosed',
): Promise<VirtualDisplay> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-display-'))
  mkdirSync('/tmp/.X11-unix', { recursive: true, mode: 0o1777 })
  const words = ['-displayfd', String(DISPLAY_FD), '-screen', '0', `${widthPixels}x${heightPixels}x24`]
  const life = ends === 'whenClosed' ? '-noreset' : '-terminate'
  const child = spawn('Xvfb', [...words, '-fbdir', folder, '-nolisten', 'tcp', life], {
    detached: ends === 'withLastProgram',
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  const close = async () => {
    child.kill()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const killWithUs = () => child.kill()
  process.once('exit', killWithUs)
  void ended.then(() => process.removeListener('exit', killWithUs))
  try {
    const number = await displayNumber(child)
    return {
      name: `:${number}`,
      widthPixels,
      heightPixels,
      framebufferFile: join(folder, 'Xvfb_screen0'),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
