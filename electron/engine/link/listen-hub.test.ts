import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../clock.ts'
import { freePort } from '../testing/free-port.ts'
import { LinkLog } from '../testing/link-log.ts'
import { MllpSender, oruText } from '../testing/mllp-sender.ts'
import { waitFor } from '../testing/wait-for.ts'
import { systemTimers } from '../timers.ts'
import { ListenHub } from './listen-hub.ts'
import { ListenLink, type ListenPlace } from './listen-link.ts'
import { parseLink } from './spec.ts'

const HERE = 'from=127.0.0.1'

function newHub(): ListenHub {
  return new ListenHub(systemClock(), systemTimers())
}

interface Bed {
  readonly link: ListenLink
  readonly log: LinkLog
}

function bedOn(hub: ListenHub, text: string, filter: Partial<ListenPlace> = {}): Bed {
  const spec = parseLink(text)
  if (spec.kind !== 'listen') throw new Error('no listening link')
  const place = { bed: 'b1', sendingApplication: '', location: '', ...filter, hub }
  const link = new ListenLink(spec, place)
  const log = new LinkLog()
  onTestFinished(() => link.close())
  return { link, log }
}

/** A bed whose port is open. */
async function openBed(hub: ListenHub, text: string, filter: Partial<ListenPlace> = {}): Promise<Bed> {
  const bed = bedOn(hub, text, filter)
  bed.link.open(bed.log)
  await waitFor(() => bed.log.opened.length > 0, 'the open port')
  return bed
}

function textOf(log: LinkLog): string {
  return new TextDecoder().decode(Uint8Array.from(log.bytes))
}

function refusedBy(hub: ListenHub): { reason: string; count: number; location: string }[] {
  return hub
    .views()
    .flatMap(({ refused }) => refused.map(({ reason, count, location }) => ({ reason, count, location })))
}

it('hands over whole frames, and answers to the connection they came from', async () => {
  const hub = newHub()
  const port = await freePort()
  const { link, log } = await openBed(hub, `listen:127.0.0.1:${port}?${HERE}`)
  expect(log.waits).toEqual(['noSender'])
  expect(link.write(Uint8Array.of(1))).toBe(false)
  const sender = new MllpSender(port)
  sender.send(oruText('1'))
  await waitFor(() => log.bytes.length > 0, 'the message')
  expect(textOf(log)).toBe(`\x0b${oruText('1')}\x1c\r`)
  expect(link.write(new TextEncoder().encode('taken'))).toBe(true)
  await sender.hears('taken')
  sender.socket.end()
  await waitFor(() => log.waits.at(-1) === 'closedByPeer', 'the end of the sender')
  expect(link.write(Uint8Array.of(1))).toBe(false)

  const again = new MllpSender(port)
  again.send(oruText('2'))
  await waitFor(() => textOf(log).includes('|2|P|2.6'), 'the message after coming back')
  expect(log.closed).toEqual([])
})

it('closes at once on an address that is not allowed, and shows it', async () => {
  const hub = newHub()
  const port = await freePort()
  const { log } = await openBed(hub, `listen:127.0.0.1:${port}`)
  for (const count of [1, 2]) {
    const sender = new MllpSender(port)
    await sender.isClosed()
    await waitFor(() => refusedBy(hub)[0]?.count === count, 'the refusal on the list')
  }
  expect(hub.views()).toMatchObject([
    { address: `127.0.0.1:${port}`, state: 'listening', connected: [], allowed: [], beds: ['b1'] },
  ])
  expect(hub.views()[0]?.refused).toMatchObject([
    { address: '127.0.0.1', reason: 'addressNotAllowed', count: 2 },
  ])
  expect(log.pieces).toEqual([])
})

it('refuses a message for no bed with a reason, and shows who sent it', async () => {
  const hub = newHub()
  const port = await freePort()
  const { log } = await openBed(hub, `listen:127.0.0.1:${port}?${HERE}`, { location: 'LAB^^2' })
  const sender = new MllpSender(port)
  sender.send(oruText('1'))
  await sender.hears('MSA|CR|1')
  expect(sender.replies).toContain('No bed of this station takes')
  sender.send('this is no message')
  await sender.hears('MSA|AR')
  expect(refusedBy(hub)).toEqual([
    { reason: 'notHl7', count: 1, location: '' },
    { reason: 'noBed', count: 1, location: 'LAB^^1' },
  ])
  expect(JSON.stringify(hub.views())).not.toContain('P1')
  expect(log.pieces).toEqual([])
  expect(sender.closed).toBe(false)
})

