import { join } from 'node:path'
import { startOutside } from './outside.ts'
import { until } from './wait.ts'

/** A receiver that is not ours: what it understood of each message. */
export interface Hl7Receiver {
  readonly port: number
  /** Segments of each message, each a list of fields; field 0 is the segment's name. */
  messages(): string[][][]
  stop(): Promise<void>
}

/** The Python of the Debian packages: another one on the PATH does not see them. */
const PYTHON = '/usr/bin/python3'

/** Starts the receiver. In: the acknowledgement it gives (MSA-1). */
export async function startReceiver(acknowledgement: 'AA' | 'AE' | 'AR' = 'AA'): Promise<Hl7Receiver> {
  const program = startOutside(PYTHON, [join(import.meta.dirname, 'receiver.py'), acknowledgement])
  const lines = () =>
    program
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { port?: number; segments?: string[][] })
  try {
    const port = await until('The HL7 receiver', { withinMs: 10_000, because: 'Python starts' }, () => {
      return lines()[0]?.port ?? null
    })
    return {
      port,
      messages: () => lines().flatMap(({ segments }) => (segments === undefined ? [] : [segments])),
      stop: program.stop,
    }
  } catch (error) {
    await program.stop()
    throw new Error(`the HL7 receiver did not start: ${program.output()}`, { cause: error })
  }
}
