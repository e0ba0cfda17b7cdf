import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withShared } from '../../resources/testing/with-shared.ts'
import { type AckMode, buildAck, classifyAck } from './ack.ts'
import { leaf, segmentOf } from './message.ts'
import { parseMessage } from './parse.ts'

const HEADER = 'MSH|^~\\&|HIS|H|VIGIL|W|20261122070001+0000||ACK^R01^ACK|9|P|2.6\r'
const reply = (code: string, controlId = 'C1', rest = '') => `${HEADER}MSA|${code}|${controlId}${rest}\r`
const MODES: readonly AckMode[] = ['ihe', 'app', 'original', 'both']

describe('classifyAck: INTEROP 1.10', () => {
  const table: readonly [string, AckMode, string][] = MODES.flatMap((mode): [string, AckMode, string][] => [
    ['AA', mode, 'delivered'],
    ['CA', mode, mode === 'both' ? 'wait' : 'delivered'],
    ['AE', mode, 'retry'],
    ['CE', mode, 'retry'],
    ['AR', mode, 'reject'],
    ['CR', mode, 'reject'],
    ['XX', mode, 'ignore'],
    ['', mode, 'ignore'],
    ['aa', mode, 'ignore'],
  ])
  it.each(table)('%s in mode %s: %s', (code, mode, action) => {
    expect(classifyAck(reply(code), 'C1', mode).action).toBe(action)
  })

  it('passes over everything that is not about the message in flight', () => {
    for (const mode of MODES) {
      expect(classifyAck(reply('AA', 'C2'), 'C1', mode).action).toBe('ignore')
      expect(classifyAck(reply('AA', ''), 'C1', mode).action).toBe('ignore')
      expect(classifyAck(reply('AA', ''), '', mode).action).toBe('ignore')
      expect(classifyAck(reply('AA', 'c1'), 'C1', mode).action).toBe('ignore')
      expect(classifyAck(HEADER, 'C1', mode).action).toBe('ignore')
      expect(classifyAck('MSA|AA|C1', 'C1', mode).action).toBe('ignore')
      expect(classifyAck('', 'C1', mode).action).toBe('ignore')
      expect(classifyAck(Uint8Array.of(0, 255), 'C1', mode).action).toBe('ignore')
    }
  })

  it("brings the receiver's own words along", () => {
    const refused = `${reply('AR', 'C1', '|not for us')}ERR|||207^Application error^HL70357|E||||No such bed\r`
    expect(classifyAck(refused, 'C1', 'ihe')).toEqual({
      action: 'reject',
      code: 'AR',
      text: 'not for us; No such bed; Application error',
    })
    expect(classifyAck(reply('AE', 'C1'), 'C1', 'ihe').text).toBe('')
  })

  it('reads bytes, text and read messages alike', () => {
    const text = reply('AA')
    const read = parseMessage(text)
    expect(classifyAck(new TextEncoder().encode(text), 'C1', 'ihe').action).toBe('delivered')
    expect(read.ok && classifyAck(read.message, 'C1', 'ihe').action).toBe('delivered')
  })

  withShared('interop/hl7v2-pcd04-draeger/ACK_watchdog.txt', 'reads a public acknowledgement', (path) => {
    const result = parseMessage(readFileSync(path))
    expect(result.ok).toBe(true)
    if (!result.ok) return
    const id = leaf(segmentOf(result.message, 'MSA'), 2)
    expect(classifyAck(result.message, id === '' ? 'any' : id, 'ihe').code).toMatch(/^[AC][AER]$/)
  })
})

describe('buildAck', () => {
  const parse = (text: string) => {
    const result = parseMessage(text)
    if (!result.ok) throw new Error(result.problem)
    return result.message
  }
  const received = parse(
    'MSH|^~\\&|ADT^1.2^ISO|HOSP|VIGIL|WARD|20261122070000+0100||ADT^A01^ADT_A01|42|T|2.5\rEVN||2026\r',
  )
  const content = {
    code: 'AA',
    controlId: 'V1',
    atUtcMs: Date.UTC(2026, 10, 22, 6),
    offsetMinutes: 60,
  } as const

  it('turns the parties round and names the message', () => {
    expect(buildAck(received, content)).toBe(
      'MSH|^~\\&|VIGIL|WARD|ADT^1.2^ISO|HOSP|20261122070000+0100||ACK^A01^ACK|V1|T|2.5||||||UNICODE UTF-8\rMSA|AA|42\r',
    )
  })

  it('is accepted by its own reading', () => {
    expect(classifyAck(buildAck(received, content) ?? '', '42', 'original').action).toBe('delivered')
  })

  it('says what went wrong', () => {
    const text = buildAck(received, {
      ...content,
      code: 'AR',
      error: { code: '200', text: 'Unknown | message' },
    })
    expect(text).toContain('ERR|||200^^HL70357|E||||Unknown \\F\\ message\r')
  })

  it('never acknowledges an acknowledgement, nor a message without a control id', () => {
    expect(buildAck(parse(reply('AA')), content)).toBeNull()
    expect(buildAck(parse('MSH|^~\\&|A|B|C|D|2026||ORU^R01||P|2.6\r'), content)).toBeNull()
  })
})
