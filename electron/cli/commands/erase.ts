import { takeBackupNotes } from '../../engine/store/backup/notes.ts'
import { setAsideFiles } from '../../engine/store/beside.ts'
import { eraseToEnd } from '../../engine/store/erase/finish.ts'
import { receiptOf } from '../../engine/store/erase/receipt.ts'
import { openStoreReader } from '../../engine/store/open.ts'
import { storePaths } from '../../engine/store/paths.ts'
import type { ErasureReceipt } from '../../ipc/erasure.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { type ParsedOptions, UsageError } from '../options.ts'
import { openToChange, PATIENT_OPTIONS, patientCommand } from '../patient-options.ts'
import { receiptTable } from '../receipt-table.ts'

const QUESTION = 'This cannot be undone. Type the identifier of the patient once more:'

/** `vigil erase`: everything that was recorded of one patient goes, and the record is searched for it. */
export const eraseCommand: Command = {
  syntax: {
    name: 'erase',
    files: [],
    options: {
      ...PATIENT_OPTIONS,
      confirm: { kind: 'text', value: 'ID' },
      json: { kind: 'flag' },
      'key-file': { kind: 'text', value: 'FILE' },
    },
  },
  about: 'Erases all that was recorded of a patient, for good, and searches the record for it.',
  async run(options, io) {
    const { patient, reason, by } = patientCommand(options)
    const { writer, notices } = openToChange(options, by)
    try {
      for (const notice of notices) io.note(notice)
      refuseUnconfirmed(patient.id, options.text('confirm') ?? (await io.ask(QUESTION)))
      // Backups made at the command line that no station has heard of yet.
      takeBackupNotes(options.required('data'), (row) =>
        writer.saveBackup(row, { ...by, atUtcMs: row.madeUtcMs }),
      )
      const { id } = writer.erase({ patient, reason, endsStays: true }, by)
      const state = eraseToEnd(writer, by)
      const receipt = receiptOfRecord(options, id)
      await io.out(options.flag('json') ? `${JSON.stringify(receipt)}\n` : receiptTable(receipt))
      if (state === 'waiting') {
        io.note('The log could not be emptied, as another program reads the record: the next start goes on.')
        return EXIT.wrongUseOrIo
      }
      if (receipt.proof?.ok === true) return EXIT.done
      io.note('The search has found something of it: keep this receipt and run "vigil verify".')
      return EXIT.damageFound
    } finally {
      writer.close()
    }
  },
}

/** Throws UsageError unless the identifier was typed twice alike. */
function refuseUnconfirmed(id: string, typed: string | null): void {
  if (typed?.trim() === id) return
  throw new UsageError(
    typed === null
      ? 'Nothing is erased, as nobody confirmed it: type the identifier once more, or give it with --confirm'
      : 'Nothing is erased: what was typed to confirm is not the identifier of --patient',
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
