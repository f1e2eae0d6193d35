-- SPDX-License-Identifier: MIT
-- Bench: what wrk posts: one ballot (its first argument, base64url) under a new random id each time. With "id-in-path" as second argument the id is
-- in the path (/b/<32 hexadecimal digits>) and the ballot goes as it is.
local alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set('number', threads)
end

function init(args)
  -- The id is bytes 10 to 25; bytes 12 to 23 are exactly characters 16 to 31: no other byte shares a character with them.
  whole, head, tail = args[1], args[1]:sub(1, 16), args[1]:sub(33)
  in_path = args[2] == 'id-in-path'
  if in_path then alphabet = '0123456789abcdef' end
  math.randomseed(os.time() * 64 + number)
  wrk.method = 'POST'
  wrk.path = '/ballots'
  wrk.headers['Content-Type'] = 'text/plain'
end

function request()
  local id = {}
  for i = 1, 16 do
    local place = math.random(in_path and 16 or 64)
    id[i] = alphabet:sub(place, place)
  end
  -- Both ways draw and join as much, so that what wrk itself takes is the same.
  if in_path then return wrk.format(nil, '/b/' .. table.concat(id) .. table.concat(id), nil, whole) end
  return wrk.format(nil, nil, nil, head .. table.concat(id) .. tail)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"posts":%d,"seconds":%.3f,"p50":%.3f,"p99":%.3f,"worst":%.3f,"refused":%d,"broken":%d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
