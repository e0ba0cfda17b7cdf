import { buildApp } from '../../resources/setup/build.ts'
import { electronWords } from '../../resources/setup/electron-words.ts'
import { provision } from '../../resources/setup/provision.ts'

/** Obtains runtime and build, so that `playwright test` works by itself too, and tells the fixtures where they are. */
export default async function prepare(): Promise<void> {
  const { runtime } = await provision('test')
  await buildApp()
  process.env.VIGIL_ELECTRON = runtime.executable
  process.env.VIGIL_ELECTRON_WORDS = (await electronWords(runtime, true)).join(' ')
}
