import { expect, it } from 'vitest'
import { openStoreReader, openStoreWriter } from '../open/open.ts'
import type { ComparisonRow } from '../tables/comparisons.ts'
import { withFolder } from '../testing/folder.ts'
import {
  announced,
  DISK_TEST_TIMEOUT_MS,
  numericAt,
  numericChannel,
  openOptions,
  START_UTC_MS,
  secondOf,
} from '../testing/samples.ts'
import { sendThrough } from '../testing/sent-message.ts'
import { BY, LEFT_FROM, NUMBER, STAYS_FROM, WHO_LEFT, WHO_STAYS } from '../testing/two-patients.ts'
import { eraseToEnd } from './finish.ts'

const REQUEST = { patient: WHO_LEFT, reason: 'asked for in writing', endsStays: false }

function delivery(controlId: string, atUtcMs: number) {
  const detail = `AE: PID-3 ${WHO_LEFT.id} is unknown`
  return { controlId, destination: 'his', bed: 'b1', atUtcMs, outcome: 'delivered', detail } as const
}

function comparison(id: string, atUtcMs: number): ComparisonRow {
  const facts = { key: 'hr', id: 'MDC_ECG_HEART_RATE', label: 'HR', unit: '/min', decimals: 0, tolerance: 1 }
  return {
    ...{
      id,
      driver: 'acme',
      fingerprint: 'f',
      options: '{}',
      scope: 'station',
      bed: 'b1',
      link: 'tcp:monitor:1',
    },
    ...{
      pairs: [{ ...facts, vigil: 81.5, screen: 81.25, atUtcMs }],
      initials: 'AB',
      atUtcMs,
      withdrawn: null,
    },
  }
}

it(
  "takes receivers' words and compared values of an erased patient, and leaves what holds for others",
  {
    timeout: DISK_TEST_TIMEOUT_MS,
  },
  () =>
    withFolder((folder) => {
      const { writer } = openStoreWriter(openOptions(folder))
      writer.record(secondOf({ channels: [announced(NUMBER, numericChannel('hr'))] }))
      writer.bind('b1', WHO_LEFT, LEFT_FROM)
      writer.record(secondOf({ numerics: [numericAt(NUMBER, LEFT_FROM, 81.5)] }))
      writer.bind('b1', WHO_STAYS, STAYS_FROM)
      for (const [id, atUtcMs] of [
        ['before', START_UTC_MS],
        ['during', LEFT_FROM + 1],
      ] as const) {
        sendThrough(writer, delivery(id, atUtcMs))
        writer.saveComparison(comparison(id, atUtcMs))
      }
      // A summary is sent after the shift it is about.
      sendThrough(writer, delivery('after', STAYS_FROM + 1))
      writer.erase(REQUEST, BY)
      expect(eraseToEnd(writer, BY)).toBe('done')
      writer.close()
      const { reader } = openStoreReader(openOptions(folder))
      expect(reader.deliveries().map(({ controlId, detail }) => [controlId, detail === ''])).toEqual([
        ['before', false],
        ['during', true],
        ['after', true],
      ])
      const [before, during] = reader.comparisons()
      expect(before).toEqual(comparison('before', START_UTC_MS))
      const [pair] = during?.pairs ?? []
      expect(pair).toMatchObject({ id: 'MDC_ECG_HEART_RATE', label: 'HR' })
      expect([pair?.vigil, pair?.screen, pair?.atUtcMs]).toEqual([undefined, undefined, undefined])
      expect(reader.erasures()[0]?.facts.erased).toMatchObject({ deliveries: 2, comparisons: 1 })
      reader.close()
    }),
)
