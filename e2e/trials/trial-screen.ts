import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDisplay, type VirtualDisplay } from '../../resources/setup/display.ts'
import { type Framebuffer, openFramebuffer } from '../support/framebuffer.ts'
import prepare from '../support/global-setup.ts'

/** What a trial on the real screen works with. */
export interface TrialScreen {
  readonly folder: string
  readonly display: VirtualDisplay
  readonly picture: Framebuffer
}

/** Builds the app, gives `body` a display with its picture and an empty folder, and takes all of it away again. */
export async function onTrialScreen<T>(body: (screen: TrialScreen) => Promise<T>): Promise<T> {
  await prepare()
  const folder = mkdtempSync(join(tmpdir(), 'vigil-trial-'))
  const display = await startDisplay()
  const picture = openFramebuffer(display.framebufferFile)
  try {
    return await body({ folder, display, picture })
  } finally {
    picture.close()
    await display.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
