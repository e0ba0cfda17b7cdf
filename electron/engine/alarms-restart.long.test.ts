import { describe, expect, it } from 'vitest'
import type { Driver } from '../../drivers/driver.ts'
import type { AlarmEventView } from '../ipc/alarm-history.ts'
import type { BedAlarmStatus } from '../ipc/alarms.ts'
import type { BedView } from '../ipc/views.ts'
import { commandOf, type Engine } from './engine.ts'
import { limitedDriver } from './testing/limited-driver.ts'
import { openStation, pass } from './testing/manual-station.ts'
import { ManualTime } from './testing/manual-time.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'
import { waitFor } from './testing/wait-for.ts'

const HR = 'MDC_ECG_HEART_RATE'
const LOW = `limit:${HR}:low`
const HOUR_MS = 3_600_000

function bed(engine: Engine): BedView {
  const [view] = engine.beds()
  if (view === undefined) throw new Error('no bed')
  return view
}

/** A bed whose heart rate of 65 is an alarm of a neonate, in its second minute. */
async function alarming(folder: string, time: ManualTime): Promise<Engine> {
  const engine = await open(folder, time)
  await pass(engine, time, 3_000)
  const command = commandOf(engine)
  await command('session.signIn', { initials: 'AB' })
  await command('alarm.setAgeClass', { bed: 'b1', ageClass: 'neonate', replaces: null })
  await pass(engine, time, 60_000)
  return engine
}

function open(folder: string, time: ManualTime): Promise<Engine> {
  return openStation({ folder, time, link: 'sim:stable?seed=5', driver: limitedDriver as Driver })
}

async function history(engine: Engine, bedId = 'b1'): Promise<readonly AlarmEventView[]> {
  const period = { fromUtcMs: Date.UTC(2026, 0, 1), toUtcMs: Date.UTC(2026, 0, 2) }
  const reply = await commandOf(engine)('alarm.history', { bed: bedId, ...period })
  return (reply as { events: readonly AlarmEventView[] }).events
}

/** The history once it holds a line of this type: the record is written by another thread. */
async function historyWith(engine: Engine, type: AlarmEventView['type']): Promise<readonly AlarmEventView[]> {
  const found = { events: await history(engine) }
  await waitFor(() => {
    void history(engine).then((events) => {
      found.events = events
    })
    return found.events.some((event) => event.type === type)
  }, `"${type}" in the record`)
  return found.events
}

