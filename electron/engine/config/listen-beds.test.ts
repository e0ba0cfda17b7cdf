import { describe, expect, it } from 'vitest'
import { messageDriver } from '../testing/message-driver.ts'
import { tinyDriver } from '../testing/tiny-driver.ts'
import { checkBeds } from './parse.ts'

const DRIVERS = [messageDriver, tinyDriver]
const LISTEN = 'listen:127.0.0.1:2575'

function bed(number: number, link: string, options: Record<string, unknown> = {}, driver = 'messages') {
  return { id: `b${number}`, label: `Bed ${number}`, driver, link, options, patient: null }
}

describe('two beds may share a port', () => {
  it.each([
    [bed(1, LISTEN, { location: 'U^^1' }), bed(2, LISTEN, { location: 'U^^2' })],
    [bed(1, LISTEN, { sendingApplication: 'A' }), bed(2, LISTEN, { sendingApplication: 'B' })],
    [bed(1, `${LISTEN}?from=10.0.0.1`), bed(2, `${LISTEN}?from=10.0.0.2,10.0.1.0/24`)],
    [bed(1, LISTEN), bed(2, 'listen:127.0.0.1:2576')],
    [bed(1, LISTEN), bed(2, 'listen:192.168.1.10:2575')],
    [
      bed(1, `${LISTEN}?cert=c&key=k&ca=a`, { location: '1' }),
      bed(2, `${LISTEN}?ca=a&key=k&cert=c`, { location: '2' }),
    ],
  ])('%j and %j', (one, other) => {
    expect(checkBeds([one, other], DRIVERS, 'w.json')).toHaveLength(2)
  })
})

describe('H3 two beds that cannot both have what they ask for are refused, both by name', () => {
  it.each([
    [bed(1, LISTEN), bed(2, LISTEN), 'would take the same messages'],
    [bed(1, LISTEN), bed(2, LISTEN, { location: 'U^^1' }), 'would take the same messages'],
    [
      bed(1, LISTEN, { location: 'U^^1' }),
      bed(2, LISTEN, { location: 'U^^1^HOSP', sendingApplication: 'A' }),
      'would take the same messages',
    ],
    [bed(1, `${LISTEN}?from=10.0.0.0/8`), bed(2, `${LISTEN}?from=10.0.0.2`), 'would take the same messages'],
    [
      bed(1, `${LISTEN}?cert=c&key=k`, { location: '1' }),
      bed(2, LISTEN, { location: '2' }),
      'different certificates',
    ],
    [
      bed(1, `${LISTEN}?cert=c&key=k`, { location: '1' }),
      bed(2, `${LISTEN}?cert=c&key=k&ca=a`, { location: '2' }),
      'different certificates',
    ],
    [bed(1, 'listen:0.0.0.0:2575'), bed(2, LISTEN), 'one of which holds the other'],
  ])('%j and %j', (one, other, part) => {
    const check = () => checkBeds([one, other], DRIVERS, 'w.json')
    expect(check).toThrow('beds[1].link: Bed 1 and Bed 2')
    expect(check).toThrow(part)
  })
})

it('a driver that reads no messages cannot listen', () => {
  expect(() => checkBeds([bed(1, LISTEN, {}, 'tiny')], DRIVERS, 'w.json')).toThrow(
    'A listen: link brings HL7 messages, which tiny does not read: use messages.',
  )
  expect(() => checkBeds([bed(1, LISTEN, {}, 'tiny')], [tinyDriver], 'w.json')).toThrow(
    'no driver of this station reads them',
  )
})
