import type { Page } from '@playwright/test'
import { createScale, type ValueRange } from '../../../renderer/waves/scale.ts'
import { DEFAULT_PIXEL_PITCH_MM, LEAD_IN_PX } from '../../../renderer/waves/types.ts'
import type { Region } from '../../support/framebuffer.ts'
import { until } from '../../support/wait.ts'
import type { Side } from '../electron-side.ts'

/** Kept free by the painter on each side of a trace (renderer/waves/geometry.ts). */
const PAD_PX = 3

/** Where the measured traces lie on the screen and which values they show. */
export interface WardGeometry {
  /** Trace area of each bed's ECG, in the order of the beds. */
  readonly traces: readonly Region[]
  readonly range: ValueRange
}

/** A first guess, before the size of a trace is known: drawn somewhere, which is enough to find it. */
export const ANY_RANGE: ValueRange = { lowest: -300, highest: 900 }

/** Opens the ward again with samples drawn as they arrive (see renderer/waves/README.md). */
export async function openWithoutPlayout(side: Side): Promise<void> {
  await side.application.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // A load that is cut short by the next one makes both fail.
    if (window?.webContents.isLoading()) {
      await new Promise<void>((resolve) => window.webContents.once('did-stop-loading', () => resolve()))
    }
    return window?.loadURL('app://vigil/index.html?playout=off')
  })
}

/** Waits until the ward shows `count` beds with whatever state their lines have. */
export async function untilBeds(page: Page, count: number): Promise<void> {
  await until('The ward', { withinMs: 30_000, because: 'the engine opens lines and store' }, async () => {
    return (await page.locator('.tile[data-bed]').count()) === count
  })
}

/** Waits until every bed is live and shows a wave. */
export async function untilLive(page: Page, count: number): Promise<void> {
  const live = page.locator('.tile[data-link="live"] .wave-trace')
  await until(
    'Live beds',
    { withinMs: 30_000, because: 'a closed line is tried again within 10 s' },
    async () => {
      return (await live.count()) === count
    },
  )
}

/** Measures the traces of a ward that is live. */
export async function measureWard(page: Page): Promise<WardGeometry> {
  const boxes = await page.locator('.tile[data-bed] .wave-trace').evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return { x: x + globalThis.screenX, y: y + globalThis.screenY, width, height }
    }),
  )
  const traces = boxes.map(({ x, y, width, height }) => ({
    x: Math.round(x) + LEAD_IN_PX,
    y: Math.round(y) + PAD_PX,
    width: Math.floor(width) - LEAD_IN_PX - PAD_PX,
    height: Math.round(height) - 2 * PAD_PX,
  }))
  const tracePx = traces[0]?.height ?? 0
  // Bounds of the wave's own range play no part in a millivolt scale.
  const basis = { kind: 'ecg', unit: 'uV', lowest: 0, highest: 1, tracePx } as const
  return { traces, range: createScale({ ...basis, pxPerMm: 1 / DEFAULT_PIXEL_PITCH_MM }).range }
}
