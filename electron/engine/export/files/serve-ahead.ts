import { type OpenOptions, openStoreReader } from '../../store/open/open.ts'
import type { Service } from '../../store/threads/service.ts'
import type { StoredWave } from '../../store/types.ts'
import type { AheadAnswer, AheadLine, AheadQuestion } from './ahead.ts'

/** Decodes stretches of waves for a thread that sleeps until they are there. Throws as openStoreReader. */
export function serveAhead(options: OpenOptions, { port, answers }: AheadLine): Service {
  const { reader } = openStoreReader(options)
  const count = new Int32Array(answers)
  const piecesOf = ({ channel, fromUtcMs, toUtcMs }: AheadQuestion): readonly StoredWave[] | null => {
    try {
      return reader.waves(channel, fromUtcMs, toUtcMs)
    } catch {
      // Who asked reads again and tells why it fails.
      return null
    }
  }
  port.on('message', (question: AheadQuestion) => {
    port.postMessage({ ...question, pieces: piecesOf(question) } satisfies AheadAnswer)
    Atomics.add(count, 0, 1)
    Atomics.notify(count, 0)
  })
  return {
    handle(): never {
      throw new TypeError('a thread that reads ahead takes no call')
    },
    idle() {},
    close: () => {
      port.close()
      reader.close()
    },
  }
}
