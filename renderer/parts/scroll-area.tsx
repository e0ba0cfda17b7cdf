import type { ReactElement, ReactNode, RefObject } from 'react'

/** WCAG 2.1.1: what scrolls is reached by keys, also where nothing in it is. */
const REACHED_BY_KEYS = { tabIndex: 0 } as const

/** A named region that scrolls where its content does not fit. */
export function ScrollArea({
  className,
  label,
  areaRef,
  children,
}: {
  readonly className: string
  readonly label: string
  readonly areaRef: RefObject<HTMLElement | null>
  readonly children: ReactNode
}): ReactElement {
  return (
    <section className={className} ref={areaRef} aria-label={label} {...REACHED_BY_KEYS}>
      {children}
    </section>
  )
}
