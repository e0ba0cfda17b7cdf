import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOTHING_SET, untouchedAlarm } from '../../electron/ipc/alarms.ts'
import type { InsightView } from '../../electron/ipc/insight.ts'
import type { AlarmView, LinkPhase } from '../../electron/ipc/views.ts'
import { foldBed } from '../client/station-state.ts'
import { type BedRecipe, inventBed } from '../fixture/beds.ts'
import { recipesOf } from '../fixture/wards.ts'
import { personText } from '../words/person.ts'
import { words } from '../words/words.ts'
import { type TileModel, type TileMoment, tileModel } from './tile-model.ts'

const UTC = 1_700_000_000_000
const MOMENT: TileMoment = { connection: 'connected', lostSinceUtcMs: null, monotonicMs: 100_000, utcMs: UTC }

function tile(recipe: BedRecipe, moment: TileMoment = MOMENT): TileModel {
  const bed = foldBed(undefined, inventBed(1, recipe, UTC), { monotonicMs: 100_000, utcMs: UTC })
  return tileModel(bed, moment)
}

function texts({ numbers }: TileModel): readonly string[] {
  const all = [
    numbers.heartRate,
    numbers.saturation,
    numbers.breaths,
    numbers.arterial,
    numbers.cuff,
    numbers.temperature,
    numbers.endTidal,
    numbers.pulse,
  ]
  return all.filter((number) => number !== null).map(({ text }) => text)
}

function alarm(priority: AlarmView['priority'], kind: AlarmView['kind'], text: string): AlarmView {
  const sinceUtcMs = UTC - 1_000
  return untouchedAlarm({ id: text, source: 'bedside', kind, priority, text, sinceUtcMs })
}

