import type { ReactElement } from 'react'

export function Setup(): ReactElement {
  return <main />
}
