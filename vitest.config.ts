import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{drivers,electron,renderer,resources}/**/*.test.{ts,tsx}'],
    environment: 'node',
    sequence: { shuffle: { files: true, tests: false } },
    pool: 'threads',
    maxWorkers: 2,
  },
})
