local M = {}

local function highWater(day)
  -- High water comes about fifty minutes later each day.
  local minutes = (6 * 60 + day * 50) % (24 * 60)
  return ("%02d:%02d"):format(minutes // 60, minutes % 60)
end

function M.tides(ctx)
  local report = {}
  for day = 1, ctx.days do
    report[#report + 1] = { day = day, text = ("High water at the %s: %s."):format(ctx.place, highWater(day)) }
  end
  -- Absent where the host does not grant "harbour:patrols"; nothing tells that from a quay without patrols.
  for _, patrol in ipairs(ctx.patrols or {}) do
    report[#report + 1] = { day = patrol.day, text = ("A patrol passes at %s."):format(patrol.at) }
  end
  return report
end

return M
