import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { openToChange, PATIENT_OPTIONS, patientCommand } from '../patient-options.ts'

/** `vigil hold`: a legal hold on one patient, set or lifted. */
export const holdCommand: Command = {
  syntax: {
    name: 'hold',
    files: [],
    options: { ...PATIENT_OPTIONS, lift: { kind: 'flag' } },
  },
  about: 'Sets a legal hold: nothing of the patient is erased or removed until --lift.',
  async run(options, io) {
    const { patient, reason, by } = patientCommand(options)
    const { writer, notices } = openToChange(options, by)
    try {
      for (const notice of notices) io.note(notice)
      const isLifted = options.flag('lift')
      writer.holdPatient({ patient, reason, isLifted }, by)
      io.note(isLifted ? 'The legal hold is lifted.' : 'The legal hold is set.')
      return EXIT.done
    } finally {
      writer.close()
    }
  },
}
