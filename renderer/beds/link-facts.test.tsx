import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { inventBed } from '../fixture/beds.ts'
import { LinkFacts } from './link-facts.tsx'

describe('the facts of a line', () => {
  const html = (identity: Readonly<Record<string, string>>) =>
    renderToStaticMarkup(<LinkFacts view={{ ...inventBed(1, {}, 0), identity }} />)

  it('say the mode of a ventilator in its own words', () => {
    expect(html({ model: 'V500', mode: 'BIPAP' })).toContain('<dt>Ventilation mode</dt><dd>BIPAP</dd>')
  })

  it('say why a device is no source of alarms', () => {
    const view = inventBed(1, { bedsideAlarms: 'forbidden' }, 0)
    expect(renderToStaticMarkup(<LinkFacts view={view} />)).toContain('no limit is held against its numbers')
    expect(html({})).not.toContain('no limit is held')
  })

  it('leave out what the device takes back, and what nobody reads', () => {
    const text = html({ mode: '', patientId: '702', other: 'x' })
    expect(text).not.toContain('Ventilation mode')
    expect(text).not.toContain('702')
    expect(text).not.toContain('<dd>x</dd>')
  })
})
