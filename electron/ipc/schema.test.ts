import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LONGEST_WHAT_IF_MS } from './alarm-load.ts'
import type { CommandName } from './contract.ts'
import { requestSchemas } from './schema.ts'
import { LONGEST_TREND_MS } from './trend.ts'

const LAYOUT = { places: 16, style: 'waves', names: false, beds: ['b1', null, 'b2'] } as const
const FACTS = { name: 'Test Person', birthDate: '1970-01-02', ageClass: 'adult', paced: 'no' } as const
const REFS = { bed: 'b1', alarms: [{ id: 'limit:HR:high', occurrence: 1 }] }
const SIDE = { bed: 'b1', parameter: 'MDC_ECG_HEART_RATE', side: 'low' }
const PAIR = { low: 50, high: 120 }
const GOOD: { readonly [Name in CommandName]: readonly unknown[] } = {
  'station.get': [{}],
  'alarm.acknowledge': [REFS],
  'alarm.unacknowledge': [REFS],
  'alarm.reset': [REFS],
  'alarm.pauseAudio': [{ bed: 'b1', seconds: 180 }],
  'alarm.audioOff': [{ bed: 'b1', role: 'physician', reason: 'family is here', minutes: 60 }],
  'alarm.pause': [{ bed: 'b1', seconds: 120, reason: 'suction' }],
  'alarm.comfortCare': [{ bed: 'b1', role: 'chargeNurse', order: 'Order of the ward', minutes: 1_440 }],
  'alarm.markRisk': [{ bed: 'b1', reason: 'after surgery' }],
  'alarm.unmarkRisk': [{ bed: 'b1' }],
  'alarm.resume': [{ bed: 'b1', state: 'comfortCare' }],
  'alarm.setAgeClass': [{ bed: 'b1', ageClass: 'neonate', replaces: null }],
  'alarm.setLimits': [{ bed: 'b1', parameter: 'X', ...PAIR, replaces: { low: null, high: 20 } }],
  'alarm.resetLimits': [{ bed: 'b1', parameter: 'X' }],
  'alarm.limitOff': [{ ...SIDE, role: 'nurse', reason: 'known', minutes: 720 }],
  'alarm.limitOn': [SIDE],
  'alarm.confirmSettings': [{ bed: 'b1' }],
  'alarm.history': [{ bed: '(station)', fromUtcMs: 0, toUtcMs: LONGEST_TREND_MS }],
  'alarm.load': [
    { bed: null, fromUtcMs: 0, toUtcMs: LONGEST_TREND_MS },
    { bed: 'b1', fromUtcMs: 0, toUtcMs: 1 },
  ],
  'alarm.whatIf': [
    { bed: 'b1', fromUtcMs: 0, toUtcMs: LONGEST_WHAT_IF_MS, ageClass: null, limits: [] },
    {
      bed: 'b1',
      fromUtcMs: 0,
      toUtcMs: 1,
      ageClass: 'neonate',
      limits: [{ parameter: 'X', ...PAIR, delayMs: 0 }],
    },
  ],
  'alarm.suggestLimits': [{ bed: 'b1' }],
  'alarm.confirmSuggestion': [{ bed: 'b1', parameter: 'X', ...PAIR }],
  'alarm.shown': [{ alarms: [{ bed: 'b1', id: 'x', occurrence: 1, shownUtcMs: 1 }] }],
  'sound.report': [{ state: 'stalled' }],
  'sound.confirm': [{}],
  'session.signIn': [{ initials: 'AB' }, { initials: 'Ö.-1' }],
  'ports.list': [{}],
  'driver.guide': [{ driver: 'ge-s5' }],
  'bed.save': [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:', options: { waves: [] } }],
  'bed.remove': [{ bed: 'b1' }],
  'bed.setPatient': [
    { bed: 'b1', patient: null },
    { bed: 'b1', patient: { id: '1', authority: 'H' } },
    { bed: 'b1', patient: { id: '1', authority: 'H' }, replaces: { id: '2', authority: 'H' } },
  ],
  'lineTest.start': [
    { driver: 'ge-s5', link: 'sim:', listenOnly: true },
    { driver: 'ge-s5', link: 'sim:', options: { waves: [] } },
  ],
  'lineTest.state': [{ run: 1 }],
  'lineTest.stop': [{ run: 1 }],
  'lineTest.capture': [{ run: 1 }],
  'detect.start': [{ link: 'serial:/dev/ttyUSB0', ask: true }],
  'detect.state': [{ run: 1 }],
  'detect.cancel': [{ run: 1 }],
  'comparison.begin': [{ bed: 'b1' }, { bed: 'b1', device: 'ventilator' }],
  'comparison.look': [{ bed: 'b1', comparison: 'c1' }],
  'comparison.answer': [{ bed: 'b1', comparison: 'c1', typed: '36.9' }],
  'comparison.confirm': [{ bed: 'b1', comparison: 'c1', scope: 'station' }],
  'comparison.withdraw': [{ bed: 'b1' }, { bed: 'b1', device: 'ventilator' }],
  'bed.confirmPatient': [
    { bed: 'b1', proposal: 1, id: '1', second: '1970-01-02' },
    { bed: 'b1', proposal: 1, id: '1', second: 'Test Person', authority: 'H' },
  ],
  'bed.declineProposal': [{ bed: 'b1', proposal: 1 }],
  'patient.admit': [
    { bed: 'b1', patient: { id: '1', authority: 'H' }, facts: FACTS },
    { bed: 'b1', patient: null, facts: { ...FACTS, name: null, birthDate: null, paced: 'unknown' } },
  ],
  'patient.describe': [
    { bed: 'b1', patient: { id: '1', authority: 'H' }, facts: { ...FACTS, ageClass: null } },
  ],
  'patient.transfer': [{ bed: 'b1', to: 'b2', id: '1', second: '1970-01-02' }],
  'patient.name': [
    {
      bed: 'b1',
      temporary: { id: 'UNKNOWN-20260101-001', authority: 'VIGIL-TEMPORARY' },
      patient: { id: '1', authority: 'H' },
      facts: FACTS,
    },
  ],
  'patient.repair': [
    { bed: 'b1', wrong: { id: '2', authority: 'H' }, fromUtcMs: null, patient: null, facts: FACTS },
    {
      ...{ bed: 'b1', wrong: { id: '2', authority: 'H' }, fromUtcMs: 1_000 },
      ...{ patient: { id: '1', authority: 'H' }, facts: { ...FACTS, ageClass: null } },
    },
  ],
  'patient.repairEnded': [
    {
      ...{ bed: 'b1', stay: { patient: { id: '2', authority: 'H' }, fromUtcMs: 1_000, toUtcMs: 2_000 } },
      ...{ fromUtcMs: null, patient: { id: '1', authority: 'H' }, facts: { ...FACTS, ageClass: null } },
    },
  ],
  'patient.undoMove': [{ bed: 'b1', move: '7f0e1c52-8f5b-4a43-9b1c-2f1f4d3b6a10' }],
  'patient.stay': [{ bed: 'b1' }],
  'patient.discharge': [{ bed: 'b1', id: '1', second: 'Test Person' }],
  'entry.add': [
    { bed: 'b1', patient: null, kind: 'consciousness', value: 'C', unit: '', atUtcMs: null },
    {
      bed: 'b1',
      patient: { id: '1', authority: 'H' },
      kind: 'glucose',
      value: 4.2,
      unit: 'mmol/L',
      atUtcMs: 1,
    },
  ],
  'entry.correct': [
    { bed: 'b1', patient: null, entry: 'e', kind: 'pain', value: 3, unit: '{score}', atUtcMs: 1 },
  ],
  'entry.withdraw': [{ bed: 'b1', patient: null, entry: 'e' }],
  'entry.list': [{ bed: 'b1' }],
  'rhythm.set': [{ kind: 'asystole', priority: 'low', figures: 1 }],
  'score.setScale': [{ bed: 'b1', patient: { id: 'T-1', authority: 'HOSP' }, scale: 2 }],
  'score.setTable': [{ name: 'pews.json', text: '{}' }],
  'score.removeTable': [{}],
  'insight.dismiss': [
    {
      bed: 'b1',
      patient: null,
      rule: 'trend',
      parameter: 'spo2',
      direction: 'down',
      reason: 'after suction',
    },
    {
      bed: 'b1',
      patient: null,
      rule: 'trend',
      parameter: 'spo2',
      direction: 'down',
      reason: 'called the doctor',
      actedOn: true,
    },
  ],
  'insight.restore': [{ bed: 'b1', patient: null, id: 'i' }],
  'insight.setUsual': [
    { bed: 'b1', patient: { id: 'T-1', authority: 'HOSP' }, parameter: 'spo2', low: 88, high: 92 },
  ],
  'insight.removeUsual': [{ bed: 'b1', patient: { id: 'T-1', authority: 'HOSP' }, parameter: 'spo2' }],
  'insight.counts': [{ fromUtcMs: 0, toUtcMs: LONGEST_TREND_MS }],
  'bed.takeMonitor': [{ bed: 'b1', to: 'MX450 DE1' }],
  'sender.bind': [{ listener: '127.0.0.1:2575', refusal: 1, bed: 'b1' }],
  'sender.dismiss': [{ listener: '127.0.0.1:2575', refusal: 1 }],
  'shift.summary': [{ bed: 'b1', fromUtcMs: 0, toUtcMs: 1 }],
  'handover.write': [
    { bed: 'b1', patient: null, kind: 'reason', atUtcMs: 1, text: 'pneumonia' },
    { bed: 'b1', patient: null, kind: 'handover', atUtcMs: 1, text: '' },
  ],
  'handover.finish': [
    { parts: [{ bed: 'b1', fromUtcMs: 0, toUtcMs: 1 }], paper: 'letter', language: 'ar', timeZone: 'UTC' },
  ],
  'handover.list': [{}],
  'remote.list': [{}],
  'remote.day': [{ seq: 1, fromUtcMs: 0, toUtcMs: 86_400_000 }],
  'remote.implant': [{ bed: 'b1' }],
  'remote.enrol': [{ patient: { id: '1', authority: 'HOSP' }, name: null, birthDate: '1970-01-02' }],
  'remote.consent': [
    { seq: 1, how: null },
    { seq: 1, how: 'signed form' },
  ],
  'remote.assign': [{ report: 1, seq: 2, id: '1', second: '1970-01-02' }],
  'remote.refuse': [{ report: 1, isRefused: true }],
  'remote.end': [{ seq: 1, isEnded: true }],
  'mapping.get': [{}],
  'mapping.save': [
    { rows: [] },
    { rows: [{ id: 'MDC_TEMP', destination: null, isSent: false, code: null, unit: null }] },
  ],
  'mapping.preview': [{ rows: [], id: 'MDC_TEMP', destination: 'his' }],
  'mapping.table': [{}],
  'mapping.readTable': [{ text: '' }, { text: 'id,sent' }],
  'handover.send': [{ id: 'a', destination: 'his', pdf: 'JVBERi0=' }],
  'handover.read': [{ id: 'h1' }],
  'shift.csv': [{ bed: 'b1', fromUtcMs: 0, toUtcMs: 1 }],
  'shift.send': [{ bed: 'b1', fromUtcMs: 0, toUtcMs: 1, destination: 'his' }],
  'strip.send': [{ bed: 'b1', fromUtcMs: 0, toUtcMs: 1, destination: 'his' }],
  'admission.list': [{}],
  'admission.confirm': [
    { seq: 1, kind: 'admit', bed: 'b1', id: '4711', second: '1970-12-31', ageClass: 'adult', paced: 'no' },
    { seq: 1, kind: 'discharge', bed: 'b1', id: '4711', second: 'Family Given', ageClass: null, paced: null },
  ],
  'admission.dismiss': [{ seq: 1 }],
  'outbox.list': [{}],
  'outbox.replay': [{ seqs: [1, 2] }],
  'outbox.discard': [{ seqs: [1] }],
  'outbox.pause': [{ destination: 'his', isPaused: true }],
  'destination.list': [{}],
  'destination.save': [{ destination: { id: 'his' }, secret: null, isNew: true }],
  'destination.remove': [{ id: 'his', queued: 'keep' }],
  'destination.drop': [{ id: 'his' }],
  'destination.test': [{ destination: {}, secret: 'a password' }],
  'review.overview': [{ bed: 'b1', fromUtcMs: 0, toUtcMs: 1 }],
  'review.rows': [{ bed: 'b1', fromUtcMs: 0, toUtcMs: 1, channel: 1, rowMs: 60_000, columns: 800 }],
  'review.strip': [{ bed: 'b1', fromUtcMs: 0, toUtcMs: 120_000 }],
  'review.moment': [{ bed: 'b1', atUtcMs: 0 }],
  'trend.read': [{ bed: 'b1', fromUtcMs: 0, toUtcMs: 3_600_000 }],
  'note.add': [{ bed: 'b1', kind: 'note', atUtcMs: 1, text: 'sat up' }],
  'recovery.export': [{}],
  'backup.start': [{ to: '/media/stick' }],
  'backup.state': [{}],
  'backup.cancel': [{}],
  'export.start': [
    { bed: 'b1', fromUtcMs: 0, toUtcMs: 1, format: 'edf', deidentify: true, to: '/media/stick' },
  ],
  'export.state': [{}],
  'export.cancel': [{}],
  'backup.list': [{}],
  'retention.set': [
    { wavesKeptDays: 30 },
    { wavesKeptDays: null },
    { numericsKeptDays: 365, alertsKeptDays: null },
  ],
  'retention.get': [{}],
  'erasure.list': [{}],
  'patient.hold': [{ patient: { id: '1', authority: 'A' }, reason: 'court order', isLifted: false }],
  'patient.erase': [{ patient: { id: '1', authority: 'A' }, confirm: '1', reason: 'asked for' }],
  'screen.saveLayout': [{ role: 'wall', layout: LAYOUT }],
  'screen.setRole': [{ role: 'desk' }, { role: 'bedside' }],
  'screen.setWall': [{ wanted: true }],
  'display.set': [
    { ward: { speedMmPerSecond: 12.5, ecgGain: 'auto' } },
    { screen: { screen: '1', pitchMm: null } },
  ],
  'waves.reopen': [{}],
}
const names = Object.keys(requestSchemas) as CommandName[]

describe.each(names)('%s', (name) => {
  it('takes what it is meant to take, and not one key more', () => {
    for (const request of GOOD[name]) {
      expect(requestSchemas[name].safeParse(request).success).toBe(true)
      expect(requestSchemas[name].safeParse({ ...(request as object), more: 1 }).success).toBe(false)
    }
  })

  it('answers anything else without throwing', () => {
    fc.assert(
      fc.property(fc.anything(), (request) => {
        const isEmpty =
          typeof request === 'object' && request !== null && Reflect.ownKeys(request).length === 0
        const { success } = requestSchemas[name].safeParse(request)
        if (success) expect(isEmpty).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

it.each([
  ['bed.save', { ...(GOOD['bed.save'][0] as object), id: 'a b' }],
  ['bed.save', { ...(GOOD['bed.save'][0] as object), label: ' ' }],
  ['bed.setPatient', { bed: 'b1', patient: { id: 'a^b', authority: 'H' } }],
  ['bed.setPatient', { bed: 'b1', patient: { id: 'a\rb', authority: 'H' } }],
  ['bed.confirmPatient', { bed: 'b1', proposal: 1, id: 'a|b', second: '1970-01-02' }],
  ['bed.confirmPatient', { bed: 'b1', proposal: 1, id: '1', second: '' }],
  ['bed.declineProposal', { bed: 'b1', proposal: 1.5 }],
  ['patient.admit', { bed: 'b1', patient: null, facts: { ...FACTS, ageClass: null } }],
  ['patient.admit', { bed: 'b1', patient: null, facts: { ...FACTS, ageClass: 'child' } }],
  ['patient.admit', { bed: 'b1', patient: null, facts: { ...FACTS, birthDate: '1970-02-30' } }],
  ['patient.admit', { bed: 'b1', patient: null, facts: { ...FACTS, name: 'x'.repeat(201) } }],
  ['patient.admit', { bed: 'b1', patient: null, facts: { ...FACTS, name: 'a\nb' } }],
  ['patient.admit', { bed: 'b1', patient: null, facts: { ...FACTS, paced: null } }],
  ['patient.transfer', { bed: 'b1', to: 'b2', id: '1', second: ' ' }],
  ['entry.add', { bed: 'b1', patient: null, kind: 'pain', value: '3', unit: '{score}', atUtcMs: null }],
  ['entry.add', { bed: 'b1', patient: null, kind: 'pain', value: null, unit: '{score}', atUtcMs: null }],
  ['entry.add', { bed: 'b1', patient: null, kind: 'mood', value: 3, unit: '', atUtcMs: null }],
  [
    'insight.dismiss',
    { bed: 'b1', patient: null, rule: 'trend', parameter: 'spo2', direction: 'down', reason: ' ' },
  ],
  [
    'insight.dismiss',
    { bed: 'b1', patient: null, rule: 'guess', parameter: 'spo2', direction: 'down', reason: 'x' },
  ],
  ['insight.counts', { fromUtcMs: 0, toUtcMs: LONGEST_TREND_MS + 1 }],
  ['insight.counts', { fromUtcMs: 1, toUtcMs: 1 }],
  ['insight.setUsual', { bed: 'b1', patient: null, parameter: 'spo2', low: 88, high: 92 }],
  ['insight.removeUsual', { bed: 'b1', patient: { id: 'T-1', authority: 'HOSP' }, parameter: 'mood' }],
  ['rhythm.set', { kind: 'asystole', priority: 'high', figures: 1 }],
  ['rhythm.set', { kind: 'pvc', priority: 'low', figures: 1 }],
  ['score.setTable', { name: 'pews.json', text: 'x'.repeat(200_001) }],
  ['review.strip', { bed: 'b1', fromUtcMs: 0, toUtcMs: 120_001 }],
  ['review.rows', { bed: 'b1', fromUtcMs: 0, toUtcMs: 1, channel: 1, rowMs: 0, columns: 800 }],
  ['review.overview', { bed: 'b1', fromUtcMs: 1, toUtcMs: 1 }],
  ['lineTest.start', { driver: '', link: 'sim:' }],
  ['lineTest.start', { driver: 'ge-s5', link: 'sim:', options: [] }],
  ['lineTest.start', { driver: 'ge-s5', link: 'sim:', listenOnly: 1 }],
  ['lineTest.capture', { run: 0 }],
  ['lineTest.state', { run: 0 }],
  ['detect.start', { link: '', ask: true }],
  ['detect.start', { link: 'tcp:x:1' }],
  ['detect.state', { run: 1.5 }],
  ['sender.bind', { listener: '127.0.0.1:2575', refusal: 0, bed: 'b1' }],
  ['sender.dismiss', { listener: '', refusal: 1 }],
  ['shift.summary', { bed: 'b1', fromUtcMs: 2, toUtcMs: 1 }],
  ['handover.write', { bed: 'b1', patient: null, kind: 'mark', atUtcMs: 1, text: 'x' }],
  ['handover.finish', { parts: [], paper: 'a4', language: 'en', timeZone: 'UTC' }],
  ['handover.read', { id: '' }],
  ['shift.csv', { bed: 'b1', fromUtcMs: Number.NaN, toUtcMs: 1 }],
  ['backup.start', { to: '' }],
  ['retention.set', { wavesKeptDays: 0 }],
  ['retention.set', { wavesKeptDays: 3_654 }],
  ['retention.set', { wavesKeptDays: 1.5 }],
  ['screen.saveLayout', { role: 'wall', layout: { ...LAYOUT, places: 3 } }],
  ['screen.saveLayout', { role: 'wall', layout: { ...LAYOUT, beds: ['b1', 'b1'] } }],
  [
    'screen.saveLayout',
    { role: 'wall', layout: { ...LAYOUT, beds: Array.from({ length: 65 }, () => null) } },
  ],
  ['screen.saveLayout', { role: 'wall', layout: { ...LAYOUT, beds: ['<b>'] } }],
  ['screen.setRole', { role: 'wall' }],
  ['trend.read', { bed: 'b1', fromUtcMs: 2, toUtcMs: 1 }],
  ['trend.read', { bed: 'b1', fromUtcMs: 0, toUtcMs: 700_000_000 }],
  ['note.add', { bed: 'b1', kind: 'note', atUtcMs: 1, text: 'x'.repeat(501) }],
  ['note.add', { bed: 'b1', kind: 'order', atUtcMs: 1, text: 'x' }],
  ['screen.setWall', { wanted: 'yes' }],
  ['retention.set', { numericsKeptDays: 0 }],
  ['patient.erase', { patient: { id: '1', authority: 'A' }, confirm: '1', reason: ' x ' }],
  ['patient.erase', { patient: { id: '1', authority: '' }, confirm: '1', reason: 'asked for' }],
  ['alarm.acknowledge', { bed: 'b1', alarms: [] }],
  ['alarm.acknowledge', { bed: 'b1', alarms: [{ id: 'x', occurrence: 0 }] }],
  ['alarm.pauseAudio', { bed: 'b1', seconds: 181 }],
  ['alarm.pauseAudio', { seconds: 120 }],
  ['alarm.pause', { bed: 'b1', seconds: 120, reason: ' ' }],
  ['alarm.audioOff', { bed: 'b1', role: 'visitor', reason: 'quiet', minutes: 5 }],
  ['alarm.limitOff', { ...SIDE, role: 'nurse', reason: 'known', minutes: 721 }],
  ['alarm.limitOff', { ...SIDE, role: 'nurse', reason: 'known' }],
  ['alarm.setLimits', { bed: 'b1', parameter: 'X', low: Number.NaN, high: 1, replaces: PAIR }],
  ['alarm.setAgeClass', { bed: 'b1', ageClass: 'teenager', replaces: null }],
  ['alarm.setAgeClass', { bed: 'b1', ageClass: 'adult' }],
  ['alarm.history', { bed: 'b1', fromUtcMs: 0, toUtcMs: LONGEST_TREND_MS + 1 }],
  ['alarm.history', { bed: 'b1', fromUtcMs: 1, toUtcMs: 1 }],
  ['alarm.load', { bed: '', fromUtcMs: 0, toUtcMs: 1 }],
  ['alarm.whatIf', { bed: 'b1', fromUtcMs: 0, toUtcMs: LONGEST_WHAT_IF_MS + 1, ageClass: null, limits: [] }],
  [
    'alarm.whatIf',
    {
      bed: 'b1',
      fromUtcMs: 0,
      toUtcMs: 1,
      ageClass: null,
      limits: [{ parameter: 'X', ...PAIR, delayMs: -1 }],
    },
  ],
  ['session.signIn', { initials: 'A B' }],
] as const)('%s refuses %j', (name, request) => {
  expect(requestSchemas[name].safeParse(request).success).toBe(false)
})
