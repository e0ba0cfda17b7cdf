import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { keepStatements } from './kept-statements.ts'

function three(): Database {
  const connection = keepStatements(new Database(':memory:'))
  connection.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)')
  const insert = connection.prepare('INSERT INTO t (a, b) VALUES (?, ?)')
  for (const [index, text] of ['one', 'two', 'three'].entries()) insert.run(index, text)
  return connection
}

const SELECT = 'SELECT a, b FROM t ORDER BY a'

test('the same text in other shapes gives each caller the shape it asked for, also the one that asked first', () => {
  const connection = three()
  const rows = connection.prepare(SELECT)
  const plucked = connection.prepare(SELECT).pluck()
  const lists = connection.prepare(SELECT).raw()
  expect(plucked.all()).toEqual([0, 1, 2])
  expect(lists.get()).toEqual([0, 'one'])
  expect(rows.get()).toEqual({ a: 0, b: 'one' })
  expect(connection.prepare(SELECT).get()).toEqual({ a: 0, b: 'one' })
})

test('a text that is being stepped through can be read again beside itself, also by one that was prepared before', () => {
  const connection = three()
  const early = connection.prepare(SELECT).pluck()
  const seen: unknown[] = []
  for (const outer of connection.prepare(SELECT).pluck().iterate()) {
    seen.push([outer, early.all().length, connection.prepare(SELECT).pluck().get()])
  }
  expect(seen).toEqual([
    [0, 3, 0],
    [1, 3, 0],
    [2, 3, 0],
  ])
})

test('a text is compiled once, however often it is prepared', () => {
  const plain = new Database(':memory:')
  const compiled: string[] = []
  const prepare = plain.prepare.bind(plain)
  plain.prepare = <Values extends unknown[], Row>(sql: string) => {
    compiled.push(sql)
    return prepare<Values, Row>(sql)
  }
  const connection = keepStatements(plain)
  for (let read = 0; read < 100; read++) connection.prepare('SELECT 1').get()
  expect(compiled).toEqual(['SELECT 1'])
})

test('a kept text sees the columns that a later change of the table brings', () => {
  const connection = three()
  const all = connection.prepare('SELECT * FROM t WHERE a = 0')
  expect(all.get()).toEqual({ a: 0, b: 'one' })
  connection.exec('ALTER TABLE t ADD COLUMN c INTEGER DEFAULT 7')
  expect(all.get()).toEqual({ a: 0, b: 'one', c: 7 })
})

test('a text that the record cannot run throws where it is prepared, and a closed record says so', () => {
  const connection = three()
  expect(() => connection.prepare('SELECT x FROM t')).toThrow(/no such column/)
  const kept = connection.prepare(SELECT)
  connection.close()
  expect(() => kept.get()).toThrow(/not open/)
})
