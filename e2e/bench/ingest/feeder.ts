/** Writes packets to all lines of B5 at their times. Run by ingest.ts. Arguments: seconds, then the lines. */
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { type Fed, nowNs } from './messages.ts'
import { PACKET_MS, packet } from './packets.ts'

const MS_PER_SECOND = 1000
const NS_PER_MS = 1e6
const LOOK_MS = 1

const [secondsText = '', ...paths] = process.argv.slice(2)
const packets = Math.round((Number(secondsText) * MS_PER_SECOND) / PACKET_MS)
const bytes = packet()
const handles = paths.map((path) =>
  openSync(path, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK),
)
const times: number[][] = paths.map(() => [])
let refused = 0
const startNs = nowNs()

/** Each line has its own phase. */
function dueNs(line: number, index: number): number {
  return startNs + (index + line / paths.length) * PACKET_MS * NS_PER_MS
}

function write(line: number, handle: number): void {
  times[line]?.push(nowNs())
  try {
    if (writeSync(handle, bytes) < bytes.length) refused++
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    refused++
  }
}

function step(): void {
  let isDone = true
  for (const [line, handle] of handles.entries()) {
    const sent = times[line]?.length ?? 0
    if (sent >= packets) continue
    isDone = false
    if (dueNs(line, sent) <= nowNs()) write(line, handle)
  }
  if (!isDone) {
    setTimeout(step, LOOK_MS)
    return
  }
  for (const handle of handles) closeSync(handle)
  const fed: Fed = { type: 'fed', times, bytes: packets * paths.length * bytes.length, refused }
  process.send?.(fed, () => process.disconnect())
}

step()
