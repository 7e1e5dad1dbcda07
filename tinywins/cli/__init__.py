"""The command tree: parse, call a service, render. One file a noun; `boundary` turns errors into exit codes."""
