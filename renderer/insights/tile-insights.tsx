import { Lightbulb } from 'lucide-react'
import type { ReactElement } from 'react'
import { words } from '../words/words.ts'

/** How many hints there are about a bed, small and neutral; nothing where there are none. */
export function TileInsights({ sentences }: { readonly sentences: readonly string[] }): ReactElement | null {
  if (sentences.length === 0) return null
  const title = words('insight.onTile', { found: sentences.join('; ') })
  return (
    <span className="tile-insights" title={title}>
      <Lightbulb size={13} aria-hidden="true" />
      {sentences.length}
      <span className="visually-hidden">{title}</span>
    </span>
  )
}
