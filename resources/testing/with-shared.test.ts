import { existsSync } from 'node:fs'
import { expect } from 'vitest'
import { withShared } from './with-shared.ts'

withShared('README.md', 'hands the body an absolute path that exists', (path) => {
  expect(existsSync(path)).toBe(true)
})
