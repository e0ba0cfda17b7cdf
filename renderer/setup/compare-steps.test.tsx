import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { ComparedValue, ComparisonView } from '../../electron/ipc/comparison.ts'
import { AskStep, ComparedTable, DiffersStep } from './compare-steps.tsx'

const ASKED = { key: 'k', id: 'MDC_TEMP', label: 'Temp', unit: 'Cel', decimals: 1 }
const VALUE: ComparedValue = { ...ASKED, vigil: 36.9, screen: 37, tolerance: 0.1, atUtcMs: 0 }
const view: ComparisonView = {
  bed: 'b1',
  comparison: 'c1',
  wanted: 5,
  values: [VALUE],
  state: { phase: 'asking', asked: ASKED, noVerdict: 'unsteady' },
}
const nothing = () => undefined

describe('the steps of a comparison', () => {
  it('ask for a value by name and unit, without Vigil having said its own', () => {
    const html = renderToStaticMarkup(
      <AskStep asked={ASKED} noVerdict={null} view={view} onAnswer={nothing} />,
    )
    expect(html).toContain('Temp on the monitor&#x27;s own screen, in °C')
    expect(html).toContain('Value 2 of 5.')
    expect(html).toContain('value=""')
    expect(html).not.toContain('role="alert"')
    expect(html).not.toContain('36.9')
  })

  it('say why a look gave no verdict', () => {
    const html = renderToStaticMarkup(
      <AskStep asked={ASKED} noVerdict="unsteady" view={view} onAnswer={nothing} />,
    )
    expect(html).toMatch(/role="alert"[^>]*>The value moved too far while you looked/)
  })

  it('list both numbers of what agreed, in digits that line up', () => {
    const html = renderToStaticMarkup(<ComparedTable values={[VALUE, { ...VALUE, screen: -36.92 }]} />)
    expect(html).toContain('<td class="figure">37.0</td><td class="figure">36.9</td><td>°C</td>')
    expect(html).toContain('−36.92')
    expect(renderToStaticMarkup(<ComparedTable values={[]} />)).toBe('')
  })

  it('name the value that differs with both numbers and how far apart is the same', () => {
    const html = renderToStaticMarkup(
      <DiffersStep value={{ ...VALUE, screen: 38.2 }} onAgain={nothing} onClose={nothing} />,
    )
    expect(html).toContain(
      'Temp differs: the monitor&#x27;s screen shows 38.2 °C, Vigil had 36.9 °C. At most 0.1 °C apart is the same.',
    )
    expect(html).toContain('The driver stays unproven.')
  })
})
