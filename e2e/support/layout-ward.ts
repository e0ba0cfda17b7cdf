import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Framebuffer, Pixels } from './framebuffer.ts'

const BYTES_PER_PIXEL = 4
/** Capital height of IBM Plex Sans as a share of its font size, and by how many rows round digits and the grid of pixels differ from it. */
const CAPITAL_SHARE = 0.698
const STRAY_ROWS = 2.5

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

/** What stands in the bars above and below the ward and lies on something else there, or is cut by the edge of the window. */
export function barOverlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const slack = 1
    const found: string[] = []
    for (const bar of document.querySelectorAll(
      '.app-bar, .tabs, .banner, .banner-cards, .banner-card, .banner-text, .pager, .pager-hidden',
    )) {
      const parts = [...bar.children].flatMap((element) => {
        const box = element.getBoundingClientRect()
        const isSeen = box.width > 1 && box.height > 1
        return isSeen ? [{ box, name: `${element.className || element.tagName}` }] : []
      })
      for (const [index, { box, name }] of parts.entries()) {
        if (box.left < -slack || box.right > window.innerWidth + slack)
          found.push(`${name} leaves the window`)
        for (const other of parts.slice(index + 1)) {
          const apart = box.right <= other.box.left + slack || other.box.right <= box.left + slack
          if (!apart) found.push(`${name} and ${other.name} in ${bar.className}`)
        }
      }
    }
    return found
  })
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

/**
 * Height in mm, on a 24-inch screen as wide as this one, of the first letter or digit that a selector shows, counted in
 * rows of the screen's own picture. Digits of IBM Plex are as tall as its capitals: 0.7 of the size of the font, and what
 * is measured is something else where it is not. Out: 0 while nothing like that is there.
 */
export async function capitalMm(page: Page, picture: Framebuffer, selector: string): Promise<number> {
  const found = await page.evaluate((wanted) => {
    const element = document.querySelector(wanted)
    const text = element && document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode()
    if (!element || !text) return null
    const first = document.createRange()
    first.setStart(text, 0)
    first.setEnd(text, 1)
    const { x, y, width, height } = first.getBoundingClientRect()
    const place = { x: x + globalThis.screenX, y: y + globalThis.screenY, width, height }
    const mmPerPx = (24 * 25.4) / Math.hypot(window.screen.width, window.screen.height)
    const style = getComputedStyle(element)
    const fontPx = Number.parseFloat(style.fontSize) * Number(style.getPropertyValue('--tile-zoom') || 1)
    return { place, letter: text.textContent?.[0] ?? '', colour: style.color, fontPx, mmPerPx }
  }, selector)
  if (found === null || !/[A-Z0-9]/.test(found.letter)) return 0
  const { x, y, width, height } = found.place
  const region = { x: Math.floor(x), y: Math.floor(y), width: Math.ceil(width), height: Math.ceil(height) }
  const rows = inkedRows(picture.read(region), found.colour)
  return Math.abs(rows - CAPITAL_SHARE * found.fontPx) > STRAY_ROWS ? 0 : rows * found.mmPerPx
}

/**
 * The most rows on each other that hold a pixel nearer to the colour of the text than to the ground behind it. The box of
 * a digit reaches into the label above it; there is an empty row between the two.
 */
function inkedRows({ region, bytes }: Pixels, colour: string): number {
  const ink = (colour.match(/\d+/g) ?? []).map(Number)
  const blueFirst = [ink[2] ?? 0, ink[1] ?? 0, ink[0] ?? 0]
  const ground = [bytes[0] ?? 0, bytes[1] ?? 0, bytes[2] ?? 0]
  const away = (at: number, from: readonly number[]) =>
    from.reduce((sum, part, channel) => sum + Math.abs((bytes[at + channel] ?? 0) - part), 0)
  let most = 0
  let run = 0
  for (let row = 0; row < region.height; row++) {
    const start = row * region.width
    const pixels = Array.from({ length: region.width }, (_, column) => (start + column) * BYTES_PER_PIXEL)
    run = pixels.some((at) => away(at, blueFirst) < away(at, ground)) ? run + 1 : 0
    most = Math.max(most, run)
  }
  return most
}
