import { textDriver } from '../text/define.ts'
import content from './driver.json' with { type: 'json' }
import { guide } from './guide.ts'

/** Nellcor oximeters with their real-time printout in ASCII: see driver.json. */
export const nellcorAscii = textDriver(content, guide)
