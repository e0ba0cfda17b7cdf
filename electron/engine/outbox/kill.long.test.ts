import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { buildAck } from '../../../drivers/hl7v2/ack.ts'
import { leaf, segmentOf } from '../../../drivers/hl7v2/message.ts'
import { encodeMllp, MllpDecoder } from '../../../drivers/hl7v2/mllp.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import { inRecord } from '../testing/manual-station.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { waitFor } from '../testing/wait-for.ts'

const CHILD = join(import.meta.dirname, '../testing/crash/outbox-child.ts')
/** Two engines start one after the other on a shared machine, and one is killed. */
const TWO_STARTS_MS = 90_000

/** A receiver that takes each control id once, as a receiver that can tell repeats does; `answer` may do something else. */
async function startReceiver(answer: (socket: Socket, reply: Uint8Array, time: number) => void) {
  const received: string[] = []
  const taken = new Map<string, string>()
  const server = createServer((socket) => {
    const decoder = new MllpDecoder()
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      for (const frame of decoder.push(bytes)) {
        const parsed = parseMessage(frame)
        if (!parsed.ok) throw new Error('no message came')
        const text = Buffer.from(frame).toString('utf8')
        received.push(text)
        taken.set(leaf(segmentOf(parsed.message, 'MSH'), 10), text)
        const reply = buildAck(parsed.message, { code: 'CA', controlId: `R${received.length}`, atUtcMs: 0 })
        answer(socket, encodeMllp(reply ?? ''), received.length)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, received, taken }
}

function startChild(folder: string, ...words: string[]): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, folder, ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

it(
  'an engine that is killed between sending and the acknowledgement delivers once to who can tell repeats',
  async () => {
    const folder = temporaryFolder()
    let first: ChildProcess | null = null
    const receiver = await startReceiver((socket, reply, time) => {
      // The message is taken; the engine is gone before it hears of that.
      if (time === 1) first?.kill('SIGKILL')
      else socket.write(reply)
    })
    const beds = [{ id: 'b1', label: 'Bed 1', driver: 'ge-s5', link: 'sim:stable?seed=3' }]
    const his = { id: 'his', type: 'mllp', host: '127.0.0.1', port: receiver.port, training: true }
    writeFileSync(`${folder}/ward.json`, JSON.stringify({ station: 'w', beds, destinations: [his] }))
    first = startChild(folder, 'send')
    await once(first, 'exit')
    expect(receiver.received).toHaveLength(1)
    expect(inRecord(folder, (reader) => reader.outboxRows().map(({ state }) => state))).toEqual(['waiting'])

    const second = startChild(folder)
    await waitFor(
      () => inRecord(folder, (reader) => reader.outboxRows().length === 0),
      'the delivery by the next run',
    )
    second.kill('SIGKILL')
    await once(second, 'exit')
    // The same bytes under the same control id: one effective delivery.
    expect(receiver.received).toHaveLength(2)
    expect(receiver.received[1]).toBe(receiver.received[0])
    expect(receiver.taken.size).toBe(1)
    expect(inRecord(folder, (reader) => reader.deliveries().map(({ outcome }) => outcome))).toEqual([
      'delivered',
    ])
  },
  TWO_STARTS_MS,
)
