import type { ReactElement } from 'react'

export function Handover(): ReactElement {
  return <main />
}
