import type { ReactElement } from 'react'
import type { BedView } from '../../electron/ipc/views.ts'
import { useStation } from '../client/context.ts'
import { usePlace } from '../shell/navigation.ts'
import { LimitsDialog } from './limits/limits-dialog.tsx'
import { StatesDialog } from './states-dialog.tsx'

/** The dialog about the open bed's alarms that the place asks for; none while the engine is away. */
export function BedDialogs({ view }: { readonly view: BedView }): ReactElement | null {
  const { connection } = useStation()
  const { place, go } = usePlace()
  if (connection !== 'connected') return null
  const close = () => go({ dialog: null })
  if (place.dialog === 'limits') return <LimitsDialog view={view} onClose={close} />
  return place.dialog === 'states' ? <StatesDialog view={view} onClose={close} /> : null
}
