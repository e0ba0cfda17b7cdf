import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ethernet, ipv4Packet } from '../testing/network.ts'
import { udpOf } from './udp-packet.ts'

const IPV4 = ipv4Packet(9, [500, 600], [1, 2, 3])
const FOUND = { source: '10.0.0.9', sourcePort: 500, targetPort: 600, payload: Uint8Array.of(1, 2, 3) }

it.each([
  ['Ethernet, with padding behind the packet', 1, ethernet(IPV4)],
  ['a VLAN', 1, ethernet(IPV4, [0x81, 0, 0, 5])],
  ['a VLAN in a VLAN', 1, ethernet(IPV4, [0x88, 0xa8, 0, 5, 0x81, 0, 0, 6])],
  ['raw IP', 101, IPV4],
  ['loopback', 0, [2, 0, 0, 0, ...IPV4]],
  ['Linux cooked', 113, [...new Array<number>(14).fill(0), 8, 0, ...IPV4]],
  ['Linux cooked 2', 276, [8, 0, ...new Array<number>(18).fill(0), ...IPV4]],
])('finds the datagram in %s', (_what, linkType, bytes) => {
  expect(udpOf(linkType, Uint8Array.from(bytes))).toEqual(FOUND)
})

it('finds it in IPv6', () => {
  const udp = IPV4.slice(20)
  const packet = [0x60, 0, 0, 0, 0, udp.length, 17, 64, ...new Array<number>(15).fill(0), 1]
  const bytes = Uint8Array.from([...packet, ...new Array<number>(16).fill(0), ...udp])
  expect(udpOf(101, bytes)).toMatchObject({ source: `${'0'.repeat(30)}01`, sourcePort: 500 })
})

it('leaves other protocols, fragments and other networks alone', () => {
  const tcp = IPV4.with(9, 6)
  const fragment = IPV4.with(6, 0x20)
  for (const bytes of [tcp, fragment, [], [0x45]]) expect(udpOf(101, Uint8Array.from(bytes))).toBeNull()
  expect(udpOf(1, Uint8Array.from(ethernet(IPV4).with(12, 0x86).with(13, 0x06)))).toBeNull()
  expect(udpOf(105, Uint8Array.from(IPV4))).toBeNull()
})

it('gives what a capture that cuts packets has of a datagram', () => {
  expect(udpOf(101, Uint8Array.from(IPV4.slice(0, -1)))?.payload).toEqual(Uint8Array.of(1, 2))
})

it('never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 101, 113, 276), fc.uint8Array({ maxLength: 80 }), (linkType, bytes) => {
      expect(() => udpOf(linkType, bytes)).not.toThrow()
    }),
  )
})
