import { describe, expect, it } from 'vitest'
import { STATION_ALARMS } from '../../../ipc/alarms.ts'
import { DataPolicy } from '../disk/data-policy.ts'
import { connect } from '../file/database.ts'
import { storePaths } from '../file/paths.ts'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import { withFolder } from '../testing/folder.ts'
import { ACTOR, announced, numericChannel, openOptions, START_UTC_MS, secondOf } from '../testing/samples.ts'
import type { StoredAlarmEvent } from './alarm-events.ts'

const DAY_MS = 86_400_000
const ALWAYS = [0, Number.MAX_SAFE_INTEGER] as const

function event(number: number, change: Partial<StoredAlarmEvent> = {}): StoredAlarmEvent {
  const atUtcMs = START_UTC_MS + number * 1_000
  return { bed: 'b1', number, atUtcMs, type: 'raised', payload: `{"n":${number}}`, ...change }
}

function numbers(folder: string, of: 'alarmLog' | 'alarmEvents', bed = 'b1'): number[] {
  const { reader } = openStoreReader(openOptions(folder))
  const rows = of === 'alarmLog' ? reader.alarmLog(bed) : reader.alarmEvents(bed, ...ALWAYS)
  reader.close()
  return rows.map(({ number }) => number)
}

describe('events of alarms in the record', () => {
  it('are stored once each, read by time or from the last snapshot on, bed by bed', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.record(secondOf({ alarmEvents: [event(1), event(2, { type: 'snapshot' }), event(3)] }))
      writer.record(secondOf({ alarmEvents: [event(3), event(4), event(1, { bed: 'b2' })] }))
      writer.close()
      expect(numbers(folder, 'alarmEvents')).toEqual([1, 2, 3, 4])
      expect(numbers(folder, 'alarmLog')).toEqual([2, 3, 4])
      expect(numbers(folder, 'alarmLog', 'b2')).toEqual([1])
      expect(numbers(folder, 'alarmLog', STATION_ALARMS)).toEqual([])
    }))

  it('never change', () =>
    withFolder((folder) => {
      const options = openOptions(folder)
      const opened = openStoreWriter(options)
      opened.writer.record(secondOf({ alarmEvents: [event(1)] }))
      opened.writer.close()
      const connection = connect(storePaths(folder), opened.key.hex, 'writer')
      expect(() => connection.exec("UPDATE alarm_event SET type = 'ended'")).toThrow('never changes')
      connection.close()
    }))

  it('go with the alarms of their age, but for what the state of now is made of', () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const snapshot = { type: 'snapshot' } as const
      writer.record(
        secondOf({
          channels: [announced(1, numericChannel('hr'))],
          alarmEvents: [event(1, snapshot), event(2), event(3, snapshot), event(4)],
        }),
      )
      writer.keep('alerts', 1)
      const policy = new DataPolicy('ward-3')
      while (policy.step(writer, 0, START_UTC_MS + 5 * DAY_MS) !== null) {
        // One day of one bed at a time.
      }
      writer.close()
      expect(numbers(folder, 'alarmEvents')).toEqual([3, 4])
    }))

  it('go with the patient whose time it was', async () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      const patient = { id: 'PAT-1', authority: 'HOSP' }
      const by = { actor: ACTOR, atUtcMs: START_UTC_MS + 10_000 }
      writer.bind('b1', patient, START_UTC_MS + 2_000)
      writer.record(secondOf({ alarmEvents: [1, 2, 3, 4, 5].map((number) => event(number)) }))
      writer.bind('b1', null, START_UTC_MS + 4_000)
      writer.erase({ patient, reason: 'asked for', endsStays: false }, by)
      while (writer.eraseStep(by) === 'more') {
        // Step by step.
      }
      writer.close()
      expect(numbers(folder, 'alarmEvents')).toEqual([1, 4, 5])
    }))
})
