import { createRoot } from 'react-dom/client'
import { ActionsContext } from './alarms/actions-context.ts'
import { BedActions } from './alarms/bed-actions.ts'
import { SoundContext } from './alarms/sound/context.ts'
import { followAlarms } from './alarms/sound/follow.ts'
import { pageOutput } from './alarms/sound/page-output.ts'
import { Sound } from './alarms/sound/sound.ts'
import { App } from './app.tsx'
import { bridge } from './client/bridge.ts'
import { ClientContext } from './client/context.ts'
import { createStore } from './client/store.ts'
import { listenForPorts, VigilClient } from './client/vigil-client.ts'
import { IS_WALL } from './client/window-role.ts'
import { loadLaterScreens } from './later-screens.ts'
import { Boundary } from './shell/boundary.tsx'
import { wearRemembered } from './shell/look.ts'
import { FIRST_PLACE, type Place, PlaceContext } from './shell/navigation.ts'
import { NowContext, readClocks, runClock } from './shell/now.ts'
import './theme/base.css'
import './theme/controls.css'
import './theme/alarms.css'
import './alarms/alarms.css'
import './alarms/screen/alarms-screen.css'
import './identity/identity.css'
import './entry/entry.css'
import './insights/insights.css'
import './scores/scores.css'
import './patients/patients.css'
import './shell/shell.css'
import './parts/fit-text.css'
import './beds/tile.css'
import './beds/small-tile.css'
import './beds/big-numbers.css'
import './screens/screens.css'
import './beds/bed-view.css'
import './cuff/cuff.css'
import './trends/trends.css'
import './setup/setup.css'
import './setup/detect.css'
import './setup/doctor.css'
import './setup/compare.css'
import './shifts/handover.css'
import './shifts/print.css'
import './review/review.css'
import './theme/light.css'
import './theme/touch.css'
import './theme/rtl.css'

const client = new VigilClient()
const now = createStore(readClocks())
const place = createStore<Place>(FIRST_PLACE)
const actions = new BedActions(client, Date.now)
// The desk sounds and the wall is silent: two windows would sound at once.
const sound = IS_WALL ? null : new Sound(pageOutput(), localStorage, () => void bridge().bell())
// All of these live as long as the window: closing it ends them.
listenForPorts(client, window)
runClock(document.documentElement, now)
if (sound !== null) {
  sound.start()
  followAlarms(client, sound)
}
loadLaterScreens()

if (import.meta.env.DEV) {
  const wanted = new URLSearchParams(location.search).get('fixture')
  if (wanted !== null)
    void import('./fixture/fixture.ts').then(({ startFixture }) => startFixture(wanted, place))
}

const root = document.getElementById('root')
if (root === null) throw new TypeError('"root" is missing in index.html')
// In English this waits for nothing; the texts of another language lie beside the page.
void wearRemembered(document.documentElement).then((firstLook) =>
  createRoot(root).render(
    <ClientContext value={client}>
      <PlaceContext value={place}>
        <NowContext value={now}>
          <SoundContext value={sound}>
            <ActionsContext value={actions}>
              <Boundary>
                <App firstLook={firstLook} />
              </Boundary>
            </ActionsContext>
          </SoundContext>
        </NowContext>
      </PlaceContext>
    </ClientContext>,
  ),
)
