import { readdir } from 'node:fs/promises'
import type { Driver, SerialSettings } from '../../../drivers/driver.ts'
import { drivers as shipped } from '../../../drivers/registry.ts'
import { loadTextDrivers } from '../../engine/config/text-drivers.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import type { CommandIo } from '../io.ts'
import { alignColumns } from '../table.ts'

const HEADINGS = ['DRIVER', 'VENDOR', 'MODELS', 'CHANNELS', 'LINE', 'WRITES', 'EVIDENCE']

/** `vigil drivers`: which monitors can be read, and what proves it; with `--data` those of that station too. */
export const driversCommand: Command = {
  syntax: {
    name: 'drivers',
    files: [],
    options: { json: { kind: 'flag' }, data: { kind: 'text', value: 'DIR' } },
  },
  about: 'Lists the drivers: vendor, models, line, evidence.',
  async run(options, io) {
    const dataDir = options.text('data')
    const own = dataDir === undefined ? [] : await driversIn(dataDir, io)
    const drivers = [...shipped, ...own]
    const text = options.flag('json')
      ? `${JSON.stringify(drivers.map(factsOf))}\n`
      : alignColumns([HEADINGS, ...drivers.map(rowOf)])
    await io.out(text)
    return EXIT.done
  },
}

/** The station's own text drivers. A file that is not used is one line on stderr; the others are listed. */
async function driversIn(dataDir: string, io: CommandIo): Promise<readonly Driver[]> {
  // Without this a mistyped folder would pass for one without drivers.
  await readdir(dataDir)
  const { drivers, notices } = await loadTextDrivers(dataDir, shipped)
  for (const notice of notices) io.note(notice)
  return drivers
}

function rowOf(driver: Driver): string[] {
  return [
    driver.id,
    driver.vendor,
    driver.models.join(', '),
    String(driver.channels.length),
    driver.link.kind === 'stream' ? printSerial(driver.link.serial) : driver.link.kind,
    driver.writes === null ? 'listens only' : 'sends requests',
    driver.evidence,
  ]
}

function factsOf(driver: Driver) {
  return {
    id: driver.id,
    vendor: driver.vendor,
    models: driver.models,
    evidence: driver.evidence,
    link: driver.link,
    maxQuietMs: driver.maxQuietMs,
    writes: driver.writes,
    carriesAlerts: driver.carriesAlerts,
    undetectedErrorRate: driver.undetectedErrorRate,
    channels: driver.channels,
  }
}

/** `19200 8E1`: the short way serial settings are written on monitors. */
function printSerial(serial: SerialSettings): string {
  return `${serial.baud} ${serial.dataBits}${serial.parity.charAt(0).toUpperCase()}${serial.stopBits}`
}
