import type { StationConfig } from './schema.ts'

/** The recording of `resources/demo`, made by the project's own twin. */
const DEMO_RECORDING = 'demo/ge-s5-demo.vcap'

function simulated(number: number, scenario: string): StationConfig['beds'][number] {
  return {
    id: `b${number}`,
    label: `Bed ${number}`,
    driver: 'ge-s5',
    link: `sim:${scenario}?seed=${number}`,
    options: {},
    patient: null,
  }
}

/** The ward that opens without a config: four simulated beds and a recording with an unplug in it. */
export const demoConfig: StationConfig = {
  station: 'demo-ward',
  beds: [
    simulated(1, 'stable'),
    simulated(2, 'desaturation'),
    simulated(3, 'sepsis'),
    simulated(4, 'paced'),
    {
      id: 'b5',
      label: 'Bed 5',
      driver: 'ge-s5',
      link: `replay:${DEMO_RECORDING}?loop=1`,
      options: {},
      patient: null,
    },
  ],
  destinations: [],
}
