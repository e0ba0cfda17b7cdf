import { openStoreWriter } from '../../engine/store/open.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { patientFrom, PATIENT_OPTIONS, signedBy, stationOf } from '../patient-options.ts'

/** `vigil hold`: a legal hold on one patient, set or lifted. */
export const holdCommand: Command = {
  syntax: {
    name: 'hold',
    files: [],
    options: {
      data: { kind: 'text', required: true, value: 'DIR' },
      ...PATIENT_OPTIONS,
      reason: { kind: 'text', required: true, value: 'TEXT' },
      lift: { kind: 'flag' },
      'key-file': { kind: 'text', value: 'FILE' },
    },
  },
  about: 'Sets a legal hold: nothing of the patient is erased or removed until it is lifted with --lift.',
  async run(options, io) {
    const patient = patientFrom(options)
    const by = signedBy(options)
    const dataDir = options.required('data')
    const keyFile = options.text('key-file') ?? null
    const open = { dataDir, keyFile, key: null, station: stationOf(dataDir), nowUtcMs: by.atUtcMs }
    const { writer, notices } = openStoreWriter({ ...open, mustExist: true })
    try {
      for (const notice of notices) io.note(notice)
      const reason = options.required('reason')
      const isLifted = options.flag('lift')
      writer.holdPatient({ patient, reason, isLifted }, by)
      io.note(isLifted ? 'The legal hold is lifted.' : 'The legal hold is set.')
      return EXIT.done
    } finally {
      writer.close()
    }
  },
}
