import {
  ALARM_COMMAND,
  ALL_CLASSES,
  HEADER,
  INTERVAL,
  MAIN_TYPE,
  RECORD_TYPE,
  REQUEST,
  WAVE_COMMAND,
} from './codes.ts'
import { frameRecord } from './record.ts'

/** A request is zero but for its length, main type and the end of the descriptor list (section 4). */
function blank(size: number, mainType: number): DataView {
  const view = new DataView(new ArrayBuffer(size))
  view.setInt16(HEADER.length, size, true)
  view.setInt16(HEADER.mainType, mainType, true)
  view.setUint8(HEADER.descriptors + HEADER.descriptorSize + 2, HEADER.descriptorEnd)
  return view
}

function framed(view: DataView): Uint8Array {
  return frameRecord(new Uint8Array(view.buffer))
}

/**
 * Asks for physiological records (section 4.1). In: the record type, the interval
 * in seconds (`INTERVAL.once` for one record, `INTERVAL.stop` to end). Out: the
 * framed request. All four classes are asked for, except to stop and for auxiliary.
 */
export function physiologicalRequest(type: number, intervalSeconds: number): Uint8Array {
  const layout = REQUEST.physiological
  const view = blank(layout.size, MAIN_TYPE.physiological)
  view.setUint8(layout.type, type)
  view.setInt16(layout.interval, intervalSeconds, true)
  const wantsClasses = intervalSeconds !== INTERVAL.stop && type !== RECORD_TYPE.auxiliary
  view.setUint32(layout.classes, wantsClasses ? ALL_CLASSES : 0, true)
  return framed(view)
}

/** Asks for waves by type number, at most eight; replaces the request before it (section 4.2). */
export function waveRequest(types: readonly number[]): Uint8Array {
  const layout = REQUEST.wave
  if (types.length > layout.typesMax) throw new TypeError("'types' must have at most 8 wave types")
  const view = blank(layout.size, MAIN_TYPE.wave)
  view.setInt16(layout.command, WAVE_COMMAND.start, true)
  for (const [index, type] of types.entries()) view.setUint8(layout.types + index, type)
  if (types.length < layout.typesMax) view.setUint8(layout.types + types.length, layout.typesEnd)
  return framed(view)
}

/** Ends all waves (section 4.2). */
export function waveStopRequest(): Uint8Array {
  const layout = REQUEST.wave
  const view = blank(layout.size, MAIN_TYPE.wave)
  view.setInt16(layout.command, WAVE_COMMAND.stop, true)
  view.setUint8(layout.types, layout.typesEnd)
  return framed(view)
}

/** Asks for alarms: all of them once, then each change (section 4.3). */
export function alarmRequest(command: number = ALARM_COMMAND.differential): Uint8Array {
  const layout = REQUEST.alarm
  const view = blank(layout.size, MAIN_TYPE.alarm)
  view.setInt16(layout.command, command, true)
  return framed(view)
}
