import { mkdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { layoutSchema, mainRoleSchema } from '../../ipc/schema.ts'
import { FIRST_LAYOUTS, type ScreensView } from '../../ipc/screens.ts'
import { isMissing, reasonOf, replaceFile, safeJson } from './settings-file.ts'

/** Layouts and windows as they were last set, beside the record. */
const SCREENS_FILE = 'screens.json'
const SCREENS_VERSION = 1

const fileSchema = z.strictObject({
  version: z.literal(SCREENS_VERSION),
  mainRole: mainRoleSchema,
  wallWanted: z.boolean(),
  layouts: z.strictObject({ desk: layoutSchema, bedside: layoutSchema, wall: layoutSchema }),
})

/** What is kept of the windows of a station. */
export interface ScreenSettings {
  readonly mainRole: ScreensView['mainRole']
  readonly wallWanted: boolean
  readonly layouts: ScreensView['layouts']
}

export const FIRST_SCREENS: ScreenSettings = { mainRole: 'desk', wallWanted: false, layouts: FIRST_LAYOUTS }

/**
 * The windows of this start. In: the data folder. Out: the settings, and sentences to show once. Never throws:
 * a station must open with a file that is damaged or cannot be read. A wall names nobody until somebody says so again.
 */
export async function loadScreens(
  dataDir: string,
): Promise<{ settings: ScreenSettings; notices: readonly string[] }> {
  const file = join(dataDir, SCREENS_FILE)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return { settings: FIRST_SCREENS, notices: [] }
    return {
      settings: FIRST_SCREENS,
      notices: [`The layouts cannot be read (${reasonOf(error)}): the ward opens with the first ones.`],
    }
  }
  const parsed = fileSchema.safeParse(safeJson(text))
  if (!parsed.success) {
    await rename(file, `${file}.unreadable`).catch(() => undefined)
    const notice = `The layouts are damaged: they lie in ${SCREENS_FILE}.unreadable, the ward opens with the first ones.`
    return { settings: FIRST_SCREENS, notices: [notice] }
  }
  const { mainRole, wallWanted, layouts } = parsed.data
  const wall = { ...layouts.wall, names: false }
  return { settings: { mainRole, wallWanted, layouts: { ...layouts, wall } }, notices: [] }
}

/** Keeps the windows for the next start. Throws what the disk says. */
export async function saveScreens(dataDir: string, settings: ScreenSettings): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  const text = JSON.stringify({ version: SCREENS_VERSION, ...settings }, null, 2)
  await replaceFile(join(dataDir, SCREENS_FILE), `${text}\n`)
}
