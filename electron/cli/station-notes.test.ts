import { describe, expect, it } from 'vitest'
import { linkView } from '../engine/testing/link-view.ts'
import { NOTHING_SET } from '../ipc/alarms.ts'
import type { BedView, LinkView, StoreView } from '../ipc/views.ts'
import { StationNotes } from './station-notes.ts'

function bed(over: Partial<LinkView>): BedView {
  return {
    id: 'b1',
    label: 'Bed 1',
    driver: 'ge-s5',
    linkText: 'serial:/dev/ttyUSB0',
    patient: null,
    proposal: null,
    simulated: false,
    unproven: false,
    link: linkView({ target: '/dev/ttyUSB0', ...over }),
    bedsideAlarms: 'shown',
    numerics: [],
    waves: [],
    alarms: [],
    alarmStatus: NOTHING_SET,
    identity: {},
  }
}

function store(over: Partial<StoreView> = {}): StoreView {
  return {
    state: 'recording',
    sentence: null,
    keyPlace: 'key file',
    bytesFree: null,
    bytesPerDay: null,
    ...over,
  }
}

describe('notes of a station', () => {
  it('tell each change of a line once', () => {
    const notes = new StationNotes()
    expect(notes.changes([bed({})], store())).toEqual(['Bed 1: live, /dev/ttyUSB0.'])
    expect(notes.changes([bed({ goodFrames: 9 })], store())).toEqual([])
    expect(notes.changes([bed({ phase: 'unplugged', cause: 'unplugged' })], store())).toEqual([
      'Bed 1: unplugged (unplugged), /dev/ttyUSB0.',
    ])
    expect(notes.hasLostRecord).toBe(false)
  })

  it('warn of a disk that fills up once for each level, not for each new figure in it', () => {
    const notes = new StationNotes()
    const warn = (level: 'ok' | 'soon' | 'short', sentence: string | null) =>
      notes.changes(
        [],
        store({ disk: { level, sentence, daysLeft: null, wavesSinceUtcMs: null, wavesKeptDays: null } }),
      )
    expect(warn('ok', null)).toEqual([])
    expect(warn('soon', 'Room for 6 days.')).toEqual(['Room for 6 days.'])
    expect(warn('soon', 'Room for 5 days.')).toEqual([])
    expect(warn('short', 'Room for 20 h.')).toEqual(['Room for 20 h.'])
    expect(warn('ok', null)).toEqual([])
    expect(notes.hasLostRecord).toBe(false)
  })

  it('say that waves are not recorded, and remember it to the end', () => {
    const notes = new StationNotes()
    expect(notes.changes([], store({ state: 'numbersOnly', sentence: 'Disk full.' }))).toEqual(['Disk full.'])
    expect(notes.hasLostRecord).toBe(true)
  })

  it('say that the disk is full, and remember it to the end', () => {
    const notes = new StationNotes()
    expect(notes.changes([], store({ state: 'stopped', sentence: 'The disk is full.' }))).toEqual([
      'The disk is full.',
    ])
    expect(notes.changes([], store({ state: 'stopped', sentence: 'The disk is full.' }))).toEqual([])
    expect(notes.changes([], store())).toEqual([])
    expect(notes.hasLostRecord).toBe(true)
  })
})
