import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'OneTouch Ultra 2',
      cable: "LifeScan's data cable with the 2.5 mm plug for the data port of the meter, serial or USB.",
      pins: [],
    },
  ],
  steps: [
    'Plug the cable into the data port of the meter while it is off.',
    'If the meter is used for this patient alone, switch "ownMeter" on at the bed. Else leave the meter joined and take the reading then: what is in its memory before may be of another patient and is not shown.',
    'Leave the meter joined for ten seconds after a reading.',
  ],
  faults: [
    { seen: 'Silence.', todo: 'The plug is not in to the end, or the meter was on when it was joined.' },
    {
      seen: 'The number "Meter memory" shows, and no glucose.',
      todo: 'No reading was taken since the meter was joined: see "ownMeter".',
    },
    {
      seen: 'The number differs from the screen of the meter.',
      todo: 'The meter shows mmol/L and sends mg/dL: 18 mg/dL are 1 mmol/L.',
    },
    {
      seen: 'No number, and "Glucose HIGH 1 LOW -1" is not 0.',
      todo: 'The glucose is above 600 or below 20 mg/dL: measure in the laboratory.',
    },
  ],
  proven: ['The form and the sums of a header and three readings of one meter.'],
  unproven: [
    'Readings out of range, with control solution or with another last character, and the question itself.',
  ],
}
