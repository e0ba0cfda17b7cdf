import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FIRST_LAYOUTS, type ScreenLayout } from '../ipc/screens.ts'
import { FIRST_SCREENS, loadScreens, saveScreens } from './config/screens.ts'
import { ScreenDesk } from './screen-desk.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const LAYOUT: ScreenLayout = { places: 16, style: 'numbers', names: true, beds: ['b2', null, 'b1'] }

function bench() {
  const dataDir = temporaryFolder()
  const audited: unknown[][] = []
  const walls: boolean[] = []
  const told = { changes: 0 }
  const desk = new ScreenDesk({
    dataDir,
    audit: async (...row) => void audited.push(row),
    onWall: (wanted) => walls.push(wanted),
    changed: () => {
      told.changes++
    },
  })
  return { dataDir, audited, walls, told, desk }
}

describe('layouts by role', () => {
  it('keeps the layout of one role for the next start, audited, and leaves the others', async () => {
    const { dataDir, audited, told, desk } = bench()
    const view = await desk.saveLayout('desk', LAYOUT)
    expect(view.layouts).toEqual({ ...FIRST_LAYOUTS, desk: LAYOUT })
    expect(audited).toEqual([['screen.saveLayout', 'desk', FIRST_LAYOUTS.desk, LAYOUT]])
    expect(told.changes).toBe(1)
    expect(await loadScreens(dataDir)).toEqual({
      settings: { ...FIRST_SCREENS, layouts: { ...FIRST_LAYOUTS, desk: LAYOUT } },
      notices: [],
    })
  })

  it('opens a wall without names, whatever it showed before', async () => {
    const { dataDir, desk } = bench()
    await desk.saveLayout('wall', LAYOUT)
    expect(desk.view().layouts.wall.names).toBe(true)
    expect((await loadScreens(dataDir)).settings.layouts.wall).toEqual({ ...LAYOUT, names: false })
  })

  it('keeps what the first window is for, and that a wall is wanted; main hears of the wall', async () => {
    const { dataDir, audited, walls, desk } = bench()
    desk.begin(FIRST_SCREENS)
    await desk.setRole('bedside')
    await desk.setWall(true)
    expect(walls).toEqual([false, true])
    expect(audited.map(([action]) => action)).toEqual(['screen.setRole', 'screen.setWall'])
    expect((await loadScreens(dataDir)).settings).toMatchObject({ mainRole: 'bedside', wallWanted: true })
    desk.setWallState('noDisplay')
    expect(desk.view().wall).toEqual({ wanted: true, state: 'noDisplay' })
  })

  it('places beds on every screen, once, and keeps the place of one that goes', async () => {
    const { dataDir, audited, desk } = bench()
    await desk.place(['b1', 'b2'])
    await desk.place(['b2', 'b1'])
    await desk.place(['b2'])
    await desk.place(['b2', 'b3'])
    expect(desk.view().layouts.wall.beds).toEqual(['b1', 'b2', 'b3'])
    expect(audited.map(([action]) => action)).toEqual(['screen.place', 'screen.place'])
    expect((await loadScreens(dataDir)).settings.layouts.desk.beds).toEqual(['b1', 'b2', 'b3'])
  })

  it('changes nothing when the file cannot be written, and says so', async () => {
    const { dataDir, desk } = bench()
    const file = join(dataDir, 'not-a-folder')
    writeFileSync(file, '')
    const blocked = new ScreenDesk({
      dataDir: file,
      audit: async () => undefined,
      onWall: () => undefined,
      changed: () => undefined,
    })
    await expect(blocked.saveLayout('desk', LAYOUT)).rejects.toThrow('The layout could not be kept')
    expect(blocked.view()).toEqual(desk.view())
    await blocked.place(['b1'])
    expect(blocked.view().layouts.desk.beds).toEqual(['b1'])
  })

  it.each([
    ['no JSON', '{'],
    [
      'a bed in two places',
      JSON.stringify({
        version: 1,
        mainRole: 'desk',
        wallWanted: false,
        layouts: { ...FIRST_LAYOUTS, desk: { ...LAYOUT, beds: ['b1', 'b1'] } },
      }),
    ],
    [
      'a count of places that there is not',
      JSON.stringify({
        version: 1,
        mainRole: 'desk',
        wallWanted: false,
        layouts: { ...FIRST_LAYOUTS, desk: { ...LAYOUT, places: 7 } },
      }),
    ],
  ])('opens with the first layouts when the file holds %s, and keeps the file', async (_, text) => {
    const { dataDir } = bench()
    writeFileSync(join(dataDir, 'screens.json'), text)
    const { settings, notices } = await loadScreens(dataDir)
    expect([settings, notices.length]).toEqual([FIRST_SCREENS, 1])
    expect(readFileSync(join(dataDir, 'screens.json.unreadable'), 'utf8')).toBe(text)
  })

  it('writes only what it can read again', async () => {
    const { dataDir } = bench()
    await saveScreens(dataDir, FIRST_SCREENS)
    expect((await loadScreens(dataDir)).settings).toEqual(FIRST_SCREENS)
  })
})
