import { openStoreWriter } from '../../engine/store/open.ts'
import { eraseToEnd } from '../../engine/store/erase/finish.ts'
import { receiptOf } from '../../engine/store/erase/receipt.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { UsageError } from '../options.ts'
import { patientFrom, PATIENT_OPTIONS, signedBy, stationOf } from '../patient-options.ts'
import { receiptTable } from '../receipt-table.ts'

/** `vigil erase`: everything that was recorded of one patient goes, and the record is searched for it. */
export const eraseCommand: Command = {
  syntax: {
    name: 'erase',
    files: [],
    options: {
      data: { kind: 'text', required: true, value: 'DIR' },
      ...PATIENT_OPTIONS,
      reason: { kind: 'text', required: true, value: 'TEXT' },
      confirm: { kind: 'text', value: 'ID' },
      json: { kind: 'flag' },
      'key-file': { kind: 'text', value: 'FILE' },
    },
  },
  about: 'Erases all that was recorded of a patient, for good, and proves it; the station must be closed.',
  async run(options, io) {
    const patient = patientFrom(options)
    const by = signedBy(options)
    await confirmErasing(patient.id, options.text('confirm') ?? (await io.ask(QUESTION)))
    const dataDir = options.required('data')
    const keyFile = options.text('key-file') ?? null
    const open = { dataDir, keyFile, key: null, station: stationOf(dataDir), nowUtcMs: by.atUtcMs }
    const { writer, notices } = openStoreWriter({ ...open, mustExist: true })
    try {
      for (const notice of notices) io.note(notice)
      const { id } = writer.erase({ patient, reason: options.required('reason'), endsStays: true }, by)
      const state = eraseToEnd(writer, by)
      const receipt = receiptOf(writer, dataDir, id)
      if (receipt === null) throw new TypeError('"erasure" is not in the record')
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

const QUESTION = 'This cannot be undone. Type the identifier of the patient once more:'

/** Throws UsageError unless the identifier was typed twice alike. */
async function confirmErasing(id: string, typed: string | null): Promise<void> {
  if (typed === id) return
  throw new UsageError(
    typed === null
      ? 'Nothing is erased: nobody is there to confirm it, so give the identifier once more with --confirm'
      : 'Nothing is erased: the identifier that was typed to confirm is not that of --patient',
  )
}
