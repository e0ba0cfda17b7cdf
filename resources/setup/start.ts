import { spawn } from 'node:child_process'
import { buildApp } from './build.ts'
import { hasDisplay, startDisplay, type VirtualDisplay } from './display.ts'
import { electronWords } from './electron-words.ts'
import { provision } from './provision.ts'
import { PROJECT_DIR } from './run.ts'
import type { Runtime } from './runtime.ts'
import { program, say } from './say.ts'

async function launch(runtime: Runtime, display: VirtualDisplay | null): Promise<number> {
  const words = [...(await electronWords(runtime, display !== null)), PROJECT_DIR, ...process.argv.slice(2)]
  const env: NodeJS.ProcessEnv = { ...process.env }
  if (display !== null) env.DISPLAY = display.name
  delete env.ELECTRON_RUN_AS_NODE
  return new Promise((resolve) => {
    const child = spawn(runtime.executable, words, { stdio: 'inherit', env })
    const pass = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    process.on('SIGHUP', pass)
    child.once('error', (error) => {
      say(`Electron could not be started (${error.message}).`)
      resolve(1)
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

await program(async () => {
  const { runtime } = await provision('start')
  await buildApp()
  const display = hasDisplay() ? null : await startDisplay(1920, 1080, 'withLastProgram')
  try {
    if (display !== null) {
      say(`There is no display: Vigil runs on the virtual display ${display.name}, where nobody sees it.`)
      say('To see what it shows: npm start -- --screenshot FILE --after SECONDS')
    }
    return await launch(runtime, display)
  } finally {
    await display?.close()
  }
})
