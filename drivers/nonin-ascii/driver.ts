import { textDriver } from '../text/define.ts'
import content from './driver.json' with { type: 'json' }
import { guide } from './guide.ts'

/** Older hand-held and table-top Nonin oximeters that print a line a second: see driver.json. */
export const noninAscii = textDriver(content, guide)