it('H3 keeps two senders and two beds on one port apart, byte for byte', async () => {
  const hub = newHub()
  const port = await freePort()
  const text = `listen:127.0.0.1:${port}?${HERE}`
  const one = await openBed(hub, text, { bed: 'b1', location: 'LAB^^1' })
  const two = await openBed(hub, text, { bed: 'b2', location: 'LAB^^2' })
  const first = new MllpSender(port)
  const second = new MllpSender(port)
  for (let n = 0; n < 20; n++) {
    const [left, right] = [oruText(`a${n}`, 'LAB^^1'), oruText(`b${n}`, 'LAB^^2')]
    const half = Math.floor(left.length / 2)
    first.raw(`\x0b${left.slice(0, half)}`)
    second.raw(`\x0b${right.slice(0, half)}`)
    first.raw(`${left.slice(half)}\x1c\r`)
    second.raw(`${right.slice(half)}\x1c\r`)
  }
  await waitFor(() => one.log.pieces.length === 20 && two.log.pieces.length === 20, 'all messages')
  expect(textOf(one.log)).not.toContain('LAB^^2')
  expect(textOf(two.log)).not.toContain('LAB^^1')
  one.link.write(new TextEncoder().encode('one'))
  two.link.write(new TextEncoder().encode('two'))
  await first.hears('one')
  await second.hears('two')
  expect([first.replies, second.replies]).toEqual(['one', 'two'])
})

it('H3 a bed that names no place shows nobody once two places send for it', async () => {
  const hub = newHub()
  const port = await freePort()
  const { log } = await openBed(hub, `listen:127.0.0.1:${port}?${HERE}`)
  const sender = new MllpSender(port)
  sender.send(oruText('1', 'LAB^^1'))
  sender.send(oruText('2', ''))
  await waitFor(() => log.pieces.length === 2, 'the messages of one place')
  sender.send(oruText('3', 'LAB^^2'))
  await sender.hears('MSA|CR|3')
  sender.send(oruText('4', 'LAB^^1'))
  await sender.hears('MSA|CR|4')
  expect(log.waits).toEqual(['noSender', 'severalSenders'])
  expect(log.pieces).toHaveLength(2)
  expect(refusedBy(hub).map(({ reason, location }) => [reason, location])).toEqual([
    ['severalSources', 'LAB^^1'],
    ['severalSources', 'LAB^^2'],
  ])
})

it('takes 64 connections, and shows those it refuses', async () => {
  const hub = newHub()
  const port = await freePort()
  await openBed(hub, `listen:127.0.0.1:${port}?${HERE}`)
  const senders = Array.from({ length: 64 }, () => new MllpSender(port))
  await waitFor(() => hub.views()[0]?.connected.length === 64, '64 connections')
  const oneMore = new MllpSender(port)
  await oneMore.isClosed()
  expect(refusedBy(hub)).toMatchObject([{ reason: 'tooManyConnections', count: 1 }])
  senders[0]?.socket.destroy()
  await waitFor(() => hub.views()[0]?.connected.length === 63, 'a free place')
  const welcome = new MllpSender(port)
  await waitFor(() => hub.views()[0]?.connected.length === 64, 'the next connection')
  expect(welcome.closed).toBe(false)
})

it('drops a connection whose message is over 1 MiB, and nobody else', async () => {
  const hub = newHub()
  const port = await freePort()
  const { log } = await openBed(hub, `listen:127.0.0.1:${port}?${HERE}`)
  const good = new MllpSender(port)
  const big = new MllpSender(port)
  const mebibyte = 1024 * 1024
  const fits = oruText('1', 'LAB^^1', 'GW', '')
  const filler = `OBX|1|ST|X||${'x'.repeat(mebibyte - fits.length - 'OBX|1|ST|X||'.length)}`
  good.send(oruText('1', 'LAB^^1', 'GW', filler))
  await waitFor(() => log.bytes.length === mebibyte + 3, 'a message of exactly 1 MiB')
  big.raw('\x0b')
  big.raw(new Uint8Array(mebibyte + 1).fill(0x41))
  await big.isClosed()
  expect(refusedBy(hub)).toMatchObject([{ reason: 'messageTooLong', count: 1 }])
  expect(good.closed).toBe(false)
})

it('drops half a message: at the end of a connection and at the next start', async () => {
  const hub = newHub()
  const port = await freePort()
  const { log } = await openBed(hub, `listen:127.0.0.1:${port}?${HERE}`)
  const cut = new MllpSender(port)
  cut.raw(`\x0b${oruText('1').slice(0, 60)}`)
  await waitFor(() => hub.views()[0]?.connected.length === 1, 'the connection')
  cut.socket.end()
  await cut.isClosed()
  const whole = new MllpSender(port)
  whole.raw(`\x0b${oruText('2').slice(0, 60)}\x0b${oruText('3')}\x1c\r`)
  await waitFor(() => log.pieces.length === 1, 'the whole message')
  expect(textOf(log)).toBe(`\x0b${oruText('3')}\x1c\r`)
  expect(refusedBy(hub)).toEqual([])
})

it('drops a sender that never reads its answers', async () => {
  const hub = newHub()
  const port = await freePort()
  const { link, log } = await openBed(hub, `listen:127.0.0.1:${port}?${HERE}`)
  const deaf = new MllpSender(port)
  deaf.send(oruText('1'))
  await waitFor(() => log.pieces.length === 1, 'the message')
  deaf.socket.pause()
  const answer = new Uint8Array(65_536)
  // What the system itself holds for a connection is some megabytes at most.
  await waitFor(() => !link.write(answer), 'the refusal to write more')
  expect(refusedBy(hub)).toMatchObject([{ reason: 'notReading', count: 1 }])
  expect(log.waits.at(-1)).toBe('closedByPeer')
})

