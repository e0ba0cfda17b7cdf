import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { PlainBench } from '../bench.ts'
import { watchSmallCpu } from '../cpu.ts'
import { openLines } from '../lines.ts'
import { load } from '../machine.ts'
import { latenciesMs } from './ingest-result.ts'
import type { Fed, FromReader } from './messages.ts'
import { PACKET_MS } from './packets.ts'

const PORTS = 32
/** After the last write, bytes have this long to arrive; a hundred times what they take. */
const SETTLE_MS = 500
/** The first packets find code that is not compiled and buffers that are not there; a station runs for weeks. */
const WARM_UP_MS = 4_000
const MS_PER_SECOND = 1000
/** Programs that say nothing when they are ready have opened their lines by then. */
const START_MS = 1_500
/** The package python3-serial belongs to the system's own Python. */
const PYTHONS = ['/usr/bin/python3', 'python3']
const PYTHON_READER = `
import sys, select, signal, serial
ports = [serial.Serial(p, 115200, timeout=0) for p in sys.argv[2:]]
total = 0
def end(*_):
    open(sys.argv[1], 'w').write(str(total))
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
while True:
    ready, _, _ = select.select(ports, [], [])
    for port in ready:
        total += len(port.read(4096))
`

/** Every side of B5. */
export type IngestSide = 'vigil' | 'serialport, bare handler' | 'python3-serial' | 'cat'

/** One side in one round. */
export interface IngestRound {
  readonly side: IngestSide
  readonly load: number
  readonly cpuPercent: number
  readonly sentBytes: number
  readonly lostBytes: number
  /** Packets that a line did not take: the feeder's trouble, or a reader that is too slow. */
  readonly refused: number
  /** From the write of each packet until the bus or the handler had all of it; none for programs that do not say. */
  readonly latenciesMs: readonly number[]
}

/** Everything that one run measured. */
export interface IngestRun {
  readonly rounds: readonly IngestRound[]
  readonly ports: number
  readonly seconds: number
  readonly missing: readonly string[]
}

interface Reader {
  readonly pids: readonly number[]
  stop(): Promise<{ readonly bytes: number; readonly times: Extract<FromReader, { type: 'read' }>['times'] }>
}

const NODE_FLAGS = ['--disable-warning=ExperimentalWarning']

function forked(file: string, words: readonly string[]): ChildProcess {
  const child = fork(join(import.meta.dirname, file), [...words], { execArgv: NODE_FLAGS })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return child
}

async function message<T>(child: ChildProcess): Promise<T> {
  const gone = once(child, 'exit').then(() => {
    throw new Error('a process of the bench ended early')
  })
  const [value] = await Promise.race([once(child, 'message'), gone])
  return value as T
}

async function startOwn(side: 'vigil' | 'bare', lines: readonly string[]): Promise<Reader> {
  const child = forked('reader.ts', [side, ...lines])
  await message<FromReader>(child)
  return {
    pids: [child.pid ?? 0],
    async stop() {
      child.send('stop')
      const read = await message<Extract<FromReader, { type: 'read' }>>(child)
      await once(child, 'exit')
      return read
    },
  }
}

async function startCats(folder: string, lines: readonly string[]): Promise<Reader> {
  const files = lines.map((_, index) => join(folder, `cat-${index}`))
  const cats = lines.map((line, index) => {
    const handle = openSync(files[index] ?? '', 'w')
    const cat = spawn('cat', [line], { stdio: ['ignore', handle, 'inherit'] })
    closeSync(handle)
    return cat
  })
  await pause(START_MS)
  return {
    pids: cats.flatMap(({ pid }) => pid ?? []),
    async stop() {
      for (const cat of cats) cat.kill()
      await Promise.all(cats.map((cat) => cat.exitCode ?? cat.signalCode ?? once(cat, 'exit')))
      return { bytes: files.reduce((sum, file) => sum + statSync(file).size, 0), times: [] }
    },
  }
}

async function startPython(python: string, folder: string, lines: readonly string[]): Promise<Reader> {
  const file = join(folder, 'python-bytes')
  const child = spawn(python, ['-c', PYTHON_READER, file, ...lines], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await pause(START_MS)
  return {
    pids: [child.pid ?? 0],
    async stop() {
      child.kill()
      await once(child, 'exit')
      return { bytes: Number(readFileSync(file, 'utf8')), times: [] }
    },
  }
}

function findPython(): string | undefined {
  return PYTHONS.find((python) => {
    try {
      execFileSync(python, ['-c', 'import serial'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
}

/** B5: 32 pseudo-terminals at 11.5 kB a second each, read by every side in turn. */
export async function ingest(bench: PlainBench, rounds: number, seconds: number): Promise<IngestRun> {
  const folder = join(bench.folder, 'ingest')
  const lines = await openLines(folder, PORTS)
  const python = findPython()
  const missing =
    python === undefined ? ['python3-serial was not there: install the Debian package python3-serial.'] : []
  for (const sentence of missing) bench.say(sentence)
  const ends = lines.stationEnds
  const sides: [IngestSide, () => Promise<Reader>][] = [
    ['vigil', () => startOwn('vigil', ends)],
    ['serialport, bare handler', () => startOwn('bare', ends)],
    ['cat', () => startCats(folder, ends)],
  ]
  if (python !== undefined) sides.push(['python3-serial', () => startPython(python, folder, ends)])
  const taken: IngestRound[] = []
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const [side, start] of sides) {
        bench.say(`ingest: round ${round} of ${rounds}, ${side}`)
        const reader = await start()
        const feeder = forked('feeder.ts', [
          String(seconds + WARM_UP_MS / MS_PER_SECOND),
          ...lines.monitorEnds,
        ])
        const feeding = message<Fed>(feeder)
        await pause(WARM_UP_MS)
        const cpu = watchSmallCpu(reader.pids)
        const fed = await feeding
        const cpuPercent = cpu()
        await pause(SETTLE_MS)
        const { bytes, times } = await reader.stop()
        taken.push({
          side,
          load: load(),
          cpuPercent,
          sentBytes: fed.bytes,
          lostBytes: fed.bytes - bytes,
          refused: fed.refused,
          latenciesMs: latenciesMs(fed.times, times, Math.ceil(WARM_UP_MS / PACKET_MS)),
        })
      }
    }
  } finally {
    await lines.close()
  }
  return { rounds: taken, ports: PORTS, seconds, missing }
}
