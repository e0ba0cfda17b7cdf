import { describe, expect, it } from 'vitest'
import type { Driver } from '../../drivers/driver.ts'
import type { BedAlarmStatus } from '../ipc/alarms.ts'
import type { BedView } from '../ipc/views.ts'
import { commandOf, type Engine } from './engine.ts'
import { limitedDriver } from './testing/limited-driver.ts'
import { inRecord, openStation } from './testing/manual-station.ts'
import { ManualTime } from './testing/manual-time.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const HR = 'MDC_ECG_HEART_RATE'
const HIGH = `limit:${HR}:high`

/** One simulated bed whose heart rate is 65 + 0. */
async function ward() {
  const folder = temporaryFolder()
  const time = new ManualTime()
  const engine = await openStation({
    folder,
    time,
    link: 'sim:stable?seed=5',
    driver: limitedDriver as Driver,
  })
  const command = commandOf(engine)
  return { folder, time, engine, command }
}

function bed(engine: Engine): BedView {
  const [view] = engine.beds()
  if (view === undefined) throw new Error('no bed')
  return view
}

describe('the commands about alarms', () => {
  it('H9 no limits and no alarm before somebody who signed in has chosen an age class', async () => {
    const { time, engine, command } = await ward()
    time.advance(20_000)
    expect(bed(engine).alarmStatus).toMatchObject({ ageClass: null, limits: [], says: ['noAgeClass'] })
    expect(bed(engine).alarms).toEqual([])
    const choose = { bed: 'b1', ageClass: 'neonate', replaces: null }
    await expect(command('alarm.setAgeClass', choose)).rejects.toMatchObject({ code: 'notSignedIn' })
    await command('session.signIn', { initials: 'AB' })
    const status = (await command('alarm.setAgeClass', choose)) as BedAlarmStatus
    expect(status).toMatchObject({ ageClass: 'neonate', says: [] })
    expect(status.limits).toMatchObject([{ parameter: HR, low: 100, high: 200, source: 'profile' }])
    await expect(command('alarm.setAgeClass', choose)).rejects.toMatchObject({ code: 'changedMeanwhile' })
    time.advance(6_000)
    expect(bed(engine).alarms).toMatchObject([{ id: `limit:${HR}:low`, text: 'HR 65 < 100' }])
  })

  it('set limits inside their bounds only, and write down who did what', async () => {
    const { folder, time, engine, command } = await ward()
    time.advance(3_000)
    await command('session.signIn', { initials: 'AB' })
    await command('alarm.setAgeClass', { bed: 'b1', ageClass: 'adult', replaces: null })
    const set = (low: number, high: number, replaces = { low: 50, high: 120 }) =>
      command('alarm.setLimits', { bed: 'b1', parameter: HR, low, high, replaces })
    await expect(set(30, 120)).rejects.toMatchObject({ code: 'limitRefused' })
    await expect(set(70, 70)).rejects.toMatchObject({ code: 'limitRefused' })
    await expect(set(50.5, 120)).rejects.toMatchObject({ code: 'limitRefused' })
    await expect(set(50, 60, { low: 50, high: 121 })).rejects.toMatchObject({ code: 'changedMeanwhile' })
    const late = {
      bed: 'b1',
      parameter: HR,
      low: 40,
      high: 60,
      delayMs: 10_001,
      replaces: { low: 50, high: 120 },
    }
    await expect(command('alarm.setLimits', late)).rejects.toMatchObject({ code: 'limitRefused' })
    await set(40, 60)
    time.advance(6_000)
    expect(bed(engine).alarms).toMatchObject([{ id: HIGH, text: 'HR 65 > 60', occurrence: 1 }])
    const ref = { bed: 'b1', alarms: [{ id: HIGH, occurrence: 1 }] }
    expect(await command('alarm.acknowledge', ref)).toEqual({ alarms: ref.alarms })
    expect(await command('alarm.acknowledge', { ...ref, alarms: [{ id: HIGH, occurrence: 2 }] })).toEqual({
      alarms: [],
    })
    expect(bed(engine).alarms).toMatchObject([{ state: 'acknowledged', acknowledgedBy: 'AB', sounds: false }])
    await engine.close()
    const rows = inRecord(folder, (reader) => reader.auditRows())
    const acts = rows.filter(({ action }) => action.startsWith('alarm.'))
    expect(acts.map(({ action, actor }) => [action, actor.initials])).toEqual([
      ['alarm.setAgeClass', 'AB'],
      ['alarm.setLimits', 'AB'],
      ['alarm.acknowledge', 'AB'],
    ])
    expect(acts[1]?.before).toContain('"high":120')
  })

  it('suggest limits from the values of now and take them one by one, as they were shown', async () => {
    const { time, command } = await ward()
    time.advance(3_000)
    await command('session.signIn', { initials: 'AB' })
    await command('alarm.setAgeClass', { bed: 'b1', ageClass: 'adult', replaces: null })
    const confirm = (low: number, high: number) =>
      command('alarm.confirmSuggestion', { bed: 'b1', parameter: HR, low, high })
    await expect(confirm(52, 81)).rejects.toMatchObject({ code: 'changedMeanwhile' })
    const { suggestions } = (await command('alarm.suggestLimits', { bed: 'b1' })) as {
      suggestions: unknown
    }
    expect(suggestions).toMatchObject([{ value: 65, suggested: { low: 52, high: 81 } }])
    expect(await confirm(52, 81)).toMatchObject({
      limits: [{ low: 52, high: 81, source: 'patient', by: 'AB' }],
    })
    await expect(confirm(52, 81)).rejects.toMatchObject({ code: 'changedMeanwhile' })
  })

  it('switch off only for a privileged role, with a reason that names nobody', async () => {
    const { time, command } = await ward()
    time.advance(3_000)
    await command('session.signIn', { initials: 'AB' })
    const off = (role: string, reason: string) =>
      command('alarm.audioOff', { bed: 'b1', role, reason, minutes: 30 })
    await expect(off('nurse', 'too loud')).rejects.toMatchObject({ code: 'notPrivileged' })
    await expect(off('physician', 'SIM-b1 sleeps')).rejects.toMatchObject({ code: 'badRequest' })
    expect(await off('physician', 'family meeting')).toMatchObject({
      says: ['audioOff', 'noAgeClass'],
      audioOff: { by: 'AB', role: 'physician', reason: 'family meeting' },
    })
    expect(await command('alarm.resume', { bed: 'b1', state: 'audioOff' })).toMatchObject({ audioOff: null })
    await expect(command('alarm.pauseAudio', { bed: 'b9', seconds: 60 })).rejects.toMatchObject({
      code: 'unknownBed',
    })
  })

  it('mark the patient as high-risk under a name, over a restart, until somebody takes the mark off', async () => {
    const { folder, time, engine, command } = await ward()
    const mark = (reason: string, of = 'b1') => command('alarm.markRisk', { bed: of, reason })
    await expect(mark('after surgery')).rejects.toMatchObject({ code: 'notSignedIn' })
    await command('session.signIn', { initials: 'AB' })
    for (const [reason, of] of [
      ['SIM-b1 is ill', 'b1'],
      ['no', 'b1'],
      ['a station', '(station)'],
    ] as const) {
      await expect(mark(reason, of)).rejects.toMatchObject({ code: 'badRequest' })
    }
    await mark('after surgery')
    time.advance(1_000)
    const marked = bed(engine).alarmStatus.highRisk
    expect(marked).toMatchObject({ by: 'AB', reason: 'after surgery' })
    await engine.close()
    const again = await openStation({
      folder,
      time,
      link: 'sim:stable?seed=5',
      driver: limitedDriver as Driver,
    })
    expect(bed(again).alarmStatus.highRisk).toEqual(marked)
    const say = commandOf(again)
    await say('session.signIn', { initials: 'CD' })
    await say('alarm.unmarkRisk', { bed: 'b1' })
    expect(bed(again).alarmStatus).not.toHaveProperty('highRisk')
    await again.close()
    const rows = inRecord(folder, (reader) => reader.auditRows())
    const acts = rows.filter(({ action }) => action.endsWith('Risk'))
    expect(acts.map(({ action, actor }) => [action, actor.initials])).toEqual([
      ['alarm.markRisk', 'AB'],
      ['alarm.unmarkRisk', 'CD'],
    ])
  })

  it('raise a high alarm of the station when its sound is lost, and end it with the sound', async () => {
    const { engine, command } = await ward()
    expect(engine.station().sound.state).toBeNull()
    await command('sound.report', { state: 'noOutput' })
    expect(engine.station().alarms).toMatchObject([{ kind: 'technical', priority: 'high', state: 'active' }])
    await command('sound.report', { state: 'ok' })
    expect(engine.station().alarms).toEqual([])
  })
})
