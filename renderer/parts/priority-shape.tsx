import type { ReactElement } from 'react'
import type { Priority } from '../../drivers/model/measurement.ts'

/** Triangle, diamond or bar: the priority without its colour (UI.md 4.4). Takes the colour of the text around it. */
export function PriorityShape({
  priority,
  size,
}: {
  readonly priority: Priority
  readonly size: number
}): ReactElement {
  return (
    <svg className="priority-shape" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      {priority === 'high' && (
        <>
          <path d="M10 1.5 19.2 18H.8Z" fill="currentColor" />
          <path d="M10 7v5.2M10 14.4v1.6" stroke="var(--shape-ink)" strokeWidth="2" />
        </>
      )}
      {priority === 'medium' && (
        <>
          <path d="M10 .8 19.2 10 10 19.2.8 10Z" fill="currentColor" />
          <path d="M10 5.2v6M10 13.2v1.8" stroke="var(--shape-ink)" strokeWidth="2" />
        </>
      )}
      {priority === 'low' && (
        <>
          <rect x="1" y="5" width="18" height="10" rx="2" fill="currentColor" />
          <path d="M5 10h6M13 10h2" stroke="var(--shape-ink)" strokeWidth="2" />
        </>
      )}
    </svg>
  )
}
