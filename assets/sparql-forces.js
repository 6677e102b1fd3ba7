/** Places the nodes of a small graph: linked ones near each other, others apart. The same graph always looks the same. */

const GOLDEN = Math.PI * (3 - Math.sqrt(5))

const pushed = (nodes, room) => {
  for (let i = 0; i < nodes.length; i++) {
    for (let j = i + 1; j < nodes.length; j++) {
      const [a, b] = [nodes[i], nodes[j]]
      const [dx, dy] = [a.x - b.x, a.y - b.y]
      const square = Math.max(dx * dx + dy * dy, 25)
      // Parts that are not linked only keep their distance: else they would drive each other off the page.
      if (square > room * room * 2) continue
      const force = (room * room) / square
      a.dx += dx * force
      a.dy += dy * force
      b.dx -= dx * force
      b.dy -= dy * force
    }
  }
}

const pulled = (edges, room) => {
  for (const { from, to } of edges) {
    const [dx, dy] = [to.x - from.x, to.y - from.y]
    const length = Math.hypot(dx, dy) || 1
    // Nodes with many links must not draw all their neighbours into one place.
    const force = (length - room) / length / Math.sqrt(Math.min(from.degree, to.degree) || 1)
    from.dx += dx * force * 0.5
    from.dy += dy * force * 0.5
    to.dx -= dx * force * 0.5
    to.dy -= dy * force * 0.5
  }
}

/** Spreads the nodes sideways: the page is wider than high, and labels need the room. */
const widened = nodes => {
  const span = axis =>
    Math.max(...nodes.map(node => node[axis])) - Math.min(...nodes.map(node => node[axis])) || 1
  const factor = Math.min(2, Math.max(1, (1.9 * span('y')) / span('x')))
  for (const node of nodes) node.x *= factor
}

/** Sets `x` and `y` of nodes, given edges `{from, to}` between them; `room` is the length that edges get about. */
export const place = (nodes, edges, room = 80) => {
  for (const node of nodes) node.degree = 0
  for (const { from, to } of edges) {
    from.degree++
    to.degree++
  }
  nodes.forEach((node, index) => {
    const radius = room * 0.7 * Math.sqrt(index + 1)
    node.x = radius * Math.cos(index * GOLDEN)
    node.y = radius * Math.sin(index * GOLDEN)
  })
  const rounds = nodes.length > 150 ? 120 : 250
  for (let round = 0; round < rounds; round++) {
    const heat = room * (1 - round / rounds) * 0.4
    for (const node of nodes) {
      // A light pull to the middle keeps parts without links on the page, which is wider than high.
      node.dx = -node.x * 0.03
      node.dy = -node.y * 0.05
    }
    pushed(nodes, room)
    pulled(edges, room)
    for (const node of nodes) {
      const length = Math.hypot(node.dx, node.dy) || 1
      const step = Math.min(length, heat)
      node.x += (node.dx / length) * step
      node.y += (node.dy / length) * step
    }
  }
  widened(nodes)
}
