import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Engine, startEngine } from '../../engine/engine.ts'
import type { BedView } from '../../ipc/views.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { type CommandIo, untilStopped } from '../io.ts'
import { parsePositive } from '../values.ts'

const SECOND_MS = 1000
const PROJECT_DIR = join(import.meta.dirname, '../../..')
const PackageSchema = z.object({ version: z.string() })

/** `vigil station`: the whole engine without windows, for gateways. */
export const stationCommand: Command = {
  syntax: {
    name: 'station',
    files: [],
    options: {
      data: { kind: 'text', required: true, value: 'DIR' },
      config: { kind: 'text', required: true, value: 'FILE' },
      seconds: { kind: 'text', value: 'N' },
      'key-file': { kind: 'text', value: 'FILE' },
    },
  },
  about: 'Records the beds of a config without a screen, until stopped.',
  async run(options, io) {
    const secondsText = options.text('seconds')
    const runMs = secondsText === undefined ? null : parsePositive('seconds', secondsText) * SECOND_MS
    const dataDir = options.required('data')
    const engine = await startEngine({
      start: {
        dataDir,
        configFile: options.required('config'),
        resourcesDir: join(PROJECT_DIR, 'resources'),
        keyFile: options.text('key-file') ?? null,
        key: null,
        version: await ownVersion(),
      },
      onNotice: (sentence) => io.note(sentence),
    })
    try {
      io.note(`Recording in ${dataDir}; stop with Ctrl-C. The bedside monitor stays the primary alarm.`)
      await watch(engine, runMs, io)
    } finally {
      await engine.close()
    }
    return EXIT.done
  },
}

/** Tells each change of a bed's line, once, until it is time to stop. */
async function watch(engine: Engine, runMs: number | null, io: CommandIo): Promise<void> {
  const told = new Map<string, string>()
  const tell = (): void => {
    for (const bed of engine.beds()) {
      const line = lineState(bed)
      if (told.get(bed.id) !== line) io.note(line)
      told.set(bed.id, line)
    }
  }
  const timer = setInterval(tell, SECOND_MS)
  try {
    tell()
    await untilStopped(runMs, io.stop)
  } finally {
    clearInterval(timer)
  }
}

function lineState(bed: BedView): string {
  const { phase, cause, target } = bed.link
  const why = cause === null ? '' : ` (${cause})`
  return `${bed.label}${bed.simulated ? ' SIMULATED' : ''}: ${phase}${why}, ${target}.`
}

async function ownVersion(): Promise<string> {
  const text = await readFile(join(PROJECT_DIR, 'package.json'), 'utf8')
  return PackageSchema.parse(JSON.parse(text)).version
}
