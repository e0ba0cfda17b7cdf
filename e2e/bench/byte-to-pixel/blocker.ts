import type { Page } from '@playwright/test'
import type { Marker } from './probe-messages.ts'

/** How long the UI thread stands still at a time, and is free between two times. */
const BLOCK_MS = 500
const FREE_MS = 250

/** A time during which the UI thread did nothing else, UTC ms. */
interface Block {
  readonly from: number
  readonly to: number
}

interface BlockingPage {
  benchBlocks?: Block[]
  benchBlocking?: boolean
}

/** Makes the page's UI thread stand still again and again. Out: ends it and tells when it stood still. */
export async function blockUiThread(page: Page): Promise<() => Promise<Block[]>> {
  await page.evaluate(
    ({ blockMs, freeMs }) => {
      const scope = globalThis as BlockingPage
      scope.benchBlocks = []
      scope.benchBlocking = true
      const block = () => {
        const from = Date.now()
        const endMs = performance.now() + blockMs
        while (performance.now() < endMs) {
          // Standing still is the purpose.
        }
        scope.benchBlocks?.push({ from, to: Date.now() })
        if (scope.benchBlocking) setTimeout(block, freeMs)
      }
      setTimeout(block, 0)
    },
    { blockMs: BLOCK_MS, freeMs: FREE_MS },
  )
  return () =>
    page.evaluate(() => {
      const scope = globalThis as BlockingPage
      scope.benchBlocking = false
      return scope.benchBlocks ?? []
    })
}

/** The markers that were written while the UI thread stood still. */
export function writtenDuring(markers: readonly Marker[], blocks: readonly Block[]): Marker[] {
  return markers.filter(({ writtenUtcMs }) =>
    blocks.some(({ from, to }) => writtenUtcMs >= from && writtenUtcMs <= to),
  )
}
