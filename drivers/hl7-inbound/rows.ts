import { leaf, type ReadMessage, type ReadSegment, segmentOf } from '../hl7v2/message.ts'
import { parseDtm } from '../hl7v2/time.ts'
import { type Containment, containmentOf } from './places.ts'

/** One OBX with what its message and report say about it. */
export interface Row {
  /** Its place among the rows of its report, from 0. */
  readonly index: number
  readonly segment: ReadSegment
  /** OBX-2. */
  readonly type: string
  /** OBX-3.1 as sent. */
  readonly code: string
  readonly place: Containment
  /** OBX-14, device clock; null if the sender gives none. */
  readonly ownMs: number | null
}

/** An OBR with its OBX rows. Times are the device's clock, milliseconds UTC; a time without an offset is read as UTC. */
export interface Report {
  /** Undefined for rows that stand before any OBR. */
  readonly segment: ReadSegment | undefined
  /** OBR-7, else MSH-7. */
  readonly startMs: number | null
  /** OBR-7 to OBR-8; null if one is missing. */
  readonly lengthMs: number | null
  readonly rows: readonly Row[]
}

/** A time of a message, milliseconds UTC by the offset it carries; null if it is no time. */
export function timeOf(text: string): number | null {
  return text === '' ? null : (parseDtm(text)?.utcMs ?? null)
}

/** The reports of a message in order, each with the time its rows are from. */
export function reportsOf(message: ReadMessage): readonly Report[] {
  const messageMs = timeOf(leaf(segmentOf(message, 'MSH'), 7))
  const reports: { segment: ReadSegment | undefined; rows: Row[] }[] = []
  for (const segment of message.segments) {
    if (segment.name === 'OBR') reports.push({ segment, rows: [] })
    if (segment.name !== 'OBX') continue
    if (reports.length === 0) reports.push({ segment: undefined, rows: [] })
    const rows = reports.at(-1)?.rows ?? []
    rows.push(rowOf(segment, rows.length))
  }
  return reports.map(({ segment, rows }) => {
    const startMs = timeOf(leaf(segment, 7))
    const endMs = timeOf(leaf(segment, 8))
    const lengthMs = startMs === null || endMs === null || endMs <= startMs ? null : endMs - startMs
    return { segment, startMs: startMs ?? messageMs, lengthMs, rows }
  })
}

function rowOf(segment: ReadSegment, index: number): Row {
  return {
    index,
    segment,
    type: leaf(segment, 2).trim(),
    code: leaf(segment, 3).trim(),
    place: containmentOf(segment),
    ownMs: timeOf(leaf(segment, 14)),
  }
}
