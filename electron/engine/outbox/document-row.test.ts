import { describe, expect, it } from 'vitest'
import type { HandoverHead } from '../../ipc/handover-store.ts'
import type { StayMoveView } from '../../ipc/patient.ts'
import type { Destination } from '../config/schema.ts'
import { documentControlId } from '../export/document/mdm.ts'
import { stationEui64 } from '../export/oru-address.ts'
import { type DocumentParts, documentRow, withdrawalRows } from './document-row.ts'

const HIS: Destination = { id: 'his', type: 'mllp', host: '127.0.0.1', port: 9, ack: 'ihe', training: false }
const WHO = { id: '12345', authority: 'HOSP' }
const SHIFT = { set: 's', bed: 'b1', fromUtcMs: 1_000, toUtcMs: 2_000, author: 'AB' }
const HEADS: readonly HandoverHead[] = [
  { ...SHIFT, id: 'third', finishedUtcMs: 2_300 },
  { ...SHIFT, id: 'second', finishedUtcMs: 2_200 },
  { ...SHIFT, id: 'first', finishedUtcMs: 2_100 },
  { ...SHIFT, id: 'elsewhere', bed: 'b2', finishedUtcMs: 2_250 },
]
const MOVE = {
  ...{ id: 'm', kind: 'repaired', bed: 'b1', fromUtcMs: 500, toUtcMs: 3_000, was: WHO, becomes: null },
  ...{ movedUtcMs: 3_000, author: 'AB', isUndone: false, wasRunning: true },
} as const satisfies StayMoveView

/** A record that has these hand-overs, of which those with the given ids were delivered to "his". */
function partsWith(delivered: readonly string[]) {
  const asked: unknown[] = []
  const eui64 = stationEui64('ward-3')
  const rowOf = (id: string) => ({
    ...{ controlId: documentControlId(eui64, id), destination: 'his', bed: 'b1', atUtcMs: 1, detail: '' },
    outcome: 'delivered',
  })
  const rejected = { ...rowOf('second'), outcome: 'rejected' }
  const parts = {
    actor: { station: 'ward-3' },
    mapping: { rowsFor: () => [] },
    nowUtcMs: () => 9_000,
    store: {
      job: async (_: string, request: unknown) => {
        asked.push(request)
        return { controlId: 'C', text: 'MSH', patient: WHO }
      },
      read: {
        handovers: async () => HEADS,
        deliveries: async () => [rejected, ...delivered.map(rowOf)],
      },
    },
    // Only what is used of the engine.
  } as unknown as DocumentParts
  return { parts, asked }
}

describe('a hand-over that is sent', () => {
  const [third] = HEADS
  if (third === undefined) throw new Error('no hand-over')

  it('stands in the place of the latest one before it that the destination has', async () => {
    const { parts, asked } = partsWith(['first', 'second', 'elsewhere'])
    const row = await documentRow(parts, third, 'JVBERi0=', HIS)
    expect(row).toMatchObject({ kind: 'document', destination: 'his', bed: 'b1', patient: WHO, key: 'C' })
    await documentRow(partsWith([]).parts, third, 'JVBERi0=', HIS)
    expect(asked).toMatchObject([{ handover: 'third', replaces: 'second' }])
  })

  it('replaces nothing where nothing was delivered, whatever was rejected', async () => {
    const { parts, asked } = partsWith(['elsewhere'])
    await documentRow(parts, third, 'JVBERi0=', HIS)
    expect(asked).toMatchObject([{ replaces: null }])
  })
})

describe('a stretch that was given to somebody else', () => {
  it('has the documents about it withdrawn from whomever they named, where they were delivered', async () => {
    const { parts } = partsWith(['first', 'third', 'elsewhere'])
    const rows = await withdrawalRows(parts, MOVE, [HIS, { ...HIS, id: 'other' }])
    expect(rows.map(({ destination, kind, patient }) => [destination, kind, patient])).toEqual([
      ['his', 'takeBack', WHO],
      ['his', 'takeBack', WHO],
    ])
    expect(rows.every(({ message }) => message?.text.includes('MDM^T11'))).toBe(true)
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2)
  })

  it('has none withdrawn of another time, or from somebody no hospital knows', async () => {
    const { parts } = partsWith(['first'])
    expect(await withdrawalRows(parts, { ...MOVE, toUtcMs: 1_500 }, [HIS])).toEqual([])
    expect(await withdrawalRows(parts, { ...MOVE, was: null }, [HIS])).toEqual([])
  })
})
