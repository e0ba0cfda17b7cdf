import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../clock.ts'
import { LinkLog } from '../testing/link-log.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { waitFor } from '../testing/wait-for.ts'
import { systemTimers } from '../timers.ts'
import { TcpLink } from './tcp.ts'

async function listen(onSocket: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer(onSocket)
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

function tcpLink(port: number): TcpLink {
  const link = new TcpLink('127.0.0.1', port, systemClock(), systemTimers())
  onTestFinished(() => link.close())
  return link
}

it('carries bytes both ways and says that the server closed', async () => {
  const heard: number[] = []
  let peer: Socket | undefined
  const { port } = await listen((socket) => {
    peer = socket
    socket.on('data', (bytes) => heard.push(...bytes))
    socket.write(Uint8Array.of(1, 2, 3))
  })
  const link = tcpLink(port)
  const log = new LinkLog()
  expect(link.write(Uint8Array.of(9))).toBe(false)
  link.open(log)
  await waitFor(() => log.bytes.length === 3, 'bytes from the server')
  expect(link.write(Uint8Array.of(7))).toBe(true)
  await waitFor(() => heard.length === 1, 'a byte at the server')
  peer?.end()
  await waitFor(() => log.closed.length === 1, 'the end')
  expect(log.closed[0]?.cause).toBe('closedByPeer')
})

it('hands on what was written just before it was closed', async () => {
  const heard: number[] = []
  const { port } = await listen((socket) => socket.on('data', (bytes) => heard.push(...bytes)))
  const link = tcpLink(port)
  const log = new LinkLog()
  link.open(log)
  await waitFor(() => log.opened.length === 1, 'the connection')
  link.write(Uint8Array.of(1, 2, 3))
  link.close()
  await waitFor(() => heard.length === 3, 'the farewell at the server')
  expect(heard).toEqual([1, 2, 3])
})

it('says that nobody listens there', async () => {
  const { server, port } = await listen(() => undefined)
  await new Promise((resolve) => server.close(resolve))
  const log = new LinkLog()
  tcpLink(port).open(log)
  await waitFor(() => log.closed.length === 1, 'the refusal')
  expect(log.closed[0]?.cause).toBe('refused')
})

it('gives up on a server that does not answer', async () => {
  const time = new ManualTime()
  // A documentation address (RFC 5737): nothing answers there.
  const link = new TcpLink('192.0.2.1', 4001, time, time, 1_000)
  onTestFinished(() => link.close())
  const log = new LinkLog()
  link.open(log)
  time.advance(1_000)
  await waitFor(() => log.closed.length === 1, 'the time-out')
  expect(log.closed[0]?.cause).toBe('unreachable')
})
