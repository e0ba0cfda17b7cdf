import fc from 'fast-check'
import { expect, it } from 'vitest'
import { factsOf, refusalFrame } from './listen-message.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const HEAD = 'MSH|^~\\&|GW^00A0^EUI-64|WARD|||20240501120000+0000||ORU^R01^ORU_R01|7|P|2.6|||AL|NE'
const PERSON = 'PID|||P1||F1^L1'
const PLACE = 'PV1||I|LAB^^1'
const VALUE = 'OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456|97'

it('reads who sends and for which place, with any line ends', () => {
  for (const end of ['\r', '\n', '\r\n']) {
    expect(factsOf(bytes([HEAD, PERSON, PLACE, 'OBR|1', VALUE].join(end)))).toEqual({
      application: 'GW',
      applicationId: '00A0',
      facility: 'WARD',
      location: 'LAB^^1',
      isMixed: false,
    })
  }
})

it('H3 notices a second patient or place, also after the observations', () => {
  const mixed = (...more: string[]) =>
    factsOf(bytes([HEAD, PERSON, PLACE, VALUE, ...more].join('\r')))?.isMixed
  expect(mixed()).toBe(false)
  expect(mixed(PERSON, PLACE, VALUE)).toBe(false)
  expect(mixed('PID|||P2||F2^L2', PLACE)).toBe(true)
  expect(mixed(PERSON, 'PV1||I|LAB^^2')).toBe(true)
})

it('refuses in the way the sender asks for, with a reason', () => {
  const frame = refusalFrame(bytes([HEAD, PERSON, PLACE].join('\r')), 'noBed')
  expect(new TextDecoder().decode(frame ?? undefined)).toMatch(/MSA\|CR\|7\rERR\|.*No bed of this station/)
})

it('takes any bytes', () => {
  expect(factsOf(bytes('GET / HTTP/1.1'))).toBeNull()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
      factsOf(any)
      refusalFrame(any, 'notHl7')
    }),
  )
})
