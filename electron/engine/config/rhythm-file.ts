import { mkdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { RHYTHM_KINDS, RHYTHM_PRIORITIES, type RhythmChoice } from '../../ipc/rhythm.ts'
import { isMissing, reasonOf, replaceFile, safeJson } from './settings-file.ts'

/** Which rhythm findings the site has switched on, beside the record. */
const RHYTHM_FILE = 'rhythm-findings.json'
const RHYTHM_VERSION = 1

const fileSchema = z.strictObject({
  version: z.literal(RHYTHM_VERSION),
  choices: z.array(
    z.strictObject({
      kind: z.enum(RHYTHM_KINDS),
      priority: z.enum(RHYTHM_PRIORITIES),
      by: z.string(),
      atUtcMs: z.number(),
      figures: z.int(),
    }),
  ),
})

/** The choices of the last run. Out: none without any, and sentences to show once. Never throws. */
export async function loadRhythmChoices(
  dataDir: string,
): Promise<{ choices: readonly RhythmChoice[]; notices: readonly string[] }> {
  const file = join(dataDir, RHYTHM_FILE)
  try {
    return { choices: fileSchema.parse(safeJson(await readFile(file, 'utf8'))).choices, notices: [] }
  } catch (error) {
    if (isMissing(error)) return { choices: [], notices: [] }
    if (!(error instanceof z.ZodError)) {
      const notice = `The choice of rhythm findings cannot be read (${reasonOf(error)}): all are off until it can.`
      return { choices: [], notices: [notice] }
    }
    await rename(file, `${file}.unreadable`).catch(() => undefined)
    const notice = `The choice of rhythm findings is damaged: it lies in ${RHYTHM_FILE}.unreadable, and all are off. Switch them on again in Set-up.`
    return { choices: [], notices: [notice] }
  }
}

/** Keeps the choices for the next start. Throws what the disk says. */
export async function keepRhythmChoices(dataDir: string, choices: readonly RhythmChoice[]): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  await replaceFile(
    join(dataDir, RHYTHM_FILE),
    `${JSON.stringify({ version: RHYTHM_VERSION, choices }, null, 2)}\n`,
  )
}
