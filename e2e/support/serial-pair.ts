import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './wait.ts'

/** Two ends of one serial cable. */
export interface SerialPair {
  readonly monitorEnd: string
  readonly stationEnd: string
  /** Pulls the cable: both ends vanish. */
  close(): Promise<void>
}

/** Cables whose program still runs; they end with this process, whatever ends it. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill()
})

/** Makes a cable from two pseudo-terminals, named in `folder`. The same folder may be used again after `close`. */
export async function openSerialPair(folder: string): Promise<SerialPair> {
  const monitorEnd = join(folder, 'monitor')
  const stationEnd = join(folder, 'station')
  const end = (path: string) => `pty,raw,echo=0,link=${path}`
  const child = spawn('socat', [end(monitorEnd), end(stationEnd)], { stdio: 'ignore' })
  running.add(child)
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  void ended.then(() => running.delete(child))
  const close = async () => {
    child.kill()
    await ended
  }
  try {
    await until('The serial pair', { withinMs: 10_000, because: 'socat starts at once' }, () => {
      return existsSync(monitorEnd) && existsSync(stationEnd)
    })
    return { monitorEnd, stationEnd, close }
  } catch (error) {
    await close()
    throw error
  }
}
