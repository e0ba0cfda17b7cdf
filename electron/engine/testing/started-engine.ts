import { writeFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { type Engine, type EngineOptions, startEngine } from '../engine.ts'
import { tinyDriver } from './tiny-driver.ts'

/**
 * Starts an engine with its record in `folder/data` and its config in `folder/ward.json`, key beside the record. Closed
 * when the test ends, if the test has not closed it. Throws what `startEngine` throws.
 */
export async function startedEngine(
  folder: string,
  options: Omit<EngineOptions, 'start'> = {},
): Promise<Engine> {
  const engine = await startEngine({
    ...options,
    start: {
      dataDir: `${folder}/data`,
      configFile: `${folder}/ward.json`,
      resourcesDir: folder,
      key: null,
      keyFile: null,
      version: '0.0.0',
    },
  })
  onTestFinished(() => engine.close())
  return engine
}

/** The same with two beds, `b1` and `b2`, whose lines are not there. */
export function startedWithoutLines(folder: string): Promise<Engine> {
  const beds = [1, 2].map((number) => ({
    id: `b${number}`,
    label: `Bed ${number}`,
    driver: 'tiny',
    link: `serial:/dev/vigil-none-${number}`,
  }))
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds }))
  return startedEngine(folder, { drivers: [tinyDriver] })
}
