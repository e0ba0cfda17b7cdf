import { setTimeout as pause } from 'node:timers/promises'
import { changedPixels, type Framebuffer, type Region } from './framebuffer.ts'

const LOOK_EVERY_MS = 50
/** A sweep changes at least this much between two looks; less is noise. */
const TRACE_PIXELS = 10
/** A sweep changes at every look; a timer or a number changes once a second. One look may meet a late frame. */
const LOOKS = 8
const LOOKS_CHANGED = 7

/** A limit of time and why it is that long. */
export interface Limit {
  readonly withinMs: number
  readonly because: string
}

/** Which of the looks at a region showed a change, oldest first. */
async function lookAt(picture: Framebuffer, region: Region, looks: number): Promise<boolean[]> {
  const changes: boolean[] = []
  let before = picture.read(region)
  for (let look = 0; look < looks; look++) {
    await pause(LOOK_EVERY_MS)
    const after = picture.read(region)
    changes.push(changedPixels(before, after) >= TRACE_PIXELS)
    before = after
  }
  return changes
}

/**
 * Waits until a trace sweeps through a region, seen on the screen itself. Out: the time
 * (performance.now) of the first change of that sweep. Throws when it does not come.
 */
export async function untilMoving(picture: Framebuffer, region: Region, limit: Limit): Promise<number> {
  const endMs = performance.now() + limit.withinMs
  const recent: { readonly atMs: number; readonly changed: boolean }[] = []
  let before = picture.read(region)
  while (performance.now() < endMs) {
    await pause(LOOK_EVERY_MS)
    const after = picture.read(region)
    recent.push({ atMs: performance.now(), changed: changedPixels(before, after) >= TRACE_PIXELS })
    before = after
    if (recent.length > LOOKS) recent.shift()
    const changed = recent.filter((look) => look.changed)
    if (changed.length >= LOOKS_CHANGED) return changed[0]?.atMs ?? performance.now()
  }
  throw new Error(`no trace moved within ${limit.withinMs} ms (${limit.because})`)
}

/** Waits until nothing sweeps through a region any more. A timer may still run in it. */
export async function untilStill(picture: Framebuffer, region: Region, limit: Limit): Promise<void> {
  const endMs = performance.now() + limit.withinMs
  while (performance.now() < endMs) {
    const changes = await lookAt(picture, region, LOOKS)
    if (changes.filter((changed) => changed).length <= LOOKS - LOOKS_CHANGED) return
  }
  throw new Error(`the trace did not stop within ${limit.withinMs} ms (${limit.because})`)
}
