import { setTimeout as pause } from 'node:timers/promises'
import { changedPixels, type Framebuffer, type Region } from './framebuffer.ts'
import { until } from './wait.ts'

/** Fewer changed pixels than this between two looks is no trace (a heartbeat or a digit may change as many). */
const TRACE_PIXELS = 40
const LOOK_EVERY_MS = 100

/** Whether the picture of a region changes by more than a digit would. In: how long to look. */
export async function changedWithin(screen: Framebuffer, region: Region, lookMs: number): Promise<number> {
  const endMs = performance.now() + lookMs
  let before = screen.read(region)
  let most = 0
  while (performance.now() < endMs) {
    await pause(LOOK_EVERY_MS)
    const after = screen.read(region)
    most = Math.max(most, changedPixels(before, after))
    before = after
  }
  return most
}

/** Waits until traces move in a region, seen on the screen itself. Out: milliseconds waited. */
export async function untilMoving(
  screen: Framebuffer,
  region: Region,
  limit: { readonly withinMs: number; readonly because: string },
): Promise<number> {
  const startedMs = performance.now()
  let before = screen.read(region)
  await until('A moving trace', { ...limit, everyMs: LOOK_EVERY_MS }, () => {
    const after = screen.read(region)
    const moving = changedPixels(before, after) >= TRACE_PIXELS
    before = after
    return moving
  })
  return performance.now() - startedMs
}

/** Waits until a region has not moved for `stillMs`. */
export async function untilStill(
  screen: Framebuffer,
  region: Region,
  stillMs: number,
  limit: { readonly withinMs: number; readonly because: string },
): Promise<void> {
  await until('A still picture', { ...limit, everyMs: 0 }, async () => {
    return (await changedWithin(screen, region, stillMs)) < TRACE_PIXELS
  })
}
