import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { CuffPhase } from '../../drivers/model/act.ts'
import type { CuffView } from '../../electron/ipc/cuff.ts'
import type { BedView } from '../../electron/ipc/views.ts'
import { ClientContext } from '../client/context.ts'
import { VigilClient } from '../client/vigil-client.ts'
import { inventBed } from '../fixture/beds.ts'
import { CuffBar } from './cuff-bar.tsx'
import { cuffInUse } from './cuff-strip.tsx'
import { cuffText } from './cuff-text.ts'

const BED = inventBed(1, {}, 0)
const IN_USE: readonly CuffPhase[] = ['starting', 'measuring', 'stopping', 'stopFailed', 'lost']

function cuff(phase: CuffPhase, more: Partial<CuffView> = {}): CuffView {
  return { device: null, phase, outcome: null, ...more }
}

function shown(view: BedView): string {
  return renderToStaticMarkup(
    <ClientContext.Provider value={new VigilClient()}>
      <CuffBar view={view} />
    </ClientContext.Provider>,
  )
}

describe('the cuff of the opened bed', () => {
  it('H19 is not there where no engineer has allowed it', () => {
    expect(shown(BED)).toBe('')
  })

  it.each(IN_USE)('H19 offers the stop and no start: %s', (phase) => {
    const html = shown({ ...BED, cuffs: [cuff(phase)] })
    expect(html).toContain('Stop the cuff')
    expect(html).not.toContain('Start cuff reading')
  })

  it.each(['unknown', 'idle'] as const)('H19 offers the start and no stop: %s', (phase) => {
    const html = shown({ ...BED, cuffs: [cuff(phase, { outcome: 'busy' })] })
    expect(html).toContain('Start cuff reading')
    expect(html).not.toContain('Stop the cuff')
    expect(html.includes('try again')).toBe(phase === 'idle')
  })

  it('H19 is marked where it is simulated', () => {
    expect(shown({ ...BED, simulated: true, cuffs: [cuff('idle')] })).toContain('SIMULATED')
    expect(shown({ ...BED, simulated: false, cuffs: [cuff('idle')] })).not.toContain('SIMULATED')
  })

  it('H19 knows nothing while its line is not live', () => {
    const silent = { ...BED, link: { ...BED.link, phase: 'silent' as const } }
    expect(cuffText(silent, cuff('measuring'), true)).toContain('stop it at the device')
    expect(cuffText(BED, cuff('measuring'), true)).toBe('The cuff is in use.')
  })
})

it('H19 a cuff in use is found for every screen but that of its own bed', () => {
  const other = { ...BED, id: 'b2', cuffs: [cuff('idle'), cuff('measuring', { device: 'cuff' })] }
  expect(cuffInUse([BED, other], BED.id)?.cuff.device).toBe('cuff')
  expect(cuffInUse([BED, other], 'b2')).toBeNull()
  expect(cuffInUse([BED], null)).toBeNull()
})
