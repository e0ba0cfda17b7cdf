import { describe, expect, it } from 'vitest'
import { CLOCK_ALARM, STORAGE_ALARM, untouchedAlarm } from '../../electron/ipc/alarms.ts'
import type { StationView, StoreView } from '../../electron/ipc/views.ts'
import { foldBed } from '../client/station-state.ts'
import { type BedRecipe, inventBed } from '../fixture/beds.ts'
import { recipesOf } from '../fixture/wards.ts'
import { bannerCards, cardsShown, sortedCards, stationCards, storageCard } from './banner-model.ts'
import { cleanInitials, confirmedBy, rememberConfirmed } from './intended-use.ts'
import { bedByNumber, keyAction, moveInGrid } from './keys.ts'
import { flashPhases } from './now.ts'
import { hasStorageFault, storageText } from './storage-words.ts'

const RANK = { high: 0, medium: 1, low: 2 } as const
const UTC = 1_700_000_000_000
const MOMENT = { connection: 'connected', lostSinceUtcMs: null, monotonicMs: 0, utcMs: UTC } as const

function beds(recipes: readonly BedRecipe[]) {
  return recipes.map((recipe, index) =>
    foldBed(undefined, inventBed(index + 1, recipe, UTC), { monotonicMs: 0, utcMs: UTC }),
  )
}

describe('the banner', () => {
  it('puts the worst first and the oldest of equals before the others', () => {
    const cards = bannerCards(beds(recipesOf('ward-16', UTC)), MOMENT)
    expect(cards[0]?.line.priority).toBe('high')
    const medium = cards.filter(({ line }) => line.priority === 'medium' && line.kind === 'technical')
    const since = medium.map(({ line }) => line.sinceUtcMs)
    expect(since).toEqual([...since].sort((left, right) => left - right))
  })

  it('puts a fault of the station behind a high alarm of a bed, and before what is less', () => {
    const store = { state: 'behind', sentence: null, keyPlace: 'key file', bytesFree: null } as const
    const storage = storageCard({ ...store, bytesPerDay: null }, MOMENT)
    const cards = bannerCards(beds(recipesOf('ward-16', UTC)), MOMENT)
    const sorted = sortedCards(storage === null ? [] : [storage, ...cards])
    const priorities = sorted.map(({ line }) => line.priority)
    expect(priorities).toEqual([...priorities].sort((one, other) => RANK[one] - RANK[other]))
    expect(sorted[0]?.bed).not.toBeNull()
  })

  it('never hides a high alarm, however narrow it is', () => {
    const alarms = [
      untouchedAlarm({
        id: 'a',
        source: 'bedside',
        kind: 'physiological',
        priority: 'high',
        text: 'Asystole',
        sinceUtcMs: UTC,
      }),
    ]
    const cards = bannerCards(
      beds([{ alarms }, { alarms }, { alarms }, {}, { phase: 'silent', cause: 'silent' }]),
      MOMENT,
    )
    expect(cards).toHaveLength(4)
    expect(cardsShown(cards, 10)).toBe(3)
    expect(cardsShown(cards, 5_000)).toBe(4)
  })

  it('shows every bed as an alarm while there is no engine', () => {
    const cards = bannerCards(beds([{}, {}]), { ...MOMENT, connection: 'lost', lostSinceUtcMs: UTC })
    expect(cards.map(({ line }) => line.text)).toEqual(['No data', 'No data'])
  })
})

describe('storage in the banner', () => {
  const store = { sentence: null, keyPlace: 'key file', bytesFree: null, bytesPerDay: null } as const

  const alarm = untouchedAlarm({
    id: STORAGE_ALARM,
    source: 'vigil',
    kind: 'technical',
    priority: 'medium',
    text: 'NOT RECORDING',
    sinceUtcMs: UTC,
  })
  const said = (view: StoreView) =>
    stationCards({ store: view, alarms: [alarm] } as unknown as StationView, MOMENT).map(({ line }) => line)

  it('is the alarm of the station in the language of the window', () => {
    expect(said({ ...store, state: 'stopped' })).toMatchObject([
      { text: 'Not recording', priority: 'medium', mark: '!!' },
    ])
    expect(said({ ...store, state: 'numbersOnly' })).toMatchObject([{ text: 'Waves are not recorded' }])
    expect(said({ ...store, state: 'recording' })).toMatchObject([{ text: 'Disk almost full' }])
    const clock = { ...alarm, id: CLOCK_ALARM, priority: 'low', text: 'CLOCK OF THIS PC WAS SET' } as const
    const view = { store, alarms: [clock] } as unknown as StationView
    expect(stationCards(view, MOMENT)).toMatchObject([
      { bed: null, line: { text: 'Clock of this PC was set: compare it with a watch' } },
    ])
  })

  it('marks a fault for as long as the disk has room for less than a day', () => {
    const disk = { daysLeft: 0.5, wavesSinceUtcMs: null, wavesKeptDays: null, sentence: 'Soon full.' }
    const short = { ...store, state: 'recording', disk: { ...disk, level: 'short' } } as const
    const soon = { ...short, disk: { ...disk, level: 'soon' } } as const
    expect([hasStorageFault(short), hasStorageFault(soon)]).toEqual([true, false])
    expect(hasStorageFault({ ...store, state: 'numbersOnly' })).toBe(true)
  })

  it('is told without an alarm of the engine while it is only behind', () => {
    expect(storageCard({ ...store, state: 'behind' }, MOMENT)).toMatchObject({
      bed: null,
      line: { text: 'Recording is behind', priority: 'medium', mark: '!!' },
    })
    expect(storageCard({ ...store, state: 'recording' }, MOMENT)).toBeNull()
    expect(storageCard({ ...store, state: 'behind' }, { ...MOMENT, connection: 'lost' })).toBeNull()
  })
})

