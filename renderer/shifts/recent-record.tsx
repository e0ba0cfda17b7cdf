import type { ReactElement } from 'react'

export function RecentRecord({ bed }: { readonly bed: string }): ReactElement {
  return <div className="recent" data-bed-record={bed} />
}