describe('an engine that is started again in the middle of an alarm', () => {
  it('has the alarm back as it was, sounding, and the log shows it', async () => {
    const folder = temporaryFolder()
    const time = new ManualTime()
    const first = await alarming(folder, time)
    const [before] = bed(first).alarms
    expect(before).toMatchObject({ id: LOW, state: 'active', sounds: true, escalation: 1 })
    await first.close()
    time.advance(5_000)

    const second = await open(folder, time)
    expect(bed(second).alarms).toMatchObject([{ ...before, escalation: 2 }])
    expect(bed(second).alarmStatus).toMatchObject({ ageClass: 'neonate', says: [] })
    await pass(second, time, 5_000)
    expect(bed(second).alarms).toMatchObject([{ id: LOW, occurrence: 1, sinceUtcMs: before?.sinceUtcMs }])
    const told = await historyWith(second, 'restarted')
    expect(told.map(({ type }) => type)).toEqual(['patientChanged', 'ageClass', 'raised', 'restarted'])
    expect(told[2]).toMatchObject({
      actor: null,
      alarm: { id: LOW, occurrence: 1, source: 'vigil', priority: 'medium' },
      limit: { limit: 100, value: 65 },
      detail: { waitedMs: 5_000 },
    })
  })

  it('keeps what was acknowledged, switched off and paused, for the rest of its time', async () => {
    const folder = temporaryFolder()
    const time = new ManualTime()
    const first = await alarming(folder, time)
    const command = commandOf(first)
    await command('alarm.acknowledge', { bed: 'b1', alarms: [{ id: LOW, occurrence: 1 }] })
    await command('alarm.pauseAudio', { bed: 'b1', seconds: 120 })
    const off = { bed: 'b1', parameter: HR, side: 'high', role: 'nurse', reason: 'agreed on', minutes: 60 }
    await command('alarm.limitOff', off)
    const before = bed(first).alarmStatus
    await first.close()
    time.advance(20_000)
    const second = await open(folder, time)
    expect(bed(second).alarms).toMatchObject([{ state: 'acknowledged', acknowledgedBy: 'AB', sounds: false }])
    await pass(second, time, 2_000)
    expect(bed(second).alarmStatus).toEqual(before)
    await pass(second, time, 100_000)
    expect(bed(second).alarmStatus.audioPaused).toBeNull()
    expect(bed(second).alarmStatus.says).toEqual(['limitOff'])
  })

  it('H5 ends a pause at once whose time was over meanwhile, and never lengthens one when the clock went back', async () => {
    const folder = temporaryFolder()
    const time = new ManualTime()
    const first = await alarming(folder, time)
    await commandOf(first)('alarm.pauseAudio', { bed: 'b1', seconds: 120 })
    await first.close()
    time.advance(HOUR_MS)
    const second = await open(folder, time)
    await pass(second, time, 1_000)
    expect(bed(second).alarmStatus.audioPaused).toBeNull()
    await commandOf(second)('alarm.pauseAudio', { bed: 'b1', seconds: 120 })
    await second.close()
    time.setClock(-HOUR_MS)
    const third = await open(folder, time)
    await pass(third, time, 119_000)
    expect(bed(third).alarmStatus.audioPaused).not.toBeNull()
    await pass(third, time, 2_000)
    expect(bed(third).alarmStatus.audioPaused).toBeNull()
  })

  it('asks whether age class and limits still hold after it was away for long', async () => {
    const folder = temporaryFolder()
    const time = new ManualTime()
    const first = await alarming(folder, time)
    await first.close()
    time.advance(HOUR_MS)
    const second = await open(folder, time)
    expect(bed(second).alarmStatus).toMatchObject({ ageClass: 'neonate', says: ['settingsOld'] })
    const confirm = () => commandOf(second)('alarm.confirmSettings', { bed: 'b1' }) as Promise<BedAlarmStatus>
    await expect(confirm()).rejects.toMatchObject({ code: 'notSignedIn' })
    await commandOf(second)('session.signIn', { initials: 'CD' })
    expect(await confirm()).toMatchObject({ ageClass: 'neonate', says: [] })
  })
})

it('stores for each alarm when its value was received, when it was decided and when it was first shown', async () => {
  const folder = temporaryFolder()
  const time = new ManualTime()
  const engine = await alarming(folder, time)
  const [alarm] = bed(engine).alarms
  const shown = (shownUtcMs: number) =>
    commandOf(engine)('alarm.shown', { alarms: [{ bed: 'b1', id: LOW, occurrence: 1, shownUtcMs }] })
  await shown((alarm?.sinceUtcMs ?? 0) + 180)
  await shown((alarm?.sinceUtcMs ?? 0) + 5_000)
  await pass(engine, time, 2_000)
  const told = (await historyWith(engine, 'shown')).filter(({ type }) => type === 'shown')
  expect(told).toMatchObject([{ alarm: { id: LOW }, detail: { afterMs: 180 } }])
})

it('does not let a bed that is taken out and put back keep what was set on it', async () => {
  const folder = temporaryFolder()
  const time = new ManualTime()
  const engine = await alarming(folder, time)
  const command = commandOf(engine)
  await command('bed.remove', { bed: 'b1' })
  await command('bed.save', {
    id: 'b1',
    label: 'Bed 1',
    driver: 'limited',
    link: 'sim:stable?seed=5',
    options: {},
  })
  await pass(engine, time, 10_000)
  expect(bed(engine)).toMatchObject({ alarms: [], alarmStatus: { ageClass: null } })
  const numbers = (await history(engine)).map(({ number }) => number)
  expect(numbers).toEqual([...new Set(numbers)])
})
