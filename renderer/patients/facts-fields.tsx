import type { ReactElement } from 'react'
import { AGE_CLASSES } from '../../electron/ipc/alarms.ts'
import { PACED } from '../../electron/ipc/patient.ts'
import { TextField } from '../parts/text-field.tsx'
import { Choice } from '../screens/choice.tsx'
import { words } from '../words/words.ts'
import type { FactsDraft } from './facts-draft.ts'

export const AGE_WORDS = {
  adult: 'age.adult',
  paediatric: 'age.paediatric',
  neonate: 'age.neonate',
} as const
export const PACED_WORDS = { yes: 'paced.yes', no: 'paced.no', unknown: 'paced.unknown' } as const

/** Name, birth date, age class and pacing of a person. Age class and pacing have no default: somebody chooses. */
export function FactsFields({
  draft,
  onDraft,
}: {
  readonly draft: FactsDraft
  readonly onDraft: (draft: FactsDraft) => void
}): ReactElement {
  return (
    <>
      <TextField
        label={words('who.typeBirthDate')}
        help={words('who.birthDateHelp')}
        value={draft.birthDate}
        onText={(birthDate) => onDraft({ ...draft, birthDate })}
      />
      <TextField
        label={words('who.typeName')}
        value={draft.name}
        onText={(name) => onDraft({ ...draft, name })}
      />
      <Choice
        title={words('age.title')}
        options={AGE_CLASSES.map((value) => ({ value, text: words(AGE_WORDS[value]) }))}
        chosen={draft.ageClass}
        onChoose={(ageClass) => onDraft({ ...draft, ageClass })}
      />
      <Choice
        title={words('paced.title')}
        options={PACED.map((value) => ({ value, text: words(PACED_WORDS[value]) }))}
        chosen={draft.paced}
        onChoose={(paced) => onDraft({ ...draft, paced })}
      />
    </>
  )
}
