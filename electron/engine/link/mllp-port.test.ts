import { expect, it, onTestFinished } from 'vitest'
import { acceptanceOf, notHl7, refusalOf } from '../../../drivers/hl7-inbound/reply.ts'
import { encodeMllp } from '../../../drivers/hl7v2/mllp.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import { adtText } from '../admissions/testing/adt-text.ts'
import { freePort } from '../testing/free-port.ts'
import { ManualTime } from '../testing/manual-time.ts'
import { MllpSender } from '../testing/mllp-sender.ts'
import { waitFor } from '../testing/wait-for.ts'
import { MOST_CONNECTIONS } from './listen-door.ts'
import { MllpPort } from './mllp-port.ts'
import { parseLink } from './spec.ts'

const IDLE_MS = 300_000
const [VT, FS, CR] = [0x0b, 0x1c, 0x0d]

/** An open port, and what was handed over there. */
async function openPort() {
  const number = await freePort()
  const spec = parseLink(`listen:127.0.0.1:${number}?from=127.0.0.1`)
  if (spec.kind !== 'listen') throw new Error('no port')
  const time = new ManualTime()
  const taken: string[] = []
  let state: string | null = null
  const port = new MllpPort(spec, time, time, {
    take: async (bytes) => {
      const read = parseMessage(bytes)
      if (!read.ok) return [refusalOf(bytes, notHl7(read.problem))].filter((frame) => frame !== null)
      taken.push(new TextDecoder().decode(bytes))
      return acceptanceOf(read.message)
    },
    onState: (problem) => {
      state = problem
    },
  })
  onTestFinished(() => port.close())
  await port.open()
  await waitFor(() => state === '', 'the open port')
  return { number, taken, time }
}

function joined(...parts: readonly (string | number | Uint8Array)[]): Uint8Array {
  const text = new TextEncoder()
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'number' ? [part] : [...(typeof part === 'string' ? text.encode(part) : part)],
    ),
  )
}

const messageOf = (controlId: string, name = 'Family^Given') => adtText('A01', { controlId, name })
const one = messageOf('M1')
const two = messageOf('M2')
const accented = messageOf('M1', 'M\u00fcller^\u5fc3')
const longest = 1_048_576

/** What comes in one piece each, what is handed over, and which control ids are answered. */
const BROKEN: readonly {
  readonly name: string
  readonly chunks: readonly Uint8Array[]
  readonly taken: readonly string[]
  /** The code and control id of each answer, in order. */
  readonly answers: readonly string[]
  readonly isEnded?: boolean
}[] = [
  {
    name: 'two frames in one piece are two messages, each answered',
    chunks: [joined(encodeMllp(one), encodeMllp(two))],
    taken: [one, two],
    answers: ['AA M1', 'AA M2'],
  },
  {
    name: 'the end byte and its return in pieces of their own',
    chunks: [joined(VT, one, FS), joined(CR)],
    taken: [one],
    answers: ['AA M1'],
  },
  {
    name: 'a frame and a half, then the rest',
    chunks: [joined(encodeMllp(one), VT, two.slice(0, 60)), joined(two.slice(60), FS, CR)],
    taken: [one, two],
    answers: ['AA M1', 'AA M2'],
  },
  {
    name: 'noise before the start byte',
    chunks: [joined('noise\r\n', FS, CR, encodeMllp(one))],
    taken: [one],
    answers: ['AA M1'],
  },
  {
    name: 'a frame that was cut off by the next one is neither handed over nor answered',
    chunks: [joined(VT, one.slice(0, 80)), joined(encodeMllp(two))],
    taken: [two],
    answers: ['AA M2'],
  },
  {
    name: 'a character of UTF-8 cut in two',
    chunks: [...encodeMllp(accented)].map((byte) => Uint8Array.of(byte)),
    taken: [accented],
    answers: ['AA M1'],
  },
  {
    name: 'escaped separators in a field',
    chunks: [encodeMllp(messageOf('M1', 'A\\T\\B\\F\\C\\E\\D'))],
    taken: [messageOf('M1', 'A\\T\\B\\F\\C\\E\\D')],
    answers: ['AA M1'],
  },
  {
    name: 'segments that end with line feeds',
    chunks: [encodeMllp(one.replaceAll('\r', '\n'))],
    taken: [one.replaceAll('\r', '\n')],
    answers: ['AA M1'],
  },
  {
    name: 'an end byte without its return',
    chunks: [joined(VT, one, FS, encodeMllp(two))],
    taken: [one, two],
    answers: ['AA M1', 'AA M2'],
  },
  {
    name: 'an acknowledgement is never acknowledged',
    chunks: [encodeMllp('MSH|^~\\&|A|B|C|D|2026||ACK|X|P|2.5\rMSA|AA|M0\r'), encodeMllp(one)],
    taken: ['MSH|^~\\&|A|B|C|D|2026||ACK|X|P|2.5\rMSA|AA|M0\r', one],
    answers: ['AA M1'],
  },
  {
    name: 'a frame over the cap ends the connection, and nothing of it is handed over',
    chunks: [joined(encodeMllp(one)), joined(VT, 'x'.repeat(longest + 1))],
    taken: [one],
    answers: ['AA M1'],
    isEnded: true,
  },
]

