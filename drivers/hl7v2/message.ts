import { EXPLICIT_NULL } from './codes.ts'

/** Sub-components of one component, as text already unescaped. */
export type ReadComponent = readonly string[]
/** Components of one repetition. */
export type ReadRepeat = readonly ReadComponent[]
/** Repetitions of one field. */
export type ReadField = readonly ReadRepeat[]

/** One segment. `fields[0]` is field 1; use `leaf` to read by the numbers of the standard. */
export interface ReadSegment {
  readonly name: string
  readonly fields: readonly ReadField[]
}

/** A message as a tree of text. Reading never changes it. */
export interface ReadMessage {
  readonly segments: readonly ReadSegment[]
  /** What was unusual and read all the same, one short sentence each. */
  readonly remarks: readonly string[]
}

/** Where in a field: all numbers count from 1 and default to 1. */
export interface Place {
  readonly repeat?: number
  readonly component?: number
  readonly sub?: number
}

/** Text of one leaf by the standard's numbers (from 1); empty where the message has nothing. */
export function leaf(segment: ReadSegment | undefined, field: number, place: Place = {}): string {
  const { repeat = 1, component = 1, sub = 1 } = place
  return segment?.fields[field - 1]?.[repeat - 1]?.[component - 1]?.[sub - 1] ?? ''
}

/** Repetitions of a field; none where the message has nothing there. */
export function repeats(segment: ReadSegment | undefined, field: number): readonly ReadRepeat[] {
  return segment?.fields[field - 1] ?? []
}

/** First segment of a name, or undefined. */
export function segmentOf(message: ReadMessage, name: string): ReadSegment | undefined {
  return message.segments.find((segment) => segment.name === name)
}

/** All segments of a name, in order. */
export function segmentsOf(message: ReadMessage, name: string): readonly ReadSegment[] {
  return message.segments.filter((segment) => segment.name === name)
}

/** Whether a leaf says "delete what you have" (two quotes), which is not the same as saying nothing. */
export function isExplicitNull(text: string): boolean {
  return text === EXPLICIT_NULL
}

/** What kind of message it is: MSH-9. `structure` is often missing in older messages and then empty. */
export function messageType(message: ReadMessage): { code: string; event: string; structure: string } {
  const header = segmentOf(message, 'MSH')
  return {
    code: leaf(header, 9),
    event: leaf(header, 9, { component: 2 }),
    structure: leaf(header, 9, { component: 3 }),
  }
}
