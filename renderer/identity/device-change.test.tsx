import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ClientContext } from '../client/context.ts'
import { VigilClient } from '../client/vigil-client.ts'
import { inventBed } from '../fixture/beds.ts'
import { DeviceChange } from './device-change.tsx'

it('H3 names both monitors and says what to check', () => {
  const html = renderToStaticMarkup(
    <ClientContext.Provider value={new VigilClient()}>
      <DeviceChange
        bed={inventBed(1, {}, 0)}
        change={{ from: 'MX450 DE1', to: '<b>MP50</b>', sinceUtcMs: 0 }}
      />
    </ClientContext.Provider>,
  )
  for (const text of ['MX450 DE1', '&lt;b&gt;MP50&lt;/b&gt;', 'Look at Bed 1', 'It belongs to Bed 1'])
    expect(html).toContain(text)
})
