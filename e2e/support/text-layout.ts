import type { Page } from '@playwright/test'

/**
 * Texts of the page that are cut by an edge or lie over another text, in words. Measured is the ink of the letters by
 * the metrics of their font, not the box of the line: digits of a tile stand closer than their boxes.
 * What scrolls, is hidden for all but screen readers, or is left out whole is no finding. An ellipsis is one in the
 * places that `toldWhole` selects.
 */
export function textFaults(page: Page, toldWhole = ':not(*)'): Promise<string[]> {
  return page.evaluate((wholePlaces) => {
    const SLACK_PX = 1.5
    const MOST_FAULTS = 12
    interface Ink {
      readonly text: string
      readonly element: Element
      readonly left: number
      readonly right: number
      readonly top: number
      readonly bottom: number
    }
    const pen = document.createElement('canvas').getContext('2d')
    if (pen === null) return ['no canvas to measure with']
    const inkOf = (node: Text, element: Element): Ink[] => {
      const text = (node.textContent ?? '').trim()
      const style = getComputedStyle(element)
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
      const metrics = pen.measureText(text)
      const whole = metrics.fontBoundingBoxAscent + metrics.fontBoundingBoxDescent
      const range = document.createRange()
      range.selectNodeContents(node)
      return [...range.getClientRects()]
        .filter(({ width, height }) => width > 1 && height > 1)
        .map(({ left, right, top, height }) => ({
          text,
          element,
          left,
          right,
          top: top + ((metrics.fontBoundingBoxAscent - metrics.actualBoundingBoxAscent) / whole) * height,
          bottom: top + ((metrics.fontBoundingBoxAscent + metrics.actualBoundingBoxDescent) / whole) * height,
        }))
    }
    const inks: Ink[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      if (!(node instanceof Text) || element === null || (node.textContent ?? '').trim() === '') continue
      const hidden = element.closest('.visually-hidden, script, style, option, [aria-hidden="true"], svg')
      if (hidden !== null || !element.checkVisibility({ visibilityProperty: true })) continue
      inks.push(...inkOf(node, element))
    }
    const faults: string[] = []
    const isOut = (ink: Ink, box: DOMRect) =>
      ink.right <= box.left || ink.left >= box.right || ink.bottom <= box.top || ink.top >= box.bottom
    const shown = inks.filter((ink) => {
      for (let parent: Element | null = ink.element; parent !== null; parent = parent.parentElement) {
        const { overflowX, overflowY, textOverflow, overflowClipMargin } = getComputedStyle(parent)
        if (overflowX === 'visible' && overflowY === 'visible') continue
        const edge = parent.getBoundingClientRect()
        // A place whose edge is soft lets ink out by its margin.
        const soft = overflowX === 'clip' ? Number.parseFloat(overflowClipMargin) || 0 : 0
        const box = new DOMRect(edge.x - soft, edge.y - soft, edge.width + 2 * soft, edge.height + 2 * soft)
        if (isOut(ink, box)) return false
        const endsShort = textOverflow === 'ellipsis' && ink.element.closest(wholePlaces) === null
        const scrollsX = overflowX === 'auto' || overflowX === 'scroll' || endsShort
        const scrollsY = overflowY === 'auto' || overflowY === 'scroll'
        const across = Math.max(box.left - ink.left, ink.right - box.right)
        const along = Math.max(box.top - ink.top, ink.bottom - box.bottom)
        // What ends where a list scrolls is reached by scrolling.
        const sticksOut = across > SLACK_PX || along > SLACK_PX
        if (sticksOut && (scrollsX || scrollsY)) return false
        if (sticksOut) {
          faults.push(
            `"${ink.text}" is cut in ${parent.className} by ${Math.max(across, along).toFixed(1)} px`,
          )
          return false
        }
      }
      return true
    })
    const window_ = new DOMRect(0, 0, innerWidth, innerHeight)
    for (const ink of shown) {
      const out = Math.max(ink.right - window_.right, -ink.left, ink.bottom - window_.bottom, -ink.top)
      if (out > SLACK_PX) faults.push(`"${ink.text}" leaves the window by ${out.toFixed(1)} px`)
    }
    for (const [index, one] of shown.entries()) {
      for (const other of shown.slice(index + 1)) {
        if (one.element === other.element) continue
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
        const along = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
        if (across > SLACK_PX && along > SLACK_PX)
          faults.push(
            `"${one.text}" lies over "${other.text}" (${across.toFixed(1)} x ${along.toFixed(1)} px)`,
          )
      }
    }
    return [...new Set(faults)].slice(0, MOST_FAULTS)
  }, toldWhole)
}
