import { Copy } from 'lucide-react'
import type { ReactElement } from 'react'
import type { TileModel } from './tile-model.ts'

/** Top of a tile: bed, end of the identifier, which of three about bedside alarms, at most two chips. */
export function TileHeader({ model }: { readonly model: TileModel }): ReactElement {
  return (
    <span className="tile-header">
      <span className="bed-label" dir="auto">
        {model.label}
      </span>
      <span className="tile-facts">
        <span className="person">{model.person}</span>
        <span className={model.bedsideLost ? 'bedside lost' : 'bedside'}>{model.bedside}</span>
      </span>
      {model.chips.map((chip) => (
        <span className="chip" key={chip}>
          <Copy size={13} aria-hidden="true" />
          {chip}
        </span>
      ))}
    </span>
  )
}
