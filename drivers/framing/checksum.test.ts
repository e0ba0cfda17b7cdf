import { expect, it } from 'vitest'
import { checksums } from './checksum.ts'

const digits = new TextEncoder().encode('123456789')

it.each([
  ['sum8', 0xdd],
  ['sum8Inverted', 0x22],
  ['sum8Negated', 0x23],
  ['xor8', 0x31],
  ['crc16X25', 0x906e],
] as const)('%s of the digits 1 to 9 is its published check value', (name, check) => {
  expect(checksums[name](digits, 0, digits.length)).toBe(check)
})

it('covers only the range it is given', () => {
  const padded = Uint8Array.of(0xff, ...digits, 0xff)
  for (const check of Object.values(checksums)) {
    expect(check(padded, 1, padded.length - 1)).toBe(check(digits, 0, digits.length))
  }
})
