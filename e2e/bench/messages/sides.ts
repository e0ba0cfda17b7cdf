import { Hl7Message } from '@medplum/core'
import { buildMessage } from '../../../drivers/hl7v2/build.ts'
import { parseMessage } from '../../../drivers/hl7v2/parse.ts'
import { segmentsToBuild } from './ward-message.ts'

/** What a side does once, again and again; it gives back what came out. */
type Task = (text: string) => () => unknown

export interface MessageSide {
  readonly parse: Task
  /** Of a message that is in memory. */
  readonly print: Task
}

export const OWN_SIDE = 'vigil'
export const PEER_SIDE = '@medplum/core'

/** Both sides of B10 by the name that the page gives them. */
export const MESSAGE_SIDES: Readonly<Record<string, MessageSide>> = {
  [OWN_SIDE]: {
    parse: (text) => () => parseMessage(text),
    print(text) {
      const read = parseMessage(text)
      if (!read.ok) throw new TypeError(read.problem)
      const segments = segmentsToBuild(read.message)
      return () => buildMessage(segments)
    },
  },
  [PEER_SIDE]: {
    parse: (text) => () => Hl7Message.parse(text),
    print(text) {
      const message = Hl7Message.parse(text)
      return () => message.toString()
    },
  },
}
