import { expect, it } from 'vitest'
import { buildMessage } from '../../../drivers/hl7v2/build.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import type { MessageRound } from './messages.ts'
import { messageRatio, messagesResult } from './messages-result.ts'
import { MESSAGE_SIDES, OWN_SIDE, PEER_SIDE } from './sides.ts'
import { segmentsToBuild, wardMessage } from './ward-message.ts'

const MACHINE = { cores: 2, cpu: 'one', memoryGigabytes: 1, system: 's', node: '24', commit: 'c' }

it('both sides print the message that they read, to the character', () => {
  const text = wardMessage()
  for (const side of Object.values(MESSAGE_SIDES)) {
    expect(String(side.print(text)()).trimEnd()).toBe(text.trimEnd())
  }
})

it('what is printed is made of every field that was read, escaped ones too', () => {
  const text = 'MSH|^~\\&|A\\T\\B||||||ORU^R01|1|P|2.6\rNTE|1|L|one\\R\\two~three\r'
  const read = parseMessage(text)
  expect(read.ok && buildMessage(segmentsToBuild(read.message))).toBe(text)
})

it("holds our processor time against the peer's, task by task", () => {
  const round = (side: string, task: MessageRound['task'], speed: number): MessageRound => ({
    side,
    task,
    load: 1,
    messagesPerSecond: speed,
    messagesPerCpuSecond: speed,
    bytes: 5,
    isWhole: true,
  })
  const result = messagesResult(MACHINE, [
    round(OWN_SIDE, 'parse', 30),
    round(PEER_SIDE, 'parse', 10),
    round(OWN_SIDE, 'print', 10),
    round(PEER_SIDE, 'print', 20),
  ])
  expect(messageRatio(result, 'parse', [OWN_SIDE, PEER_SIDE])).toBe(3)
  expect(messageRatio(result, 'print', [OWN_SIDE, PEER_SIDE])).toBe(0.5)
})
