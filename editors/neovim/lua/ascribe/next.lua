--- Next steps from a pasted article to a published one, the likely one first.
local M = {}

local server = require('ascribe.server')
local drafts = require('ascribe.drafts')

--- How far a document is: “12 of 15 attributed, 3 drafts”.
local function progress(overview)
    if overview.attributable == 0 and overview.drafts == 0 then
        return 'Nothing attributed yet'
    end
    local rest = overview.drafts > 0 and ', ' .. server.counted(overview.drafts, 'draft') or ''
    return ('%d of %d attributed%s'):format(overview.attributed, overview.attributable, rest)
end

local function steps(overview)
    local steps = {}
    local function step(label, run)
        table.insert(steps, { label = label, run = run })
    end
    local function draft()
        step('Draft who says what (:AscribeDraft)', function()
            drafts.draft('source.draft.ascribe')
        end)
    end
    local is_new, open, sure = true, {}, 0
    for _, statement in ipairs(overview.statements) do
        is_new = is_new and #statement.actors == 0
        if statement.attributed == false then
            table.insert(open, statement)
        end
        local confidence = type(statement.confidence) == 'number' and statement.confidence or 0
        sure = sure + (statement.toReview and confidence >= 0.9 and 1 or 0)
    end
    if is_new then
        draft()
    end
    if overview.drafts > 0 then
        step(('Review %s (:AscribeNextDraft)'):format(server.counted(overview.drafts, 'draft')), function()
            drafts.go(1)
        end)
    end
    if sure > 0 then
        local which = server.counted(sure, 'draft') .. ' with a confidence of 0.9 or more'
        step(('Accept %s (:AscribeAcceptLikely)'):format(which), function()
            drafts.decide_all('source.acceptDrafts.ascribe.likely')
        end)
    end
    if open[1] and not is_new then
        local which = server.counted(#open, 'statement') .. ' without a speaker'
        step(('Attribute %s (:AscribeAttribute)'):format(which), function()
            drafts.show(open[1])
            require('ascribe.speakers').attribute('')
        end)
    end
    local findings = #vim.diagnostic.get(0, { severity = { min = vim.diagnostic.severity.INFO } })
    if findings > 0 then
        step(('Fix %s (:AscribeFix)'):format(server.counted(findings, 'finding')), require('ascribe.findings').fix)
    end
    if #overview.frontMatter == 0 then
        step('Note title, author and date', function()
            server.act('source.frontMatter.ascribe')
        end)
    end
    step('Read it with a colour for each speaker (:AscribeRead)', require('ascribe.reading').toggle)
    if not is_new then
        step('Show the article without markup, to publish it (:AscribeStrip)', require('ascribe.show').strip)
        draft()
    end
    if vim.bo.modified then
        step('Save (:write)', vim.cmd.write)
    end
    return steps
end

--- Lets the user choose the next step.
function M.choose()
    local overview = server.overview()
    if not overview then
        return
    end
    local function label(step)
        return step.label
    end
    local prompt = ('What next? %s.'):format(progress(overview))
    vim.ui.select(steps(overview), { prompt = prompt, format_item = label }, function(chosen)
        if chosen then
            chosen.run()
        end
    end)
end

return M
