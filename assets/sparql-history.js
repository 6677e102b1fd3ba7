/** The last queries of this browser. They stay in it: nothing of them is sent anywhere. */

const KEY = 'lodestone-queries'
const MOST = 20

/** Queries that were run, the newest first: `{query, when, rows}`. An unreadable or forbidden store is an empty one. */
export const remembered = () => {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(list) ? list.filter(each => typeof each?.query === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

const keep = list => {
  try {
    localStorage.setItem(KEY, JSON.stringify(list))
  } catch {
    // Without room or permission the page works all the same.
  }
}

/** Puts a query at the top; the same query stands there once. */
export const remember = ({ query, rows }) => {
  const others = remembered().filter(each => each.query !== query)
  keep([{ query, rows, when: Date.now() }, ...others].slice(0, MOST))
}

/** Forgets all queries. */
export const forget = () => {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // What cannot be read was not kept.
  }
}

/** A name for a query in a list: its first comment, else its first lines without prefixes. */
export const nameOf = query => {
  const comment = /^\s*#+\s*([^\n#+].*)$/m.exec(query)?.[1]
  const body = query
    .replace(/^\s*PREFIX\s+\S*\s*<[^>]*>\s*$/gim, '')
    .replace(/\s+/g, ' ')
    .trim()
  return (comment ?? body).slice(0, 120)
}
