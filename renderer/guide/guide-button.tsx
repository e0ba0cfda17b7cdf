import { BookOpen } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { GuidePage } from '../../electron/ipc/guide.ts'
import { useClient } from '../client/context.ts'
import { words } from '../words/words.ts'
import { GuideDialog } from './guide-page.tsx'

/** Opens the page of a driver; a driver without one, and an engine that does not answer, is a sentence. */
export function GuideButton({ driver }: { readonly driver: string }): ReactElement {
  const client = useClient()
  const [page, setPage] = useState<GuidePage | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const open = () => {
    setProblem(null)
    client.call('driver.guide', { driver }).then(
      ({ page: found }) => (found === null ? setProblem(words('guide.none')) : setPage(found)),
      (error: Error) => setProblem(error.message),
    )
  }
  return (
    <>
      <button type="button" className="button" onClick={open}>
        <BookOpen size={15} aria-hidden="true" />
        {words('guide.open')}
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
      {page !== null && <GuideDialog page={page} onClose={() => setPage(null)} />}
    </>
  )
}