describe('a tile', () => {
  it('is calm when nothing is wrong', () => {
    const model = tile({})
    expect(model.edge).toBe('none')
    expect(model.line).toBeNull()
    expect(model.cover).toBeNull()
    expect(model.numbers.heartRate.text).toBe('72')
    expect(model.numbers.arterial?.text).toBe('146/84')
    expect(model.numbers.arterial?.mean).toBe('105')
    expect(model.bedside).toBe('bedside alarms shown')
  })

  it('says that a monitor names somebody, without a word of whom, and not while there is no engine', () => {
    const [asked, differs] = recipesOf('who', UTC)
    const model = tile(asked ?? {})
    expect(model).toMatchObject({ asksWho: true, person: '' })
    expect(JSON.stringify(model)).not.toMatch(/4711|1970|Person/)
    expect(tile(asked ?? {}, { ...MOMENT, connection: 'lost', lostSinceUtcMs: UTC }).asksWho).toBe(false)
    expect(tile(differs ?? {})).toMatchObject({ asksWho: true, person: 'ID ends 702', line: { mark: '!!' } })
    expect(tile({}).asksWho).toBe(false)
  })

  it('H11 marks a patient whom somebody has called paced, and nobody else', () => {
    const invented = inventBed(1, {}, UTC)
    const chips = (paced: 'yes' | 'no' | 'unknown'): readonly string[] => {
      const view = { ...invented, person: { name: null, birthDate: null, ageClass: null, paced } }
      return tileModel(foldBed(undefined, view, { monotonicMs: 100_000, utcMs: UTC }), MOMENT).chips
    }
    expect(chips('yes')).toContain(words('chip.paced'))
    expect(chips('no')).not.toContain(words('chip.paced'))
    expect(chips('unknown')).not.toContain(words('chip.paced'))
  })

  it('marks a patient whom somebody has marked as high-risk, also while the line is down', () => {
    const highRisk = { sinceUtcMs: UTC, by: 'AB', reason: 'after surgery' }
    const marked = { ...NOTHING_SET, highRisk }
    expect(tile({ status: marked }).chips).toContain(words('chip.highRisk'))
    const down = tile({ status: marked, phase: 'unplugged', cause: 'unplugged' })
    expect(down.chips).toContain(words('chip.highRisk'))
    expect(down.line?.priority).toBe('high')
    const noEngine = tile({ status: marked }, { ...MOMENT, connection: 'lost', lostSinceUtcMs: UTC })
    expect(noEngine.line?.priority).toBe('high')
    expect(tile({}).chips).not.toContain(words('chip.highRisk'))
  })

  describe('of a wearable', () => {
    const heard = { contactUtcMs: UTC - 2_000, gapSinceUtcMs: null, battery: { percent: 87, toldUtcMs: UTC } }
    const gap = { ...heard, contactUtcMs: UTC - 45_000, gapSinceUtcMs: UTC - 45_000 }
    const silent = { phase: 'silent', cause: 'silent', bedsideAlarms: 'notCarried' } as const

    it('says so, with its battery and its last contact', () => {
      const model = tile({ wearable: heard })
      expect(model).toMatchObject({ isWorn: true, line: null, cover: null, edge: 'none' })
      expect(model.status?.text).toMatch(/^Last contact \d\d:\d\d · battery 87 %$/)
      expect(tile({})).toMatchObject({ isWorn: false, status: null })
    })

    it('H2 that is out of reach shows no number and a hatch, and alarms only once the engine does', () => {
      const model = tile({ ...silent, wearable: gap })
      expect(model).toMatchObject({ line: null, edge: 'none' })
      expect(model.cover).toMatchObject({ hatched: true, sinceUtcMs: UTC - 45_000 })
      expect(model.status?.text).toMatch(/^No contact since/)
      expect(texts(model).filter((text) => /\d/.test(text))).toEqual([])
      const alarmed = {
        ...alarm('low', 'technical', 'NO DATA: x'),
        id: 'b1/vigil/link',
        source: 'vigil',
      } as const
      expect(tile({ ...silent, wearable: gap, alarms: [alarmed] }).line).toMatchObject({
        priority: 'low',
        text: 'No data',
      })
    })

    it('H2 whose bridge is pulled is as any line that is pulled', () => {
      const pulled = { ...gap, gapSinceUtcMs: null }
      const model = tile({ phase: 'unplugged', cause: 'unplugged', wearable: pulled })
      expect(model.line).toMatchObject({ priority: 'medium', text: 'No data' })
    })

    it('keeps another alarm of the bed in its own words while it is out of reach', () => {
      const damaged = alarm('low', 'technical', 'Many damaged messages')
      expect(tile({ ...silent, wearable: gap, alarms: [damaged] }).line?.text).toBe('Many damaged messages')
    })

    it('that never was heard says so', () => {
      const never = { contactUtcMs: null, gapSinceUtcMs: UTC - 1_000, battery: null }
      expect(tile({ ...silent, wearable: never }).status?.text).toBe('No contact yet · battery not told')
    })
  })

  it('H12 counts hints of a line that is live only: a count has no age', () => {
    const found: InsightView = {
      rule: 'step',
      version: 1,
      priority: 'low',
      parameter: 'systolic',
      direction: 'down',
      unit: 'mm[Hg]',
      label: 'ART sys',
      sinceUtcMs: UTC,
      what: { kind: 'step', before: 120, after: 100, spread: 3 },
      input: {
        fromMs: UTC,
        toMs: UTC,
        first: 120,
        last: 100,
        minutes: 1,
        readings: 1,
        leftOut: 0,
        longestGapMs: 0,
      },
      unknown: [],
    }
    const insights = { atUtcMs: UTC, notGiven: null, found: [found], dismissed: [], silent: [], usual: [] }
    const hints = (recipe: BedRecipe) => {
      const view = { ...inventBed(1, recipe, UTC), insights }
      return tileModel(foldBed(undefined, view, { monotonicMs: 100_000, utcMs: UTC }), MOMENT).insights
    }
    expect(hints({})).toHaveLength(1)
    expect(hints({ phase: 'silent', cause: 'silent' })).toEqual([])
  })

  it('H2 shows not one digit of a bed whose line is down, whatever the reason', () => {
    const phases: readonly LinkPhase[] = ['opening', 'silent', 'unplugged', 'failed', 'ended']
    for (const phase of phases) {
      for (const text of texts(tile({ phase, cause: 'unplugged' }))) expect(text).toMatch(/^--(\/--)?$/)
    }
  })

  it('H2 shows not one digit of any bed while there is no engine', () => {
    const model = tile({}, { ...MOMENT, connection: 'lost', lostSinceUtcMs: UTC })
    for (const text of texts(model)) expect(text).toMatch(/^--(\/--)?$/)
    expect(model.cover).toMatchObject({ hatched: true, cause: 'Vigil restarts, back in a moment' })
    expect(model.line).toMatchObject({ text: 'No data', priority: 'medium', mark: '!!', who: 'Vigil' })
    expect(model.bedside).toBe('alarm link lost')
  })

  it('H2 numbers turn grey with their age, then go, by the monotonic clock', () => {
    const bed = foldBed(undefined, inventBed(1, { ageMs: 0 }, UTC), { monotonicMs: 0, utcMs: UTC })
    const at = (monotonicMs: number) =>
      tileModel(bed, { ...MOMENT, monotonicMs, utcMs: UTC - 3_600_000 }).numbers.heartRate
    expect(at(4_000)).toMatchObject({ text: '72', freshness: 'live', note: '/min' })
    expect(at(7_000)).toMatchObject({ text: '72', freshness: 'old', note: '7 s old' })
    expect(at(11_000)).toMatchObject({ text: '--', freshness: 'gone' })
  })

  it('puts the cause in words over the waves, with a cyan edge and a medium line', () => {
    const model = tile({ phase: 'unplugged', cause: 'unplugged', retryInMs: 4_000 })
    expect(model.edge).toBe('low')
    expect(model.cover).toMatchObject({ cause: 'Cable unplugged', retryAtUtcMs: UTC + 4_000 })
    expect(model.line).toMatchObject({ text: 'No data', priority: 'medium', kind: 'technical' })
  })

  it('keeps the priority that the engine gave the lost line', () => {
    const lost = untouchedAlarm({
      id: 'x',
      source: 'vigil',
      kind: 'technical',
      priority: 'high',
      text: 'No bytes',
      sinceUtcMs: UTC,
    })
    expect(tile({ phase: 'silent', cause: 'silent', alarms: [lost] }).line?.priority).toBe('high')
  })

  it('shows the worst alarm and counts the rest', () => {
    const model = tile({
      alarms: [alarm('low', 'technical', 'ECG leads off'), alarm('high', 'physiological', 'SpO2 79 < 90')],
    })
    expect(model.line).toMatchObject({ text: 'SpO2 79 < 90', mark: '***', who: 'bedside', more: 1 })
    expect(model.edge).toBe('high')
  })

  it('puts a pulse beside a heart rate that is not there, never in its place', () => {
    const model = tile({ validity: { HR: 'invalid' } })
    expect(model.numbers.heartRate.text).toBe('--')
    expect(model.numbers.pulse).toMatchObject({ label: 'PR', text: '72', kind: 'spo2' })
    expect(tile({}).numbers.pulse).toBeNull()
  })

  it('marks questionable values and demo mode', () => {
    expect(tile({ validity: { SpO2: 'questionable' } }).numbers.saturation.questionable).toBe(true)
    expect(tile({ validity: { HR: 'demo' } }).chips).toEqual(['SIMULATED', 'DEMO'])
  })

  it('says on every tile that the driver is unproven, unless there is no person behind it', () => {
    expect(tile({ simulated: false, unproven: true }).chips).toEqual(['UNPROVEN DRIVER'])
    expect(tile({ simulated: false }).chips).toEqual([])
    expect(tile({ simulated: true, unproven: true }).chips).toEqual(['SIMULATED'])
  })

  it('H18 says that a line is no source of alarms, of the monitor and of a device beside it', () => {
    expect(tile({ bedsideAlarms: 'forbidden' })).toMatchObject({
      bedside: 'not an alarm source: its maker forbids it',
      bedsideShort: 'not an alarm source',
      bedsideShown: false,
    })
    expect(tile({ bedsideAlarms: 'forbidden', phase: 'silent', cause: 'silent' }).bedsideLost).toBe(false)
    const view = inventBed(1, {}, UTC)
    const { driver, linkText, link, identity } = view
    const device = { driver, linkText, link, identity, options: {}, unproven: false }
    const devices = [
      { ...device, name: 'monitor', bedsideAlarms: 'shown' },
      { ...device, name: 'ventilator', bedsideAlarms: 'forbidden' },
    ] as const
    const bed = foldBed(undefined, { ...view, devices }, { monotonicMs: 100_000, utcMs: UTC })
    expect(tileModel(bed, MOMENT)).toMatchObject({
      bedside: 'bedside alarms shown, ventilator: not an alarm source',
      bedsideShort: 'alarms shown, ventilator: not an alarm source',
      bedsideShown: false,
    })
  })

  it('says which of four about bedside alarms, always', () => {
    expect(tile({ bedsideAlarms: 'notCarried' }).bedside).toBe('this link carries no bedside alarms')
    expect(tile({ bedsideAlarms: 'lost' }).bedside).toBe('alarm link lost')
    expect(tile({ phase: 'silent', cause: 'silent' }).bedside).toBe('alarm link lost')
  })

  it('gives a cuff reading its clock time and greys it when it is old', () => {
    const fresh = tile({}).numbers.cuff
    expect(fresh.note).toMatch(/^\d\d:\d\d$/)
    const later = tile({}, { ...MOMENT, utcMs: UTC + 2 * 3_600_000 }).numbers.cuff
    expect(later).toMatchObject({ freshness: 'old', note: '2 h old' })
  })

  it('H15 shows no more than the end of an identifier', () => {
    expect(personText({ id: '4711482', authority: 'H' })).toBe('ID ends 482')
    expect(personText({ id: 'SIM-b1', authority: 'VIGIL' })).toBe('SIM-b1')
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{4,12}$/), (id) => {
        expect(personText({ id, authority: 'H' })).not.toContain(id)
      }),
    )
  })
})
