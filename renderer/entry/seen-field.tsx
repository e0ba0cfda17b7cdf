import type { ReactElement } from 'react'
import { TextField } from '../parts/text-field.tsx'
import { words } from '../words/words.ts'

/** When something was seen: empty is now. */
export function SeenField({
  typed,
  onTyped,
}: {
  readonly typed: string
  readonly onTyped: (typed: string) => void
}): ReactElement {
  return (
    <TextField
      label={words('entry.seenAt')}
      help={words('entry.seenHelp')}
      value={typed}
      inputMode="numeric"
      onText={onTyped}
    />
  )
}
