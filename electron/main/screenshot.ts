import { writeFile } from 'node:fs/promises'
import type { BrowserWindow } from 'electron'

/**
 * Saves what the window shows as a PNG some seconds after its page has loaded.
 * Out: null, or one sentence that says why it could not be saved.
 */
export async function screenshotAfter(
  window: BrowserWindow,
  file: string,
  afterSeconds: number,
): Promise<string | null> {
  if (window.webContents.isLoading()) {
    await new Promise<void>((resolve) => window.webContents.once('did-finish-load', () => resolve()))
  }
  await new Promise<void>((resolve) => setTimeout(resolve, afterSeconds * 1_000))
  try {
    const image = await window.webContents.capturePage()
    await writeFile(file, image.toPNG())
    return null
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return `The screenshot could not be saved to ${file} (${cause}). Choose a folder that exists.`
  }
}
