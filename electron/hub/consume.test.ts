import { describe, expect, it } from 'vitest'
import { HUB_HEADER, hubHeaders, hubMessageId, readHubHeaders } from '../ipc/hub-message.ts'
import { type HubStore, type Published, storeBatch } from './consume.ts'
import type { KeptMessage, RefusedMessage } from './database.ts'

const HEAD = {
  station: 'icu-1',
  sequence: 4,
  controlId: 'ABC',
  kind: 'vitals',
  bed: 'b1',
  fromUtcMs: 1_000,
  toUtcMs: 2_000,
} as const
const TEXT = 'MSH|^~\\&|||||||ORU^R01|ABC|P|2.6\rPID|||7\r'

function published(change: Partial<typeof HEAD> | object = {}, text: string | Uint8Array = TEXT): Published {
  const headers = new Map(hubHeaders({ ...HEAD, ...change }))
  return {
    subject: 'vigil.icu-1.vitals',
    payload: typeof text === 'string' ? new TextEncoder().encode(text) : text,
    header: (name) => headers.get(name) ?? '',
  }
}

/** A database that cannot take messages with one control id. */
function storeWithout(badId: string | null = null, code = '22P05') {
  const kept: KeptMessage[] = []
  const refused: RefusedMessage[] = []
  const store: HubStore = {
    store: async (messages) => {
      if (messages.some(({ head }) => head.controlId === badId)) {
        throw Object.assign(new Error('unsupported Unicode escape sequence'), { code })
      }
      kept.push(...messages)
      return messages.length
    },
    refuse: async (message) => void refused.push(message),
  }
  return { store, kept, refused }
}

describe('a batch of published messages', () => {
  it('is stored with what its headers and its text say', async () => {
    const { store, kept } = storeWithout()
    expect(await storeBatch(store, [published()])).toBe(1)
    expect(kept).toEqual([{ head: HEAD, hl7: TEXT, report: expect.objectContaining({ patientId: '7' }) }])
  })

  it('sets aside what is no message, with the reason, and stores the others', async () => {
    const { store, kept, refused } = storeWithout()
    const batch = [published({}, 'hello'), published({ sequence: 5 }), published({}, new Uint8Array([0xff]))]
    expect(await storeBatch(store, batch)).toBe(1)
    expect(kept.map(({ head }) => head.sequence)).toEqual([5])
    expect(refused.map(({ reason }) => reason)).toEqual([
      'The message does not begin with an MSH segment.',
      'The message is no UTF-8.',
    ])
  })

  it('does not let one that the database cannot take hold up the others', async () => {
    const { store, kept, refused } = storeWithout('BAD')
    const batch = [
      published({ sequence: 1 }),
      published({ sequence: 2, controlId: 'BAD' }),
      published({ sequence: 3 }),
    ]
    expect(await storeBatch(store, batch)).toBe(2)
    expect(kept.map(({ head }) => head.sequence)).toEqual([1, 3])
    expect(refused).toHaveLength(1)
  })

  it('acknowledges nothing while the database is away', async () => {
    const { store, refused } = storeWithout('ABC', 'ECONNREFUSED')
    await expect(storeBatch(store, [published()])).rejects.toThrow('unsupported')
    expect(refused).toEqual([])
  })
})

describe('the headers of a published message', () => {
  it('are read as they were written', () => {
    const headers = new Map(hubHeaders(HEAD))
    expect(readHubHeaders((name) => headers.get(name) ?? '')).toEqual(HEAD)
  })

  it.each([
    [HUB_HEADER.station, '', 'The header of station is missing.'],
    [HUB_HEADER.sequence, 'x', 'The header of sequence '],
    [HUB_HEADER.sequence, '0', 'The header of sequence is no number.'],
  ])('say which of them is wrong: %s as %j', (wrong, value, problem) => {
    const headers = new Map(hubHeaders(HEAD)).set(wrong, value)
    expect(readHubHeaders((name) => headers.get(name) ?? '')).toContain(problem)
  })

  it('give an id that a numbering begun anew does not share', () => {
    expect(hubMessageId(HEAD)).not.toBe(hubMessageId({ ...HEAD, controlId: 'DEF' }))
  })
})
