import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ClientContext } from '../client/context.ts'
import { VigilClient } from '../client/vigil-client.ts'
import { inventBed } from '../fixture/beds.ts'
import { recipesOf } from '../fixture/wards.ts'
import { IdentityPanel } from './identity-panel.tsx'

/** The panel of one invented question. */
function panel(index: number): string {
  const bed = inventBed(index + 1, recipesOf('who', 0)[index] ?? {}, 0)
  if (bed.proposal === null) throw new Error('the bed is asked nothing')
  return renderToStaticMarkup(
    <ClientContext.Provider value={new VigilClient()}>
      <IdentityPanel bed={bed} proposal={bed.proposal} onClose={() => undefined} />
    </ClientContext.Provider>,
  )
}

describe('the panel about who is in a bed', () => {
  it('shows what the monitor says and asks for identifier and birth date, and for the authority that was not said', () => {
    const html = panel(0)
    expect(html).toContain('Who is in Bed 1?')
    for (const text of ['T-4711', '1970-01-02', 'Test Person', 'not said', 'Not this patient']) {
      expect(html).toContain(text)
    }
    expect(html.match(/<input/g)).toHaveLength(3)
    // Nothing is filled in for her: her typing is what is compared.
    expect(html.match(/value=""/g)).toHaveLength(3)
  })

  it('asks for the name where no birth date was sent, and keeps the patient by its main button', () => {
    const html = panel(1)
    expect(html).toContain('First and last name')
    expect(html.match(/<input/g)).toHaveLength(2)
    expect(html).toMatch(/class="button primary"[^>]*>Keep ID ending 702/)
    expect(html).toContain('What was recorded so far stays with ID ending 702')
  })

  it('offers to take the identifier off where the monitor names nobody any more', () => {
    const html = panel(2)
    expect(html).toContain('Nobody any more')
    expect(html).toContain('Take the identifier off')
    expect(html).not.toContain('<input')
  })

  it('says why nobody can be confirmed, and offers no field', () => {
    const html = panel(3)
    expect(html).toContain('It sends no birth date and no name')
    expect(html).not.toContain('<input')
    expect(html).toContain('Not this patient')
  })
})
