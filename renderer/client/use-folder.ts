import { useState } from 'react'
import { bridge } from './bridge.ts'

/** A folder that a person types or chooses in the system's dialog. */
export interface Folder {
  readonly path: string
  set(path: string): void
  /** Opens the dialog; whoever closes it without a choice keeps what stood there. */
  choose(): void
}

/** An empty folder field. */
export function useFolder(): Folder {
  const [path, set] = useState('')
  const choose = () => {
    bridge()
      .chooseFolder()
      .then(
        ({ path: chosen }) => {
          if (chosen !== null) set(chosen)
        },
        () => undefined,
      )
  }
  return { path, set, choose }
}
