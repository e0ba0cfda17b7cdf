import { connect } from 'node:net'
import { expect, test } from '../support/fixtures.ts'
import { startReceiver } from '../support/hl7-receiver.ts'
import { until } from '../support/wait.ts'

const BLOCK = { start: '\x0b', end: '\x1c\r' }
const MESSAGE = ['MSH|^~\\&|A|B|C|D|20260101000000||ORU^R01^ORU_R01|7|P|2.6', 'PID|1||x^^^y'].join('\r')

test('the receiver that checks our messages understands and acknowledges one', async () => {
  const receiver = await startReceiver()
  const socket = connect(receiver.port, '127.0.0.1')
  try {
    let answer = ''
    socket.on('data', (bytes) => {
      answer += bytes.toString('utf8')
    })
    socket.write(`${BLOCK.start}${MESSAGE}\r${BLOCK.end}`)
    const limit = { withinMs: 5_000, because: 'it answers at once' }
    await until('An acknowledgement', limit, () => answer.endsWith(BLOCK.end))
    expect(answer).toContain('MSA|AA|7')
    expect(receiver.messages()[0]?.map((segment) => segment[0])).toEqual(['MSH', 'PID'])
  } finally {
    socket.destroy()
    await receiver.stop()
  }
})
