import { open } from 'node:fs/promises'
import { KEY_BESIDE_DATA_SENTENCE } from '../../engine/store/file/keys.ts'
import { restoreFromRecovery } from '../../engine/store/open/restore.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { type ParsedOptions, UsageError } from '../options.ts'

/** A recovery file has under 1,000 characters; whatever else is given is not read whole. */
const LONGEST_RECOVERY_BYTES = 0x1_0000

/** `vigil restore`: a record whose key is gone lives on in another folder. */
export const restoreCommand: Command = {
  syntax: {
    name: 'restore',
    files: [],
    options: {
      recovery: { kind: 'text', required: true, value: 'FILE' },
      from: { kind: 'text', required: true, value: 'DIR' },
      to: { kind: 'text', required: true, value: 'DIR' },
      'erased-in': { kind: 'list', value: 'DIR' },
      'erase-again': { kind: 'flag' },
      'bring-back-erased': { kind: 'flag' },
    },
  },
  about: 'Copies a record to an empty folder and puts the key from its recovery file beside it.',
  async run(options, io) {
    const recovery = await readStart(options.required('recovery'))
    const toDir = options.required('to')
    const fromDir = options.required('from')
    const erasedIn = options.list('erased-in')
    restoreFromRecovery({ recovery, fromDir, toDir, erased: whatOfErased(options), erasedIn })
    io.note(`The record is restored in ${toDir}: check it with "vigil verify --data ${toDir}".`)
    io.note(KEY_BESIDE_DATA_SENTENCE)
    return EXIT.done
  },
}

function whatOfErased(options: ParsedOptions): 'refuse' | 'eraseAgain' | 'bringBack' {
  const [again, back] = [options.flag('erase-again'), options.flag('bring-back-erased')]
  if (again && back) throw new UsageError('Give either --erase-again or --bring-back-erased, not both')
  if (again) return 'eraseAgain'
  return back ? 'bringBack' : 'refuse'
}

async function readStart(path: string): Promise<string> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_RECOVERY_BYTES))
  return buffer.toString('utf8', 0, bytesRead)
}
