import { type ReactElement, useLayoutEffect, useRef } from 'react'
import { Label } from './label.tsx'

/** Sizes that are tried, as shares of the one that is wanted; the last is kept whatever happens. */
const SHARES = [1, 0.85, 0.7, 0.6, 0.5, 0.42, 0.35, 0.3, 0.25, 0.2, 0.16]
/** Smallest text of any screen (UI.md 3), in CSS px. */
const SMALLEST_PX = 13

/** A value and the limit that it has passed. */
const LIMIT = / ([<>]) /

/** A limit is never torn from its value at the end of a line. */
function withLimitsUnbroken(text: string): string {
  return text.replace(LIMIT, '\u00a0$1\u00a0')
}

/** Scripts whose letters stand higher and reach lower than Latin ones. */
const TALL_SCRIPT = /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Thai}]/u

/** A lowered digit reaches below the line by this share of the size. */
const LOWERED = 0.18
const WITH_LOWERED = /₂|[ONH]2/
/** Ink may miss the edge by so much: less than anybody sees. */
const SLACK_PX = 1.5

const pen = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d')

/** From the top of the lines to the top and to the bottom of their ink, in CSS px, by the metrics of the font. */
function inkOf(lines: HTMLElement): { readonly topPx: number; readonly bottomPx: number } {
  const style = getComputedStyle(lines)
  const linePx = Number.parseFloat(style.lineHeight)
  const sizePx = Number.parseFloat(style.fontSize)
  if (pen === null) return { topPx: 0, bottomPx: lines.offsetHeight }
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  const metrics = pen.measureText(lines.textContent)
  const lowered = WITH_LOWERED.test(lines.textContent) ? LOWERED * sizePx : 0
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = metrics
  const baselinePx = (linePx - ascent - descent) / 2 + ascent
  return {
    topPx: baselinePx - metrics.actualBoundingBoxAscent,
    bottomPx: lines.offsetHeight - linePx + baselinePx + Math.max(metrics.actualBoundingBoxDescent, lowered),
  }
}

/** Whether all ink of the lines stands in the place; if it does, it is put into its middle. */
function fitsIn(element: HTMLElement): boolean {
  const lines = element.firstElementChild
  if (!(lines instanceof HTMLElement)) return true
  const { topPx, bottomPx } = inkOf(lines)
  const heightPx = element.clientHeight
  if (lines.scrollWidth > element.clientWidth || bottomPx - topPx > heightPx + SLACK_PX) return false
  // Lines that are higher than the place begin at its top.
  const startPx = lines.offsetTop - element.offsetTop
  lines.style.insetBlockStart = `${heightPx / 2 - (topPx + bottomPx) / 2 - startPx}px`
  return true
}

/** Sets the largest size at which the whole text stands in its place; at the smallest it ends in an ellipsis. */
function shrink(element: HTMLElement): void {
  element.style.removeProperty('font-size')
  element.classList.remove('too-long', 'smaller')
  if (element.firstElementChild instanceof HTMLElement) element.firstElementChild.style.insetBlockStart = '0'
  const wantedPx = Number.parseFloat(getComputedStyle(element).fontSize)
  for (const share of SHARES) {
    const size = Math.max(SMALLEST_PX, wantedPx * share)
    if (share < 1) element.classList.add('smaller')
    element.style.fontSize = `${Math.min(size, wantedPx)}px`
    if (fitsIn(element)) return
    if (size === SMALLEST_PX) break
  }
  element.classList.add('too-long')
}

/**
 * A text of any length in a place of fixed size: larger than fits is set smaller, on more lines, down to 13 px.
 * Its whole length stays in the page for screen readers and as a title.
 */
export function FitText({ text }: { readonly text: string }): ReactElement {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const element = place.current
    if (element === null || text === '') return
    const observer = new ResizeObserver(() => shrink(element))
    shrink(element)
    observer.observe(element)
    return () => observer.disconnect()
  }, [text])
  return (
    <span
      className={`fit-text${LIMIT.test(text) ? ' has-limit' : ''}${TALL_SCRIPT.test(text) ? ' tall-script' : ''}`}
      dir="auto"
      title={text}
      ref={place}
    >
      <span className="fit-lines">
        <Label text={withLimitsUnbroken(text)} />
      </span>
    </span>
  )
}
