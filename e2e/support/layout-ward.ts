import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** Labels as long and as odd as a config takes them. */
const ODD_LABELS = [
  '<b>Bed</b><img src=x>',
  '"><script>alert(1)',
  'سرير رقم ١٢ في الجناح',
  '🛏️👩‍⚕️ Bed 🩺',
  'W'.repeat(24),
  'Bed\u202e 8',
]

/** A config with so many beds: the first is simulated, on the others nobody answers. Out: its file. */
export function wardConfig(folder: string, beds: number, odd = false): string {
  const config = {
    station: 'layout-ward',
    beds: Array.from({ length: beds }, (_, index) => ({
      id: `b${index + 1}`,
      label: (odd ? ODD_LABELS[index] : undefined) ?? `Bed ${index + 1}`,
      driver: 'ge-s5',
      link: index === 0 ? 'sim:stable?seed=1' : `tcp:127.0.0.1:${index + 1}`,
    })),
  }
  const file = join(folder, 'ward.json')
  writeFileSync(file, JSON.stringify(config))
  return file
}

/** Ids of the beds by place as they stand on the screen; null: empty. */
export function placesShown(page: Page): Promise<(string | null)[]> {
  return page
    .locator('[data-place]')
    .evaluateAll((found) => found.map((element) => element.getAttribute('data-bed')))
}

/** Pairs of tiles, and parts of tiles with their tile, that overlap or stick out, in words. */
export function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const slack = 1
    const found: string[] = []
    const boxes = [...document.querySelectorAll('[data-place]')].map((element) => ({
      name: element.getAttribute('data-place') ?? '',
      box: element.getBoundingClientRect(),
      element,
    }))
    for (const [index, { name, box, element }] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const apart =
          box.right <= other.box.left + slack ||
          other.box.right <= box.left + slack ||
          box.bottom <= other.box.top + slack ||
          other.box.bottom <= box.top + slack
        if (!apart) found.push(`places ${name} and ${other.name}`)
      }
      for (const part of element.querySelectorAll(
        '.bed-label, .state-text, .number, .alarm-key, .small-facts',
      )) {
        const inner = part.getBoundingClientRect()
        const inside =
          inner.left >= box.left - slack &&
          inner.right <= box.right + slack &&
          inner.top >= box.top - slack &&
          inner.bottom <= box.bottom + slack
        if (!inside) found.push(`${part.className} sticks out of place ${name}`)
      }
    }
    return found
  })
}

/** Capital height in mm of what a selector shows on a 24-inch screen as wide as this one, by the metrics of its font. */
export function capitalMm(page: Page, selector: string): Promise<number> {
  return page.evaluate((wanted) => {
    const element = document.querySelector(wanted)
    const context = document.createElement('canvas').getContext('2d')
    if (element === null || context === null) return 0
    const style = getComputedStyle(element)
    context.font = `${style.fontWeight} 100px ${style.fontFamily}`
    const share = context.measureText('H').actualBoundingBoxAscent / 100
    const zoom = Number(getComputedStyle(element).getPropertyValue('--tile-zoom') || 1)
    const mmPerPx = (24 * 25.4) / Math.hypot(window.screen.width, window.screen.height)
    return Number.parseFloat(style.fontSize) * share * zoom * mmPerPx
  }, selector)
}
