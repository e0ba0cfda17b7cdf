import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { WaveCanvas } from './WaveCanvas.tsx'

it('is hidden from screen readers, which get the text of the tiles, and covers its parent', () => {
  const props = { rows: [], waves: [], beds: [], port: null, requestPort: () => undefined }
  const html = renderToStaticMarkup(<WaveCanvas {...props} />)
  expect(html).toContain('aria-hidden="true"')
  expect(html).toContain('position:absolute')
})
