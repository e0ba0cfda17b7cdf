import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Driver } from '../../../drivers/driver.ts'
import { readTextDriver } from '../../../drivers/text/define.ts'

/** Folder of the data folder that holds text drivers of this station. */
const DRIVERS_FOLDER = 'drivers'
const EXTENSIONS: readonly string[] = ['.json', '.yaml', '.yml']
const MOST_FILES = 100
const MOST_BYTES = 262_144
/** So many problems of one file are told at once. */
const MOST_PROBLEMS = 3

/** Text drivers of this station, and a sentence for each file that is not used. */
export interface LoadedTextDrivers {
  readonly drivers: readonly Driver[]
  readonly notices: readonly string[]
}

function reasonOf(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n')
  return (line ?? '').replace(/[.:]$/, '')
}

async function contentOf(file: string): Promise<unknown> {
  const { size } = await stat(file)
  if (size > MOST_BYTES) throw new TypeError('it is larger than 256 KiB')
  const text = await readFile(file, 'utf8')
  const isJson = extname(file).toLowerCase() === '.json'
  try {
    // Aliases can make a small file enormous.
    return isJson ? JSON.parse(text) : (await import('yaml')).parse(text, { maxAliasCount: 0 })
  } catch (error) {
    throw new TypeError(`it is no ${isJson ? 'JSON' : 'YAML'} (${reasonOf(error)})`)
  }
}

/** What somebody wrote for this station is proven by nobody yet, whatever the file says. */
function unproven(content: unknown): unknown {
  return typeof content === 'object' && content !== null && !Array.isArray(content)
    ? { ...content, evidence: 'derived' }
    : content
}

/** Whether a name is that of a text driver file, by its extension. */
export function isTextDriverFile(name: string): boolean {
  return EXTENSIONS.includes(extname(name).toLowerCase())
}

/** The driver in one file. Rejects with an error whose message is one reason without a full stop. */
export async function readTextDriverFile(file: string): Promise<Driver> {
  try {
    return await driverIn(file)
  } catch (error) {
    throw new TypeError(reasonOf(error))
  }
}

async function driverIn(file: string): Promise<Driver> {
  const result = readTextDriver(unproven(await contentOf(file)))
  if ('driver' in result) return result.driver
  const more = result.problems.length - MOST_PROBLEMS
  const told = result.problems.slice(0, MOST_PROBLEMS).join('; ')
  throw new TypeError(more > 0 ? `${told}; and ${more} more` : told)
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder)
    return names.filter(isTextDriverFile).sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/**
 * Reads the text drivers in the folder `drivers` of the data folder. In: that folder, and the drivers
 * that ship with the project, whose ids are taken. A file with an error is named; the others still load. Never throws.
 */
export async function loadTextDrivers(
  dataDir: string,
  shipped: readonly Driver[],
): Promise<LoadedTextDrivers> {
  const folder = join(dataDir, DRIVERS_FOLDER)
  const drivers: Driver[] = []
  const notices: string[] = []
  let names: readonly string[] = []
  try {
    names = await namesIn(folder)
  } catch (error) {
    notices.push(`The folder ${DRIVERS_FOLDER} of the data folder cannot be read (${reasonOf(error)}).`)
  }
  if (names.length > MOST_FILES)
    notices.push(
      `The folder ${DRIVERS_FOLDER} holds ${names.length} text drivers: the first ${MOST_FILES} are read.`,
    )
  for (const name of names.slice(0, MOST_FILES)) {
    try {
      const driver = await driverIn(join(folder, name))
      if ([...shipped, ...drivers].some(({ id }) => id === driver.id))
        throw new TypeError(`"id" is ${driver.id}, which another driver has`)
      drivers.push(driver)
    } catch (error) {
      notices.push(`The text driver ${name} is not used: ${reasonOf(error)}.`)
    }
  }
  return { drivers, notices }
}
