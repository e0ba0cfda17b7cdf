import { join } from 'node:path'
import { buildApp } from '../../resources/setup/build.ts'
import { startDisplay } from '../../resources/setup/display.ts'
import { electronWords } from '../../resources/setup/electron-words.ts'
import { provision } from '../../resources/setup/provision.ts'
import type { Bench, PlainBench } from './bench.ts'
import { describeMachine, type Machine } from './machine.ts'
import { stageApps } from './stage.ts'

/** Obtains Electron, builds the app and opens a display for `body`, and closes the display after it. */
export async function withScreen(
  plain: PlainBench,
  body: (bench: Bench, machine: Machine) => Promise<void>,
): Promise<void> {
  const { runtime, versions } = await provision('test')
  await buildApp()
  const display = await startDisplay()
  try {
    const bench: Bench = {
      ...plain,
      executable: runtime.executable,
      words: await electronWords(runtime, true),
      display,
      apps: await stageApps(join(plain.folder, 'apps')),
    }
    await body(bench, describeMachine(versions.electron))
  } finally {
    await display.close()
  }
}
