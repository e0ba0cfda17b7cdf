import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../clock.ts'
import { LinkLog } from '../testing/link-log.ts'
import { waitFor } from '../testing/wait-for.ts'
import { UdpLink } from './udp.ts'

/** A monitor's socket, which keeps what it heard and from whom. */
class Peer {
  readonly heard: { bytes: number[]; from: RemoteInfo }[] = []
  readonly socket: Socket

  constructor(type: 'udp4' | 'udp6') {
    this.socket = createSocket(type)
    this.socket.on('message', (bytes, from) => this.heard.push({ bytes: [...bytes], from }))
  }

  /** Sends to whoever spoke first. */
  answer(...bytes: readonly number[]): void {
    const [first] = this.heard
    if (first !== undefined) this.socket.send(Uint8Array.from(bytes), first.from.port, first.from.address)
  }

  get port(): number {
    return this.socket.address().port
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()))
  }
}

async function peerOn(address: string, type: 'udp4' | 'udp6' = 'udp4', port = 0): Promise<Peer> {
  const peer = new Peer(type)
  await new Promise<void>((resolve, reject) => {
    peer.socket.once('error', reject)
    peer.socket.bind(port, address, () => resolve())
  })
  return peer
}

function udpLink(host: string, port: number): UdpLink {
  const link = new UdpLink(host, port, systemClock())
  onTestFinished(() => link.close())
  return link
}

async function opened(link: UdpLink): Promise<LinkLog> {
  const log = new LinkLog()
  link.open(log)
  await waitFor(() => log.opened.length === 1, 'the open link')
  return log
}

it.each(['127.0.0.1', 'localhost'])(
  'carries datagrams whole, both ways, and hears nobody but %s',
  async (host) => {
    const { address, family } = await lookup(host)
    const type = family === 6 ? 'udp6' : 'udp4'
    const peer = await peerOn(address, type)
    const stranger = await peerOn(address, type)
    onTestFinished(async () => {
      await peer.close()
      await stranger.close()
    })
    const link = udpLink(host, peer.port)
    expect(link.write(Uint8Array.of(9))).toBe(false)
    const log = await opened(link)
    expect(link.write(Uint8Array.of(1, 2, 3))).toBe(true)
    expect(link.write(Uint8Array.of(4))).toBe(true)
    await waitFor(() => peer.heard.length === 2, 'two datagrams at the monitor')
    expect(peer.heard.map(({ bytes }) => bytes)).toEqual([[1, 2, 3], [4]])
    const station = peer.heard[0]?.from.port ?? 0
    stranger.socket.send(Uint8Array.of(66), station, address)
    const large = Array.from({ length: 1456 }, (_, index) => index & 0xff)
    peer.answer(7)
    peer.answer(...large)
    await waitFor(() => log.pieces.length === 2, 'two datagrams at the station')
    expect(log.pieces.map(({ bytes }) => [...bytes])).toEqual([[7], large])
    expect(log.closed).toEqual([])
  },
)

it('speaks IPv6 where the computer has it', async () => {
  // Without IPv6 there is nothing to prove, and binding says so.
  const peer = await peerOn('::1', 'udp6').catch(() => null)
  if (peer === null) return
  onTestFinished(() => peer.close())
  const link = udpLink('::1', peer.port)
  const log = await opened(link)
  link.write(Uint8Array.of(5))
  await waitFor(() => peer.heard.length === 1, 'a datagram at the monitor')
  peer.answer(6)
  await waitFor(() => log.pieces.length === 1, 'a datagram at the station')
  expect(log.bytes).toEqual([6])
})

it('says that nobody listens there, and works again when somebody does', async () => {
  const gone = await peerOn('127.0.0.1')
  const { port } = gone
  await gone.close()
  const link = udpLink('127.0.0.1', port)
  const log = await opened(link)
  link.write(Uint8Array.of(1))
  await waitFor(() => log.closed.length === 1, 'the refusal')
  expect(log.closed[0]).toMatchObject({
    cause: 'refused',
    detail: expect.stringContaining('nothing listens on that port: check the port'),
  })
  expect(link.write(Uint8Array.of(1))).toBe(false)
  const back = await peerOn('127.0.0.1', 'udp4', port)
  onTestFinished(() => back.close())
  await opened(link)
  expect(link.write(Uint8Array.of(2))).toBe(true)
  await waitFor(() => back.heard.length === 1, 'a datagram at the monitor that came back')
})

it('says that a host is not known', async () => {
  const log = new LinkLog()
  // A name that no server may know (RFC 6761).
  udpLink('monitor.invalid', 24105).open(log)
  await waitFor(() => log.closed.length === 1, 'the unknown host')
  expect(log.closed[0]?.cause).toBe('unreachable')
  expect(log.closed[0]?.detail).toMatch(/monitor\.invalid:24105 cannot be spoken to/)
})

it('hands on what was written just before it was closed', async () => {
  const peer = await peerOn('127.0.0.1')
  onTestFinished(() => peer.close())
  const link = udpLink('127.0.0.1', peer.port)
  await opened(link)
  link.write(Uint8Array.of(1, 2, 3))
  link.close()
  await waitFor(() => peer.heard.length === 1, 'the farewell at the monitor')
  expect(peer.heard[0]?.bytes).toEqual([1, 2, 3])
})

it('is silent after it was closed, at any moment', async () => {
  const peer = await peerOn('127.0.0.1')
  onTestFinished(() => peer.close())
  const link = udpLink('127.0.0.1', peer.port)
  const early = new LinkLog()
  link.open(early)
  link.close()
  const log = await opened(link)
  link.write(Uint8Array.of(1))
  await waitFor(() => peer.heard.length === 1, 'a datagram at the monitor')
  link.close()
  link.close()
  peer.answer(1)
  const next = await opened(link)
  peer.heard.length = 0
  link.write(Uint8Array.of(2))
  await waitFor(() => peer.heard.length === 1, 'a datagram of the second opening')
  peer.answer(3)
  await waitFor(() => next.pieces.length === 1, 'its answer')
  expect(
    [early, log].map(({ opened, pieces, closed }) => [opened.length, pieces.length, closed.length]),
  ).toEqual([
    [0, 0, 0],
    [1, 0, 0],
  ])
})
