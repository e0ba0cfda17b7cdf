import { mkdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { mapProblems } from '../../ipc/mapping-check.ts'
import { mapRowsSchema } from '../../ipc/mapping-schema.ts'
import { isMissing, reasonOf, replaceFile, safeJson } from './settings-file.ts'

/** How the site names its numbers, beside the record. */
const MAP_FILE = 'site-map.json'
const MAP_VERSION = 1

const fileSchema = z.strictObject({
  version: z.literal(MAP_VERSION),
  rows: mapRowsSchema.refine((rows) => mapProblems(rows).length === 0, 'cannot be used'),
  changed: z.strictObject({ by: z.string(), atUtcMs: z.number() }).nullable(),
})

/** A map as it is kept. */
export type KeptMap = Omit<z.infer<typeof fileSchema>, 'version'>

const NO_MAP: KeptMap = { rows: [], changed: null }

/** The map of the last run. Out: an empty one without any, and sentences to show once. Never throws. */
export async function loadSiteMap(dataDir: string): Promise<{ map: KeptMap; notices: readonly string[] }> {
  const file = join(dataDir, MAP_FILE)
  try {
    const { version: _, ...map } = fileSchema.parse(safeJson(await readFile(file, 'utf8')))
    return { map, notices: [] }
  } catch (error) {
    if (isMissing(error)) return { map: NO_MAP, notices: [] }
    if (!(error instanceof z.ZodError)) {
      const notice = `The site's map of codes cannot be read (${reasonOf(error)}): the standard codes are sent until it can.`
      return { map: NO_MAP, notices: [notice] }
    }
    await rename(file, `${file}.unreadable`).catch(() => undefined)
    const notice = `The site's map of codes is damaged: it lies in ${MAP_FILE}.unreadable, and the standard codes are sent. Import it again in Set-up.`
    return { map: NO_MAP, notices: [notice] }
  }
}

/** Keeps a map for the next start. Throws what the disk says. */
export async function keepSiteMap(dataDir: string, map: KeptMap): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  await replaceFile(join(dataDir, MAP_FILE), `${JSON.stringify({ version: MAP_VERSION, ...map }, null, 2)}\n`)
}
