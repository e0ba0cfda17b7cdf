import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ScrollArea } from './scroll-area.tsx'

it('is in the order of the keys under its name', () => {
  const html = renderToStaticMarkup(
    <ScrollArea className="strip-area" label="Strip" areaRef={{ current: null }}>
      text
    </ScrollArea>,
  )
  expect(html).toBe('<section class="strip-area" aria-label="Strip" tabindex="0">text</section>')
})
