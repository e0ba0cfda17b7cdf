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

/** Letters and lowered digits that reach below the line. */
const WITH_TAIL = /[gjpqy,;₂]|[ONH]2/
const MORE_THAN_ONE_LINE = 1.5

/**
 * Lines count by their height, not by the tails of their letters; close lines under each other are only for words
 * without tails.
 */
function fitsIn(element: HTMLElement, close: boolean): boolean {
  const inner = element.firstElementChild
  if (!(inner instanceof HTMLElement)) return true
  const lines = inner.offsetHeight / Number.parseFloat(getComputedStyle(inner).lineHeight)
  if (close && lines > MORE_THAN_ONE_LINE && WITH_TAIL.test(inner.textContent)) return false
  return inner.scrollWidth <= element.clientWidth && inner.offsetHeight <= element.clientHeight
}

/** Sets the largest size at which the whole text stands in its place; at the smallest it ends in an ellipsis. */
function shrink(element: HTMLElement): void {
  element.style.removeProperty('font-size')
  element.classList.remove('too-long', 'smaller')
  const wantedPx = Number.parseFloat(getComputedStyle(element).fontSize)
  for (const share of SHARES) {
    const size = Math.max(SMALLEST_PX, wantedPx * share)
    if (share < 1) element.classList.add('smaller')
    element.style.fontSize = `${Math.min(size, wantedPx)}px`
    if (fitsIn(element, share === 1)) return
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
