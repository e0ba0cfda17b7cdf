/**
 * Erases a patient of a record that is there, printing a line after each step, and is killed by
 * erase-crash.long.test.ts. In: the data folder.
 */
import { writeSync } from 'node:fs'
import { openStoreWriter } from '../open/open.ts'
import { openOptions } from './samples.ts'
import { BY, WHO_LEFT } from './two-patients.ts'

const STDOUT = 1

const { writer } = openStoreWriter(openOptions(process.argv[2] ?? ''))
writer.erase({ patient: WHO_LEFT, reason: 'asked for in writing', endsStays: false }, BY)
writeSync(STDOUT, 'begun\n')
while (writer.eraseStep(BY) === 'more') writeSync(STDOUT, 'step\n')
writer.close()
