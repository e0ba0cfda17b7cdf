import { closeSync, openSync, writeSync } from 'node:fs'
import { driverById } from '../../drivers/registry.ts'
import { until } from './wait.ts'

const PRODUCE_EVERY_MS = 100

/** A monitor that prints lines of text into a cable, with the screen that a person would read. */
export interface PrintingMonitor {
  /** The number on its screen behind a word of the line, e.g. `HR`. */
  screen(name: string): Promise<number>
  stop(): void
}

/** Plugs a driver's twin into the monitor's end of a cable. In: the id of a text driver, the path of that end. */
export function startPrintingMonitor(driver: string, path: string): PrintingMonitor {
  const twin = driverById(driver)?.twin({ scenario: 'stable', seed: 4, startUtcMs: Date.now() })
  if (twin === undefined) throw new TypeError('"driver" is no driver')
  const file = openSync(path, 'r+')
  const startMs = performance.now()
  const shown = new Map<string, number>()
  const timer = setInterval(() => {
    const bytes = twin.produce(performance.now() - startMs)
    writeSync(file, bytes)
    for (const [, name, digits] of new TextDecoder().decode(bytes).matchAll(/(\w+)=(\d+)/g))
      shown.set(name ?? '', Number(digits))
  }, PRODUCE_EVERY_MS)
  return {
    screen: (name) =>
      until(`${name} on the monitor`, { withinMs: 10_000, because: 'it prints once a second' }, () => {
        return shown.get(name) ?? null
      }),
    stop() {
      clearInterval(timer)
      closeSync(file)
    },
  }
}
