import type { CommandIo } from '../io.ts'
import type { InputFacts } from './piece-reader.ts'

/** Says what the header of a capture file says and what of it could not be read. `driver`: the one that reads it now, or null. */
export function noteCapture(capture: InputFacts['capture'], driver: string | null, io: CommandIo): void {
  if (capture === null) return
  const { driver: madeWith, simulated, damagedBytes } = capture
  if (simulated) io.note('This capture is SIMULATED: no patient was connected.')
  if (madeWith !== '' && madeWith !== driver) io.note(`This capture was made with the driver ${madeWith}.`)
  if (damagedBytes > 0) io.note(`${damagedBytes} bytes of the capture file are damaged and were passed over.`)
}
