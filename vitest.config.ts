import { defineConfig } from 'vitest/config'

const all = '{drivers,electron,renderer,resources,e2e/bench}/**/*.test.{ts,tsx}'
/** Tests that open serial ports: the native part of serialport works only on the main thread of a process. */
const ports = '{drivers,electron,renderer,resources,e2e/bench}/**/*.port.test.ts'
/** Tests of seconds each, such as killed engines and every fault on every driver: `npm test` runs them, `npm run check` does not. */
const long = '{drivers,electron,renderer,resources,e2e/bench}/**/*.long.test.ts'

export default defineConfig({
  test: {
    environment: 'node',
    // Tests wait for conditions, not for times: a slow or busy machine may take long, and must not fail them.
    testTimeout: 60_000,
    sequence: { shuffle: { files: true, tests: false } },
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: [all], exclude: [ports, long], pool: 'threads' } },
      {
        extends: true,
        test: {
          name: 'long',
          include: [long],
          pool: 'threads',
          // Seconds each on a calm machine: several engines one after the other, each read through to its end. A busy one took over 60 s.
          testTimeout: 180_000,
          setupFiles: ['resources/testing/bounded-properties.ts'],
        },
      },
      { extends: true, test: { name: 'ports', include: [ports], pool: 'forks' } },
    ],
  },
})
