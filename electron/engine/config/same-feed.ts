import { MONITOR } from '../bus.ts'
import { type CheckedBed, linesOf } from './checked-bed.ts'

/** Whether every line of a bed is as it was, in the same order. */
export function isSameFeed(one: CheckedBed, other: CheckedBed): boolean {
  const before = linesOf(one)
  const after = linesOf(other)
  if (before.length !== after.length) return false
  return before.every(({ device, line }, index) => {
    const now = after[index]
    return now?.device === device && now !== undefined && isSameLine(line, now.line)
  })
}

/** Devices of a bed whose lines are as they were: they go on whatever else of the bed is changed. */
export function goingOn(before: CheckedBed, after: CheckedBed): ReadonlySet<string> {
  const lines = new Map(linesOf(before).map(({ device = MONITOR, line }) => [device, line]))
  const same = linesOf(after).flatMap(({ device = MONITOR, line }) => {
    const was = lines.get(device)
    return was !== undefined && isSameLine(was, line) ? [device] : []
  })
  return new Set(same)
}

function isSameLine(one: CheckedBed, other: CheckedBed): boolean {
  return (
    one.driver === other.driver &&
    one.config.link === other.config.link &&
    JSON.stringify(one.options) === JSON.stringify(other.options)
  )
}
