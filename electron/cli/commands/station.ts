import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Engine, startEngine } from '../../engine/engine.ts'
import { storePaths } from '../../engine/store/file/paths.ts'
import { setAsideFiles } from '../../engine/store/open/beside.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { type CommandIo, untilStopped } from '../io.ts'
import { StationNotes } from '../station-notes.ts'
import { parsePositive } from '../values.ts'

const SECOND_MS = 1000
const PROJECT_DIR = join(import.meta.dirname, '../../..')
const PackageSchema = z.object({ version: z.string() })

/**
 * `vigil station`: the whole engine without windows, for gateways. A damaged
 * record is set aside and recording goes on; the exit code tells of it in the end.
 */
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
    const asideBefore = setAsideFiles(storePaths(dataDir))
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
      onSlow: (line) => io.note(line),
    })
    let hasLostRecord = false
    try {
      io.note(`Recording in ${dataDir}; stop with Ctrl-C. The bedside monitor stays the primary alarm.`)
      hasLostRecord = await watch(engine, runMs, io)
    } finally {
      await engine.close()
    }
    const aside = setAsideFiles(storePaths(dataDir)).filter((name) => !asideBefore.includes(name))
    if (aside.length > 0) {
      io.note(`Damage was found and kept as ${aside.join(', ')}: "vigil verify" says what to do with it.`)
      return EXIT.damageFound
    }
    return hasLostRecord ? EXIT.wrongUseOrIo : EXIT.done
  },
}

/** Tells each change once, until it is time to stop. Out: whether the record was ever not written. */
async function watch(engine: Engine, runMs: number | null, io: CommandIo): Promise<boolean> {
  const notes = new StationNotes()
  const tell = (): void => {
    for (const line of notes.changes(engine.beds(), engine.station().store)) io.note(line)
  }
  const timer = setInterval(tell, SECOND_MS)
  try {
    tell()
    await untilStopped(runMs, io.stop)
    tell()
  } finally {
    clearInterval(timer)
  }
  return notes.hasLostRecord
}

async function ownVersion(): Promise<string> {
  const text = await readFile(join(PROJECT_DIR, 'package.json'), 'utf8')
  return PackageSchema.parse(JSON.parse(text)).version
}
