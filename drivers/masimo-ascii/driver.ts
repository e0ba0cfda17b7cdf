import { textDriver } from '../text/define.ts'
import content from './driver.json' with { type: 'json' }

/** Masimo handheld and bedside oximeters that print "ASCII 1": see driver.json. */
export const masimoAscii = textDriver(content)
