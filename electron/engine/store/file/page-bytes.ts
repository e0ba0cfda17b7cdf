import type { Connection } from './database.ts'

/** Bytes of all pages of the database, or of those that are free. */
export function pageBytes(connection: Connection, which: 'all' | 'free'): number {
  const of = (name: string): number => Number(connection.pragma(name, { simple: true }))
  return of(which === 'all' ? 'page_count' : 'freelist_count') * of('page_size')
}
