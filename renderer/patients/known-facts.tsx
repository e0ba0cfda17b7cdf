import type { ReactElement } from 'react'
import { isTemporary } from '../../electron/ipc/patient.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { useStation } from '../client/context.ts'
import { implantLines } from '../remote/implant-words.ts'
import { useAnswer } from '../review/use-answer.ts'
import { useNow } from '../shell/now.ts'
import { personText } from '../words/person.ts'
import { words } from '../words/words.ts'
import { AGE_WORDS, PACED_WORDS } from './facts-fields.tsx'

/** A report of an implant may come while the panel is open. */
const ASK_EVERY_MS = 5_000

/** Who lies in a bed, as rows; what nobody has said is named as not said. */
export function KnownFacts({ bed: { id, patient, person } }: { readonly bed: BedView }): ReactElement {
  const { station } = useStation()
  const { utcMs } = useNow()
  const { value } = useAnswer(
    'remote.implant',
    station?.remote === undefined ? null : { bed: id },
    Math.floor(utcMs / ASK_EVERY_MS),
  )
  const implant = value?.implant ?? null
  const ageClass = person?.ageClass ?? null
  const rows = [
    { name: words('who.id'), text: isTemporary(patient) ? personText(patient) : (patient?.id ?? null) },
    ...(isTemporary(patient) ? [] : [{ name: words('who.authority'), text: patient?.authority ?? null }]),
    { name: words('who.birthDate'), text: person?.birthDate ?? null },
    { name: words('who.name'), text: person?.name ?? null },
    { name: words('age.title'), text: ageClass === null ? null : words(AGE_WORDS[ageClass]) },
    { name: words('paced.title'), text: person === undefined ? null : words(PACED_WORDS[person.paced]) },
    ...(implant === null
      ? []
      : [{ name: words('implant.title'), text: implantLines(implant, utcMs).join('\n') }]),
  ]
  return (
    <dl className="facts said-facts">
      {rows.map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{text ?? words('who.notSaid')}</dd>
        </div>
      ))}
    </dl>
  )
}
