-- SPDX-License-Identifier: MIT
-- Bench: what wrk posts to a WordPress: one ballot (its first argument, base64url) under a new random id each time, to the address that follows it.
local alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set('number', threads)
end

function init(args)
  -- The id is bytes 10 to 25; bytes 12 to 23 are exactly characters 16 to 31.
  whole, path = args[1], args[2]
  math.randomseed(os.time() * 64 + number)
  wrk.method = 'POST'
  wrk.headers['Content-Type'] = 'text/plain'
end

function request()
  local id = {}
  for i = 1, 16 do
    local place = math.random(64)
    id[i] = alphabet:sub(place, place)
  end
  return wrk.format(nil, path, nil, whole:sub(1, 16) .. table.concat(id) .. whole:sub(33))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"posts":%d,"seconds":%.3f,"p50":%.3f,"p99":%.3f,"worst":%.3f,"refused":%d,"broken":%d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
