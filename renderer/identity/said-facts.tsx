import type { ReactElement } from 'react'
import type { ProposedPerson } from '../../electron/ipc/views.ts'
import { words } from '../words/words.ts'

/** What the monitor says of a person, as rows; what it did not say is named as not said. */
export function factsOf(person: ProposedPerson): readonly { readonly name: string; readonly text: string }[] {
  const sex = person.sex === null ? null : words(person.sex === 'male' ? 'who.male' : 'who.female')
  const rows = [
    { name: words('who.id'), text: person.id },
    { name: words('who.authority'), text: person.authority },
    { name: words('who.birthDate'), text: person.birthDate },
    { name: words('who.sex'), text: sex },
    { name: words('who.name'), text: person.name },
  ]
  return rows.map(({ name, text }) => ({ name, text: text ?? words('who.notSaid') }))
}

/** The person as the monitor names one. */
export function SaidFacts({ person }: { readonly person: ProposedPerson }): ReactElement {
  return (
    <dl className="facts said-facts">
      {factsOf(person).map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{text}</dd>
        </div>
      ))}
    </dl>
  )
}