describe('keys', () => {
  it('means nothing but Escape and F1 while someone types', () => {
    expect(keyAction('7', '', true)).toBeNull()
    expect(keyAction('Escape', '', true)).toEqual({ type: 'back' })
  })

  it('changes speed and gain of the open bed one step a key', () => {
    expect(['.', ',', '+', '-'].map((key) => keyAction(key, '', false))).toEqual([
      { type: 'speed', step: 1 },
      { type: 'speed', step: -1 },
      { type: 'gain', step: 1 },
      { type: 'gain', step: -1 },
    ])
    expect(keyAction('+', '', true)).toBeNull()
  })

  it('goes to a bed by digits and Enter', () => {
    expect(keyAction('7', '', false)).toEqual({ type: 'digit', digit: '7' })
    expect(keyAction('Enter', '7', false)).toEqual({ type: 'goToNumber' })
    expect(keyAction('Enter', '', false)).toBeNull()
  })

  it('finds a bed by the number in its label, else by its place', () => {
    const named = [{ label: 'Bay 12' }, { label: 'Bay 7' }]
    expect(bedByNumber(named, '7')).toBe(named[1])
    expect(bedByNumber(named, '1')).toBe(named[0])
    expect(bedByNumber(named, '99')).toBeUndefined()
  })

  it('stops at the edges of the grid', () => {
    const right = { columns: 1, rows: 0 }
    expect(moveInGrid(0, right, 4, 5)).toBe(1)
    expect(moveInGrid(3, right, 4, 5)).toBe(3)
    expect(moveInGrid(2, { columns: 0, rows: 1 }, 4, 5)).toBe(2)
    expect(moveInGrid(0, { columns: 0, rows: 1 }, 4, 5)).toBe(4)
  })
})

describe('flashing', () => {
  it('is 2.0 Hz for high and 0.5 Hz for medium, half the time on', () => {
    let highEdges = 0
    let mediumEdges = 0
    let before = flashPhases(0)
    for (let ms = 1; ms <= 10_000; ms++) {
      const phases = flashPhases(ms)
      if (phases.high !== before.high) highEdges += 1
      if (phases.medium !== before.medium) mediumEdges += 1
      before = phases
    }
    expect(highEdges / 2 / 10).toBe(2)
    expect(mediumEdges / 2 / 10).toBe(0.5)
  })
})

describe('sign-in', () => {
  it('keeps letters, digits, dots and dashes of initials', () => {
    expect(cleanInitials(' s.l.<script>')).toBe('S.L.SC')
    expect(cleanInitials('  ')).toBe('')
  })

  it('remembers who confirmed the text and survives unreadable storage', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    }
    expect(confirmedBy(storage)).toEqual([])
    rememberConfirmed(storage, 'S.L.')
    rememberConfirmed(storage, 'S.L.')
    expect(confirmedBy(storage)).toEqual(['S.L.'])
    for (const key of kept.keys()) kept.set(key, '{broken')
    expect(confirmedBy(storage)).toEqual([])
  })
})

describe('storage in words', () => {
  const store = {
    state: 'recording',
    sentence: null,
    keyPlace: 'key file',
    bytesFree: 90e9,
    bytesPerDay: 1.5e9,
  } as const

  it('says how long the room lasts', () => {
    const disk = {
      level: 'ok',
      daysLeft: 19.9,
      wavesSinceUtcMs: null,
      wavesKeptDays: null,
      sentence: null,
    } as const
    expect(storageText({ ...store, disk }, 5)).toBe('recording 5 links, 19 days left at this rate')
    expect(storageText({ ...store, disk: { ...disk, daysLeft: 0.7 } }, 5)).toBe(
      'recording 5 links, 16 h left at this rate',
    )
    expect(storageText({ ...store, disk: { ...disk, daysLeft: null } }, 5)).toBe('recording 5 links')
    expect(storageText(store, 5)).toBe('recording 5 links')
  })

  it('gives the sentence of a store that does not record', () => {
    expect(storageText({ ...store, state: 'stopped', sentence: 'The disk is full.' }, 5)).toBe(
      'The disk is full.',
    )
    expect(storageText({ ...store, state: 'stopped' }, 5)).toBe('stopped')
    expect(storageText({ ...store, state: 'numbersOnly', sentence: 'A long one.' }, 5)).toBe(
      'numbers only, waves are not recorded',
    )
    expect(storageText(null, 0)).toBe('not known')
  })
})
