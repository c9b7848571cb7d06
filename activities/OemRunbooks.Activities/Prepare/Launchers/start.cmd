@echo off
rem Otwiera menu programu runbook dla stanowiska: start.cmd [KATALOG STANOWISKA]
rem Opens the menu of runbook for a station:      start.cmd [STATION DIRECTORY]
setlocal
chcp 65001 >nul
set "station=%~1"
if not defined station set "station=%RUNBOOK_STATION%"
if not defined station set /p "station=Katalog stanowiska / Station directory: "
set "program=%~dp0runbook.exe"
if not exist "%program%" set "program=runbook"
if exist "%~dp0runbooks\" (
  "%program%" --station "%station%" --library "%~dp0runbooks"
) else (
  "%program%" --station "%station%"
)
set "code=%errorlevel%"
pause
exit /b %code%
