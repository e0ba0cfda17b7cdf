import { useEffect, useState } from 'react'
import type { AdmissionView } from '../../electron/ipc/admissions.ts'
import { useClient, useStation } from '../client/context.ts'

/** What the hospital's system proposes, asked for anew whenever their number or a bed's patient changes. Null: not known yet. */
export function useAdmissions(): { proposals: readonly AdmissionView[] | null; readAgain: () => void } {
  const client = useClient()
  const { station, beds } = useStation()
  const [proposals, setProposals] = useState<readonly AdmissionView[] | null>(null)
  const [turn, setTurn] = useState(0)
  const who = beds.map(({ view }) => `${view.id} ${view.patient?.id ?? ''}`).join()
  const state = `${turn} ${station?.admissions?.open ?? 0} ${who}`
  useEffect(() => {
    let isGone = false
    // Only a change asks again.
    if (state === '') return
    client.call('admission.list', {}).then(
      ({ proposals: listed }) => {
        if (!isGone) setProposals(listed)
      },
      // Without an engine the whole window says so already.
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [client, state])
  return { proposals, readAgain: () => setTurn((count) => count + 1) }
}
