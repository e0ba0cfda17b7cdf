import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Boundary } from './boundary.tsx'

describe('the boundary of a screen', () => {
  it('draws what is inside while nothing fails', () => {
    expect(renderToStaticMarkup(<Boundary>calm</Boundary>)).toBe('calm')
  })

  it('says in words that the screen has failed, and where to look', () => {
    const failed = new Boundary({ children: 'calm' })
    failed.state = Boundary.getDerivedStateFromError()
    const html = renderToStaticMarkup(failed.render())
    expect(html).toContain('This screen has failed')
    expect(html).toContain('Look at the bedside monitors')
    expect(html).not.toContain('calm')
  })
})
