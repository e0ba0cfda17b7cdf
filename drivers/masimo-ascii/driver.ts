import { textDriver } from '../text/define.ts'
import content from './driver.json' with { type: 'json' }
import { guide } from './guide.ts'

/** Masimo handheld and bedside oximeters that print "ASCII 1": see driver.json. */
export const masimoAscii = textDriver(content, guide)
