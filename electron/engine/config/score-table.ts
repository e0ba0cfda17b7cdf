import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parsePewsTable } from './pews-schema.ts'
import { isMissing, reasonOf, replaceFile, safeJson } from './settings-file.ts'

/** The site's table of a paediatric score as somebody brought it in, beside the record. */
const TABLE_FILE = 'score-table.json'
const TABLE_VERSION = 1

const fileSchema = z.strictObject({
  version: z.literal(TABLE_VERSION),
  name: z.string(),
  text: z.string(),
  by: z.string(),
  importedUtcMs: z.number(),
})

/** A table as it is kept: the text of the file that was brought in, its name, by whom and when. */
export type KeptScoreTable = Omit<z.infer<typeof fileSchema>, 'version'>

/** The table of this start. Out: null without one, and sentences to show once. Never throws. */
export async function loadScoreTable(
  dataDir: string,
): Promise<{ table: KeptScoreTable | null; notices: readonly string[] }> {
  const file = join(dataDir, TABLE_FILE)
  try {
    const { version: _, ...table } = fileSchema.parse(safeJson(await readFile(file, 'utf8')))
    parsePewsTable(table.text, table.name)
    return { table, notices: [] }
  } catch (error) {
    if (isMissing(error)) return { table: null, notices: [] }
    const isOurs = !(error instanceof z.ZodError) && error instanceof Error && 'syscall' in error
    if (isOurs) {
      const notice = `The score table cannot be read (${reasonOf(error)}): no child has a score until it can.`
      return { table: null, notices: [notice] }
    }
    await rename(file, `${file}.unreadable`).catch(() => undefined)
    const notice = `The score table is damaged: it lies in ${TABLE_FILE}.unreadable, and no child has a score. Import it again in Set-up.`
    return { table: null, notices: [notice] }
  }
}

/** Keeps a table for the next start, or that there is none. Throws what the disk says. */
export async function keepScoreTable(dataDir: string, table: KeptScoreTable | null): Promise<void> {
  const file = join(dataDir, TABLE_FILE)
  if (table === null) {
    await rm(file, { force: true })
    return
  }
  await mkdir(dataDir, { recursive: true })
  await replaceFile(file, `${JSON.stringify({ version: TABLE_VERSION, ...table }, null, 2)}\n`)
}
