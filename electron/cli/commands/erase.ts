import { takeBackupNotes } from '../../engine/store/backup/notes.ts'
import type { EraserState } from '../../engine/store/erase/erasing.ts'
import { eraseToEnd } from '../../engine/store/erase/finish.ts'
import { receiptOf } from '../../engine/store/erase/receipt.ts'
import { storePaths } from '../../engine/store/file/paths.ts'
import { setAsideFiles } from '../../engine/store/open/beside.ts'
import { openStoreReader } from '../../engine/store/open/open.ts'
import type { SqliteStoreWriter } from '../../engine/store/write/writer.ts'
import { VigilError } from '../../ipc/contract.ts'
import type { ErasureReceipt } from '../../ipc/erasure.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import type { CommandIo } from '../io.ts'
import { type ParsedOptions, UsageError } from '../options.ts'
import { openToChange } from '../patient-options.ts'
import { rebuildAndProve } from '../rebuild-and-prove.ts'
import { receiptTable } from '../receipt-table.ts'
import { ERASE_OPTIONS, type WhatToErase, whatToErase } from '../what-to-erase.ts'

/** Background work is done to its end before, in steps of this length. */
const STEP_MS = 1_000

/** `vigil erase`: everything that was recorded of one patient, or of nobody in a period of a bed, goes, and the record is searched for it. */
export const eraseCommand: Command = {
  syntax: {
    name: 'erase',
    files: [],
    options: { ...ERASE_OPTIONS, confirm: { kind: 'text', value: 'ID' }, json: { kind: 'flag' } },
  },
  about: 'Erases all that was recorded of a patient, or of nobody in a period of a bed, and searches for it.',
  async run(options, io) {
    const what = whatToErase(options)
    const { id, state } = await eraseIn(options, io, what)
    if (state === 'done') rebuildIfNeeded(options, io, what, id)
    const receipt = receiptOfRecord(options, id)
    await io.out(options.flag('json') ? `${JSON.stringify(receipt)}\n` : receiptTable(receipt))
    if (state === 'waiting') {
      io.note('The log could not be emptied, as another program reads the record: the next start goes on.')
      return EXIT.wrongUseOrIo
    }
    if (receipt.proof?.ok === true) return EXIT.done
    io.note('The search has found something of it: keep this receipt and run "vigil verify".')
    return EXIT.damageFound
  },
}

async function eraseIn(
  options: ParsedOptions,
  io: CommandIo,
  { request, by, confirm, confirmName }: WhatToErase,
): Promise<{ readonly id: string; readonly state: Exclude<EraserState, 'more'> }> {
  const { writer, notices } = openToChange(options, by)
  try {
    for (const notice of notices) io.note(notice)
    const question = `This cannot be undone. Type the ${confirmName} once more:`
    refuseUnconfirmed(confirm, confirmName, options.text('confirm') ?? (await io.ask(question)))
    // Backups made at the command line that no station has heard of yet.
    takeBackupNotes(options.required('data'), (row) =>
      writer.saveBackup(row, { ...by, atUtcMs: row.madeUtcMs }),
    )
    if ('bed' in request) finishBackground(writer)
    const { id } = writer.erase(request, by)
    return { id, state: eraseToEnd(writer, by) }
  } finally {
    writer.close()
  }
}

/** A period is cut out of sealed blocks, and out of trends that hold all of them. */
function finishBackground(writer: SqliteStoreWriter): void {
  while (writer.sealStep(STEP_MS)) {
    // Each step seals some of what earlier releases left in the clear.
  }
  while (writer.trendStep(STEP_MS)) {
    // Each step enters some older data into the trends.
  }
}

/** A record too large for VACUUM in memory is written anew on the disk, as nobody has it open here. */
function rebuildIfNeeded(options: ParsedOptions, io: CommandIo, { by }: WhatToErase, id: string): void {
  if (receiptOfRecord(options, id).proof?.rebuilt !== false) return
  io.note('The record is written anew, so that nothing stays in its free room: a large one takes a while.')
  try {
    rebuildAndProve(options, by)
  } catch (error) {
    if (!(error instanceof VigilError)) throw error
    io.note(`The record was not written anew, run "vigil rebuild" later: ${error.message}`)
  }
}

/** Throws UsageError unless it was typed twice alike. */
function refuseUnconfirmed(wanted: string, name: string, typed: string | null): void {
  if (typed?.trim() === wanted) return
  throw new UsageError(
    typed === null
      ? `Nothing is erased, as nobody confirmed it: type the ${name} once more, or give it with --confirm`
      : `Nothing is erased: what was typed to confirm is not the ${name}`,
  )
}

function receiptOfRecord(options: ParsedOptions, id: string): ErasureReceipt {
  const dataDir = options.required('data')
  const { reader } = openStoreReader({ dataDir, keyFile: options.text('key-file') ?? null, key: null })
  try {
    const row = reader.erasures().find((one) => one.id === id)
    if (row === undefined) throw new TypeError('"id" is no erasure of the record')
    return receiptOf(row, reader.backups(), setAsideFiles(storePaths(dataDir)))
  } finally {
    reader.close()
  }
}
