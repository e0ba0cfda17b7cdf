import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type BedFilter,
  filtersMeet,
  type MessageFacts,
  normalLocation,
  routeMessage,
} from './listen-route.ts'

const FACTS: MessageFacts = {
  application: 'GATEWAY',
  applicationId: '00A03700271CFB58',
  facility: 'WARD',
  location: 'ICU^R2^B04',
  isMixed: false,
}
const ANY: BedFilter = { senders: [], sendingApplication: '', location: '' }
const AT = '10.0.0.7'

it.each([
  [ANY, true],
  [{ ...ANY, location: 'ICU^R2^B04' }, true],
  [{ ...ANY, location: ' ICU ^R2^B04^HOSP' }, true],
  [{ ...ANY, location: 'ICU^R2' }, false],
  [{ ...ANY, location: 'icu^R2^B04' }, false],
  [{ ...ANY, sendingApplication: 'gateway' }, true],
  [{ ...ANY, sendingApplication: '00a03700271cfb58' }, true],
  [{ ...ANY, sendingApplication: 'GATE' }, false],
  [{ ...ANY, senders: ['10.0.0.0/24'] }, true],
  [{ ...ANY, senders: ['10.0.1.0/24'] }, false],
])('%j takes the message: %s', (filter, expected) => {
  expect('bed' in routeMessage(FACTS, AT, [filter])).toBe(expected)
})

it('H3 gives a message that fits two beds to neither', () => {
  const both = [
    { ...ANY, sendingApplication: 'GATEWAY' },
    { ...ANY, location: FACTS.location },
  ]
  expect(routeMessage(FACTS, AT, both)).toEqual({ refused: 'severalBeds' })
})

it('H3 gives a message about two patients to nobody', () => {
  expect(routeMessage({ ...FACTS, isMixed: true }, AT, [ANY])).toEqual({ refused: 'mixedMessage' })
})

it('compares three parts of a location, without empty ends', () => {
  expect(normalLocation('LAB^^1^HOSP')).toBe('LAB^^1')
  expect(normalLocation(' ^^ ')).toBe('')
})

const name = fc.constantFrom('', 'A', 'B', 'a ')
const place = fc.constantFrom('', 'U^^1', 'U^^2', 'U^^1^H', '^^')
const senders = fc.array(fc.constantFrom('10.0.0.7', '10.0.0.8', '10.0.0.0/24', '10.0.1.0/24'), {
  maxLength: 2,
})
const filter: fc.Arbitrary<BedFilter> = fc.record({ senders, sendingApplication: name, location: place })
const facts: fc.Arbitrary<MessageFacts> = fc.record({
  application: name,
  applicationId: fc.constantFrom('', 'E1'),
  facility: name,
  location: place,
  isMixed: fc.boolean(),
})
const from = fc.constantFrom('10.0.0.7', '10.0.0.8', '10.0.0.9', '10.0.1.1')

it('H3 never gives one message to two beds, nor to a bed that does not want it', () => {
  fc.assert(
    fc.property(facts, from, fc.array(filter, { maxLength: 4 }), (message, address, beds) => {
      const route = routeMessage(message, address, beds)
      const alone = beds.filter((bed) => 'bed' in routeMessage(message, address, [bed]))
      if ('bed' in route) expect(alone).toEqual([route.bed])
      else if (!message.isMixed) expect(alone).toHaveLength(route.refused === 'noBed' ? 0 : alone.length)
      if ('refused' in route && route.refused === 'severalBeds') expect(alone.length).toBeGreaterThan(1)
    }),
  )
})

it('H3 beds that the settings let pass never both fit a message of one name', () => {
  fc.assert(
    fc.property(facts, from, filter, filter, (message, address, one, other) => {
      const nameless = { ...message, applicationId: '' }
      if (filtersMeet(one, other)) return
      expect(routeMessage(nameless, address, [one, other])).not.toEqual({ refused: 'severalBeds' })
    }),
    { numRuns: 500 },
  )
})
