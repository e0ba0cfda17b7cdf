import { drawSmoothie } from './draw-smoothie.ts'
import { drawUplot } from './draw-uplot.ts'
import { drawVigil } from './draw-vigil.ts'
import type { Engine, RenderSettings } from './settings.ts'

const THICK_PX = 1.5

/** One dot that moves: what a page costs that makes a frame sixty times a second. */
function drawDot(): void {
  const dot = document.createElement('div')
  dot.style.cssText = 'position:absolute;width:2px;height:2px;background:#33e07a'
  document.body.append(dot)
  let frame = 0
  const move = () => {
    requestAnimationFrame(move)
    frame += 1
    dot.style.left = `${(frame * 2) % 400}px`
    dot.style.top = '30px'
  }
  move()
}

const DRAW: Readonly<Record<Engine, (beds: number) => void>> = {
  idle: drawDot,
  vigil: drawVigil,
  uplot: (beds) => drawUplot(beds, 1, 1),
  'uplot 30 fps': (beds) => drawUplot(beds, 1, 2),
  'uplot 1.5 px': (beds) => drawUplot(beds, THICK_PX, 1),
  smoothie: drawSmoothie,
}

const settings = JSON.parse(new URLSearchParams(location.search).get('settings') ?? '{}') as RenderSettings
// A canvas that is given away before the page has made its first frame was seen to follow the page's frames only, one a
// second; the app gives its own away later, too.
requestAnimationFrame(() => requestAnimationFrame(() => DRAW[settings.engine](settings.beds)))
