import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { USUAL_DISPLAY } from '../ipc/display.ts'
import { commandOf } from './engine.ts'
import { readKeptDisplay } from './kept-display.ts'
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
  'keeps speed, gain and the measured screen over a restart, and refuses what no screen can be',
  async () => {
    const folder = temporaryFolder()
    const first = await open(folder)
    expect(first.engine.station().display).toEqual(USUAL_DISPLAY)
    await first.command('display.set', { bed: { speedMmPerSecond: 50, ecgGain: 2 } })
    await first.command('display.set', { screen: { screen: '1 1920x1080 @1', pitchMm: 0.3 } })
    const look = {
      language: 'ar',
      theme: 'light',
      night: 'clock',
      nightFromHour: 21,
      nightToHour: 7,
    } as const
    const { language, ...colours } = look
    // Two at once, as from two windows: neither undoes the other.
    await Promise.all([
      first.command('display.set', { look: { role: 'wall', change: colours } }),
      first.command('display.set', { look: { role: 'wall', change: { language } } }),
    ])
    const kept = {
      ...USUAL_DISPLAY,
      bed: { speedMmPerSecond: 50, ecgGain: 2 },
      screens: [{ screen: '1 1920x1080 @1', pitchMm: 0.3 }],
      looks: { ...USUAL_DISPLAY.looks, wall: look },
    }
    for (const request of [
      {},
      { ward: { speedMmPerSecond: 30, ecgGain: 1 } },
      { ward: { speedMmPerSecond: 25, ecgGain: 3 } },
      { screen: { screen: 'x', pitchMm: 0 } },
      { screen: { screen: 'x', pitchMm: 12 } },
      { screen: { screen: '', pitchMm: 0.3 } },
      { look: { role: 'nowhere', change: look } },
      { look: { role: 'desk', change: { language: 'xx' } } },
      { look: { role: 'desk', change: { nightFromHour: 24 } } },
    ])
      await expect(first.command('display.set', request as never)).rejects.toMatchObject({
        code: 'badRequest',
      })
    expect(first.engine.station().display).toEqual(kept)
    await first.engine.close()
    const second = await open(folder)
    expect(second.engine.station().display).toEqual(kept)
  },
  TEST_MS,
)

it('takes kept settings that cannot be read for never set', () => {
  const wrong = { ...USUAL_DISPLAY, screens: [{ screen: 'x', pitchMm: -1 }] }
  for (const text of [null, '', 'x', '{}', '[]', 'null', JSON.stringify(wrong)])
    expect(readKeptDisplay(text)).toEqual(USUAL_DISPLAY)
  expect(readKeptDisplay(JSON.stringify(USUAL_DISPLAY))).toEqual(USUAL_DISPLAY)
})

it('reads what was kept before windows had looks', () => {
  const { looks: _, ...older } = USUAL_DISPLAY
  const fast = { ...older, bed: { speedMmPerSecond: 50, ecgGain: 2 } }
  expect(readKeptDisplay(JSON.stringify(fast))).toEqual({ ...fast, looks: USUAL_DISPLAY.looks })
})
