-- Asks a server about a runbook from inside Neovim (0.7 or later) and writes what it answers.
-- nvim --headless -u NONE -c "luafile neovim.lua"; environment: PROGRAM, ROOT, FILE, LINE, CHARACTER (from 0), RESULT
local file = vim.env.FILE
vim.cmd("edit " .. vim.fn.fnameescape(file))
local id = vim.lsp.start_client({ name = "runbook", cmd = { vim.env.PROGRAM, "lsp" }, root_dir = vim.env.ROOT })
vim.lsp.buf_attach_client(0, id)
vim.wait(10000, function()
  return vim.lsp.get_client_by_id(id) ~= nil and vim.lsp.get_client_by_id(id).initialized
end, 20)
local function ask(method, more)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(0),
    position = { line = tonumber(vim.env.LINE), character = tonumber(vim.env.CHARACTER) },
  }
  for key, value in pairs(more or {}) do
    params[key] = value
  end
  local answers = vim.lsp.buf_request_sync(0, method, params, 10000)
  return answers and answers[id] and answers[id].result
end
local lines = {}
for _, item in ipairs(ask("textDocument/completion") or {}) do
  table.insert(lines, "completion " .. item.label)
end
for _, place in ipairs(ask("textDocument/definition") or {}) do
  table.insert(lines, "definition " .. place.range.start.line)
end
local edit = ask("textDocument/rename", { newName = "renamed" })
if edit then
  vim.lsp.util.apply_workspace_edit(edit, "utf-16")
  for _, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    table.insert(lines, "text " .. line)
  end
end
vim.fn.writefile(lines, vim.env.RESULT)
vim.cmd("qall!")
