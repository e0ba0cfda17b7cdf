import { type DisplaySettings, USUAL_DISPLAY } from '../ipc/display.ts'
import { displaySchema } from '../ipc/schema.ts'

/** Settings as the record kept them. What cannot be read counts as never set: nothing is drawn to a scale nobody measured. */
export function readKeptDisplay(text: string | null): DisplaySettings {
  if (text === null) return USUAL_DISPLAY
  try {
    const read = displaySchema.safeParse(JSON.parse(text))
    return read.success ? read.data : USUAL_DISPLAY
  } catch {
    return USUAL_DISPLAY
  }
}
