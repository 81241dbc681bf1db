-- Asks for one address after another, from a file with a path a line, and prints what was measured as JSON.
-- Arguments: the file, and the line to begin with (counted from 0): a visit goes on where the last one stopped.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  requests = {}
  for path in io.lines(args[1]) do
    table.insert(requests, wrk.format("GET", path, wrk.headers))
  end
  position = tonumber(args[2])
end

function request()
  position = position + 1
  return requests[(position - 1) % #requests + 1]
end

function done(summary, latency, rates)
  local errors = summary.errors
  print(string.format(
    '{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %d, "p95": %d, "worst": %d, "refused": %d, "broken": %d, "position": %d}',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(95), latency.max,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    threads[1]:get("position")
  ))
end