it('says that a port is in use, and takes it when it is free', async () => {
  const hub = newHub()
  const squatter = createServer()
  onTestFinished(() => void squatter.close())
  const port = await freePort()
  await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve))
  const text = `listen:127.0.0.1:${port}?${HERE}`
  const [one, two] = [bedOn(hub, text, { location: '1' }), bedOn(hub, text, { bed: 'b2', location: '2' })]
  one.link.open(one.log)
  two.link.open(two.log)
  await waitFor(() => one.log.closed.length === 1 && two.log.closed.length === 1, 'the failure of both beds')
  expect(one.log.closed).toEqual([
    {
      cause: 'portBusy',
      detail: `Another program listens on 127.0.0.1:${port}: close it, or choose another port.`,
    },
  ])
  expect(hub.views()).toMatchObject([{ state: 'failed', cause: 'portBusy', beds: ['b1', 'b2'] }])
  await new Promise((resolve) => squatter.close(resolve))
  one.link.open(one.log)
  two.link.open(two.log)
  await waitFor(() => one.log.opened.length === 1 && two.log.opened.length === 1, 'the open port')
  expect(hub.views()).toMatchObject([{ state: 'listening', cause: null, sentence: null }])
})

it('says that an address is not of this PC', async () => {
  // A documentation address (RFC 5737): no PC has it.
  const { link, log } = bedOn(newHub(), 'listen:192.0.2.1:2575')
  link.open(log)
  await waitFor(() => log.closed.length === 1, 'the failure')
  expect(log.closed[0]).toEqual({
    cause: 'addressMissing',
    detail:
      '192.0.2.1:2575 is no address of this PC: check the network cable, or correct the address in the link.',
  })
})

it('notes that every network can reach a port on every address', async () => {
  const { log } = await openBed(newHub(), `listen:0.0.0.0:${await freePort()}?${HERE}`)
  expect(log.opened[0]?.[0]).toContain('Every network of this PC can reach this port')
})

it('opens no port before the first bed opens, and closes it with the last', async () => {
  const hub = newHub()
  const port = await freePort()
  const text = `listen:127.0.0.1:${port}?${HERE}`
  const one = bedOn(hub, text, { location: '1' })
  const early = new MllpSender(port)
  await early.isClosed()
  expect(early.error).toMatchObject({ code: 'ECONNREFUSED' })
  one.link.open(one.log)
  await waitFor(() => one.log.opened.length === 1, 'the open port')
  const two = await openBed(hub, text, { bed: 'b2', location: '2' })
  const sender = new MllpSender(port)
  await waitFor(() => hub.views()[0]?.connected.length === 1, 'the connection')
  one.link.close()
  one.link.close()
  sender.send(oruText('1', '2'))
  await waitFor(() => two.log.pieces.length === 1, 'a message over the same connection')
  two.link.close()
  await sender.isClosed()
  const late = new MllpSender(port)
  await late.isClosed()
  expect(late.error).toMatchObject({ code: 'ECONNREFUSED' })
  expect(hub.views()).toEqual([])
})

it('keeps port and connections while the settings of a bed change, and cuts off whom nobody allows any more', async () => {
  const hub = newHub()
  const port = await freePort()
  const old = await openBed(hub, `listen:127.0.0.1:${port}?${HERE}`, { location: '1' })
  const sender = new MllpSender(port)
  sender.send(oruText('1', '2'))
  await sender.hears('MSA|CR|1')
  const next = bedOn(hub, `listen:127.0.0.1:${port}?${HERE}`, { location: '2' })
  old.link.close()
  next.link.open(next.log)
  expect(refusedBy(hub)).toEqual([])
  sender.send(oruText('2', '2'))
  await waitFor(() => next.log.pieces.length === 1, 'the message for the new settings')
  const last = bedOn(hub, `listen:127.0.0.1:${port}?from=10.0.0.1`, { location: '2' })
  next.link.close()
  last.link.open(last.log)
  await sender.isClosed()
})

it('a flood of one sender does not keep another from being heard', async () => {
  const hub = newHub()
  const port = await freePort()
  const text = `listen:127.0.0.1:${port}?${HERE}`
  await openBed(hub, text, { location: 'FLOOD' })
  const quiet = await openBed(hub, text, { bed: 'b2', location: 'QUIET' })
  const flood = new MllpSender(port)
  const frame = `\x0b${oruText('1', 'FLOOD')}\x1c\r`
  for (let n = 0; n < 200; n++) flood.raw(frame.repeat(100))
  const sender = new MllpSender(port)
  sender.send(oruText('2', 'QUIET'))
  await waitFor(() => quiet.log.pieces.length === 1, 'the quiet sender')
  expect(flood.closed).toBe(false)
})
