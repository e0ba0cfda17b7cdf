import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isAllowed, isSender, plainAddress, sendersMeet } from './listen-senders.ts'

it.each([
  ['10.0.0.7', true],
  ['10.0.0.0/8', true],
  ['0.0.0.0/0', true],
  ['fe80::1', true],
  ['2001:db8::/32', true],
  ['10.0.0', false],
  ['10.0.0.7/33', false],
  ['10.0.0.7/', false],
  ['10.0.0.7/8/8', false],
  ['fe80::1%eth0', false],
  ['gateway', false],
  ['', false],
])('%s is a sender: %s', (text, expected) => {
  expect(isSender(text)).toBe(expected)
})

it('lets in what is named or lies in a range, and nobody else', () => {
  const senders = ['10.0.0.7', '192.168.1.0/24', '2001:db8::/32']
  for (const address of ['10.0.0.7', '192.168.1.1', '192.168.1.255', '2001:db8::5'])
    expect([address, isAllowed(address, senders)]).toEqual([address, true])
  for (const address of ['10.0.0.8', '192.168.2.1', '2001:db9::5', 'nonsense', ''])
    expect([address, isAllowed(address, senders)]).toEqual([address, false])
  expect(isAllowed('10.0.0.7', [])).toBe(false)
})

it('knows an IPv4 address that came over IPv6', () => {
  expect(plainAddress('::ffff:10.0.0.7')).toBe('10.0.0.7')
  expect(plainAddress('fe80::1')).toBe('fe80::1')
})

const octet = fc.integer({ min: 0, max: 3 })
const address = fc.tuple(octet, octet).map(([a, b]) => `10.0.${a}.${b}`)
const range = fc
  .tuple(address, fc.constantFrom('', '/32', '/31', '/30', '/24', '/23', '/16'))
  .map(([a, b]) => a + b)
const list = fc.array(range, { maxLength: 3 })

it('says that two lists meet whenever one address is in both', () => {
  fc.assert(
    fc.property(list, list, address, (one, other, sender) => {
      if (isAllowed(sender, one) && isAllowed(sender, other)) expect(sendersMeet(one, other)).toBe(true)
      expect(sendersMeet(one, other)).toBe(sendersMeet(other, one))
    }),
  )
})