it.each(BROKEN)('$name', async ({ chunks, taken, answers, isEnded }) => {
  const port = await openPort()
  const sender = new MllpSender(port.number)
  for (const [index, chunk] of chunks.entries()) {
    sender.socket.setNoDelay(true)
    await new Promise<void>((resolve) => sender.socket.write(chunk, () => setImmediate(resolve)))
    // The answer to what is whole shows that this piece was read before the next is written.
    if (index === 0 && answers.length > 1 && chunks.length > 1) await sender.hears('|M1\r')
  }
  if (isEnded === true) await sender.isClosed()
  else {
    for (const answer of answers) await sender.hears(`|${answer.slice(3)}\r`)
  }
  expect(port.taken).toEqual(taken)
  const heard = [...sender.replies.matchAll(/MSA\|(\w\w)\|(\w+)/g)].map(([, code, id]) => `${code} ${id}`)
  expect(heard).toEqual(answers)

  const next = new MllpSender(port.number)
  next.send(messageOf('NEXT'))
  await next.hears('|NEXT\r')
})

it('half a message at the end of a connection is not handed over, and the port takes the next', async () => {
  const port = await openPort()
  const sender = new MllpSender(port.number)
  sender.send(one)
  await sender.hears('|M1\r')
  sender.socket.end(joined(VT, two.slice(0, 70)))
  await sender.isClosed()
  const next = new MllpSender(port.number)
  next.send(messageOf('NEXT'))
  await next.hears('|NEXT\r')
  expect(port.taken).toEqual([one, messageOf('NEXT')])
})

it('a connection on which nothing comes for five minutes is ended; any byte begins them anew', async () => {
  const port = await openPort()
  const sender = new MllpSender(port.number)
  sender.send(one)
  await sender.hears('|M1\r')
  port.time.advance(IDLE_MS - 1)
  sender.send(two)
  await sender.hears('|M2\r')
  port.time.advance(IDLE_MS - 1)
  sender.send(messageOf('M3'))
  await sender.hears('|M3\r')
  expect(sender.closed).toBe(false)
  port.time.advance(IDLE_MS)
  await sender.isClosed()
})

it('senders that vanish without a word fill no port: they are ended, and the next is heard', async () => {
  const port = await openPort()
  const gone = Array.from({ length: MOST_CONNECTIONS }, () => new MllpSender(port.number))
  for (const [index, sender] of gone.entries()) {
    sender.send(messageOf(`G${index}`))
    await sender.hears(`|G${index}\r`)
    // In the middle of a message the cable is pulled: no byte and no end comes any more.
    sender.raw(joined(VT, one.slice(0, 90)))
  }
  const refused = new MllpSender(port.number)
  await refused.isClosed()
  port.time.advance(IDLE_MS)
  for (const sender of gone) await sender.isClosed()
  const next = new MllpSender(port.number)
  next.send(messageOf('NEXT'))
  await next.hears('|NEXT\r')
  expect(port.taken).toHaveLength(MOST_CONNECTIONS + 1)
})
