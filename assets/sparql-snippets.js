/** The query as a program for curl, Python, R and JavaScript. Whatever stands in a query, the program says exactly that. */

const SELECTS = /^(?:SELECT|ASK)$/i

/** SELECT, ASK, CONSTRUCT or DESCRIBE: the first such word outside of strings, IRIs and comments. */
export const formOf = query => {
  const plain = query.replace(
    /<[^<>"{}|^`\\\s]*>|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g,
    ' ',
  )
  return /(?<![\w:?$-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-])/i.exec(plain)?.[1].toUpperCase()
}

/** For a POSIX shell: nothing has a meaning within single quotes but the quote itself. */
const shell = text => `'${text.replaceAll("'", "'\\''")}'`

const printable = text => [...text].every(character => character >= ' ' || character === '\n')

/** As a Python string: raw triple quotes when the query can stand in them as it is. */
const python = text =>
  printable(text) && !text.includes('\\') && !text.includes('"""') && !text.endsWith('"')
    ? `"""${text}"""`
    : JSON.stringify(text).replace(/[\u007f-\u{10ffff}]/gu, unicode)

const unicode = character => {
  const code = character.codePointAt(0)
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}

/** As an R string: raw, with as many dashes as the text needs to end nowhere else. */
const r = text => {
  let dashes = ''
  while (text.includes(`)${dashes}"`)) dashes += '-'
  return `r"${dashes}(${text})${dashes}"`
}

const javascript = text => `\`${text.replace(/[\\`]/g, '\\$&').replaceAll('${', '\\${')}\``

const ROWS = 'application/sparql-results+json'

const pythonProgram = (endpoint, query, rows) => `import requests

query = ${python(query)}

response = requests.post(
    ${JSON.stringify(endpoint)},
    data={"query": query},
    headers={"Accept": "${rows ? ROWS : 'text/turtle'}"},
    timeout=60,
)
response.raise_for_status()
${
  rows
    ? `answer = response.json()
if "boolean" in answer:
    print(answer["boolean"])
else:
    for row in answer["results"]["bindings"]:
        print({name: term["value"] for name, term in row.items()})`
    : 'print(response.content.decode("utf-8"))'
}
`

const wrapperProgram = (endpoint, query, rows) => `from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

query = ${python(query)}

endpoint = SPARQLWrapper(${JSON.stringify(endpoint)})
endpoint.setMethod(POST)
endpoint.setReturnFormat(${rows ? 'JSON' : 'TURTLE'})
endpoint.setQuery(query)
print(endpoint.query().convert()${rows ? '' : '.decode("utf-8")'})
`

const rProgram = (endpoint, query, rows) => `library(httr2)

query <- ${r(query)}

answer <- request(${JSON.stringify(endpoint)}) |>
  req_body_form(query = query) |>
  req_headers(Accept = "${rows ? 'text/csv' : 'text/turtle'}") |>
  req_perform() |>
  resp_body_string()

${rows ? 'table <- read.csv(text = answer, encoding = "UTF-8")\nprint(head(table))' : 'cat(answer)'}
`

const javascriptProgram = (endpoint, query, rows) => `const query = ${javascript(query)}

const response = await fetch(${JSON.stringify(endpoint)}, {
  method: 'POST',
  headers: { accept: '${rows ? ROWS : 'text/turtle'}' },
  body: new URLSearchParams({ query }),
})
if (!response.ok) throw new Error(await response.text())
${
  rows
    ? `const answer = await response.json()
console.log(answer.boolean ?? answer.results.bindings)`
    : 'console.log(await response.text())'
}
`

const curlProgram = (endpoint, query, rows) => `curl --fail-with-body ${shell(endpoint)} \\
  --header 'Accept: ${rows ? 'text/csv' : 'text/turtle'}' \\
  --data-urlencode query=${shell(query)}
`

/** Programs that send the query to the endpoint: key, name and text of each. */
export const snippetsOf = (endpoint, query) => {
  const rows = SELECTS.test(formOf(query) ?? 'SELECT')
  return [
    { key: 'curl', name: 'curl', text: curlProgram(endpoint, query, rows) },
    { key: 'python', name: 'Python', text: pythonProgram(endpoint, query, rows) },
    { key: 'sparqlwrapper', name: 'SPARQLWrapper', text: wrapperProgram(endpoint, query, rows) },
    { key: 'r', name: 'R', text: rProgram(endpoint, query, rows) },
    { key: 'javascript', name: 'JavaScript', text: javascriptProgram(endpoint, query, rows) },
  ]
}
