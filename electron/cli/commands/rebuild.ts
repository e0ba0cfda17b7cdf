import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { CHANGE_OPTIONS, commandBy } from '../patient-options.ts'
import { rebuildAndProve } from '../rebuild-and-prove.ts'

const BYTES_PER_MB = 1e6

/** `vigil rebuild`: writes a record anew without free room, and searches it for what was erased when it could not be. */
export const rebuildCommand: Command = {
  syntax: { name: 'rebuild', files: [], options: CHANGE_OPTIONS },
  about: 'Writes a record anew, without what was removed from it; no station may have it open.',
  async run(options, io) {
    const { bytesBefore, bytesAfter, notices } = rebuildAndProve(options, commandBy(options))
    for (const notice of notices) io.note(notice)
    const [before, after] = [bytesBefore, bytesAfter].map((bytes) => (bytes / BYTES_PER_MB).toFixed(1))
    await io.out(`The record was written anew: ${before} MB before, ${after} MB after.\n`)
    return EXIT.done
  },
}
