import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { AckMode } from '../../../drivers/hl7v2/ack.ts'
import { type AttemptTimes, attemptOnce } from './mllp-attempt.ts'

const MESSAGE = {
  controlId: 'C1',
  text: 'MSH|^~\\&|VIGIL|W|||20261122070000+0000||ORU^R01^ORU_R01|C1|T|2.6\rPID|||12345^^^HOSP^MR\r',
}
/** Long enough for a busy machine where an answer comes, short where none does. */
const TIMES: AttemptTimes = { connectWithinMs: 2000, ackWithinMs: 2000 }
const IMPATIENT: AttemptTimes = { ...TIMES, ackWithinMs: 150 }

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

function send(port: number, times = TIMES, ackMode: AckMode = 'ihe') {
  return attemptOnce({ host: '127.0.0.1', port, ack: ackMode }, MESSAGE, times)
}

describe('one attempt over MLLP', () => {
  it.each(['AA', 'CA'])('is delivered by %s of its own control id', async (code) => {
    const { port, received } = await receiver((socket) => socket.write(ack(code, 'C1')))
    expect(await send(port)).toEqual({ end: 'delivered', detail: '' })
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
    expect((await send(port)).end).toBe('delivered')
  })

  it('calls it unknown, not failed, when the line goes before the answer', async () => {
    const { port } = await receiver((socket) => socket.destroy())
    expect((await send(port)).end).toBe('noReply')
  })

  it('never takes the acknowledgement of another message for its own', async () => {
    const { port } = await receiver((socket) => socket.write(ack('AA', 'OTHER')))
    expect((await send(port, IMPATIENT)).end).toBe('noReply')
  })

  it('keeps waiting past a foreign acknowledgement', async () => {
    const { port, received } = await receiver((socket) => socket.write(ack('AA', 'OTHER') + ack('AA', 'C1')))
    expect((await send(port)).end).toBe('delivered')
    expect(received).toHaveLength(1)
  })

  it('never takes half an acknowledgement', async () => {
    const { port } = await receiver((socket) => socket.end(ack('AA', 'C1').slice(0, -2)))
    expect((await send(port)).end).toBe('noReply')
  })

  it('never answers an acknowledgement', async () => {
    let more = 0
    const { port } = await receiver((socket, time) => {
      if (time > 1) more++
      socket.write(ack('AA', 'OTHER'))
      setImmediate(() => socket.write(ack('AA', 'C1')))
    })
    expect((await send(port)).end).toBe('delivered')
    expect(more).toBe(0)
  })

  it.each(['AE', 'CE'])('is to be tried again after %s, with the receiver’s words', async (code) => {
    const { port } = await receiver((socket) => socket.write(ack(code, 'C1', 'database locked')))
    expect(await send(port)).toEqual({ end: 'retry', detail: 'database locked' })
  })

  it.each(['AR', 'CR'])('is over after %s', async (code) => {
    const { port } = await receiver((socket) => socket.write(ack(code, 'C1', 'unknown patient')))
    expect(await send(port)).toEqual({ end: 'reject', detail: 'unknown patient' })
  })

  it('says where nobody listens', async () => {
    const { port, server } = await receiver(() => undefined)
    await new Promise((resolve) => server.close(resolve))
    expect(await send(port)).toEqual({ end: 'notConnected', detail: 'ECONNREFUSED' })
  })

  it('waits for the application after the commit where both are asked for', async () => {
    const { port } = await receiver((socket) => {
      socket.write(ack('CA', 'C1'))
      setImmediate(() => socket.write(ack('AA', 'C1')))
    })
    expect((await send(port, IMPATIENT, 'both')).end).toBe('delivered')
  })

  it('does not take the commit for the whole where both are asked for', async () => {
    const { port } = await receiver((socket) => socket.write(ack('CA', 'C1')))
    expect((await send(port, IMPATIENT, 'both')).end).toBe('noReply')
  })
})
