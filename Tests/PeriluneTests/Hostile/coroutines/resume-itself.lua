-- Resumes the running and a waiting coroutine from within.
-- expect: completed
-- value: [true, "cannot resume non-suspended coroutine", "cannot resume non-suspended coroutine", "running"]
local outer
outer = coroutine.create(function()
  local own = { coroutine.resume(coroutine.running()) }
  local inner = coroutine.create(function() return coroutine.resume(outer) end)
  local other = { coroutine.resume(inner) }
  return own[2], other[3], coroutine.status(outer)
end)
return { coroutine.resume(outer) }
