import { expect, it, onTestFinished } from 'vitest'
import { attemptOnce } from './mllp-attempt.ts'
import { startPythonReceiver } from './testing/python-hl7.ts'

/** Python needs about a second to start on a busy machine. */
const TEST_TIMEOUT_MS = 20_000
const IMPATIENT = { connectWithinMs: 2_000, ackWithinMs: 200 }
const PATIENT = { connectWithinMs: 5_000, ackWithinMs: 15_000 }
const HEADER = 'MSH|^~\\&|VIGIL|W|||20261122070000+0000||ORU^R01^ORU_R01|C1|T|2.6'

async function frozenReceiver() {
  const receiver = await startPythonReceiver()
  onTestFinished(() => receiver.close())
  const target = { host: '127.0.0.1', port: receiver.port, ack: 'ihe' } as const
  receiver.freeze()
  return { receiver, target }
}

it(
  'a receiver that stands still with its port open may have the message: it gets the same one again, under the same id',
  async () => {
    const { receiver, target } = await frozenReceiver()
    const message = { controlId: 'C1', text: `${HEADER}\rPID|||12345^^^HOSP^MR\r` }
    expect(await attemptOnce(target, message, IMPATIENT)).toEqual({
      end: 'noReply',
      detail: 'no acknowledgement in time',
    })
    receiver.thaw()
    // The answer to the first comes too late, on a connection that is gone, and is nobody's.
    expect(await attemptOnce(target, message, PATIENT)).toEqual({ end: 'delivered', detail: '' })
    const ids = [await receiver.next(), await receiver.next()].map((segments) => segments[0]?.[10])
    expect(ids).toEqual(['C1', 'C1'])
  },
  TEST_TIMEOUT_MS,
)

it(
  'a receiver that stops reading in the middle of a long message does not hold the sender',
  async () => {
    const { receiver, target } = await frozenReceiver()
    // More than the buffers of both sides hold together.
    const long = { controlId: 'C2', text: `${HEADER}\rNTE|1|L|${'x'.repeat(12_000_000)}\r` }
    expect(await attemptOnce(target, long, IMPATIENT)).toMatchObject({ end: 'noReply' })
    receiver.thaw()
    const short = { controlId: 'C1', text: `${HEADER}\r` }
    expect(await attemptOnce(target, short, PATIENT)).toMatchObject({ end: 'delivered' })
    // Half a message was no message.
    expect((await receiver.next())[0]?.[10]).toBe('C1')
  },
  TEST_TIMEOUT_MS,
)
