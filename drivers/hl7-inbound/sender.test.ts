import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeMllp } from '../hl7v2/mllp.ts'
import { ERROR_CODE } from './codes.ts'
import { refusalOf } from './reply.ts'
import { senderOf } from './sender.ts'

const text = new TextDecoder()
const bytes = (message: string) => new TextEncoder().encode(message)
const message = (asks = '|AL|NE', type = 'ORU^R01^ORU_R01', id = '23') =>
  `MSH|^~\\&|GATEWAY^00A03700271CFB58^EUI-64|WARD|||20240501120000.0000+0200||${type}|${id}|P|2.6||${asks}\rPV1||I|LAB^^1^HOSP\r`
const refused = (asks?: string, type?: string, id?: string) => {
  const answer = refusalOf(bytes(message(asks, type, id)), {
    code: ERROR_CODE.unknownKey,
    text: 'Unknown | sender',
  })
  return answer === null ? null : text.decode(answer)
}

it('gives the routing facts, framed or not', () => {
  const expected = {
    ok: true,
    sender: {
      application: 'GATEWAY',
      applicationId: '00A03700271CFB58',
      facility: 'WARD',
      controlId: '23',
      location: 'LAB^^1',
      type: { code: 'ORU', event: 'R01', structure: 'ORU_R01' },
      processing: 'P',
    },
  }
  expect(senderOf(bytes(message()))).toEqual(expected)
  expect(senderOf(encodeMllp(message()))).toEqual(expected)
  expect(senderOf(encodeMllp(message()).subarray(0, -1))).toEqual(expected)
})

it('finds the EUI-64 of a sender that gives no name', () => {
  const found = senderOf(bytes('MSH|^~\\&|0000000000000001^EUI-64|IHE_AR|||20191127160543||ORU^R40|0|D|2.6'))
  expect(found).toMatchObject({
    ok: true,
    sender: { application: '', applicationId: '0000000000000001', location: '' },
  })
})

it('refuses in the way the sender asks for', () => {
  expect(refused('|AL|NE')).toMatch(/MSA\|CR\|23\rERR\|\|\|204\^\^HL70357\|E\|\|\|\|Unknown \\F\\ sender\r/)
  expect(refused('|NE|AL')).toContain('MSA|AR|23\r')
  expect(refused('')).toContain('MSA|AR|23\r')
  expect(refused('|AL|AL')).toContain('MSA|CR|23\r')
  expect(refused('|ER|NE')).toContain('MSA|CR|23\r')
  expect(refused('|SU|NE')).toBeNull()
  expect(refused('|NE|NE')).toBeNull()
  expect(refused('', 'ORU^R01', '')).toContain('MSA|AR\r')
})

it('never answers an answer', () => {
  expect(refused('', 'ACK^R01')).toBeNull()
  expect(refusalOf(bytes(`${message('')}MSA|AA|1\r`), { code: '207', text: 'no' })).toBeNull()
})

it('answers in the time of the sender', () => {
  expect(refused()).toContain('|20240501120000+0200||ACK^R01^ACK|A-23|P|2.6')
})

it('refuses what is no HL7 with a reason', () => {
  const answer = refusalOf(bytes('GET / HTTP/1.1'), {
    code: ERROR_CODE.segmentSequence,
    text: 'This is no HL7.',
  })
  expect(text.decode(answer ?? new Uint8Array())).toMatch(
    /MSA\|AR\rERR\|\|\|100\^\^HL70357\|E\|\|\|\|This is no HL7\.\r/,
  )
})

it('takes any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (any) => {
      const start = bytes('MSH|^~\\&|')
      for (const input of [any, Uint8Array.from([...start, ...any])]) {
        senderOf(input)
        refusalOf(input, { code: '207', text: 'no' })
      }
    }),
  )
})
