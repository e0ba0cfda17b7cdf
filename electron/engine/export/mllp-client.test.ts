import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { AckMode } from '../../../drivers/hl7v2/ack.ts'
import { MllpSender, type SendTimes } from './mllp-client.ts'

const MESSAGE = {
  controlId: 'C1',
  text: 'MSH|^~\\&|VIGIL|W|||20261122070000+0000||ORU^R01^ORU_R01|C1|T|2.6\rPID|||12345^^^HOSP^MR\r',
}
/** Long enough for a busy machine where an answer comes, short where none does. */
const TIMES: SendTimes = { connectWithinMs: 2000, ackWithinMs: 2000, pausesMs: [1, 1] }
const IMPATIENT: SendTimes = { ...TIMES, ackWithinMs: 150 }

const servers: Server[] = []
const sockets = new Set<Socket>()
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

function ack(code: string, controlId: string, text = ''): string {
  const header = 'MSH|^~\\&|HIS|W|VIGIL|W|20261122070001+0000||ACK^R01^ACK|9|T|2.6'
  return `\x0b${header}\rMSA|${code}|${controlId}|${text}\r\x1c\r`
}

/** A receiver that does as the script says at each message; gives its port and what it received. */
async function receiver(script: (socket: Socket, time: number) => void) {
  const received: string[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    let text = ''
    socket.on('data', (bytes) => {
      text += bytes.toString('utf8')
      if (!text.endsWith('\x1c\r')) return
      received.push(text.slice(1, -2))
      text = ''
      script(socket, received.length)
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, received, server }
}

async function send(port: number, times = TIMES, ackMode: AckMode = 'ihe') {
  return new MllpSender(times).send('his', { host: '127.0.0.1', port, ack: ackMode }, MESSAGE)
}

describe('sending over MLLP', () => {
  it.each(['AA', 'CA'])('is delivered by %s of its own control id', async (code) => {
    const { port, received } = await receiver((socket) => socket.write(ack(code, 'C1')))
    expect(await send(port)).toEqual({ outcome: 'delivered', sentence: 'Delivered to his.', controlId: 'C1' })
    expect(received).toEqual([MESSAGE.text])
  })

  it('takes an acknowledgement that comes in pieces', async () => {
    const bytes = Buffer.from(ack('AA', 'C1'))
    const { port } = await receiver((socket) => {
      socket.setNoDelay(true)
      socket.write(bytes.subarray(0, 9))
      setImmediate(() => socket.write(bytes.subarray(9, -1)))
      setImmediate(() => setImmediate(() => socket.write(bytes.subarray(-1))))
    })
    expect((await send(port)).outcome).toBe('delivered')
  })

  it('sends the same bytes again when the receiver drops the line, and settles', async () => {
    const { port, received } = await receiver((socket, time) =>
      time === 1 ? socket.destroy() : socket.write(ack('AA', 'C1')),
    )
    expect((await send(port)).outcome).toBe('delivered')
    expect(received).toEqual([MESSAGE.text, MESSAGE.text])
  })

  it('calls it unknown, not failed, when no attempt is acknowledged', async () => {
    const { port, received } = await receiver((socket) => socket.destroy())
    const result = await send(port)
    expect(result.outcome).toBe('noReply')
    expect(result.sentence).toContain('it may have it')
    expect(received).toHaveLength(3)
  })

  it('never takes the acknowledgement of another message for its own', async () => {
    const { port } = await receiver((socket) => socket.write(ack('AA', 'OTHER')))
    expect((await send(port, IMPATIENT)).outcome).toBe('noReply')
  })

  it('keeps waiting past a foreign acknowledgement', async () => {
    const { port, received } = await receiver((socket) => socket.write(ack('AA', 'OTHER') + ack('AA', 'C1')))
    expect((await send(port)).outcome).toBe('delivered')
    expect(received).toHaveLength(1)
  })

  it('never takes half an acknowledgement', async () => {
    const { port } = await receiver((socket) => socket.end(ack('AA', 'C1').slice(0, -2)))
    expect((await send(port)).outcome).toBe('noReply')
  })

  it('gives up waiting for a late acknowledgement', async () => {
    const { port } = await receiver((socket, time) => {
      if (time === 3) socket.write(ack('AA', 'C1'))
    })
    expect((await send(port, IMPATIENT)).outcome).toBe('delivered')
  })

  it('tries again after AE, and says refused with the receiver’s words', async () => {
    const { port, received } = await receiver((socket) => socket.write(ack('AE', 'C1', 'database locked')))
    const result = await send(port)
    expect(result.outcome).toBe('refused')
    expect(result.sentence).toContain('database locked')
    expect(received).toHaveLength(3)
  })

  it('never tries again after AR', async () => {
    const { port, received } = await receiver((socket) => socket.write(ack('AR', 'C1', 'unknown patient')))
    const result = await send(port)
    expect(result.outcome).toBe('rejected')
    expect(result.sentence).toContain('unknown patient')
    expect(received).toHaveLength(1)
  })

  it('says where nobody listens', async () => {
    const { port, server } = await receiver(() => undefined)
    await new Promise((resolve) => server.close(resolve))
    const result = await send(port)
    expect(result.outcome).toBe('notConnected')
    expect(result.sentence).toContain(`127.0.0.1:${port}`)
  })

  it('waits for the application after the commit where both are asked for', async () => {
    const { port } = await receiver((socket, time) => {
      socket.write(ack('CA', 'C1'))
      if (time === 2) setImmediate(() => socket.write(ack('AA', 'C1')))
    })
    expect(await send(port, IMPATIENT, 'both')).toMatchObject({ outcome: 'delivered' })
  })

  it('keeps one message in flight for a destination', async () => {
    let open = 0
    let most = 0
    const { port } = await receiver((socket) => {
      most = Math.max(most, ++open)
      setImmediate(() => {
        open--
        socket.write(ack('AA', 'C1'))
      })
    })
    const sender = new MllpSender(TIMES)
    const target = { host: '127.0.0.1', port, ack: 'ihe' as const }
    const results = await Promise.all([1, 2, 3].map(() => sender.send('his', target, MESSAGE)))
    expect(results.map((result) => result.outcome)).toEqual(['delivered', 'delivered', 'delivered'])
    expect(most).toBe(1)
  })
})
