/** One side of B1 in a process of its own. In: what to measure, the side, bytes a chunk. Out: one line of JSON. */
import { type Damage, Expected } from './expected.ts'
import { SIDES } from './sides.ts'
import { boardFrames, damagedStream, plainStream, slipStream } from './streams.ts'

const STREAM_BYTES = 4_000_000
/** Little enough that no collection happens while allocations are counted. */
const COUNTED_BYTES = 200_000
/** Code that is not compiled yet allocates more. */
const COMPILED_AFTER = 5
const WARM_UP_BYTES = 1_000_000
const CHANGED_PART = 0.01
/** Enough frames to count losses; the slowest peer needs the square of what it has lost. */
const DAMAGED_BYTES = 100_000
const BYTES_PER_MEGABYTE = 1e6
const MS_PER_SECOND = 1000

const [what = '', name = '', chunkText = ''] = process.argv.slice(2)
const side = SIDES[name]
if (side === undefined) throw new TypeError(`"${name}" is no side`)
const chunkBytes = Number(chunkText)
const frames = boardFrames(STREAM_BYTES)
const stream = side.packing === 'slip' ? slipStream(frames) : plainStream(frames)

/** Gives bytes to a side in chunks. */
function feed(bytes: Uint8Array, onFrame: (frame: Uint8Array) => void): void {
  const push = side?.start(onFrame)
  for (let at = 0; at < bytes.length; at += chunkBytes) push?.(bytes.subarray(at, at + chunkBytes))
}

function speed() {
  let found = 0
  const count = () => {
    found++
  }
  feed(stream.bytes.subarray(0, WARM_UP_BYTES), count)
  found = 0
  const startedMs = performance.now()
  const cpu = process.cpuUsage()
  feed(stream.bytes, count)
  const { user, system } = process.cpuUsage(cpu)
  const tookMs = performance.now() - startedMs
  return {
    megabytesPerSecond: stream.bytes.length / BYTES_PER_MEGABYTE / (tookMs / MS_PER_SECOND),
    cpuMegabytesPerSecond: stream.bytes.length / (user + system),
    found,
  }
}

function heapBytes(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function allocation() {
  const part = stream.bytes.subarray(0, COUNTED_BYTES)
  for (let round = 0; round < COMPILED_AFTER; round++) feed(part, () => undefined)
  globalThis.gc?.()
  const before = heapBytes()
  feed(part, () => undefined)
  const frameCount = stream.starts.findIndex((start) => start >= COUNTED_BYTES)
  return { bytesPerFrame: (heapBytes() - before) / frameCount }
}

/** What comes out of a stream, held against the frames that should: those that were not hit, in their order. */
function compared(bytes: Uint8Array, intact: readonly Uint8Array[], changed: number): Damage | null {
  const part = side?.part ?? null
  if (part === null) return null
  const expected = new Expected(intact.map(part))
  feed(bytes, (frame) => expected.take(frame))
  return { changed, ...expected.end() }
}

function damage() {
  const share = stream.bytes.subarray(0, DAMAGED_BYTES)
  const count = stream.starts.findLastIndex((start) => start <= DAMAGED_BYTES)
  const some = {
    ...stream,
    bytes: share.subarray(0, stream.starts[count]),
    frames: stream.frames.slice(0, count),
  }
  const { bytes, changed, intact } = damagedStream(some, CHANGED_PART)
  return { clean: compared(some.bytes, some.frames, 0), damaged: compared(bytes, intact, changed) }
}

const measured = what === 'speed' ? speed() : what === 'allocation' ? allocation() : damage()
process.stdout.write(`${JSON.stringify(measured)}\n`)
