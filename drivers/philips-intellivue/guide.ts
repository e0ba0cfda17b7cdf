import type { DeviceGuide } from '../model/guide.ts'

export const guide: DeviceGuide = {
  cables: [
    {
      models: 'MP20 to MP90, MX600 to MX800, on the MIB/RS232 socket (MX600 to MX800 need the MIB board)',
      cable: 'RJ-45 at the monitor to DB9 female at the PC. Leave pin 1 open: it carries +5 V.',
      pins: [
        { monitor: '4', signal: 'ground', pc: '5' },
        { monitor: '5', signal: 'the monitor sends', pc: '2' },
        { monitor: '7', signal: 'the monitor receives', pc: '3' },
      ],
    },
    {
      models: 'MP5 and its relatives; MX400 to MX550 with the interface card differ as well: try both',
      cable: 'RJ-45 at the monitor to DB9 female at the PC, with the data lines swapped. Leave pin 1 open.',
      pins: [
        { monitor: '4', signal: 'ground', pc: '5' },
        { monitor: '5', signal: 'the monitor receives', pc: '3' },
        { monitor: '7', signal: 'the monitor sends', pc: '2' },
      ],
    },
    { models: 'Monitors with a LAN socket', cable: 'Network cable; the link is udp:ADDRESS.', pins: [] },
  ],
  steps: [
    'Enter the configuration mode of the monitor.',
    'Set the MIB/RS232 port to "Data Export", driver DtOut1, and "Fix 115200" ("Fix 19200" works as well). "AutoSpeed" does not.',
    'Leave configuration mode. A light at the socket shows that the port is driven.',
    'Only one interface may send waves: close other programs that read waves from this monitor.',
  ],
  faults: [
    {
      seen: 'Silence.',
      todo: 'Look for the light at the socket: without it the port is not set to Data Export. With it, swap the data lines (MP5).',
    },
    {
      seen: 'Only damaged frames.',
      todo: 'The port is on "AutoSpeed" or another rate: choose "Fix 115200".',
    },
    {
      seen: 'Numbers come, waves do not.',
      todo: 'Another program takes the waves, or the waves of this bed are not chosen in its options.',
    },
    {
      seen: 'It connects and is lost every few seconds.',
      todo: 'Two programs ask on one line: end the other one.',
    },
  ],
  proven: [
    'Recordings of an MP70 (RS-232) and an M8003A (network): frames, numbers, states, units, waves with their scale, technical alarms, lost parts.',
  ],
  unproven: [
    "Demographics of an admitted patient, the patient's alarms, 19200 baud and the monitor's time-outs.",
    'Waves on other models may be later than the 1.5 s measured.',
  ],
}
