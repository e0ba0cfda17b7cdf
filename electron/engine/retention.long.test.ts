import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { commandOf } from './engine.ts'
import { startedEngine } from './testing/started-engine.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

/** Two workers start from source on a shared machine, twice: seconds, not milliseconds. */
const TEST_MS = 60_000

async function open(folder: string) {
  writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds: [] }))
  const engine = await startedEngine(folder)
  return { engine, command: commandOf(engine) }
}

it(
  'keeps waves as long as somebody who signed in has said, shows it, and remembers it over a restart',
  async () => {
    const folder = temporaryFolder()
    const first = await open(folder)
    const kept = () => first.engine.station().store.disk?.wavesKeptDays
    expect(kept()).toBeNull()
    const setting = first.command('retention.set', { wavesKeptDays: 30 })
    await expect(setting).rejects.toMatchObject({ code: 'notSignedIn' })
    expect(kept()).toBeNull()
    await first.command('session.signIn', { initials: 'AB' })
    await first.command('retention.set', { wavesKeptDays: 30 })
    expect(kept()).toBe(30)
    await first.engine.close()
    const second = await open(folder)
    expect(second.engine.station().store.disk).toMatchObject({ wavesKeptDays: 30, wavesSinceUtcMs: null })
    await second.command('session.signIn', { initials: 'CD' })
    await second.command('retention.set', { wavesKeptDays: null })
    expect(second.engine.station().store.disk?.wavesKeptDays).toBeNull()
  },
  TEST_MS,
)
