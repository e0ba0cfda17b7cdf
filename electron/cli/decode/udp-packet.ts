/** A datagram in a packet of a capture. */
export interface UdpPacket {
  /** Address as text: dotted for IPv4, hexadecimal digits for IPv6. */
  readonly source: string
  readonly sourcePort: number
  readonly targetPort: number
  /** The datagram as far as the capture has it: shorter than sent if the capture cuts packets. */
  readonly payload: Uint8Array
}

/** LINKTYPE_ numbers: Ethernet, raw IP, loopback of BSD, Linux "cooked" in two versions. */
const LINK = { null: 0, ethernet: 1, raw: 101, loop: 108, cooked: 113, cooked2: 276 } as const
const ETHER_TYPE = { ipv4: 0x0800, ipv6: 0x86dd, vlan: 0x8100, provider: 0x88a8 } as const
const ETHERNET = { typeAt: 12, bytes: 14, vlanBytes: 4 } as const
const COOKED = { typeAt: 14, bytes: 16 } as const
const COOKED2 = { typeAt: 0, bytes: 20 } as const
const LOOP_BYTES = 4
const IPV4 = { least: 20, lengthAt: 2, flagsAt: 6, protocolAt: 9, sourceAt: 12, sourceBytes: 4 } as const
/** More fragments, or an offset: no whole datagram. */
const FRAGMENT_MASK = 0x3fff
const IPV6 = { bytes: 40, lengthAt: 4, nextAt: 6, sourceAt: 8, sourceBytes: 16 } as const
const UDP = { protocol: 17, bytes: 8, lengthAt: 4 } as const
const VERSION_SHIFT = 4
const WORD_MASK = 0x0f
const WORD_BYTES = 4
const HEX = 16

/**
 * The datagram of a captured packet; null if it holds none, or a fragment of one. Never
 * throws. In: LINKTYPE_ number and the bytes of the packet.
 */
export function udpOf(linkType: number, bytes: Uint8Array): UdpPacket | null {
  const ip = ipOf(linkType, bytes)
  if (ip === null || ip.length === 0) return null
  const version = (ip[0] ?? 0) >> VERSION_SHIFT
  if (version === 4) return fromIpv4(ip)
  return version === 6 ? fromIpv6(ip) : null
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

function ipOf(linkType: number, bytes: Uint8Array): Uint8Array | null {
  switch (linkType) {
    case LINK.raw:
      return bytes
    case LINK.null:
    case LINK.loop:
      return bytes.subarray(LOOP_BYTES)
    case LINK.cooked:
      return behind(bytes, COOKED.typeAt, COOKED.bytes)
    case LINK.cooked2:
      return behind(bytes, COOKED2.typeAt, COOKED2.bytes)
    case LINK.ethernet: {
      let shift = 0
      const type = (): number => word(bytes, ETHERNET.typeAt + shift)
      while (type() === ETHER_TYPE.vlan || type() === ETHER_TYPE.provider) shift += ETHERNET.vlanBytes
      return behind(bytes, ETHERNET.typeAt + shift, ETHERNET.bytes + shift)
    }
    default:
      return null
  }
}

function behind(bytes: Uint8Array, typeAt: number, length: number): Uint8Array | null {
  const type = word(bytes, typeAt)
  return type === ETHER_TYPE.ipv4 || type === ETHER_TYPE.ipv6 ? bytes.subarray(length) : null
}

function fromIpv4(ip: Uint8Array): UdpPacket | null {
  const header = ((ip[0] ?? 0) & WORD_MASK) * WORD_BYTES
  if (header < IPV4.least || ip.length < header || ip[IPV4.protocolAt] !== UDP.protocol) return null
  if ((word(ip, IPV4.flagsAt) & FRAGMENT_MASK) !== 0) return null
  const source = ip.subarray(IPV4.sourceAt, IPV4.sourceAt + IPV4.sourceBytes).join('.')
  // Ethernet pads short packets: the header knows where the packet ends.
  return fromUdp(source, ip.subarray(header, word(ip, IPV4.lengthAt)))
}

function fromIpv6(ip: Uint8Array): UdpPacket | null {
  if (ip.length < IPV6.bytes || ip[IPV6.nextAt] !== UDP.protocol) return null
  const address = ip.subarray(IPV6.sourceAt, IPV6.sourceAt + IPV6.sourceBytes)
  const source = [...address].map((byte) => byte.toString(HEX).padStart(2, '0')).join('')
  return fromUdp(source, ip.subarray(IPV6.bytes, IPV6.bytes + word(ip, IPV6.lengthAt)))
}

function fromUdp(source: string, udp: Uint8Array): UdpPacket | null {
  const length = word(udp, UDP.lengthAt)
  if (udp.length < UDP.bytes || length < UDP.bytes) return null
  const payload = udp.subarray(UDP.bytes, length)
  return { source, sourcePort: word(udp, 0), targetPort: word(udp, 2), payload }
}
