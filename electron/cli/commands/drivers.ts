import type { Driver, SerialSettings } from '../../../drivers/driver.ts'
import { drivers } from '../../../drivers/registry.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { alignColumns } from '../table.ts'

const HEADINGS = ['DRIVER', 'VENDOR', 'MODELS', 'CHANNELS', 'LINE', 'WRITES', 'EVIDENCE']

/** `vigil drivers`: which monitors can be read, and what proves it. */
export const driversCommand: Command = {
  syntax: { name: 'drivers', files: [], options: { json: { kind: 'flag' } } },
  about: 'Lists the drivers: vendor, models, line, evidence.',
  async run(options, io) {
    const text = options.flag('json')
      ? `${JSON.stringify(drivers.map(factsOf))}\n`
      : alignColumns([HEADINGS, ...drivers.map(rowOf)])
    await io.out(text)
    return EXIT.done
  },
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
