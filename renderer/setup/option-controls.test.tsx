import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { INVENTED_OPTIONS } from '../fixture/options.ts'
import { newDraft } from './bed-draft.ts'
import { OptionControls } from './option-controls.tsx'

const draft = { ...newDraft([], 'ge-s5', 'sim:'), options: { waves: ['co2'] } }
const render = (problem: { option: string; sentence: string } | null) =>
  renderToStaticMarkup(
    <OptionControls fields={INVENTED_OPTIONS} draft={draft} onChange={() => undefined} problem={problem} />,
  )

describe('the form of the driver options', () => {
  it('draws a control for every kind, with its help and its usual value', () => {
    const html = render(null)
    expect(html).toContain('Interval seconds')
    expect(html).toContain('Seconds between two sets of numbers. Usual: 5.')
    expect(html).toContain('Usual: ecg1, p1, pleth, co2, resp.')
    expect(html).toContain('<option value="60s">60s</option>')
    expect(html).toContain('inputMode="decimal"')
    expect(html).toContain('Usual: off.')
    expect(html).not.toContain('role="alert"')
  })

  it('ticks what is set for the bed, not the usual', () => {
    const ticked = [...render(null).matchAll(/<input type="checkbox"[^>]*checked=""[^>]*\/>([a-z0-9]+)/g)]
    expect(ticked.map(([, choice]) => choice)).toEqual(['co2'])
  })

  it('says one sentence at the field that is wrong', () => {
    const html = render({ option: 'trends', sentence: 'Choose one of them.' })
    expect(html.match(/role="alert"/g)).toHaveLength(1)
    expect(html.indexOf('Choose one of them.')).toBeGreaterThan(html.indexOf('Trends'))
  })

  it('draws nothing for a driver without options', () => {
    expect(
      renderToStaticMarkup(
        <OptionControls fields={[]} draft={draft} onChange={() => undefined} problem={null} />,
      ),
    ).toBe('')
  })
})
